"""Who was responsible, and in which grid, for many projects on many days: history comes in bulk.

The rule stays the one of ``desktop.domain.responsibility``; it is asked once for each day on
which something about the project changed, and the days between are found by bisection.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.inspectors import GridInspector
from db.tables.projects import ProjectGrid, ProjectInspector
from desktop.domain.responsibility import Posting, Since, as_of, responsible_on

Rows = dict[int, tuple[Since, ...]]
Answer = tuple[int | None, int | None]
NOBODY: Answer = (None, None)


@dataclass(frozen=True)
class Postings:
    """Since-rows of all projects and grids, and the answers already worked out."""

    own: Rows
    grid_of: Rows
    grids: Rows
    _days: dict[int, tuple[list[date], list[Answer]]] = field(default_factory=dict)

    def on(self, project: int, day: date) -> Answer:
        """The grid and the responsible inspector (主) of a project on a day."""
        steps = self._days.get(project)
        if steps is None:
            steps = self._days[project] = self._steps(project)
        days, answers = steps
        place = bisect_right(days, day)
        return answers[place - 1] if place else NOBODY

    def _steps(self, project: int) -> tuple[list[date], list[Answer]]:
        own, grid_of = self.own.get(project, ()), self.grid_of.get(project, ())
        grids = {row.holder for row in grid_of if row.holder is not None}
        changed = {row.since for row in (*own, *grid_of)}
        changed |= {row.since for grid in grids for row in self.grids.get(grid, ())}
        posts = {grid: Posting(self.grids.get(grid, ())) for grid in grids}
        days = sorted(changed)
        answers = [
            (as_of(grid_of, day), responsible_on(day, Posting(own), grid_of, posts).inspector)
            for day in days
        ]
        return days, answers


def load_postings(session: Session) -> Postings:
    return Postings(
        own=_rows(session, ProjectInspector, ProjectInspector.inspector_id),
        grid_of=_rows(session, ProjectGrid, ProjectGrid.grid_id),
        grids=_rows(session, GridInspector, GridInspector.inspector_id),
    )


def _rows(session: Session, model: Any, holder: Any) -> Rows:
    query = select(model.subject(), model.since, holder).order_by(model.since)
    return grouped(session.execute(query))


def grouped(rows: Iterable[Any]) -> Rows:
    """Since-rows by their subject."""
    found: dict[int, list[Since]] = {}
    for subject, since, holder in rows:
        found.setdefault(subject, []).append(Since(since, holder))
    return {subject: tuple(own) for subject, own in found.items()}
