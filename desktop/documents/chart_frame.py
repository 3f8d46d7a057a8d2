"""What the charts of a paper stand on: a scale, an axis, words that never lie over each other."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from desktop.documents.blocks import plain_style, spans_of
from desktop.documents.fonts import Face
from desktop.documents.pieces import MM, Fill, Mark, Piece, Rule, words_at
from desktop.documents.tones import TONES, Area, toned
from desktop.documents.typeset import Line, set_lines

UNKNOWN = "—"
"""What is not known is never drawn as nought."""

SMALL = 9.0
_STYLE = plain_style(SMALL, 1.2)
_TITLE = plain_style(12.0, 1.5)
_GUTTER = 30.0  # left of the axis, for its figures
_ABOVE = 14.0  # over the plot, for the value of the highest bar
_KEY = 16.0
_SAMPLE = 20.0
_TICKS = 5
_PALE = 0.3
_LABEL_ROWS = 3

Value = float | int | None
Rooms = Sequence[tuple[float, float]]
"""Left and right edge of the room each label has over the axis."""


@dataclass(frozen=True)
class Series:
    """One row of values under its name; None where a value is not known."""

    name: str
    values: tuple[Value, ...]


def said(value: Value) -> str:
    """A value as printed at its bar: whole numbers whole, others with one decimal."""
    if value is None:
        return UNKNOWN
    return str(round(value)) if abs(value - round(value)) < 0.05 else f"{value:.1f}"


def line_of(text: str) -> Line:
    """A short text on one line, whatever its length."""
    return set_lines(spans_of(text, Face.SONG), _STYLE, math.inf)[0]


@dataclass
class Lettering:
    """The words in a chart; each takes the first of its places that is still free."""

    measure: float
    marks: list[Mark] = field(default_factory=list)
    _taken: list[Area] = field(default_factory=list)

    def take(self, area: Area) -> None:
        """Nothing is written here."""
        self._taken.append(area)

    def put(self, line: Line, places: Iterable[tuple[float, float]]) -> None:
        """Set the line with its left upper corner at one of the places, or not at all.

        The white ground keeps what lies under it from running through the words.
        """
        for x, y in places:
            area = Area(x, y, x + line.width, y + SMALL)
            free = not any(area.meets(other) for other in self._taken)
            if free and area.right <= self.measure:
                ground = Area(x - 1, y, x + line.width + 1, y + SMALL + 1)
                self.marks += (Fill(ground.corners, 1.0), words_at(line, x, y, SMALL))
                self.take(area)
                return


@dataclass(frozen=True)
class Scale:
    """From nought to a round figure, in even steps; ``most`` lies at ``top``, 0 at ``bottom``."""

    most: float
    step: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.most


def scale(values: Iterable[Value], top: float, bottom: float) -> Scale:
    """The least round scale that holds the values; never finer than ones for whole numbers."""
    known = [value for value in values if value is not None]
    most = max([*known, 0.0])
    whole = all(value == int(value) for value in known)
    least = 1.0 if whole else 0.1
    size = 10.0 ** math.floor(math.log10(max(most / _TICKS, 1e-9)))
    step = next(times * size for times in (1, 2, 5, 10) if times * size * _TICKS >= most)
    step = max(step, least)
    return Scale(max(step * math.ceil(most / step - 1e-9), step), step, top, bottom)


def axis(lettering: Lettering, grid: Scale, measure: float) -> Iterator[Mark]:
    """The figures left of the plot, their pale lines, and the two axes."""
    for count in range(round(grid.most / grid.step) + 1):
        value = count * grid.step
        y = grid.y(value)
        line = line_of(said(value))
        lettering.put(line, ((_GUTTER - 4 - line.width, y - SMALL / 2),))
        if count:
            yield Rule(_GUTTER, y, measure, y, _PALE, dash=(1.0, 2.0))
    yield Rule(_GUTTER, grid.top - 4, _GUTTER, grid.bottom, 0.6)
    yield Rule(_GUTTER, grid.bottom, measure, grid.bottom, 0.6)


def slots(count: int, measure: float) -> Rooms:
    wide = (measure - _GUTTER) / max(count, 1)
    edges = [_GUTTER + wide * number for number in range(max(count, 1) + 1)]
    return list(pairwise(edges))


def below(lettering: Lettering, labels: Sequence[str], measure: float, top: float) -> float:
    """The labels under the axis, in up to three lines; how far they reach down."""
    most = 1
    for text, (left, right) in zip(labels, slots(len(labels), measure), strict=True):
        lines = set_lines(spans_of(text, Face.SONG), _STYLE, right - left - 3, even=False)
        shown = lines[:_LABEL_ROWS]
        for row, line in enumerate(shown):
            x = (left + right - line.width) / 2
            lettering.put(line, ((x, top + 4 + row * _STYLE.leading),))
        most = max(most, len(shown))
    return 4 + most * _STYLE.leading


def head(frame: "Frame", measure: float) -> tuple[list[Mark], float]:
    """The chart's title in the middle, its unit at the right; and how far they reach down."""
    title = set_lines(spans_of(frame.title, Face.HEI), _TITLE, measure, even=False)
    marks: list[Mark] = [
        words_at(line, (measure - line.width) / 2, row * _TITLE.leading, _TITLE.size)
        for row, line in enumerate(title)
    ]
    reach = len(title) * _TITLE.leading
    if frame.unit:
        unit = line_of(f"单位：{frame.unit}")
        marks.append(words_at(unit, measure - unit.width, reach, SMALL))
        reach += _STYLE.leading
    return marks, reach


def key(frame: "Frame", measure: float, top: float) -> tuple[list[Mark], float]:
    """Which tone is which series, in as many rows as it needs; none for a single series."""
    if len(frame.series) < 2:
        return [], 0.0
    marks: list[Mark] = []
    x, y = _GUTTER, top + 4
    for number, one in enumerate(frame.series):
        line = line_of(one.name)
        if x > _GUTTER and x + _SAMPLE + 4 + line.width > measure:
            x, y = _GUTTER, y + _KEY
        marks += frame.sample(number, Area(x, y, x + _SAMPLE, y + SMALL))
        marks.append(words_at(line, x + _SAMPLE + 4, y, SMALL))
        x += _SAMPLE + line.width + 20
    return marks, y + _KEY - top


@dataclass(frozen=True)
class Frame(ABC):
    """Labels and series with the words around them; ``height`` of the plot in millimetres."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    height: float = 52.0

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.values) != len(self.labels):
                raise ValueError(f"{one.name}: {len(one.values)} values, {len(self.labels)} labels")

    def pieces(self, measure: float) -> list[Piece]:
        """The chart in one piece: head, plot, labels, key."""
        marks, reach = head(self, measure)
        grid = scale(self.reached(), reach + _ABOVE, reach + _ABOVE + self.height * MM)
        lettering = Lettering(measure)
        marks += axis(lettering, grid, measure)
        foot = grid.bottom + below(lettering, self.labels, measure, grid.bottom)
        marks += self.plot(lettering, grid, slots(len(self.labels), measure))
        keys, deep = key(self, measure, foot)
        return [Piece(foot + deep + SMALL, (*marks, *lettering.marks, *keys), needs=foot + deep)]

    def reached(self) -> list[Value]:
        """The values that the scale has to hold."""
        return [value for one in self.series for value in one.values]

    def sample(self, number: int, area: Area) -> Iterator[Mark]:
        """What the key shows beside the name of a series."""
        return toned(area, TONES[number % len(TONES)])

    @abstractmethod
    def plot(self, lettering: Lettering, grid: Scale, rooms: Rooms) -> Iterator[Mark]:
        """The marks over the axis, each label in its room."""
