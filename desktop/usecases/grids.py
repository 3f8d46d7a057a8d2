"""网格: making and naming them, and who leads (主) from a day on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.change import about
from db.session import Act
from db.tables.inspectors import Grid, GridAssistant, GridInspector, Inspector
from desktop.domain.errors import RuleViolation
from desktop.domain.grids import Candidate, check_can_take_over
from desktop.domain.responsibility import Since
from desktop.usecases.assistants import CHANGED
from desktop.usecases.done import Done
from desktop.usecases.records import claimed_or_new, put_values, touch
from desktop.usecases.since import end_period, put_since
from desktop.usecases.unique import check_unique


@dataclass(frozen=True)
class SaveGrid:
    """Name and code; without an id it is a new one."""

    name: str
    code: str | None = None
    id: int | None = None
    version: int = 0


@dataclass(frozen=True)
class AppointGridInspector:
    """The 主 of a grid from a day on; None leaves it vacant."""

    grid: int
    inspector: int | None
    since: date


def save_grid(session: Session, command: SaveGrid, act: Act) -> Done[int]:
    check_unique(session, Grid.name, command.name, command.id, "网格名称")
    grid = claimed_or_new(session, Grid, command.id, command.version)
    put_values(grid, name=command.name, code=command.code)
    about(session, grid.name)
    return Done(grid.id, CHANGED)


def appoint_grid_inspector(session: Session, command: AppointGridInspector, act: Act) -> Done[int]:
    """History is kept: the one before led until the day before; earlier days never change."""
    grid, held = _grid(session, command.grid), _leads(session, command.grid)
    if command.inspector is not None:
        person = session.get_one(Inspector, command.inspector)
        check_can_take_over(Candidate(person.id, person.name), command.since, held)
        _end_helping(session, command.grid, command.inspector, command.since)
    put_since(session, GridInspector, command.grid, command.since, inspector_id=command.inspector)
    touch(session, grid)
    about(session, f"{grid.name} 自 {command.since.isoformat()} 起")
    return Done(grid.id, CHANGED)


def _grid(session: Session, key: int) -> Grid:
    grid = session.get(Grid, key)
    if grid is None:
        raise RuleViolation("这个网格已经被删除，请刷新列表。")
    return grid


def _leads(session: Session, grid: int) -> tuple[Since, ...]:
    rows = session.scalars(select(GridInspector).where(GridInspector.grid_id == grid))
    return tuple(Since(row.since, row.inspector_id) for row in rows)


def _end_helping(session: Session, grid: int, inspector: int, day: date) -> None:
    """Who becomes 主 no longer assists in the same grid."""
    rows = GridAssistant.as_of(day).where(
        GridAssistant.grid_id == grid, GridAssistant.inspector_id == inspector
    )
    for row in session.scalars(rows).all():
        end_period(session, row, day)
