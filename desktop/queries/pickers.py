"""What a form's picker offers for the letters typed: a few records by name or initials."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.enterprises import Enterprise
from db.tables.inspectors import Grid, Inspector
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
    return _named(session, Inspector, text)


def _named(session: Session, model: _Model, text: str) -> tuple[Ref, ...]:
    matches = matcher(((model.__tablename__, model.id),), model.name)
    rows = session.execute(
        select(model.id, model.name).where(matches(text)).order_by(model.name).limit(_OFFERED)
    )
    return tuple(Ref(key, name) for key, name in rows)
