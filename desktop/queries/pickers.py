"""What a form's picker offers for the letters typed: a few records by name or initials."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import CertificateKind, HolderKind
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Certificate, Grid, Inspector
from db.tables.projects import Project
from desktop.queries.cards import Ref
from desktop.queries.matching import matcher

_OFFERED = 20
_Model = type[Enterprise] | type[Grid] | type[Inspector] | type[Project]


def projects_named(session: Session, text: str) -> tuple[Ref, ...]:
    return _named(session, Project, text)


def enterprises_named(session: Session, text: str) -> tuple[Ref, ...]:
    return _named(session, Enterprise, text)


def grids_named(session: Session, text: str) -> tuple[Ref, ...]:
    return _named(session, Grid, text)


def inspectors_named(session: Session, text: str) -> tuple[Ref, ...]:
    """Of two of one name each bears what tells them apart: card, else telephone or 岗位."""
    found = _named(session, Inspector, text)
    often = Counter(ref.words for ref in found)
    twins = [ref.id for ref in found if often[ref.words] > 1]
    if not twins:
        return found
    cards = select(Certificate.holder_id, Certificate.number).where(
        Certificate.holder_kind == HolderKind.INSPECTOR,
        Certificate.kind == CertificateKind.ENFORCEMENT_CARD,
        Certificate.holder_id.in_(twins),
    )
    numbers = {holder: f"证号{number}" for holder, number in session.execute(cards) if number}
    people = select(Inspector).where(Inspector.id.in_(twins))
    told = {
        row.id: numbers.get(row.id) or row.phone or row.post or f"编号{row.id}"
        for row in session.scalars(people)
    }
    return tuple(
        Ref(ref.id, f"{ref.words}（{told[ref.id]}）") if ref.id in told else ref for ref in found
    )


def _named(session: Session, model: _Model, text: str) -> tuple[Ref, ...]:
    matches = matcher(((model.__tablename__, model.id),), model.name)
    rows = session.execute(
        select(model.id, model.name).where(matches(text)).order_by(model.name).limit(_OFFERED)
    )
    return tuple(Ref(key, name) for key, name in rows)
