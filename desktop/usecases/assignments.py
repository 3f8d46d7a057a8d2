"""Many projects at once: into a grid, to an inspector of their own, a status, from a day on.

The past is never rewritten: a project keeps what held before the day, and where something else
was registered for a later day, that stays and is said.
"""

from collections.abc import Sequence
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
from desktop.domain.labels import label
from desktop.usecases.done import Done
from desktop.usecases.records import touch
from desktop.usecases.since import put_since


@dataclass(frozen=True)
class AssignGrid:
    """The grid of projects from a day on; None is none."""

    projects: tuple[int, ...]
    grid: int | None
    since: date


@dataclass(frozen=True)
class AssignInspector:
    """The projects' own 主 from a day on; None lets their grid's answer again."""

    projects: tuple[int, ...]
    inspector: int | None
    since: date


@dataclass(frozen=True)
class ChangeStatus:
    """The status of projects from a day on."""

    projects: tuple[int, ...]
    status: ProjectStatus
    since: date


@dataclass(frozen=True)
class ChangeStage:
    """形象进度 of projects from a day on."""

    projects: tuple[int, ...]
    stage: str
    since: date


@dataclass(frozen=True)
class Assigned:
    """How many projects it changed, how many stood so already, and what must be said."""

    changed: int
    unchanged: int
    said: str = ""


def assign_grid(session: Session, command: AssignGrid, act: Act) -> Done[Assigned]:
    grid = None if command.grid is None else session.get_one(Grid, command.grid)
    name = grid.name if grid else "无"
    write = _Write(ProjectGrid, {"grid_id": command.grid}, command.since, f"网格 {name}")
    return _assign(session, command.projects, write)


def assign_inspector(session: Session, command: AssignInspector, act: Act) -> Done[Assigned]:
    key = command.inspector
    name = "随网格" if key is None else session.get_one(Inspector, key).name
    write = _Write(ProjectInspector, {"inspector_id": key}, command.since, f"责任监督员 {name}")
    return _assign(session, command.projects, write)


def change_status(session: Session, command: ChangeStatus, act: Act) -> Done[Assigned]:
    words = f"状态 {label(command.status)}"
    write = _Write(ProjectStatusSince, {"status": command.status}, command.since, words)
    return _assign(session, command.projects, write)


def change_stage(session: Session, command: ChangeStage, act: Act) -> Done[Assigned]:
    words = f"形象进度 {command.stage}"
    write = _Write(ProjectStage, {"stage": command.stage}, command.since, words)
    return _assign(session, command.projects, write)


@dataclass(frozen=True)
class _Write:
    """What is written for each project: the table, its values, the day, and the words."""

    model: type[Since]
    values: dict[str, Any]
    since: date
    words: str


def _assign(session: Session, keys: Sequence[int], write: _Write) -> Done[Assigned]:
    model, day = write.model, write.since
    held = {
        getattr(row, model.subject_name): row
        for row in session.scalars(model.as_of(day).where(model.subject().in_(keys)))
    }
    changed = [key for key in keys if not _stands(held.get(key), write.values)]
    later = set(
        session.scalars(
            select(model.subject()).where(model.subject().in_(changed), model.since > day)
        )
    )
    for project in session.scalars(select(Project).where(Project.id.in_(changed))).all():
        put_since(session, model, project.id, day, **write.values)
        touch(session, project)
    about(session, f"{len(changed)} 个工程，{write.words}，自 {day.isoformat()} 起")
    said = f"其中 {len(later)} 个工程在这天之后另有登记，那些登记不变。" if later else ""
    result = Assigned(len(changed), len(keys) - len(changed), said)
    return Done(result, frozenset({Area.PROJECTS, Area.GRIDS}))


def _stands(row: Any, values: dict[str, Any]) -> bool:
    if row is None:
        return not any(values.values())
    return all(getattr(row, name) == value for name, value in values.items())
