"""文书名义: from which day to which papers go in whose name, and by which document."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, InNameOf
from db.tables.office import Entrustment
from desktop.domain.entrustments import check_entrustment
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.usecases.done import Done

_CHANGED = frozenset({Area.OFFICE, Area.PAPERS})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SaveEntrustment:
    """A new period, or a changed one by its id; ``last`` is the last day, None for no end."""

    matter: str
    in_name_of: InNameOf
    first: date
    last: date | None = None
    document: str | None = None
    id: int | None = None


@dataclass(frozen=True)
class RemoveEntrustment:
    """One that was entered by mistake; issued papers keep the name they went in."""

    id: int


def save_entrustment(session: Session, command: SaveEntrustment, act: Act) -> Done[int]:
    rows = session.scalars(select(Entrustment)).all()
    others = [(row.valid_from, _last(row)) for row in rows if row.id != command.id]
    check_entrustment(command.matter, command.first, command.last, others)
    until = None if command.last is None else command.last + _ONE_DAY
    row = next((row for row in rows if row.id == command.id), None)
    if row is None:
        row = Entrustment()
        session.add(row)
    row.matter, row.in_name_of, row.document = command.matter, command.in_name_of, command.document
    row.valid_from, row.valid_to = command.first, until
    about(session, f"{label(command.in_name_of)} {command.matter}")
    session.flush()
    return Done(row.id, _CHANGED)


def remove_entrustment(session: Session, command: RemoveEntrustment, act: Act) -> Done[None]:
    row = session.get(Entrustment, command.id)
    if row is None:
        raise RuleViolation("这条名义已经不在了")
    about(session, f"{label(row.in_name_of)} {row.matter}")
    session.delete(row)
    return Done(None, _CHANGED)


def _last(row: Entrustment) -> date | None:
    return None if row.valid_to is None else row.valid_to - _ONE_DAY
