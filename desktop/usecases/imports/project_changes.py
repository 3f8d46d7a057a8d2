"""A project the office held already: what differs holds from the day of the change on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from db.base import Since
from db.tables.projects import (
    Participation,
    Project,
    ProjectAssistant,
    ProjectCode,
    ProjectGrid,
    ProjectInspector,
    ProjectName,
    ProjectPermit,
    ProjectStage,
    ProjectStatusSince,
)
from desktop.domain.names import normal_name
from desktop.usecases.imports.importer import Entry, Work
from desktop.usecases.imports.project_rows import PLAIN, ROLES, party_row
from desktop.usecases.since import end_period, put_since

_COPIED: dict[type[Since], tuple[str, ...]] = {
    ProjectName: ("name",),
    ProjectCode: ("code",),
    ProjectPermit: ("permit", "permit_date"),
}


def store_changes(work: Work, entry: Entry, keys: Sequence[str], grids: dict[str, int]) -> None:
    """Write what differs: plain columns at once, all else from the day it counts."""
    assert entry.id is not None
    project, facts = work.record(Project, entry.id), entry.facts
    work.change(project, {key: facts[key] for key in keys if key in PLAIN})
    for model, values in _dated(facts, keys, grids):
        put_since(work.session, model, entry.id, work.ground.effective, **values)
        if model in _COPIED and not _has_later(work, model, entry.id):
            work.change(project, {key: facts[key] for key in _COPIED[model]})
    project.name_key = normal_name(project.name)
    for key in ROLES.keys() & set(keys):
        _change_party(work, entry, key)
    if "inspector" in keys:
        _change_posted(work, entry.id, facts["inspector"])


def _has_later(work: Work, model: type[Since], project: int) -> bool:
    """Whether the office already knows what follows: then the newest row is another."""
    later = select(model.id).where(model.subject() == project, model.since > work.ground.effective)
    return work.session.scalar(later.limit(1)) is not None


def _dated(
    facts: dict[str, Any], keys: Sequence[str], grids: dict[str, int]
) -> list[tuple[Any, dict[str, Any]]]:
    changed = set(keys)
    rows: list[tuple[Any, dict[str, Any]]] = []
    if "name" in changed:
        rows.append((ProjectName, {"name": facts["name"]}))
    if "code" in changed:
        rows.append((ProjectCode, {"number": facts["code"]}))
    if changed & {"permit", "permit_date"}:
        issued = facts["permit_date"]
        rows.append((ProjectPermit, {"number": facts["permit"], "issued_on": issued}))
    if "status" in changed:
        rows.append((ProjectStatusSince, {"status": facts["status"]}))
    if "stage" in changed:
        rows.append((ProjectStage, {"stage": facts["stage"]}))
    if "grid" in changed:
        rows.append((ProjectGrid, {"grid_id": grids[normal_name(facts["grid"])]}))
    return rows


def _change_party(work: Work, entry: Entry, key: str) -> None:
    """Another party in the same role: the one before takes part no longer."""
    day, role = work.ground.effective, ROLES[key]
    before = Participation.as_of(day).where(
        Participation.project_id == entry.id, Participation.role == role
    )
    for held in work.session.scalars(before).all():
        end_period(work.session, held, day)
    later = select(Participation.valid_from).where(
        Participation.project_id == entry.id,
        Participation.role == role,
        Participation.valid_from > day,
    )
    until = min(work.session.scalars(later), default=None)
    row = party_row(work.ground, entry, key, role, day)
    work.session.add(Participation(**row, valid_to=until))


def _change_posted(work: Work, project: int, names: Sequence[str]) -> None:
    """The first is 主 from the day on; the others assist, whoever assists already goes on."""
    day: date = work.ground.effective
    keys = [work.ground.inspectors.one(name) for name in names]
    put_since(work.session, ProjectInspector, project, day, inspector_id=keys[0])
    held = ProjectAssistant.as_of(day).where(ProjectAssistant.project_id == project)
    helping = {row.inspector_id: row for row in work.session.scalars(held)}
    if keys[0] in helping:
        end_period(work.session, helping[keys[0]], day)
    for key in keys[1:]:
        if key not in helping:
            work.session.add(ProjectAssistant(project_id=project, inspector_id=key, valid_from=day))
