"""工程台账: a project's own columns, and what about it holds from a day on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from db.base import Record
from db.codes import Area
from db.tables.projects import (
    Participation,
    Project,
    ProjectAssistant,
    ProjectGrid,
    ProjectInspector,
    ProjectStage,
    ProjectStatusSince,
)
from desktop.domain.ledgers.projects import LEDGER
from desktop.domain.names import normal_name
from desktop.usecases.imports.grids import with_new_grids
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Entry, Facts, Found, Importer, Rows, Work
from desktop.usecases.imports.project_changes import store_changes
from desktop.usecases.imports.project_rows import COPIES, PLAIN, ROLES, rows_of
from desktop.usecases.imports.references import party
from desktop.usecases.linking import link_projects

_DATED = {
    "stage": (ProjectStage, ProjectStage.stage),
    "status": (ProjectStatusSince, ProjectStatusSince.status),
    "grid": (ProjectGrid, ProjectGrid.grid_id),
    "inspector": (ProjectInspector, ProjectInspector.inspector_id),
}


def _held(ground: Ground, _rows: Rows) -> dict[int, Facts]:
    """All projects, as they stand on the day from which a change would count."""
    session, day = ground.session, ground.effective
    held = {
        row.id: {
            column.key: getattr(row, column.key) if column.key in PLAIN + COPIES else None
            for column in LEDGER.columns
        }
        for row in session.scalars(select(Project).order_by(Project.id))
    }
    keys = {role: key for key, role in ROLES.items()}
    for part in session.scalars(Participation.as_of(day).order_by(Participation.id)):
        if part.role in keys:
            held[part.project_id][keys[part.role]] = part.name
    for key, (model, value) in _DATED.items():
        for row in session.scalars(model.as_of(day)):
            held[row.project_id][key] = getattr(row, value.key)
    helpers: dict[int, list[int]] = {}
    for helper in session.scalars(ProjectAssistant.as_of(day).order_by(ProjectAssistant.id)):
        helpers.setdefault(helper.project_id, []).append(helper.inspector_id)
    for project, facts in held.items():
        _name_posted(ground, facts, helpers.get(project, []))
    return held


def _name_posted(ground: Ground, facts: Facts, helpers: list[int]) -> None:
    facts["grid"] = ground.grids.name(facts["grid"]) or None
    posted = [key for key in (facts["inspector"], *helpers) if key is not None]
    facts["inspector"] = tuple(ground.inspectors.name(key) for key in posted) or None


def _prepare(ground: Ground, facts: Facts) -> Iterator[tuple[str, str]]:
    """Say which inspectors and grids the office does not know; unknown persons are left out."""
    people = facts["inspector"] or ()
    known = tuple(name for name in people if ground.inspectors.all(name))
    facts["inspector"] = known or None
    for name in people:
        if name not in known:
            yield "inspector", f"监督人员台账里没有“{name}”，未指定，请先登记或核对姓名"
        elif len(ground.inspectors.all(name)) > 1:
            yield "inspector", f"有几名叫“{name}”的监督人员，按最近登记的一名指定，请核对"
    for name in known[1:]:
        yield "inspector", f"写有几名监督员，“{known[0]}”为责任监督员（主），“{name}”为协办（协）"
    if facts["grid"] and not ground.grids.all(facts["grid"]):
        yield "grid", f"还没有“{facts['grid']}”，导入时新建此网格，尚无责任监督员"


def _review(ground: Ground, entries: Sequence[Entry]) -> Iterable[Found]:
    """A value that another of the very same day gives way to."""
    changed = {entry.id: entry for entry in entries if not entry.is_new}
    for key, (model, _) in _DATED.items():
        for subject in ground.session.scalars(
            select(model.subject()).where(model.since == ground.effective)
        ):
            entry = changed.get(subject)
            if entry is not None and key in IMPORTER.differing(entry):
                title = LEDGER.column(key).title
                reason = f"{ground.effective.isoformat()}已登记过{title}，以本行为准"
                yield Found(entry.row, key, reason)


def _store(work: Work, entries: Sequence[Entry]) -> None:
    grids = with_new_grids(work, [e.facts["grid"] for e in entries if e.facts["grid"]])
    new = work.number(entries)
    rows: dict[type[Record], list[dict[str, Any]]] = {}
    for entry in new:
        for model, row in rows_of(work, entry, grids):
            rows.setdefault(model, []).append(row)
    for model, own in rows.items():
        work.insert(model, own)
    known = {normal_name(entry.facts["name"]): entry.id for entry in new}
    link_projects(work.session, {name: key for name, key in known.items() if key is not None})
    for entry in entries:
        if not entry.is_new:
            store_changes(work, entry, IMPORTER.differing(entry), grids)


def _same_people(old: Any, new: Any) -> bool:
    """The same 主, and nobody new among the 协; who is not named stays."""
    return bool(old) and old[0] == new[0] and set(new) <= set(old)


IMPORTER = Importer(
    LEDGER,
    Area.PROJECTS,
    _held,
    _store,
    refers=(party("client"), party("contractor"), party("consultant")),
    prepare=_prepare,
    dated=frozenset(_DATED),
    same={"inspector": _same_people},
    review=_review,
    lenient=True,
)
