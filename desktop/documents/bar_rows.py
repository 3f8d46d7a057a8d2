"""Bars that lie: one row a label, for names too long to stand under an upright bar."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from desktop.documents.blocks import plain_style, spans_of
from desktop.documents.chart_frame import (
    SMALL,
    Frame,
    Lettering,
    Rooms,
    Scale,
    Value,
    head,
    key,
    line_of,
    said,
    scale,
)
from desktop.documents.fonts import Face
from desktop.documents.pieces import Mark, Piece, Rule, words_at
from desktop.documents.tones import TONES, Area, toned
from desktop.documents.typeset import set_lines

_STYLE = plain_style(SMALL, 1.2)
_NAMES = 0.3  # of the measure, left of the axis
_ROOM = 90.0  # right of the longest bar, for its sum
_ROW = 17.0
_BAR = 11.0
_GAP = 4.0


@dataclass(frozen=True)
class BarRows(Frame):
    """One lying bar a label in parts, the sum at its end; ``height`` comes from the labels."""

    def pieces(self, measure: float) -> list[Piece]:
        """The chart in one piece: head, rows with their names, key."""
        marks, reach = head(self, measure)
        left = measure * _NAMES
        edges = [reach + _GAP + _ROW * row for row in range(len(self.labels) + 1)]
        rooms = list(pairwise(edges))
        lettering = Lettering(measure)
        for text, (top, _bottom) in zip(self.labels, rooms, strict=True):
            line = set_lines(spans_of(text, Face.SONG), _STYLE, left - _GAP, even=False)[0]
            marks.append(words_at(line, left - _GAP - line.width, top + (_ROW - SMALL) / 2, SMALL))
        marks.append(Rule(left, edges[0], left, edges[-1], 0.6))
        most = scale(self.reached(), measure - _ROOM, left)
        marks += self.plot(lettering, most, rooms)
        keys, deep = key(self, measure, edges[-1])
        needs = edges[-1] + deep
        return [Piece(needs + SMALL, (*marks, *lettering.marks, *keys), needs=needs)]

    def reached(self) -> list[Value]:
        return [self._sum(place) for place in range(len(self.labels))]

    def plot(self, lettering: Lettering, grid: Scale, rooms: Rooms) -> Iterator[Mark]:
        """The scale lies: what is its bottom is the left end of the bars."""
        for place, (top, bottom) in enumerate(rooms):
            high = (bottom - top - _BAR) / 2
            reached = 0.0
            for number, one in enumerate(self.series):
                value = one.values[place] or 0
                begins, ends = grid.y(reached), grid.y(reached + value)
                area = Area(begins, top + high, ends, bottom - high)
                yield from toned(area, TONES[number % len(TONES)])
                reached += value
            line = line_of(self._words(place))
            lettering.put(line, ((grid.y(reached) + _GAP, top + (_ROW - SMALL) / 2),))

    def _sum(self, place: int) -> Value:
        known = [one.values[place] for one in self.series if one.values[place] is not None]
        return sum(value or 0 for value in known) if known else None

    def _words(self, place: int) -> str:
        """The sum, and its parts where there are several: a thin part has no room inside."""
        total = said(self._sum(place))
        parts = [said(one.values[place]) for one in self.series]
        return f"{total}（{'＋'.join(parts)}）" if len(parts) > 1 and self._sum(place) else total
