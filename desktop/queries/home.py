"""工作台: the figures of the month at hand and what waits, in one reading."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from desktop.domain.months import month_of, month_words
from desktop.queries.figures.catalogue import COUNTS, FIGURES
from desktop.queries.figures.figure import Ask, Figure, counted, ratio_of
from desktop.queries.figures.span import month_span
from desktop.queries.figures.totals import confirmed_figures
from desktop.queries.month_lines import figure_words
from desktop.queries.todo import TodoGroup
from desktop.queries.todos import todos

TILES = ("A01", "A10", "B01", "B02", "C01", "C09", "C10", "C22", "D01")


@dataclass(frozen=True)
class Tile:
    """One figure on the home page; its code opens the records behind it."""

    code: str
    name: str
    words: str
    unit: str
    definition: str


@dataclass(frozen=True)
class Home:
    """What the day begins with."""

    period: int
    title: str
    tiles: tuple[Tile, ...]
    groups: tuple[TodoGroup, ...]


def home(session: Session, today: date) -> Home:
    period = month_of(today)
    return Home(period, month_words(period), _tiles(session, today), todos(session, today))


def _tiles(session: Session, today: date) -> tuple[Tile, ...]:
    """This month up to today, in two statements; unknown stays —."""
    period = month_of(today)
    span = month_span(period, today)
    answers = counted(session, [Ask(row.code, row, span, history=False) for row in COUNTS])
    confirmed = confirmed_figures(session)
    values: dict[str, float | None] = {}
    for code, answer in answers.items():
        is_none = answer.value is None and period in confirmed.get(code, {})
        values[code] = 0 if is_none else answer.value
    tiles = []
    for row in FIGURES:
        if row.code not in TILES:
            continue
        is_ratio = not isinstance(row, Figure)
        value = values.get(row.code) if isinstance(row, Figure) else ratio_of(values, row)
        words = figure_words(value, is_ratio=is_ratio)
        tiles.append(Tile(row.code, row.name, words, "" if is_ratio else row.unit, row.definition))
    return tuple(tiles)
