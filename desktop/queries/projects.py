"""在建工程: the list, with status, stage, grid and responsible inspector of the day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, true
from sqlalchemy.orm import aliased

from db.codes import HazardState, PartyRole, ProjectKind, ProjectStatus
from db.tables.hazards import Hazard
from db.tables.inspectors import Grid, Inspector
from db.tables.projects import Participation, Project, ProjectStage, ProjectStatusSince
from db.tables.visits import Visit
from desktop.domain.projects import SUPERVISED
from desktop.queries.day import TODAY
from desktop.queries.held import assistants_of, grid_of, held, names, responsible_of
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher

NOWHERE = "none"
UNDER_SUPERVISION = "under_supervision"


@dataclass(frozen=True)
class ProjectRow:
    """One line of the list; ``inspector`` is None where nobody is responsible (盲区)."""

    id: int
    name: str
    status: ProjectStatus | None
    stage: str | None
    grid: str | None
    inspector: str | None
    assistants: tuple[str, ...]
    contractor: str | None
    permit: str | None
    code: str | None
    kind: ProjectKind
    open_hazards: int
    last_visit: date | None
    planned_finish: date | None

    @property
    def is_blind_spot(self) -> bool:
        return self.inspector is None and self.status is not ProjectStatus.COMPLETED


_STATUS: ColumnElement[Any] = held(Project.id, ProjectStatusSince.status)
_STAGE = held(Project.id, ProjectStage.stage)
_GRID_ID: ColumnElement[Any] = grid_of(Project.id)
_LEADER_ID: ColumnElement[Any] = responsible_of(Project.id)
_GRID = aliased(Grid)
_LEADER = aliased(Inspector)
_OPEN_HAZARDS = (
    select(func.count(Hazard.id))
    .where(Hazard.project_id == Project.id, Hazard.state != HazardState.CLOSED)
    .correlate(Project)
    .scalar_subquery()
)
_LAST_VISIT = (
    select(func.max(Visit.visited_on))
    .where(Visit.project_id == Project.id)
    .correlate(Project)
    .scalar_subquery()
)


def party_name(role: PartyRole) -> ColumnElement[Any]:
    """The name of a project's party of one role today."""
    found = (
        select(Participation.name)
        .where(Participation.project_id == Project.id, Participation.role == role)
        .where(Participation.holds_on(TODAY))
        .order_by(Participation.id)
        .limit(1)
    )
    return found.correlate(Project).scalar_subquery()


_CONTRACTOR = party_name(PartyRole.CONTRACTOR)


def _row(row: Row[Any]) -> ProjectRow:
    project: Project = row[0]
    return ProjectRow(
        id=project.id,
        name=project.name,
        status=row.status,
        stage=row.stage,
        grid=row.grid,
        inspector=row.leader,
        assistants=names(row.assistants, row.leader),
        contractor=row.contractor,
        permit=project.permit,
        code=project.code,
        kind=project.kind,
        open_hazards=row.open_hazards,
        last_visit=row.last_visit,
        planned_finish=project.planned_finish,
    )


def _in_grid(value: str) -> ColumnElement[bool]:
    return _GRID_ID.is_(None) if value == NOWHERE else _GRID_ID.in_((int(value),))


def _of_inspector(value: str) -> ColumnElement[bool]:
    """``none`` is the list of blind spots: under supervision and nobody responsible."""
    if value != NOWHERE:
        return _LEADER_ID.in_((int(value),))
    return _LEADER_ID.is_(None) & _with_status(UNDER_SUPERVISION)


def _with_status(value: str) -> ColumnElement[bool]:
    if value == UNDER_SUPERVISION:
        return _STATUS.in_(SUPERVISED)
    return _STATUS.in_((ProjectStatus(value),))


def _with_hazards(value: str) -> ColumnElement[bool]:
    return _OPEN_HAZARDS > 0 if value == "open" else true()


PROJECTS = Listing(
    rows=select(
        Project,
        _STATUS.label("status"),
        _STAGE.label("stage"),
        _GRID.name.label("grid"),
        _LEADER.name.label("leader"),
        assistants_of(Project.id).label("assistants"),
        _CONTRACTOR.label("contractor"),
        _OPEN_HAZARDS.label("open_hazards"),
        _LAST_VISIT.label("last_visit"),
    )
    .select_from(Project)
    .outerjoin(_GRID, _GRID.id == _GRID_ID)
    .outerjoin(_LEADER, _LEADER.id == _LEADER_ID),
    id=Project.id,
    sorts={
        "name": by_pinyin("project", Project.id),
        "status": func.coalesce(_STATUS, ""),
        "grid": func.coalesce(_GRID.name, ""),
        "inspector": func.coalesce(_LEADER.name, ""),
        "contractor": func.coalesce(_CONTRACTOR, ""),
        "permit": func.coalesce(Project.permit, ""),
        "open_hazards": _OPEN_HAZARDS,
        "last_visit": func.coalesce(_LAST_VISIT, date.min),
        "planned_finish": func.coalesce(Project.planned_finish, date.max),
    },
    make=_row,
    matches=matcher(
        (("project", Project.id),),
        Project.name,
        func.coalesce(Project.permit, ""),
        func.coalesce(Project.code, ""),
        func.coalesce(_CONTRACTOR, ""),
        func.coalesce(_GRID.name, ""),
        func.coalesce(_LEADER.name, ""),
    ),
    filters={
        "status": _with_status,
        "kind": lambda value: Project.kind == ProjectKind(value),
        "grid": _in_grid,
        "inspector": _of_inspector,
        "hazards": _with_hazards,
    },
)
