"""企业: the list, and the one enterprise with its certificate, projects and training."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from db.codes import CertificateKind, EnterpriseKind, HolderKind
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Certificate
from db.tables.papers import Paper
from db.tables.projects import Participation, Project
from db.tables.training import TrainingRecord
from desktop.domain.labels import label
from desktop.queries.cards import Card, Link
from desktop.queries.day import TODAY
from desktop.queries.edits import Tie
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher
from desktop.queries.paper_links import paper_links
from desktop.queries.timeline import timeline_of
from desktop.queries.validity import FAR_OFF, Validity, newest, reaches, validity

_HOLDER = HolderKind.ENTERPRISE
_LICENCE = CertificateKind.SAFETY_LICENCE


@dataclass(frozen=True)
class EnterpriseRow:
    """One line of the list."""

    id: int
    name: str
    uscc: str
    kind: EnterpriseKind
    qualification: str | None
    licence: str | None
    licence_validity: Validity
    principal: str | None
    phone: str | None
    projects: int


_VALID_TO = newest(_HOLDER, Enterprise.id, _LICENCE, Certificate.valid_to)
_PROJECTS = (
    select(func.count(func.distinct(Participation.project_id)))
    .where(Participation.enterprise_id == Enterprise.id, Participation.holds_on(TODAY))
    .correlate(Enterprise)
    .scalar_subquery()
)


def _row(row: Row[Any]) -> EnterpriseRow:
    firm: Enterprise = row[0]
    return EnterpriseRow(
        id=firm.id,
        name=firm.name,
        uscc=firm.uscc,
        kind=firm.kind,
        qualification=firm.qualification,
        licence=row.licence,
        licence_validity=validity(row.valid_to, row.lasting, row.today),
        principal=firm.principal or firm.legal_person,
        phone=firm.phone,
        projects=row.projects,
    )


ENTERPRISES = Listing(
    rows=select(
        Enterprise,
        newest(_HOLDER, Enterprise.id, _LICENCE, Certificate.number).label("licence"),
        _VALID_TO.label("valid_to"),
        newest(_HOLDER, Enterprise.id, _LICENCE, Certificate.lasting).label("lasting"),
        _PROJECTS.label("projects"),
        TODAY.label("today"),
    ),
    id=Enterprise.id,
    sorts={
        "name": by_pinyin("enterprise", Enterprise.id),
        "uscc": Enterprise.uscc,
        "kind": Enterprise.kind,
        "valid_to": func.coalesce(_VALID_TO, FAR_OFF),
        "projects": _PROJECTS,
    },
    make=_row,
    matches=matcher(
        (("enterprise", Enterprise.id),),
        Enterprise.name,
        Enterprise.uscc,
        func.coalesce(Enterprise.phone, ""),
        func.coalesce(Enterprise.principal, ""),
        func.coalesce(Enterprise.legal_person, ""),
    ),
    filters={
        "kind": lambda value: Enterprise.kind == EnterpriseKind(value),
        "expiry": lambda step: reaches(_VALID_TO, step),
    },
)


def enterprise_card(session: Session, key: int, today: date) -> Card | None:
    """One enterprise as the pane and the form need it."""
    firm = session.get(Enterprise, key)
    if firm is None:
        return None
    licence = session.scalars(
        select(Certificate)
        .where(Certificate.holder_kind == _HOLDER, Certificate.holder_id == key)
        .where(Certificate.kind == _LICENCE)
        .order_by(Certificate.valid_to.desc())
    ).first()
    term = validity(licence.valid_to, licence.lasting, today) if licence else Validity()
    values = {
        "name": firm.name,
        "uscc": firm.uscc,
        "kind": firm.kind,
        "qualification": firm.qualification,
        "safety_licence": licence.number if licence else None,
        "safety_licence_expiry": term,
        "legal_person": firm.legal_person,
        "principal": firm.principal,
        "phone": firm.phone,
    }
    ties = (
        Tie("enterprise", (key,)),
        Tie("certificate", (licence.id,) if licence else (), "安全生产许可证"),
    )
    return Card(
        id=key,
        version=firm.version,
        title=firm.name,
        subtitle=label(firm.kind),
        values=values,
        warnings=(f"安全生产许可证{term.expiry.words}",) if term.expiry else (),
        links=_links(session, firm, today),
        papers=paper_links(session, Paper.enterprise_id == key),
        timeline=timeline_of(session, ties),
    )


def _links(session: Session, firm: Enterprise, today: date) -> tuple[Link, ...]:
    parties = session.execute(
        select(Participation.role, Project.id, Project.name)
        .join(Project, Project.id == Participation.project_id)
        .where(Participation.enterprise_id == firm.id, Participation.holds_on(today))
        .order_by(Project.name, Participation.role)
    )
    links = [Link(f"{row[2]}（{label(row[0])}）", "project", row[1]) for row in parties]
    trained = session.scalar(select(func.count()).where(TrainingRecord.enterprise_id == firm.id))
    if trained:
        words = f"培训记录 {trained} 条"
        links.append(Link(words, page="training", where=(("text", firm.name),)))
    return tuple(links)
