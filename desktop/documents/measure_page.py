"""What a ruler is laid on: the lines of a page, its type area, what stands around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from desktop.documents.measure_reading import Glyph, Image, Leaf, Read, Stroke
from desktop.documents.page import Form

LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0
"""The edges of the type area, in millimetres."""

_EVEN_LEFT = 26.0  # where margins mirror: 210 - 28 - 156
T = TypeVar("T", Glyph, Stroke, Image)

SQUARE = 156.0 / 28
"""A square of the grid: 28 fill the type area."""

TEXT = 16.0
_EM = 72 / 25.4
_SAME_LINE = 0.3  # of the size: a borrowed character sits a little lower
_CELLS = 1.6  # of the size: from such a gap on, words belong to another cell
_FOLIO = re.compile(r"[—\u2013-]\d+[—\u2013-]")
_SMALL = 9.6
_RUNNING = re.compile(r"第(\d+)页")
_HEAD = 20.0  # millimetres from the paper's upper edge: above it only a running number stands
_HEADLINE = 17.5  # larger lines stand in the middle
_HIGH = 0.78  # of the size, over the base line: the ink of a full character


@dataclass(frozen=True)
class Row:
    """Characters side by side on one base line, no wide gap between them."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def left(self) -> float:
        """Where the first character's square begins."""
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """Where the ink of the last character ends, or its square if it is a full one."""
        last = self.glyphs[-1]
        return max(last.right, last.x + last.size / _EM) if is_full(last) else last.right

    @property
    def top(self) -> float:
        return min(glyph.top for glyph in self.glyphs)

    @property
    def begins(self) -> float:
        """Where the line begins on the page, whatever low marks it is made of."""
        return min(self.top, self.base - _HIGH * self.size / _EM)

    @property
    def bottom(self) -> float:
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def base(self) -> float:
        """Of its highest character: a borrowed one is set a little lower than its neighbours."""
        return min(glyph.base for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    @property
    def red(self) -> bool:
        return self.glyphs[0].red

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def is_full(glyph: Glyph) -> bool:
    """A character that takes a square of the grid."""
    return ord(glyph.char) >= 0x2E80 or glyph.char in "“”‘’…—"


class Sheet:
    """One page, looked at in lines."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.number = leaf.number

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All upright lines, from the top."""
        return tuple(sorted(_rows(self.leaf.glyphs), key=lambda row: (row.base, row.left)))

    @cached_property
    def folio(self) -> Row | None:
        """The page number, below the type area."""
        return next((row for row in self.rows if _is_folio(row)), None)

    @cached_property
    def running(self) -> int | None:
        """Its number in the file it was bound into, over whatever stands on it."""
        found = (_RUNNING.fullmatch(row.text) for row in self.rows if _is_running(row))
        return next((int(number[1]) for number in found if number), None)

    @cached_property
    def body(self) -> tuple[Row, ...]:
        """The lines that belong into the type area: no page number, no mark, no foot."""
        return tuple(row for row in self.rows if not _is_outside(row))

    @cached_property
    def text(self) -> tuple[Row, ...]:
        """The lines of running text, in 三号."""
        return tuple(row for row in self.body if abs(row.size - TEXT) < 0.3 and not row.red)

    @cached_property
    def turned(self) -> bool:
        """A page whose type area lies across."""
        return any(glyph.turned for glyph in self.leaf.glyphs)

    def level(self, *, red: bool) -> list[Stroke]:
        """The level lines across the type area or the page, from the top."""
        found = [s for s in self.leaf.strokes if s.level and s.red is red and s.length > 100]
        return sorted(found, key=lambda stroke: stroke.top)


class File:
    """A file as rules look at it; mirrored even pages are moved to where the odd ones stand.

    ``all`` are its pages; ``sheets`` those that were not bound in with a running number, for a
    paper bound into an archive keeps the layout of its own form.
    """

    def __init__(self, read: Read, form: Form | None) -> None:
        self.read = read
        self.form = form
        self.all = tuple(Sheet(leaf) for leaf in read.leaves)
        sheets = tuple(sheet for sheet in self.all if sheet.running is None) or self.all
        if _is_mirrored(sheets):
            sheets = tuple(
                sheet if sheet.number % 2 else Sheet(_moved(sheet.leaf, LEFT - _EVEN_LEFT))
                for sheet in sheets
            )
        self.sheets = sheets

    @property
    def first(self) -> Sheet:
        return self.sheets[0]

    @cached_property
    def upright(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.sheets if not sheet.turned)


def left_edge(sheet: Sheet) -> float | None:
    """Where a page's lines begin; on one of first lines alone, two squares before them."""
    rows = [row.left for row in sheet.body if row.size < _HEADLINE]
    lines = (stroke.left for stroke in sheet.leaf.strokes if not stroke.red)
    edges = [*rows, *lines, *(image.left for image in sheet.leaf.images)]
    edge = min(edges, default=LEFT)
    squares = round((edge - LEFT) / SQUARE)
    if squares <= 0:
        return edge if edges else None
    return edge - squares * SQUARE if abs(edge - LEFT - squares * SQUARE) < 0.8 else None


def _is_mirrored(sheets: Sequence[Sheet]) -> bool:
    """Every even page stands two millimetres farther left."""
    even = [left_edge(sheet) for sheet in sheets if not sheet.number % 2 and not sheet.turned]
    known = [edge for edge in even if edge is not None]
    return bool(known) and all(abs(edge - _EVEN_LEFT) < 0.7 for edge in known)


def _moved(leaf: Leaf, across: float) -> Leaf:
    def right_of(one: T) -> T:
        ends = {name: getattr(one, name) + across for name in ("left", "right")}
        if isinstance(one, Glyph):
            ends["x"] = one.x + across
        return replace(one, **ends)

    return replace(
        leaf,
        glyphs=tuple(map(right_of, leaf.glyphs)),
        strokes=tuple(map(right_of, leaf.strokes)),
        images=tuple(map(right_of, leaf.images)),
        codes=tuple(map(right_of, leaf.codes)),
    )


def _rows(glyphs: Sequence[Glyph]) -> Iterator[Row]:
    """Upright characters by base line, then parted where a gap is as wide as between cells."""
    upright = sorted((g for g in glyphs if not g.turned), key=lambda g: (g.base, g.x))
    line: list[Glyph] = []
    for glyph in upright:
        if line and glyph.base - line[0].base > _SAME_LINE * glyph.size / _EM:
            yield from _parted(line)
            line = []
        line.append(glyph)
    if line:
        yield from _parted(line)


def _parted(line: Sequence[Glyph]) -> Iterator[Row]:
    ordered = sorted(line, key=lambda glyph: glyph.x)
    start = 0
    for place, (left, right) in enumerate(pairwise(ordered), start=1):
        wide = right.left - left.right > _CELLS * right.size / _EM
        if wide or abs(right.size - left.size) > 0.3:
            yield Row(tuple(ordered[start:place]))
            start = place
    yield Row(tuple(ordered[start:]))


def _is_folio(row: Row) -> bool:
    return row.top > BOTTOM and bool(_FOLIO.fullmatch(row.text))


def _is_running(row: Row) -> bool:
    return row.bottom < _HEAD and row.size <= _SMALL


def _is_outside(row: Row) -> bool:
    """The page number, 录入件 above, the small foot below, the red name of a letter."""
    above = row.bottom < TOP and "录入件" in row.text
    below = row.top > BOTTOM and row.size <= _SMALL
    return _is_folio(row) or above or below or row.red
