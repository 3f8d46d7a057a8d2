"""培训场次: the list of sessions, and one with everybody who was there, by enterprise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from db.codes import TrainingKind
from db.tables.enterprises import Enterprise
from db.tables.training import TrainingRecord, TrainingSession
from desktop.domain.attendance import Attendee
from desktop.queries.cards import Timeline
from desktop.queries.edits import Tie
from desktop.queries.listing import Listing
from desktop.queries.timeline import timeline_of


@dataclass(frozen=True)
class SessionRow:
    """A session in the list, with how many were there."""

    id: int
    held_on: date
    title: str
    kind: TrainingKind | None
    hours: float | None
    place: str
    covers_major_hazards: bool
    present: int


_PRESENT = (
    select(func.count())
    .where(TrainingRecord.session_id == TrainingSession.id)
    .correlate(TrainingSession)
    .scalar_subquery()
)


def _row(row: Any) -> SessionRow:
    held, present = row
    return SessionRow(
        held.id,
        held.held_on,
        held.title,
        held.kind,
        held.hours,
        held.place or "",
        bool(held.covers_major_hazards),
        present,
    )


SESSIONS = Listing(
    rows=select(TrainingSession, _PRESENT),
    id=TrainingSession.id,
    sorts={
        "held_on": TrainingSession.held_on,
        "title": TrainingSession.title,
        "present": _PRESENT,
    },
    make=_row,
    matches=lambda text: TrainingSession.title.contains(text, autoescape=True),
    filters={
        "kind": lambda value: TrainingSession.kind == TrainingKind(value),
        "year": lambda value: extract("year", TrainingSession.held_on) == int(value),
    },
)


@dataclass(frozen=True)
class PresentOf:
    """Those of one enterprise who were there."""

    enterprise_id: int
    enterprise: str
    people: tuple[Attendee, ...]


@dataclass(frozen=True)
class SessionCard:
    """One session whole."""

    id: int
    version: int
    title: str
    held_on: date
    kind: TrainingKind | None
    hours: float | None
    place: str
    organiser: str
    lecturer: str
    covers_major_hazards: bool
    present: tuple[PresentOf, ...]
    timeline: Timeline

    @property
    def count(self) -> int:
        return sum(len(one.people) for one in self.present)


def session_card(session: Session, key: int) -> SessionCard | None:
    """One session, or None where it is no more."""
    held = session.get(TrainingSession, key)
    if held is None:
        return None
    rows = session.execute(
        select(
            TrainingRecord.enterprise_id,
            Enterprise.name,
            TrainingRecord.name,
            TrainingRecord.hours,
            TrainingRecord.score,
        )
        .join(Enterprise, Enterprise.id == TrainingRecord.enterprise_id)
        .where(TrainingRecord.session_id == key)
        .order_by(Enterprise.name_key, Enterprise.id, TrainingRecord.id)
    )
    return SessionCard(
        id=held.id,
        version=held.version,
        title=held.title,
        held_on=held.held_on,
        kind=held.kind,
        hours=held.hours,
        place=held.place or "",
        organiser=held.organiser or "",
        lecturer=held.lecturer or "",
        covers_major_hazards=bool(held.covers_major_hazards),
        present=tuple(_by_firm(rows)),
        timeline=timeline_of(session, (Tie("training_session", (key,)),)),
    )


def _by_firm(rows: Iterable[Any]) -> Iterable[PresentOf]:
    for (key, firm), held in groupby(rows, lambda row: (row[0], row[1])):
        people = tuple(Attendee(name, hours, score) for _, _, name, hours, score in held)
        yield PresentOf(key, firm, people)
