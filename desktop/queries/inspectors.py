"""监督人员: the list, and the one inspector with the two cards and the grids of a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from db.codes import CertificateKind, HolderKind
from db.tables.inspectors import Certificate, Grid, GridAssistant, GridInspector, Inspector
from db.tables.projects import Project
from desktop.domain.labels import label
from desktop.queries.cards import Card, Link, few_projects
from desktop.queries.day import TODAY, days_from
from desktop.queries.edits import Tie
from desktop.queries.held import BETWEEN, held, names, responsible_of
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher
from desktop.queries.timeline import timeline_of
from desktop.queries.validity import FAR_OFF, Validity, newest, reaches, validity

_HOLDER = HolderKind.INSPECTOR
_CARD = CertificateKind.ENFORCEMENT_CARD
_CERTIFICATE = CertificateKind.SUPERVISOR_CERTIFICATE


@dataclass(frozen=True)
class InspectorRow:
    """One line of the list."""

    id: int
    name: str
    post: str | None
    card: str | None
    card_validity: Validity
    certificate: str | None
    certificate_validity: Validity
    grids: tuple[str, ...]
    assists: tuple[str, ...]
    phone: str | None
    id_number_tail: str | None


def _newest(kind: CertificateKind, value: Any) -> Any:
    return newest(_HOLDER, Inspector.id, kind, value)


_LEADS = (
    select(func.aggregate_strings(Grid.name, BETWEEN))
    .where(held(Grid.id, GridInspector.inspector_id) == Inspector.id)
    .correlate(Inspector)
    .scalar_subquery()
)
_ASSISTS = (
    select(func.aggregate_strings(Grid.name, BETWEEN))
    .select_from(GridAssistant)
    .join(Grid, Grid.id == GridAssistant.grid_id)
    .where(GridAssistant.inspector_id == Inspector.id, GridAssistant.holds_on(TODAY))
    .correlate(Inspector)
    .scalar_subquery()
)
_CARD_END = _newest(_CARD, Certificate.valid_to)
_CERTIFICATE_END = _newest(_CERTIFICATE, Certificate.valid_to)


def _row(row: Row[Any]) -> InspectorRow:
    person: Inspector = row[0]
    return InspectorRow(
        id=person.id,
        name=person.name,
        post=person.post,
        card=row.card,
        card_validity=validity(row.card_end, row.card_lasting, row.today),
        certificate=row.certificate,
        certificate_validity=validity(row.certificate_end, row.certificate_lasting, row.today),
        grids=names(row.leads, None),
        assists=names(row.assists, None),
        phone=person.phone,
        id_number_tail=person.id_number_tail,
    )


INSPECTORS = Listing(
    rows=select(
        Inspector,
        _newest(_CARD, Certificate.number).label("card"),
        _CARD_END.label("card_end"),
        _newest(_CARD, Certificate.lasting).label("card_lasting"),
        _newest(_CERTIFICATE, Certificate.number).label("certificate"),
        _CERTIFICATE_END.label("certificate_end"),
        _newest(_CERTIFICATE, Certificate.lasting).label("certificate_lasting"),
        _LEADS.label("leads"),
        _ASSISTS.label("assists"),
        TODAY.label("today"),
    ),
    id=Inspector.id,
    sorts={
        "name": by_pinyin("inspector", Inspector.id),
        "card_end": func.coalesce(_CARD_END, FAR_OFF),
        "certificate_end": func.coalesce(_CERTIFICATE_END, FAR_OFF),
    },
    make=_row,
    matches=matcher(
        (("inspector", Inspector.id),),
        Inspector.name,
        func.coalesce(Inspector.phone, ""),
        func.coalesce(_newest(_CARD, Certificate.number), ""),
        func.coalesce(_LEADS, ""),
    ),
    filters={
        "expiry": lambda step: or_(reaches(_CARD_END, step), reaches(_CERTIFICATE_END, step)),
    },
)


def inspector_card(session: Session, key: int, today: date) -> Card | None:
    """One inspector as the pane and the form need it."""
    person = session.get(Inspector, key)
    if person is None:
        return None
    found = session.scalars(
        select(Certificate)
        .where(Certificate.holder_kind == _HOLDER, Certificate.holder_id == key)
        .order_by(Certificate.lasting, Certificate.valid_to)
    )
    held_now = {row.kind: row for row in found}
    terms = {kind: validity(row.valid_to, row.lasting, today) for kind, row in held_now.items()}
    card, certificate = held_now.get(_CARD), held_now.get(_CERTIFICATE)
    values = {
        "name": person.name,
        "id_number": person.id_number_tail,
        "enforcement_card": card.number if card else None,
        "enforcement_card_expiry": terms.get(_CARD, Validity()),
        "certificate": certificate.number if certificate else None,
        "certificate_expiry": terms.get(_CERTIFICATE, Validity()),
        "post": person.post,
        "phone": person.phone,
    }
    ties = [Tie("certificate", (row.id,), label(kind)) for kind, row in held_now.items()]
    return Card(
        id=key,
        version=person.version,
        title=person.name,
        subtitle=person.post or "",
        values=values,
        warnings=tuple(
            f"{label(kind)}{term.expiry.words}" for kind, term in terms.items() if term.expiry
        ),
        links=(*_grids(session, key, today), *_projects(session, person, today)),
        timeline=timeline_of(session, (Tie("inspector", (key,)), *ties)),
    )


def _grids(session: Session, key: int, today: date) -> list[Link]:
    leads = session.execute(
        select(Grid.id, Grid.name)
        .where(held(Grid.id, GridInspector.inspector_id) == key)
        .order_by(Grid.name),
        days_from(today),
    )
    assists = session.execute(
        select(Grid.id, Grid.name)
        .join(GridAssistant, GridAssistant.grid_id == Grid.id)
        .where(GridAssistant.inspector_id == key, GridAssistant.holds_on(today))
        .order_by(Grid.name)
    )
    links = [Link(f"{name}（主）", "grid", grid) for grid, name in leads]
    return [*links, *(Link(f"{name}（协）", "grid", grid) for grid, name in assists)]


def _projects(session: Session, person: Inspector, today: date) -> list[Link]:
    """The projects this inspector answers for today, by own assignment or through a grid."""
    rows = session.execute(
        select(Project.id, Project.name)
        .where(responsible_of(Project.id) == person.id)
        .order_by(by_pinyin("project", Project.id)),
        days_from(today),
    ).all()
    return few_projects(rows, person.name)
