"""Who is responsible for a project on any day, on what ground, and where nobody is (盲区).

The rule is that of ``domain/responsibility.py``; here its facts are read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.inspectors import Grid, GridAssistant, GridInspector, Inspector
from db.tables.projects import ProjectAssistant, ProjectGrid, ProjectInspector
from desktop.domain.responsibility import Period, Posting, Since, Through, as_of, responsible_on
from desktop.queries.projects import PROJECTS, ProjectRow
from desktop.queries.view import View


@dataclass(frozen=True)
class Answer:
    """Who was responsible on a day; ``ground`` says through what and since when."""

    inspector: str | None
    assistants: tuple[str, ...]
    through: Through
    grid: str | None
    ground: str
    inspector_id: int | None = None
    grid_id: int | None = None
    assistant_ids: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        return f"主 {self.inspector}" if self.inspector else "盲区：无责任监督员"

    @property
    def sentence(self) -> str:
        """The whole answer: who leads, who assists, on what ground."""
        helping = f"，协 {'、'.join(self.assistants)}" if self.assistants else ""
        return f"{self.words}{helping}（{self.ground}）"


@dataclass(frozen=True)
class Names:
    """What grids and inspectors are called."""

    grids: dict[int, str]
    inspectors: dict[int, str]


def dated_names(session: Session) -> Names:
    grids = session.execute(select(Grid.id, Grid.name))
    people = session.execute(select(Inspector.id, Inspector.name))
    return Names({k: n for k, n in grids}, {k: n for k, n in people})  # noqa: C416 - rows


def responsible_for(
    session: Session, project: int, day: date, named: Names | None = None
) -> Answer:
    """Who was responsible for a project on ``day``; ``named`` saves reading the names again."""
    own = Posting(
        _since(session, ProjectInspector, project, lambda row: row.inspector_id),
        _periods(session, ProjectAssistant, ProjectAssistant.project_id == project),
    )
    grid_rows = _since(session, ProjectGrid, project, lambda row: row.grid_id)
    grid = as_of(grid_rows, day)
    postings = {} if grid is None else {grid: grid_posting(session, grid)}
    found = responsible_on(day, own, grid_rows, postings)
    named = named or dated_names(session)
    leads = own.responsible if found.through is Through.PROJECT else ()
    if found.through is Through.GRID and grid is not None:
        leads = postings[grid].responsible
    return Answer(
        inspector=named.inspectors.get(found.inspector) if found.inspector else None,
        assistants=tuple(named.inspectors[key] for key in found.assistants),
        through=found.through,
        grid=named.grids.get(grid) if grid is not None else None,
        ground=_ground(found.through, named.grids.get(grid) if grid else None, leads, day),
        inspector_id=found.inspector,
        grid_id=grid,
        assistant_ids=found.assistants,
    )


def _ground(through: Through, grid: str | None, leads: Iterable[Since], day: date) -> str:
    begun = [row.since for row in leads if row.since <= day]
    since = f"，自 {max(begun).isoformat()} 起" if begun else ""
    if through is Through.PROJECT:
        return f"本工程指定{since}"
    if through is Through.GRID:
        return f"所在网格“{grid}”的责任监督员{since}"
    return f"网格“{grid}”当日没有责任监督员" if grid else "未划入网格，也未指定监督员"


def grid_posting(session: Session, grid: int) -> Posting:
    return Posting(
        _since(session, GridInspector, grid, lambda row: row.inspector_id),
        _periods(session, GridAssistant, GridAssistant.grid_id == grid),
    )


def _since(
    session: Session, model: type[Any], subject: int, holder: Callable[[Any], int | None]
) -> tuple[Since, ...]:
    rows = session.scalars(select(model).where(model.subject() == subject).order_by(model.since))
    return tuple(Since(row.since, holder(row)) for row in rows)


def _periods(session: Session, model: type[Any], where: Any) -> tuple[Period, ...]:
    rows = session.scalars(select(model).where(where).order_by(model.id))
    return tuple(Period(row.inspector_id, row.valid_from, row.valid_to) for row in rows)


def blind_spots(session: Session, today: date) -> tuple[ProjectRow, ...]:
    """盲区: projects under supervision for which nobody is responsible today."""
    rows: tuple[ProjectRow, ...] = PROJECTS.everything(
        session, View(where=(("inspector", "none"),), today=today)
    )
    return rows
