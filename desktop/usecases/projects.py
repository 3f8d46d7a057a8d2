"""工程: entering and changing one by hand; what holds for a time begins on a day that is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.base import Since
from db.change import about
from db.codes import Area, PartyRole, ProjectKind, ProjectStatus
from db.session import Act
from db.tables.enterprises import Enterprise
from db.tables.projects import (
    Participation,
    Project,
    ProjectCode,
    ProjectGrid,
    ProjectInspector,
    ProjectName,
    ProjectPermit,
    ProjectStage,
    ProjectStatusSince,
)
from desktop.domain.errors import RuleViolation
from desktop.domain.names import normal_name
from desktop.domain.projects import FirstKnown, first_statuses, held_since
from desktop.usecases.done import Done
from desktop.usecases.linking import link_one_project
from desktop.usecases.records import claimed_or_new, put_values, touch
from desktop.usecases.since import end_period, put_since
from desktop.usecases.unique import check_unique

_COPIES = ("name", "code", "permit", "permit_date")
_ROLES = (PartyRole.CLIENT, PartyRole.CONTRACTOR, PartyRole.CONSULTANT)


@dataclass(frozen=True)
class SaveProject:
    """All columns of the ledger; what holds for a time holds from ``since``, else from today.

    ``inspector`` is the project's own 主; without one its grid's answers for it.
    """

    name: str
    kind: ProjectKind
    client: str
    contractor: str
    status: ProjectStatus
    code: str | None = None
    permit: str | None = None
    permit_date: date | None = None
    location: str | None = None
    area_m2: float | None = None
    cost_wan: float | None = None
    consultant: str | None = None
    manager: str | None = None
    chief_consultant: str | None = None
    start: date | None = None
    planned_finish: date | None = None
    stage: str | None = None
    grid: int | None = None
    inspector: int | None = None
    since: date | None = None
    id: int | None = None
    version: int = 0


def save_project(session: Session, command: SaveProject, act: Act) -> Done[int]:
    check_unique(session, Project.permit, command.permit, command.id, "施工许可证编号")
    check_unique(session, Project.code, command.code, command.id, "项目代码")
    project = claimed_or_new(session, Project, command.id, command.version)
    same = frozenset(
        key for key in _COPIES if command.id and getattr(project, key) == getattr(command, key)
    )
    put_values(
        project,
        name=command.name,
        name_key=normal_name(command.name),
        code=command.code,
        permit=command.permit,
        permit_date=command.permit_date,
        kind=command.kind,
        location=command.location,
        area_m2=command.area_m2,
        cost_wan=command.cost_wan,
        manager=command.manager,
        chief_consultant=command.chief_consultant,
        start=command.start,
        planned_finish=command.planned_finish,
    )
    if command.id is None:
        _begin(session, project.id, command, act)
    else:
        _go_on(session, project, command, (command.since or act.today, same))
    link_one_project(session, project.name, project.id)
    about(session, project.name)
    return Done(project.id, frozenset({Area.PROJECTS, Area.PAPERS}))


def _dated(
    command: SaveProject, same: frozenset[str] = frozenset()
) -> Iterator[tuple[type[Since], dict[str, Any]]]:
    """What holds from a day on; of the copies only those that are not the ``same``."""
    if "name" not in same:
        yield ProjectName, {"name": command.name}
    if "code" not in same:
        yield ProjectCode, {"number": command.code}
    if not {"permit", "permit_date"} <= same:
        yield ProjectPermit, {"number": command.permit, "issued_on": command.permit_date}
    yield ProjectStage, {"stage": command.stage or ""}
    yield ProjectGrid, {"grid_id": command.grid}
    yield ProjectInspector, {"inspector_id": command.inspector}


def _begin(session: Session, key: int, command: SaveProject, act: Act) -> None:
    known = FirstKnown(
        command.status, command.start, command.planned_finish, act.today, command.since
    )
    begun = held_since(known)
    for since, status in first_statuses(known):
        put_since(session, ProjectStatusSince, key, since, status=status)
    for model, values in _dated(command):
        if any(values.values()):
            put_since(session, model, key, begun, **values)
    for role in _ROLES:
        _put_party(session, key, role, getattr(command, role.value), begun)


def _go_on(
    session: Session, project: Project, command: SaveProject, since: tuple[date, frozenset[str]]
) -> None:
    """Write what differs from what holds on the day; the days before stay as they were."""
    day, same = since
    status: tuple[type[Since], dict[str, Any]] = (ProjectStatusSince, {"status": command.status})
    for model, values in (status, *_dated(command, same)):
        held = session.scalar(model.as_of(day).where(model.subject() == project.id))
        now = {name: getattr(held, name, None) for name in values}
        if now != values and (held is not None or any(values.values())):
            _refuse_if_later(session, model, project.id, day)
            put_since(session, model, project.id, day, **values)
            touch(session, project)
    for role in _ROLES:
        if _change_party(session, project.id, role, getattr(command, role.value), day):
            touch(session, project)


def _change_party(session: Session, key: int, role: PartyRole, name: str | None, day: date) -> bool:
    held = session.scalars(
        Participation.as_of(day)
        .where(Participation.project_id == key, Participation.role == role)
        .order_by(Participation.id)
    ).first()
    if (held.name if held else None) == name:
        return False
    if held is not None:
        end_period(session, held, day)
    _put_party(session, key, role, name, day)
    return True


def _refuse_if_later(session: Session, model: type[Since], key: int, day: date) -> None:
    """A row that begins later would hide the change from today; the form shows today."""
    later = session.scalar(
        select(func.min(model.since)).where(model.subject() == key, model.since > day)
    )
    if later is not None:
        raise RuleViolation(
            f"{day.isoformat()} 之后，自 {later.isoformat()} 起已另有登记，"
            "这里的改动到不了今天；请把“自何日起”填在那天或以后。"
        )


def _put_party(session: Session, key: int, role: PartyRole, name: str | None, day: date) -> None:
    if name is None:
        return
    firm = session.scalar(select(Enterprise.id).where(Enterprise.name_key == normal_name(name)))
    session.add(
        Participation(project_id=key, role=role, name=name, enterprise_id=firm, valid_from=day)
    )
