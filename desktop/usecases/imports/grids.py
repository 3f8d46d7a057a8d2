"""The grid named beside an inspector: the first named is responsible (主), others assist (协).

Nobody is put out of a grid by a sheet that does not speak of him. Who is named with another
grid than the one he has leaves that one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from db.tables.inspectors import Grid, GridAssistant, GridInspector
from desktop.domain.names import normal_name
from desktop.domain.responsibility import as_of
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Entry, Found, Work
from desktop.usecases.since import end_period, put_since


@dataclass(frozen=True)
class _Move:
    """One person to one grid from a day on; ``leaves`` are the grids he had."""

    entry: Entry
    grid: str
    responsible: str | None
    day: date
    leaves: tuple[str, ...]


def grids_held(ground: Ground) -> dict[int, tuple[str, ...]]:
    """The grids each inspector is posted to on the day from which a change would count."""
    day = ground.effective
    posted: dict[int, list[str]] = {}
    for grid, rows in ground.postings.grids.items():
        holder = as_of(rows, day)
        if holder is not None:
            posted.setdefault(holder, []).append(ground.grids.name(grid))
    for row in ground.session.scalars(GridAssistant.as_of(day)):
        posted.setdefault(row.inspector_id, []).append(ground.grids.name(row.grid_id))
    return {inspector: tuple(names) for inspector, names in posted.items()}


def _moves(ground: Ground, entries: Iterable[Entry]) -> Iterator[_Move]:
    """What the sheet says anew of grids, in its order; ``responsible`` names who is 主 there."""
    moving = [entry for entry in entries if isinstance(entry.facts["grid"], str)]
    leaving = {id(entry): _left(entry) for entry in moving}
    free = {normal_name(name) for names in leaving.values() for name in names}
    responsible: dict[str, str] = {}
    for entry in moving:
        name = entry.facts["grid"]
        form = normal_name(name)
        rows = ground.postings.grids.get(ground.grids.one(name) or 0, ())
        holder = as_of(rows, ground.effective)
        stays = holder is not None and not (form in free and _is_leaving(moving, holder))
        if stays:
            responsible.setdefault(form, ground.inspectors.name(holder))
        fresh = not rows if form not in responsible else not leaving[id(entry)]
        day = ground.first_of_year if fresh else ground.effective
        yield _Move(entry, name, responsible.get(form), day, leaving[id(entry)])
        responsible.setdefault(form, entry.facts["name"])


def _left(entry: Entry) -> tuple[str, ...]:
    """The one grid a person has and is now named without; of several none is taken away."""
    held = (entry.before or {}).get("grid") or ()
    return held if len(held) == 1 else ()


def _is_leaving(moving: Sequence[Entry], holder: int) -> bool:
    return any(entry.id == holder and _left(entry) for entry in moving)


def review_grids(ground: Ground, entries: Sequence[Entry]) -> Iterable[Found]:
    """Each who assists, each who takes over a grid on a day that has a 主 already."""
    taken = {
        grid
        for grid, rows in ground.postings.grids.items()
        if any(row.since == ground.effective for row in rows)
    }
    for move in _moves(ground, entries):
        if move.responsible is not None:
            reason = f"“{move.grid}”的责任监督员（主）是{move.responsible}，本行为协办（协）"
            yield Found(move.entry.row, "grid", reason)
        elif ground.grids.one(move.grid) in taken:
            reason = f"{ground.effective.isoformat()}已指定过责任监督员，以本行为准"
            yield Found(move.entry.row, "grid", reason)
        for left in move.leaves:
            reason = f"由“{left}”调到“{move.grid}”，自{move.day.isoformat()}起不再负责原网格"
            yield Found(move.entry.row, "grid", reason)


def store_grids(work: Work, entries: Sequence[Entry]) -> None:
    """Make the grids named first, then post each person in the order of the sheet."""
    ground, session = work.ground, work.session
    moves = list(_moves(ground, entries))
    grids = with_new_grids(work, [move.grid for move in moves])
    for move in moves:
        for left in move.leaves:
            _leave(work, grids[normal_name(left)], move.entry.id or 0)
    session.flush()
    for move in moves:
        grid, person = grids[normal_name(move.grid)], move.entry.id
        if move.responsible is None:
            put_since(session, GridInspector, grid, move.day, inspector_id=person)
        else:
            session.add(GridAssistant(grid_id=grid, inspector_id=person, valid_from=move.day))
        session.flush()


def with_new_grids(work: Work, named: Iterable[str]) -> dict[str, int]:
    """Every grid by the comparison form of its name; those named first here are made."""
    grids = {normal_name(row.name): row.id for row in work.session.scalars(select(Grid))}
    names = {normal_name(name): name for name in named}
    fresh: list[dict[str, Any]] = [
        {"name": name} for form, name in names.items() if form not in grids
    ]
    work.insert(Grid, fresh)
    return grids | {normal_name(row["name"]): row["id"] for row in fresh}


def _leave(work: Work, grid: int, person: int) -> None:
    day = work.ground.effective
    if as_of(work.ground.postings.grids.get(grid, ()), day) == person:
        put_since(work.session, GridInspector, grid, day, inspector_id=None)
    for row in work.session.scalars(
        GridAssistant.as_of(day).where(
            GridAssistant.grid_id == grid, GridAssistant.inspector_id == person
        )
    ).all():
        end_period(work.session, row, day)
