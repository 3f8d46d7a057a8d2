"""Charts of a paper: bars side by side, bars in parts, a course over time; all as vector marks.

Every value is printed at its bar: who has only a copy in black and white reads the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from desktop.documents.chart_frame import (
    SMALL,
    Frame,
    Lettering,
    Rooms,
    Scale,
    Value,
    line_of,
    said,
)
from desktop.documents.pieces import Fill, Mark, Rule
from desktop.documents.tones import TONES, Area, toned

_FILLED = 0.62  # of a label's room that its bars take
_WIDEST = 34.0
_GAP = 2.5
_POINT = 2.6
_DASHES: tuple[tuple[float, ...], ...] = ((), (5.0, 2.5), (1.5, 2.0), (7.0, 2.0, 1.5, 2.0))


@dataclass(frozen=True)
class BarChart(Frame):
    """Bars side by side, a group of one bar a series over each label."""

    def plot(self, lettering: Lettering, grid: Scale, rooms: Rooms) -> Iterator[Mark]:
        for place, (left, right) in enumerate(rooms[: len(self.labels)]):
            wide = min((right - left) * _FILLED / len(self.series), _WIDEST)
            x = (left + right - wide * len(self.series)) / 2
            for number, one in enumerate(self.series):
                value = one.values[place]
                area = Area(x, grid.y(value or 0), x + wide, grid.bottom)
                yield from toned(area, TONES[number % len(TONES)])
                _over(lettering, value, area)
                x += wide


@dataclass(frozen=True)
class StackedChart(Frame):
    """One bar a label, in parts: the first series at the bottom, the sum above."""

    def reached(self) -> list[Value]:
        return list(self._sums())

    def plot(self, lettering: Lettering, grid: Scale, rooms: Rooms) -> Iterator[Mark]:
        for place, total in enumerate(self._sums()):
            left, right = rooms[place]
            wide = min((right - left) * _FILLED, _WIDEST)
            x = (left + right - wide) / 2
            _over(lettering, total, Area(x, grid.y(total or 0), x + wide, grid.bottom))
            below = 0.0
            for number, one in enumerate(self.series):
                value = one.values[place] or 0
                area = Area(x, grid.y(below + value), x + wide, grid.y(below))
                yield from toned(area, TONES[number % len(TONES)])
                _inside(lettering, value, area)
                below += value

    def _sums(self) -> Iterator[Value]:
        for column in zip(*(one.values for one in self.series), strict=True):
            known = [value for value in column if value is not None]
            yield sum(known) if known else None


@dataclass(frozen=True)
class TrendChart(Frame):
    """A course over time, a line a series; it breaks off where a value is not known."""

    def plot(self, lettering: Lettering, grid: Scale, rooms: Rooms) -> Iterator[Mark]:
        middles = [(left + right) / 2 for left, right in rooms]
        courses = [
            [
                None if value is None else (x, grid.y(value))
                for x, value in zip(middles, one.values, strict=False)
            ]
            for one in self.series
        ]
        for number, course in enumerate(courses):
            for start, end in pairwise(course):
                if start and end:
                    yield Rule(*start, *end, 1.2, dash=_DASHES[number % len(_DASHES)])
        for number, course in enumerate(courses):
            for x, y in filter(None, course):
                yield from _point((x, y), number)
                lettering.take(Area(x - _POINT, y - _POINT, x + _POINT, y + _POINT))
        for one, course in zip(self.series, courses, strict=True):
            for value, point in zip(one.values, course, strict=False):
                if point:
                    _beside(lettering, value, point)

    def sample(self, number: int, area: Area) -> Iterator[Mark]:
        y = (area.top + area.bottom) / 2
        yield Rule(area.left, y, area.right, y, 1.2, dash=_DASHES[number % len(_DASHES)])
        yield from _point(((area.left + area.right) / 2, y), number)


def _over(lettering: Lettering, value: Value, area: Area) -> None:
    """The value over its bar; a dash on the axis where it is not known."""
    line = line_of(said(value))
    x = (area.left + area.right - line.width) / 2
    y = area.top - SMALL - _GAP
    lettering.put(line, ((x, y), (x, y - SMALL - 1), (x, y - 2 * SMALL - 2)))


def _inside(lettering: Lettering, value: Value, area: Area) -> None:
    """The value in its part of the bar; beside it where the part is thin."""
    if not value:
        return
    line = line_of(said(value))
    y = (area.top + area.bottom - SMALL) / 2
    x = (area.left + area.right - line.width) / 2
    if area.bottom - area.top >= SMALL + 4 and area.right - area.left >= line.width + 4:
        lettering.put(line, ((x, y),))
        return
    right, left = area.right + _GAP, area.left - _GAP - line.width
    places = ((x, y + lower) for lower in (0, -SMALL, SMALL) for x in (right, left))
    lettering.put(line, places)


def _beside(lettering: Lettering, value: Value, point: tuple[float, float]) -> None:
    line = line_of(said(value))
    x, y = point
    centred = x - line.width / 2
    over, under = y - SMALL - _POINT - 2, y + _POINT + 1
    side = y - SMALL / 2
    places = (
        (centred, over),
        (centred, under),
        (x + _POINT + 2, side),
        (x - _POINT - 2 - line.width, side),
        (centred, over - SMALL),
    )
    lettering.put(line, places)


def _point(point: tuple[float, float], number: int) -> Iterator[Mark]:
    """A square, a diamond or a triangle, black or hollow."""
    x, y = point
    shapes = (
        ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
        ((0, -1.4), (1.4, 1), (-1.4, 1)),
    )
    corners = tuple((x + a * _POINT, y + b * _POINT) for a, b in shapes[number % len(shapes)])
    yield Fill(corners, 1.0 if number % 2 else 0.0)
    for (x0, y0), (x1, y1) in pairwise((*corners, corners[0])):
        yield Rule(x0, y0, x1, y1, 0.8)
