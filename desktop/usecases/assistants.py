"""协办（协）: who assists in a grid or at a project, for a time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.change import about
from db.codes import Area
from db.session import Act
from db.tables.inspectors import Grid, GridAssistant, GridInspector, Inspector
from db.tables.projects import Project, ProjectAssistant, ProjectInspector
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.grids import Candidate, check_can_assist
from desktop.domain.labels import entity_label
from desktop.domain.responsibility import Period, Since, check_period
from desktop.usecases.done import Done
from desktop.usecases.records import touch
from desktop.usecases.since import end_period

CHANGED = frozenset({Area.GRIDS, Area.PROJECTS, Area.INSPECTORS})


@dataclass(frozen=True)
class AddAssistant:
    """A 协 of a grid or a project from a day on, to a last day where it is known."""

    entity: str
    subject: int
    inspector: int
    since: date
    last_day: date | None = None


@dataclass(frozen=True)
class EndAssistant:
    """The last day on which somebody assists."""

    entity: str
    assistant: int
    last_day: date


@dataclass(frozen=True)
class _Place:
    """Where somebody assists: the subject's table, its 协 and its 主."""

    subject: type[Any]
    helps: type[Any]
    leads: type[Any]
    key: str


_PLACES = {
    "grid": _Place(Grid, GridAssistant, GridInspector, "grid_id"),
    "project": _Place(Project, ProjectAssistant, ProjectInspector, "project_id"),
}


def add_assistant(session: Session, command: AddAssistant, act: Act) -> Done[int]:
    place = _PLACES[command.entity]
    subject = session.get(place.subject, command.subject)
    if subject is None:
        raise RuleViolation(f"这个{entity_label(command.entity)}已经被删除，请刷新列表。")
    person = session.get_one(Inspector, command.inspector)
    end = None if command.last_day is None else command.last_day + timedelta(days=1)
    check_period(command.since, end)
    held = session.scalars(select(place.leads).where(place.leads.subject() == command.subject))
    leads = tuple(Since(row.since, row.inspector_id) for row in held)
    period = Period(person.id, command.since, end)
    check_can_assist(Candidate(person.id, person.name), period, leads)
    _refuse_overlap(session, place, command, person.name)
    named = {place.key: command.subject, "inspector_id": person.id}
    session.add(place.helps(**named, valid_from=command.since, valid_to=end))
    touch(session, subject)
    about(session, f"{subject.name} {person.name}")
    return Done(command.subject, CHANGED)


def end_assistant(session: Session, command: EndAssistant, act: Act) -> Done[int]:
    place = _PLACES[command.entity]
    row = session.get_one(place.helps, command.assistant)
    if command.last_day < row.valid_from - timedelta(days=1):
        begun = chinese_date(row.valid_from)
        raise RuleViolation(f"协办自{begun}开始，最后一天不能早于它")
    subject = session.get_one(place.subject, getattr(row, place.key))
    end_period(session, row, command.last_day + timedelta(days=1))
    touch(session, subject)
    about(session, subject.name)
    return Done(subject.id, CHANGED)


def _refuse_overlap(session: Session, place: _Place, command: AddAssistant, name: str) -> None:
    end = None if command.last_day is None else command.last_day + timedelta(days=1)
    rows = session.scalars(
        select(place.helps).where(
            getattr(place.helps, place.key) == command.subject,
            place.helps.inspector_id == command.inspector,
        )
    )
    for row in rows:
        begins_before_end = end is None or row.valid_from < end
        ends_after_begin = row.valid_to is None or row.valid_to > command.since
        if begins_before_end and ends_after_begin:
            begun, word = chinese_date(row.valid_from), entity_label(command.entity)
            raise RuleViolation(f"{name}自{begun}起已是这个{word}的协办（协）")
