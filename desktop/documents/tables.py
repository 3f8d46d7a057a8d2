"""Tables of a paper: long rows part at a line, the heading is repeated on each page."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents.blocks import Align, parted, placed, plain_style, spans_of
from desktop.documents.fonts import Face
from desktop.documents.pieces import MM, Mark, Piece, Rule, words_at
from desktop.documents.typeset import Line, Span, Style, set_lines

CELL = plain_style(12.0, 1.35)
"""小四, close set: what a table of a paper is printed in."""

_SIDE, _ABOVE = 1.5 * MM, 0.8 * MM
_WHOLE = 12  # a row of more lines than these may part
_TOGETHER = 2  # lines at the beginning and the end of a parted row that stay together


@dataclass(frozen=True)
class Cell:
    """The words of one cell and how many columns it takes."""

    text: str | tuple[Span, ...] = ""
    span: int = 1
    align: Align = Align.LEFT
    face: Face = Face.FANG


@dataclass(frozen=True)
class Row:
    """One row; ``least`` is the height in millimetres it has at the least, for ink.

    One that heads the rows below it stays ``with_next``.
    """

    cells: tuple[Cell, ...]
    least: float = 8.0
    with_next: bool = False


@dataclass(frozen=True)
class _Box:
    """One cell with its lines, between two edges."""

    left: float
    right: float
    align: Align
    lines: Sequence[Line]


@dataclass(frozen=True)
class Table:
    """A ruled table; ``widths`` are parts of the measure, the first ``header`` rows repeat."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    header: int = 0
    style: Style = CELL

    def pieces(self, measure: float) -> list[Piece]:
        top = (Rule(0.0, 0.0, measure, 0.0),)
        edges = self._edges(measure)
        cut: list[Piece] = []
        for number, row in enumerate(self.rows):
            boxes = self._boxes(row, edges)
            count = max(len(box.lines) for box in boxes)
            parts = [(0, count)] if number < self.header or count <= _WHOLE else _parts(count)
            for first, last in parts:
                cut.append(self._piece(row, boxes, first, last))
        cut = [piece.but(on_top=top) for piece in cut]
        cut[0] = cut[0].but(marks=cut[0].marks + top)
        heading = tuple(piece.but(with_next=True) for piece in cut[: self.header])
        return [*heading, *(piece.but(heading=heading) for piece in cut[self.header :])]

    def _edges(self, measure: float) -> list[float]:
        whole = sum(self.widths)
        return [measure * sum(self.widths[:count]) / whole for count in range(len(self.widths) + 1)]

    def _boxes(self, row: Row, edges: Sequence[float]) -> list[_Box]:
        boxes, column = [], 0
        for cell in row.cells:
            left, right = edges[column], edges[column + cell.span]
            column += cell.span
            lines = [
                line
                for part in parted(spans_of(cell.text, cell.face))
                for line in set_lines(
                    part, self.style, right - left - 2 * _SIDE, even=cell.align is Align.LEFT
                )
            ]
            boxes.append(_Box(left, right, cell.align, lines))
        return boxes

    def _piece(self, row: Row, boxes: Sequence[_Box], first: int, last: int) -> Piece:
        count = max(len(box.lines) for box in boxes)
        begins, ends = first == 0, last == count
        height = (last - first) * self.style.leading + _ABOVE * (begins + ends)
        if begins and ends:
            height = max(height, row.least * MM)
        marks: list[Mark] = []
        for box in boxes:
            used = len(box.lines) * self.style.leading
            # A whole row stands in the middle of its height, a parted one begins at its top.
            start = (height - used) / 2 if begins and ends else _ABOVE * begins
            start += (self.style.leading - self.style.size) / 2
            for number, line in enumerate(box.lines[first:last]):
                room = box.right - box.left - 2 * _SIDE
                x = box.left + _SIDE + placed(line, box.align, room)
                marks.append(
                    words_at(line, x, start + number * self.style.leading, self.style.size)
                )
            marks.append(Rule(box.left, 0.0, box.left, height))
        right = boxes[-1].right
        bottom = Rule(0.0, height, right, height)
        marks.append(Rule(right, 0.0, right, height))
        if ends:
            return Piece(height, (*marks, bottom), with_next=row.with_next)
        return Piece(height, tuple(marks), on_end=(bottom,))


def _parts(count: int) -> list[tuple[int, int]]:
    """Where a row of so many lines may part: anywhere but after its first or before its last."""
    inner = range(_TOGETHER, count - _TOGETHER)
    return [(0, _TOGETHER), *((line, line + 1) for line in inner), (count - _TOGETHER, count)]
