"""培训达标: every person in the training records who has not met what is asked, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import TrainingKind
from db.tables.enterprises import Enterprise
from db.tables.training import TrainingRecord
from desktop.domain.training import ARTICLE, Attendance, lacks

_Person = tuple[int, bytes | str]


@dataclass(frozen=True)
class LackRow:
    """One thing one person has not met; ``id`` is the newest record of that person."""

    id: int
    name: str
    enterprise: str
    enterprise_id: int
    id_number_tail: str | None
    kind: TrainingKind
    rule: str
    why: str
    hours: float
    article: str = ARTICLE


def training_lacks(session: Session, day: date) -> tuple[LackRow, ...]:
    """Who lacks what on ``day``, by enterprise and name; one statement whatever the size."""
    rows = select(TrainingRecord, Enterprise.name).join(
        Enterprise, Enterprise.id == TrainingRecord.enterprise_id
    )
    people: dict[_Person, list[TrainingRecord]] = {}
    firms: dict[int, str] = {}
    for record, firm in session.execute(rows.order_by(TrainingRecord.start, TrainingRecord.id)):
        firms[record.enterprise_id] = firm
        people.setdefault(_person(record), []).append(record)
    found = [row for held in people.values() for row in _lacks(held, firms, day)]
    return tuple(sorted(found, key=lambda row: (row.enterprise, row.name, row.kind)))


def _person(record: TrainingRecord) -> _Person:
    """By identity number within the enterprise, else by name."""
    return record.enterprise_id, record.id_number_key or record.name


def _lacks(held: list[TrainingRecord], firms: dict[int, str], day: date) -> Iterable[LackRow]:
    newest = held[-1]
    for lack in lacks(map(_attendance, (row for row in held if row.start is not None)), day):
        yield LackRow(
            id=newest.id,
            name=newest.name,
            enterprise=firms[newest.enterprise_id],
            enterprise_id=newest.enterprise_id,
            id_number_tail=newest.id_number_tail,
            kind=lack.kind,
            rule=lack.rule,
            why=lack.why,
            hours=lack.hours,
        )


def _attendance(row: TrainingRecord) -> Attendance:
    assert row.start is not None
    return Attendance(
        row.kind,
        row.hours or 0.0,
        row.start,
        row.end,
        row.mentor or "",
        row.hired_on,
        row.works_alone_from,
    )
