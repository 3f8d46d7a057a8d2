"""文书: the register, one paper with its service, its stored bytes, and the series of numbers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Text, and_, cast, exists, false, func, or_, select
from sqlalchemy.orm import Session

from db.codes import HazardState, InNameOf, PaperKind, PaperState, PartyRole, ServiceWay
from db.errors import StoreProblem
from db.session import files_of
from db.tables.hazards import Hazard
from db.tables.office import Entrustment, NumberSeries, Office
from db.tables.papers import Paper, PaperItem, Service
from db.tables.projects import Participation, Project
from db.tables.signatures import Attachment
from desktop.domain.labels import label
from desktop.domain.numbering import (
    GapReport,
    Used,
    format_number,
    gap_report,
    parse_number,
)
from desktop.domain.papers import ORDER_KINDS, SCANNED_KINDS, SERVED_KINDS
from desktop.queries.day import TODAY
from desktop.queries.listing import Listing
from desktop.queries.matching import matcher

SIGNED_COPY = "signed_copy"
"""The purpose of an attachment that is the signed copy of its paper."""
ORIGINAL = "original"
"""A page of the original of a paper registered afterwards (录入件)."""
TRANSCRIPT = "transcript"
"""Our print of such a paper, which is only a copy."""
_NOWHERE = date.max


@dataclass(frozen=True)
class Issuer:
    """In whose name papers of a day are issued (局 / 局 by entrusted 站 / 站)."""

    name: str
    in_name_of: InNameOf


def issuer_on(session: Session, day: date) -> Issuer:
    """The entrustment valid on the day decides; the name is empty until the office has one."""
    told = session.scalar(select(Entrustment.in_name_of).where(Entrustment.holds_on(day)).limit(1))
    return issuer_as(session, told)


def issuer_as(session: Session, told: InNameOf | None) -> Issuer:
    """The name of the office in one of its ways; untold, the bureau's where there is one."""
    office = session.scalar(select(Office))
    bureau = (office.bureau_name if office else None) or ""
    station = (office.station_name if office else None) or ""
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


def kind_words(kind: PaperKind | None, text: str | None) -> str:
    """The name of a paper; one brought in keeps the word the office had for it."""
    return label(kind) if kind is not None else text or "文书"


def paper_bytes(session: Session, key: int) -> bytes:
    """The very bytes that were issued: for preview, reprint and copies.

    Of a paper registered afterwards they are the scan of its original.
    """
    sha256 = session.scalar(select(Paper.sha256).where(Paper.id == key))
    if sha256 is None:
        raise StoreProblem("这份文书没有存下原件（历史导入，或录入后还没有补扫描），不能打印")
    return files_of(session).get(sha256)


@dataclass(frozen=True)
class SeriesRow:
    """A series of numbers with its next one and its gaps.

    ``imported`` are numbers since its first one that only a ledger of the past has.
    """

    id: int
    kind: PaperKind
    year: int
    prefix: str
    next_number: int
    gaps: GapReport
    imported: tuple[int, ...] = ()

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
    return tuple(_series_row(session, row, used.get(row.id, [])) for row in session.scalars(found))


def _series_row(session: Session, row: NumberSeries, used: list[Used]) -> SeriesRow:
    """Gaps from the number told when it began here, up to the last one that was drawn."""
    drawn = gap_report(used, row.first_number)
    brought = brought_in(session, row.prefix, row.year)
    imported = tuple(serial for serial in drawn.missing if serial in brought)
    gaps = gap_report([*used, *map(Used, imported)], row.first_number) if imported else drawn
    return SeriesRow(row.id, row.kind, row.year, row.prefix, row.next_number, gaps, imported)


def brought_in(session: Session, prefix: str, year: int) -> frozenset[int]:
    """The numbers of one prefix and year that papers of the past have."""
    start = f"{prefix}〔{year}〕"
    old = select(Paper.number).where(Paper.history, Paper.number.startswith(start, autoescape=True))
    numbers = (parse_number(text or "") for text in session.scalars(old))
    return frozenset(number.serial for number in numbers if number is not None)


@dataclass(frozen=True)
class PaperRow:
    """A paper in the register."""

    id: int
    issued_on: date
    kind: PaperKind | None
    kind_text: str
    number: str
    project: str
    addressee: str
    due: date | None
    served_on: date | None
    state: PaperState
    state_text: str
    registered: bool
    history: bool
    unserved: bool
    overdue: bool
    title: str = ""

    @property
    def about(self) -> str:
        """The site, or what a document that is about none is headed."""
        return self.project or self.title

    @property
    def kind_words(self) -> str:
        return kind_words(self.kind, self.kind_text)

    @property
    def state_words(self) -> str:
        """One brought in keeps the word its ledger had."""
        return self.state_text or label(self.state)

    @property
    def mark(self) -> str:
        """Where it came from, wherever it is shown."""
        if self.history:
            return "历史导入"
        return "录入件" if self.registered else ""


def _make(row: Any) -> PaperRow:
    return PaperRow(*row)


_UNSERVED = and_(Paper.state == PaperState.ISSUED, Paper.kind.in_(SERVED_KINDS))
_OVERDUE = and_(
    Paper.state != PaperState.VOIDED,
    Paper.kind.in_(ORDER_KINDS),
    exists(
        select(PaperItem.id)
        .join(Hazard, Hazard.id == PaperItem.hazard_id)
        .where(
            PaperItem.paper_id == Paper.id,
            Hazard.state != HazardState.CLOSED,
            Hazard.due.is_not(None),
            Hazard.due < TODAY,
        )
    ),
)
_NO_INK = (ServiceWay.ELECTRONIC, ServiceWay.ANNOUNCED)
_SIGNED = and_(
    Paper.kind.in_(SCANNED_KINDS),
    Paper.state != PaperState.VOIDED,
    Paper.sha256.is_not(None),
    ~exists().where(
        Attachment.entity == Paper.__tablename__,
        Attachment.record_id == Paper.id,
        Attachment.purpose == SIGNED_COPY,
    ),
    ~exists().where(
        Paper.kind == PaperKind.SERVICE_RECEIPT,
        Service.paper_id == Paper.about_paper_id,
        or_(Service.receipt_id.is_not(None), Service.way.in_(_NO_INK)),
    ),
)
_ORIGINAL_OUT = and_(Paper.registered, Paper.state != PaperState.VOIDED, Paper.sha256.is_(None))
UNSCANNED = or_(_SIGNED, _ORIGINAL_OUT)
"""待补扫描: signed in ink by others and not back yet, or registered without its original."""
_WAITS = {"unserved": _UNSERVED, "overdue": _OVERDUE, "unscanned": UNSCANNED}
_MARKS = {
    "history": Paper.history.is_(True),
    "registered": Paper.registered.is_(True),
    "voided": Paper.state == PaperState.VOIDED,
}

PAPERS = Listing(
    rows=select(
        Paper.id,
        Paper.issued_on,
        Paper.kind,
        func.coalesce(Paper.kind_text, ""),
        func.coalesce(Paper.number, ""),
        func.coalesce(Project.name, Paper.project_text, ""),
        func.coalesce(Paper.enterprise_text, ""),
        Paper.due,
        Paper.served_on,
        Paper.state,
        func.coalesce(Paper.state_text, ""),
        Paper.registered,
        Paper.history,
        func.coalesce(_UNSERVED, false()),
        _OVERDUE,
        func.coalesce(Paper.title, ""),
    ).outerjoin(Project, Project.id == Paper.project_id),
    id=Paper.id,
    sorts={
        "issued_on": Paper.issued_on,
        "number": func.coalesce(Paper.number, ""),
        "kind": func.coalesce(cast(Paper.kind, Text), Paper.kind_text, ""),
        "project": func.coalesce(Project.name, Paper.project_text, ""),
        "due": func.coalesce(Paper.due, _NOWHERE),
        "served_on": func.coalesce(Paper.served_on, _NOWHERE),
    },
    make=_make,
    matches=matcher(
        (("project", Paper.project_id), ("paper", Paper.id)),
        func.coalesce(Paper.number, ""),
        func.coalesce(Project.name, Paper.project_text, ""),
        func.coalesce(Paper.enterprise_text, ""),
        func.coalesce(Paper.title, ""),
    ),
    filters={
        "kind": lambda value: Paper.kind == PaperKind(value),
        "state": lambda value: Paper.state == PaperState(value),
        "project": lambda value: Paper.project_id == int(value),
        "month": lambda value: Paper.month == int(value),
        "year": lambda value: Paper.month.between(int(value) * 100 + 1, int(value) * 100 + 12),
        "waits": lambda value: _WAITS[value],
        "mark": lambda value: _MARKS[value],
    },
)


def paper_years(session: Session) -> dict[str, str]:
    """The years there are papers of, newest first, for choosing."""
    rows = select(func.min(Paper.month), func.max(Paper.month))
    first, last = session.execute(rows).one()
    if first is None:
        return {}
    return {str(year): f"{year}年" for year in range(last // 100, first // 100 - 1, -1)}
