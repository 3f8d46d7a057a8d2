"""培训场次: a session the office held or supervised, and who was there for how many hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, TrainingKind
from db.tables.enterprises import Enterprise
from db.tables.training import TrainingRecord, TrainingSession
from desktop.domain.calendar import check_not_future
from desktop.domain.errors import RuleViolation
from desktop.usecases.done import Done
from desktop.usecases.records import claimed, claimed_or_new, put_values

CHANGED = frozenset({Area.TRAINING})


@dataclass(frozen=True)
class SaveSession:
    """One session; without ``id`` a new one."""

    title: str
    held_on: date
    kind: TrainingKind | None = None
    hours: float | None = None
    place: str = ""
    organiser: str = ""
    lecturer: str = ""
    covers_major_hazards: bool = False
    id: int | None = None
    version: int = 0


@dataclass(frozen=True)
class Present:
    """One who was there; without ``hours`` those of the session."""

    name: str
    hours: float | None = None
    score: float | None = None
    passed: bool | None = None


@dataclass(frozen=True)
class TakeAttendance:
    """Everybody of one enterprise who was there; who is not named any more is taken off."""

    session_id: int
    version: int
    enterprise_id: int
    present: tuple[Present, ...]


def save_session(session: Session, command: SaveSession, act: Act) -> Done[int]:
    if not command.title.strip():
        raise RuleViolation("培训名称没有填写")
    check_not_future(command.held_on, act.today, "举办")
    held = claimed_or_new(session, TrainingSession, command.id, command.version)
    put_values(
        held,
        title=command.title.strip(),
        held_on=command.held_on,
        kind=command.kind,
        hours=command.hours,
        place=command.place.strip() or None,
        organiser=command.organiser.strip() or None,
        lecturer=command.lecturer.strip() or None,
        covers_major_hazards=command.covers_major_hazards,
    )
    about(session, held.title)
    for row in _attended(session, held.id):
        _as_held(row, held)
    return Done(held.id, CHANGED)


def take_attendance(session: Session, command: TakeAttendance, _act: Act) -> Done[int]:
    """Keep who was there as their training records; the answer is the session's id."""
    held = claimed(session, TrainingSession, command.session_id, command.version)
    if held.kind is None:
        raise RuleViolation("请先填写本场培训的类型（新进、再培训或实习），再登记参加人员")
    if session.get(Enterprise, command.enterprise_id) is None:
        raise RuleViolation("参加人员所在企业不在企业台账，请先登记企业")
    _check_named_once(command.present)
    of_firm = TrainingRecord.enterprise_id == command.enterprise_id
    there = {row.name: row for row in _attended(session, held.id, of_firm)}
    for one in command.present:
        name = one.name.strip()
        row = there.pop(name, None)
        if row is None:
            row = TrainingRecord(
                enterprise_id=command.enterprise_id, name=name, session_id=held.id, kind=held.kind
            )
            session.add(row)
        _as_held(row, held)
        row.hours = held.hours if one.hours is None else one.hours
        row.score, row.passed = one.score, one.passed
    for gone in there.values():
        session.delete(gone)
    about(session, held.title)
    return Done(held.id, CHANGED)


def _attended(session: Session, key: int, *more: ColumnElement[bool]) -> Sequence[TrainingRecord]:
    rows = select(TrainingRecord).where(TrainingRecord.session_id == key, *more)
    return session.scalars(rows).all()


def _as_held(row: TrainingRecord, held: TrainingSession) -> None:
    """A record of a session has the day and the kind of the session."""
    row.start = row.end = held.held_on
    if held.kind is not None:
        row.kind = held.kind


def _check_named_once(present: tuple[Present, ...]) -> None:
    seen: set[str] = set()
    for place, one in enumerate(present, start=1):
        name = one.name.strip()
        if not name:
            raise RuleViolation(f"第{place}名参加人员没有填写姓名")
        if name in seen:
            raise RuleViolation(f"{name}在名单里写了两次；同名的两个人请在姓名后加以区分")
        seen.add(name)
