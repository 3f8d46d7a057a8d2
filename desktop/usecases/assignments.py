"""Many projects at once: into a grid, to an inspector of their own, a status, from a day on.

The past is never rewritten: a project keeps what held before the day, and where something else
was registered for a later day, that stays and is said.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Since
from db.change import about
from db.codes import Area, ProjectStatus
from db.session import Act
from db.tables.inspectors import Grid, Inspector
from db.tables.projects import (
    Project,
    ProjectGrid,
    ProjectInspector,
    ProjectStage,
    ProjectStatusSince,
)
from desktop.domain.labels import labels_of
from desktop.usecases.bulk import Difference, Seen, check_seen
from desktop.usecases.done import Done
from desktop.usecases.records import touch
from desktop.usecases.since import put_since


@dataclass(frozen=True)
class AssignGrid:
    """The grid of projects from a day on; None is none."""

    projects: tuple[int, ...]
    grid: int | None
    since: date
    seen: Seen = ()


@dataclass(frozen=True)
class AssignInspector:
    """The projects' own 主 from a day on; None lets their grid's answer again."""

    projects: tuple[int, ...]
    inspector: int | None
    since: date
    seen: Seen = ()


@dataclass(frozen=True)
class ChangeStatus:
    """The status of projects from a day on."""

    projects: tuple[int, ...]
    status: ProjectStatus
    since: date
    seen: Seen = ()


@dataclass(frozen=True)
class ChangeStage:
    """形象进度 of projects from a day on."""

    projects: tuple[int, ...]
    stage: str
    since: date
    seen: Seen = ()


@dataclass(frozen=True)
class Assigned:
    """How many projects it changed, how many stood so already, and what must be said."""

    changed: int
    unchanged: int
    said: str = ""


def assign_grid(session: Session, command: AssignGrid, act: Act) -> Done[Assigned]:
    return _assign(session, command)


def assign_inspector(session: Session, command: AssignInspector, act: Act) -> Done[Assigned]:
    return _assign(session, command)


def change_status(session: Session, command: ChangeStatus, act: Act) -> Done[Assigned]:
    return _assign(session, command)


def change_stage(session: Session, command: ChangeStage, act: Act) -> Done[Assigned]:
    return _assign(session, command)


Command = AssignGrid | AssignInspector | ChangeStatus | ChangeStage


@dataclass(frozen=True)
class _Write:
    """What is written for each project: the table, its one value, and how it is told."""

    model: type[Since]
    column: str
    value: Any
    title: str
    words: dict[Any, str]

    def told(self, value: Any) -> str:
        return self.words.get(value) or (str(value) if value else "无")


def _write(session: Session, command: Command) -> _Write:
    if isinstance(command, AssignGrid):
        grids = _names(session, Grid)
        return _Write(ProjectGrid, "grid_id", command.grid, "网格", grids)
    if isinstance(command, AssignInspector):
        people = {**_names(session, Inspector), None: "随网格"}
        column, title = "inspector_id", "责任监督员"
        return _Write(ProjectInspector, column, command.inspector, title, people)
    if isinstance(command, ChangeStatus):
        words: dict[Any, str] = dict(labels_of(ProjectStatus))
        return _Write(ProjectStatusSince, "status", command.status, "状态", words)
    return _Write(ProjectStage, "stage", command.stage, "形象进度", {})


def _names(session: Session, model: Any) -> dict[Any, str]:
    rows = session.execute(select(model.id, model.name))
    return {key: name for key, name in rows}  # noqa: C416 - rows of two columns


def preview_assignment(session: Session, command: Command) -> tuple[Difference, ...]:
    """The projects that would change, with what holds on that day and what would."""
    write = _write(session, command)
    held = _held(session, command, write)
    projects = session.scalars(
        select(Project).where(Project.id.in_(command.projects)).order_by(Project.name)
    )
    return tuple(
        Difference(row.id, row.name, write.told(held.get(row.id)), write.told(write.value))
        for row in projects
        if held.get(row.id) != write.value
    )


def _held(session: Session, command: Command, write: _Write) -> dict[int, Any]:
    model = write.model
    rows = session.scalars(model.as_of(command.since).where(model.subject().in_(command.projects)))
    return {getattr(row, model.subject_name): getattr(row, write.column) for row in rows}


def _assign(session: Session, command: Command) -> Done[Assigned]:
    check_seen(command.seen, preview_assignment(session, command))
    write, day = _write(session, command), command.since
    model = write.model
    held = _held(session, command, write)
    changed = [key for key in command.projects if held.get(key) != write.value]
    later = set(
        session.scalars(
            select(model.subject()).where(model.subject().in_(changed), model.since > day)
        )
    )
    for project in session.scalars(select(Project).where(Project.id.in_(changed))).all():
        put_since(session, model, project.id, day, **{write.column: write.value})
        touch(session, project)
    told = f"{write.title} {write.told(write.value)}"
    about(session, f"{len(changed)} 个工程，{told}，自 {day.isoformat()} 起")
    said = f"其中 {len(later)} 个工程在这天之后另有登记，那些登记不变。" if later else ""
    result = Assigned(len(changed), len(command.projects) - len(changed), said)
    return Done(result, frozenset({Area.PROJECTS, Area.GRIDS}))
