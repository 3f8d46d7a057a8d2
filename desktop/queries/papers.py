"""文书: the register, one paper with its service, its stored bytes, and the series of numbers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import InNameOf, PaperKind, PaperState, PartyRole, ServiceWay
from db.errors import StoreProblem
from db.session import files_of
from db.tables.hazards import Hazard
from db.tables.inspectors import Inspector
from db.tables.office import Entrustment, NumberSeries, Office
from db.tables.papers import Paper, PaperItem, Service
from db.tables.projects import Participation, Project
from desktop.domain.numbering import GapReport, Used, format_number, gap_report
from desktop.queries.listing import Listing
from desktop.queries.matching import matcher

_NOWHERE = date.max


@dataclass(frozen=True)
class Issuer:
    """In whose name papers of a day are issued (局 / 局 by entrusted 站 / 站)."""

    name: str
    in_name_of: InNameOf


def issuer_on(session: Session, day: date) -> Issuer:
    """The entrustment valid on the day decides; the name is empty until the office has one."""
    office = session.scalar(select(Office))
    bureau = (office.bureau_name if office else None) or ""
    station = (office.station_name if office else None) or ""
    told = session.scalar(select(Entrustment.in_name_of).where(Entrustment.holds_on(day)).limit(1))
    way = told or (InNameOf.BUREAU if bureau else InNameOf.STATION)
    return Issuer(station if way is InNameOf.STATION else bureau, way)


@dataclass(frozen=True)
class Party:
    """A party of a project on a day, as it was written."""

    role: PartyRole
    name: str
    enterprise_id: int | None


def parties_on(session: Session, project_id: int, day: date) -> tuple[Party, ...]:
    """The parties on a day; one who had left by then is none."""
    rows = select(Participation.role, Participation.name, Participation.enterprise_id).where(
        Participation.project_id == project_id, Participation.holds_on(day)
    )
    return tuple(Party(*row) for row in session.execute(rows.order_by(Participation.id)))


def paper_bytes(session: Session, key: int) -> bytes:
    """The very bytes that were issued: for preview, reprint and copies."""
    sha256 = session.scalar(select(Paper.sha256).where(Paper.id == key))
    if sha256 is None:
        raise StoreProblem("这份文书没有存下原件（历史导入或登记的文书），不能打印")
    return files_of(session).get(sha256)


@dataclass(frozen=True)
class ServiceRow:
    """One service of a paper."""

    way: ServiceWay
    served_on: date
    entered_on: date
    receiver: str
    place: str
    server: str
    witness: str


@dataclass(frozen=True)
class PaperItemRow:
    """A hazard on a paper."""

    hazard_id: int
    position: int
    description: str


@dataclass(frozen=True)
class PaperCard:
    """One paper whole, for the pane beside the register."""

    id: int
    kind: PaperKind
    kind_text: str
    number: str
    project: str
    project_id: int | None
    addressee: str
    issued_on: date
    entered_on: date
    due: date | None
    served_on: date | None
    state: PaperState
    void_reason: str
    has_bytes: bool
    history: bool
    items: tuple[PaperItemRow, ...]
    services: tuple[ServiceRow, ...]

    @property
    def can_serve(self) -> bool:
        return self.state is PaperState.ISSUED

    @property
    def can_void(self) -> bool:
        return self.state is PaperState.ISSUED


def paper_card(session: Session, key: int) -> PaperCard | None:
    paper = session.get(Paper, key)
    if paper is None:
        return None
    project = session.scalar(select(Project.name).where(Project.id == paper.project_id))
    return PaperCard(
        id=paper.id,
        kind=paper.kind,
        kind_text=paper.kind_text or "",
        number=paper.number or "",
        project=project or "",
        project_id=paper.project_id,
        addressee=paper.enterprise_text or "",
        issued_on=paper.issued_on,
        entered_on=paper.entered_on,
        due=paper.due,
        served_on=paper.served_on,
        state=paper.state,
        void_reason=paper.void_reason or "",
        has_bytes=paper.sha256 is not None,
        history=paper.history,
        items=_items(session, key),
        services=_services(session, key),
    )


def _items(session: Session, key: int) -> tuple[PaperItemRow, ...]:
    rows = (
        select(Hazard.id, PaperItem.position, Hazard.description)
        .join(PaperItem, PaperItem.hazard_id == Hazard.id)
        .where(PaperItem.paper_id == key)
        .order_by(PaperItem.position)
    )
    return tuple(PaperItemRow(*row) for row in session.execute(rows))


def _services(session: Session, key: int) -> tuple[ServiceRow, ...]:
    rows = select(Service).where(Service.paper_id == key).order_by(Service.id)
    return tuple(
        ServiceRow(
            row.way,
            row.served_on,
            row.entered_on,
            row.receiver or "",
            row.place or "",
            row.server or "",
            row.witness or "",
        )
        for row in session.scalars(rows)
    )


@dataclass(frozen=True)
class SeriesRow:
    """A series of numbers with its next one and its gaps."""

    id: int
    kind: PaperKind
    year: int
    prefix: str
    next_number: int
    gaps: GapReport

    @property
    def next_words(self) -> str:
        return format_number(self.prefix, self.year, self.next_number)


def series_rows(session: Session) -> tuple[SeriesRow, ...]:
    used: dict[int, list[Used]] = {}
    rows = select(Paper.series_id, Paper.serial, Paper.state).where(Paper.serial.is_not(None))
    for series, serial, state in session.execute(rows):
        if series is not None and serial is not None:
            used.setdefault(series, []).append(Used(serial, state is PaperState.VOIDED))
    found = select(NumberSeries).order_by(NumberSeries.year.desc(), NumberSeries.prefix)
    return tuple(
        SeriesRow(
            row.id,
            row.kind,
            row.year,
            row.prefix,
            row.next_number,
            gap_report(used.get(row.id, ()), row.first_number),
        )
        for row in session.scalars(found)
    )


def officers(session: Session) -> tuple[tuple[int, str], ...]:
    """Everyone who may inspect, for choosing."""
    rows = select(Inspector.id, Inspector.name).order_by(Inspector.id)
    return tuple(session.execute(rows))


@dataclass(frozen=True)
class PaperRow:
    """A paper in the register."""

    id: int
    issued_on: date
    kind: PaperKind
    kind_text: str
    number: str
    project: str
    addressee: str
    due: date | None
    served_on: date | None
    state: PaperState
    history: bool


def _make(row: Any) -> PaperRow:
    return PaperRow(*row)


PAPERS = Listing(
    rows=select(
        Paper.id,
        Paper.issued_on,
        Paper.kind,
        func.coalesce(Paper.kind_text, ""),
        func.coalesce(Paper.number, ""),
        func.coalesce(Project.name, ""),
        func.coalesce(Paper.enterprise_text, ""),
        Paper.due,
        Paper.served_on,
        Paper.state,
        Paper.history,
    ).outerjoin(Project, Project.id == Paper.project_id),
    id=Paper.id,
    sorts={
        "issued_on": Paper.issued_on,
        "number": func.coalesce(Paper.number, ""),
        "kind": Paper.kind,
        "due": func.coalesce(Paper.due, _NOWHERE),
        "served_on": func.coalesce(Paper.served_on, _NOWHERE),
    },
    make=_make,
    matches=matcher(
        (("project", Paper.project_id), ("paper", Paper.id)),
        func.coalesce(Paper.number, ""),
        func.coalesce(Project.name, ""),
        func.coalesce(Paper.enterprise_text, ""),
    ),
    filters={
        "kind": lambda value: Paper.kind == PaperKind(value),
        "state": lambda value: Paper.state == PaperState(value),
        "project": lambda value: Paper.project_id == int(value),
        "month": lambda value: Paper.month == int(value),
    },
)
