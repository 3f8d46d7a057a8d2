"""What holds on a day, as SQL: the newest since-row not after it, and who is responsible."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from db.tables.inspectors import GridAssistant, GridInspector, Inspector
from db.tables.projects import ProjectAssistant, ProjectGrid, ProjectInspector
from desktop.queries.day import TODAY

BETWEEN = "、"


def held(
    subject: Any, value: InstrumentedAttribute[Any], day: ColumnElement[Any] = TODAY
) -> ScalarSelect[Any]:
    """Return ``value`` of the row of its table that holds for ``subject`` on ``day``."""
    model: Any = value.class_
    row = aliased(model)
    subject_of = getattr(row, model.subject_name)
    newest = (
        select(getattr(row, value.key))
        .where(subject_of == subject, row.since <= day)
        .order_by(row.since.desc())
        .limit(1)
    )
    return newest.correlate_except(row).scalar_subquery()


def grid_of(project: Any, day: ColumnElement[Any] = TODAY) -> ScalarSelect[Any]:
    return held(project, ProjectGrid.grid_id, day)


def own_inspector_of(project: Any, day: ColumnElement[Any] = TODAY) -> ScalarSelect[Any]:
    return held(project, ProjectInspector.inspector_id, day)


def responsible_of(project: Any, day: ColumnElement[Any] = TODAY) -> ColumnElement[Any]:
    """Return the inspector (主) of a project: its own, else its grid's; NULL is a blind spot."""
    through_grid = held(grid_of(project, day), GridInspector.inspector_id, day)
    return func.coalesce(own_inspector_of(project, day), through_grid)


def own_assistants_of(project: Any, day: ColumnElement[Any] = TODAY) -> ScalarSelect[Any]:
    """Return the names of a project's own 协, joined."""
    return _names(ProjectAssistant, ProjectAssistant.project_id == project, day)


def grid_assistants_of(grid: Any, day: ColumnElement[Any] = TODAY) -> ScalarSelect[Any]:
    return _names(GridAssistant, GridAssistant.grid_id == grid, day)


def assistants_of(project: Any, day: ColumnElement[Any] = TODAY) -> ColumnElement[Any]:
    """Return the names of who assists: the project's own 协, and its grid's while that leads."""
    through_grid = grid_assistants_of(grid_of(project, day), day)
    both = func.coalesce(own_assistants_of(project, day), "") + BETWEEN
    return case(
        (own_inspector_of(project, day).is_not(None), both),
        else_=both + func.coalesce(through_grid, ""),
    )


def _names(
    model: type[GridAssistant] | type[ProjectAssistant],
    subject: ColumnElement[bool],
    day: ColumnElement[Any],
) -> ScalarSelect[Any]:
    in_time = (model.valid_from <= day, (model.valid_to.is_(None)) | (model.valid_to > day))
    person = aliased(Inspector)
    joined = (
        select(func.aggregate_strings(person.name, BETWEEN))
        .select_from(model)
        .join(person, person.id == model.inspector_id)
        .where(subject, *in_time)
    )
    return joined.correlate_except(model, person).scalar_subquery()


def names(joined: str | None, leader: str | None) -> tuple[str, ...]:
    """Return the names of a joined text once each, without the one who leads."""
    each = dict.fromkeys(name for name in (joined or "").split(BETWEEN) if name)
    return tuple(name for name in each if name != leader)
