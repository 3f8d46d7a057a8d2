"""网格: the list, and the one grid with who led and assisted it, and its projects of the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session, aliased

from db.codes import HazardState
from db.tables.hazards import Hazard
from db.tables.inspectors import Grid, GridAssistant, GridInspector, Inspector
from db.tables.projects import Project, ProjectStatusSince
from desktop.domain.projects import SUPERVISED
from desktop.queries.cards import Card, Happening, Link, Ref, few_projects
from desktop.queries.day import TODAY, days_from
from desktop.queries.edits import Tie
from desktop.queries.held import grid_assistants_of, grid_of, held, names
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher
from desktop.queries.timeline import timeline_of

VACANT = "vacant"


@dataclass(frozen=True)
class GridRow:
    """One line of the list; ``inspector`` is None where nobody leads the grid today."""

    id: int
    name: str
    code: str | None
    inspector: str | None
    assistants: tuple[str, ...]
    projects: int
    open_hazards: int


_LEADER_ID: ColumnElement[Any] = held(Grid.id, GridInspector.inspector_id)
_LEADER = aliased(Inspector)
_IN_IT = aliased(Project)
_UNDER_SUPERVISION = held(_IN_IT.id, ProjectStatusSince.status).in_(SUPERVISED)
_PROJECTS = (
    select(func.count(_IN_IT.id))
    .where(grid_of(_IN_IT.id) == Grid.id, _UNDER_SUPERVISION)
    .correlate(Grid)
    .scalar_subquery()
)
_OPEN_HAZARDS = (
    select(func.count(Hazard.id))
    .where(Hazard.state != HazardState.CLOSED, grid_of(Hazard.project_id) == Grid.id)
    .correlate(Grid)
    .scalar_subquery()
)


def _row(row: Row[Any]) -> GridRow:
    grid: Grid = row[0]
    return GridRow(
        id=grid.id,
        name=grid.name,
        code=grid.code,
        inspector=row.leader,
        assistants=names(row.assistants, row.leader),
        projects=row.projects,
        open_hazards=row.open_hazards,
    )


GRIDS = Listing(
    rows=select(
        Grid,
        _LEADER.name.label("leader"),
        grid_assistants_of(Grid.id).label("assistants"),
        _PROJECTS.label("projects"),
        _OPEN_HAZARDS.label("open_hazards"),
        TODAY.label("today"),
    )
    .select_from(Grid)
    .outerjoin(_LEADER, _LEADER.id == _LEADER_ID),
    id=Grid.id,
    sorts={
        "made": Grid.id,
        "name": by_pinyin("grid", Grid.id),
        "inspector": func.coalesce(_LEADER.name, ""),
        "projects": _PROJECTS,
        "open_hazards": _OPEN_HAZARDS,
    },
    make=_row,
    matches=matcher(
        (("grid", Grid.id),),
        Grid.name,
        func.coalesce(Grid.code, ""),
        func.coalesce(_LEADER.name, ""),
    ),
    filters={"inspector": lambda _value: _LEADER_ID.is_(None)},
)


def grid_card(session: Session, key: int, today: date) -> Card | None:
    """One grid as the pane and its forms need it."""
    grid = session.get(Grid, key)
    if grid is None:
        return None
    leads = _leads(session, key)
    assists = _assists(session, key)
    now = next((name for row, name in reversed(leads) if row.since <= today), None)
    helping = tuple(name for row, name in assists if _holds(row, today))
    led = Tie("grid_inspector", tuple(row.id for row, _ in leads), told=False)
    helped = Tie("grid_assistant", tuple(row.id for row, _ in assists), told=False)
    ties = (Tie("grid", (key,)), led, helped)
    return Card(
        id=key,
        version=grid.version,
        title=grid.name,
        subtitle=f"主 {now}" if now else "今天没有责任监督员（主）",
        values={"name": grid.name, "code": grid.code},
        more=(("责任监督员（主）", now), ("协办（协）", helping)),
        warnings=() if now else ("空缺：网格内没有自己监督员的工程成为盲区",),
        links=tuple(_projects(session, grid, today)),
        timeline=timeline_of(session, ties, _happenings(leads, assists)),
    )


def _holds(row: GridAssistant, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)


def _leads(session: Session, key: int) -> list[tuple[GridInspector, str | None]]:
    rows = session.execute(
        select(GridInspector, Inspector.name)
        .outerjoin(Inspector, Inspector.id == GridInspector.inspector_id)
        .where(GridInspector.grid_id == key)
        .order_by(GridInspector.since)
    )
    return [(row, name) for row, name in rows]


def _assists(session: Session, key: int) -> list[tuple[GridAssistant, str]]:
    rows = session.execute(
        select(GridAssistant, Inspector.name)
        .join(Inspector, Inspector.id == GridAssistant.inspector_id)
        .where(GridAssistant.grid_id == key)
        .order_by(GridAssistant.valid_from)
    )
    return [(row, name) for row, name in rows]


def _happenings(
    leads: list[tuple[GridInspector, str | None]], assists: list[tuple[GridAssistant, str]]
) -> Iterator[Happening]:
    for lead, name in leads:
        yield Happening(lead.since, f"责任监督员（主）自此日起：{name or '空缺'}", is_bad=not name)
    for row, helper in assists:
        last = row.valid_to - timedelta(days=1) if row.valid_to else None
        until = f"，至 {last.isoformat()}" if last else ""
        yield Happening(row.valid_from, f"协办（协）自此日起：{helper}{until}")


def _projects(session: Session, grid: Grid, today: date) -> Iterator[Link]:
    rows = session.execute(
        select(Project.id, Project.name)
        .where(grid_of(Project.id) == grid.id)
        .order_by(by_pinyin("project", Project.id)),
        days_from(today),
    ).all()
    yield from few_projects(rows, grid.name)


def grid_choices(session: Session) -> tuple[Ref, ...]:
    """All grids, for filters and forms."""
    rows = session.execute(select(Grid.id, Grid.name).order_by(Grid.name))
    return tuple(Ref(key, name) for key, name in rows)
