"""One figure of a month opened up: its two parts, its records, and what changed since 封存."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.months import Month, MonthFigure
from desktop.domain.id_lists import unpack_ids
from desktop.queries.figures.catalogue import COUNTS, figure
from desktop.queries.figures.drills import DrillRow, drill_rows
from desktop.queries.figures.figure import Ask, Figure, ids_of
from desktop.queries.figures.listed import listed
from desktop.queries.figures.span import Span
from desktop.queries.month_lines import CLOSED
from desktop.queries.months import figure_records, newest_edition


@dataclass(frozen=True)
class Part:
    """A count behind a figure: the figure itself, or one side of a ratio (分子, 分母)."""

    code: str
    name: str
    role: str


@dataclass(frozen=True)
class Drilled:
    """The records of one count, the kind they are of, and the parts one may look at instead."""

    code: str
    name: str
    entity: str
    parts: tuple[Part, ...]
    rows: tuple[DrillRow, ...]
    added: tuple[DrillRow, ...]
    removed: tuple[DrillRow, ...]
    listed: tuple[tuple[str, tuple[DrillRow, ...]], ...] = ()


@dataclass(frozen=True)
class FigureChange:
    """What of a closed figure would be otherwise now: entered late, or no longer so."""

    code: str
    added: int
    removed: int

    @property
    def words(self) -> str:
        parts = ((self.added, f"补报 +{self.added}"), (self.removed, f"更正 -{self.removed}"))
        return "，".join(words for count, words in parts if count)


Lists = tuple[tuple[str, frozenset[int]], ...]
"""Further records of a figure by what they are: 补报 and 更正, or 新增 and 减少."""


def figure_drill(session: Session, code: str, period: int, lists: Lists = ()) -> Drilled:
    """The records behind a figure of a month; of a ratio, those above the line first."""
    parts = _parts(code)
    count = figure(parts[0].code)
    assert isinstance(count, Figure)
    month = _closed(session, period)
    added: list[int] = []
    removed: list[int] = []
    if month is not None:
        frozen = _frozen(session, month, count.code).get(count.code, set())
        added, removed = _moved(session, month, count, frozen)
    return Drilled(
        code=count.code,
        name=count.name,
        entity=count.drill.entity,
        parts=parts,
        rows=figure_records(session, count.code, period),
        added=drill_rows(session, count.drill, added),
        removed=drill_rows(session, count.drill, removed),
        listed=tuple(
            (name, drill_rows(session, count.drill, sorted(ids))) for name, ids in lists if ids
        ),
    )


def month_changes(session: Session, period: int) -> dict[str, FigureChange]:
    """By figure, what a closed month would count otherwise now; nothing while it is open."""
    month = _closed(session, period)
    if month is None:
        return {}
    frozen = _frozen(session, month)
    span = Span(month.first_day, month.through)
    live = listed(session, [Ask(count.code, count, span) for count in COUNTS])
    found = {}
    for code, now in live.items():
        held = frozen.get(code, set())
        if now != held:
            found[code] = FigureChange(code, len(now - held), len(held - now))
    return found


def _parts(code: str) -> tuple[Part, ...]:
    asked = figure(code)
    if isinstance(asked, Figure):
        return (Part(asked.code, asked.name, ""),)
    sides = (("分子", asked.numerator), ("分母", asked.denominator))
    return tuple(Part(part, figure(part).name, role) for role, part in sides)


def _closed(session: Session, period: int) -> Month | None:
    month = newest_edition(session, period)
    return month if month is not None and month.state in CLOSED else None


def _moved(
    session: Session, month: Month, count: Figure, frozen: set[int]
) -> tuple[list[int], list[int]]:
    now = set(ids_of(session, count, Span(month.first_day, month.through)))
    return sorted(now - frozen), sorted(frozen - now)


def _frozen(session: Session, month: Month, code: str | None = None) -> dict[str, set[int]]:
    rows = select(MonthFigure.code, MonthFigure.ids).where(MonthFigure.month_id == month.id)
    if code is not None:
        rows = rows.where(MonthFigure.code == code)
    return {row.code: set(unpack_ids(row.ids)) for row in session.execute(rows) if row.ids}
