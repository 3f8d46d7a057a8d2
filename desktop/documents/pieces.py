"""What blocks turn into: pieces of paper that stand whole on one page, and the marks on them.

Measures are points; x runs from the left edge of the type area, y down from the piece's top.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from desktop.documents.typeset import Line, Run

MM = 72 / 25.4
MEASURE, DEPTH = 156 * MM, 225 * MM
"""版心: the type area (GB/T 9704-2012 5.2.2)."""

LEADING = 28.95
"""A line of 三号 with seven eighths of its height below: 22 fill the type area."""

ASCENT = 0.88
"""Where the base line lies in the square of a character, as part of the size, from its top."""


class Ink(Enum):
    """The two colours official papers are printed in, as parts of red, green and blue."""

    BLACK = (0.0, 0.0, 0.0)
    RED = (1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Words:
    """One set line on its base line."""

    x: float
    y: float
    size: float
    runs: tuple[Run, ...]
    ink: Ink = Ink.BLACK


@dataclass(frozen=True, slots=True)
class Rule:
    """One straight line; ``dash`` gives the lengths of its strokes and gaps."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float = 0.5
    ink: Ink = Ink.BLACK
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    """An area with these corners in one grey, 0 black to 1 white."""

    corners: tuple[tuple[float, float], ...]
    shade: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as JPEG, its upper left corner at x, y."""

    x: float
    y: float
    width: float
    height: float
    content: bytes = field(repr=False)


Mark = Words | Rule | Fill | Picture


@dataclass(frozen=True)
class Piece:
    """A part of a block that no page end cuts.

    ``needs`` is the height that must be free for it (a line's gap may hang over the page's end),
    ``height`` how far the next piece lies below. ``with_next`` and ``with_last`` keep it beside
    its neighbour. ``on_top`` and ``on_end`` are drawn where it is the first or last of its page,
    ``heading`` is repeated above it when a page begins with it. A ``blank`` piece vanishes there.
    The height of an ``elastic`` one may be adjusted a little. ``new_page`` begins a page, and a
    ``turned`` one stands on pages whose type area lies across. One that ``ends`` is the last line
    of a paragraph of several.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    needs: float | None = None
    with_next: bool = False
    with_last: bool = False
    blank: bool = False
    elastic: bool = False
    new_page: bool = False
    turned: bool = False
    ends: bool = False
    on_top: tuple[Mark, ...] = ()
    on_end: tuple[Mark, ...] = ()
    heading: tuple["Piece", ...] = field(default=(), repr=False)

    @property
    def room(self) -> float:
        return self.height if self.needs is None else self.needs

    def but(self, **told: Any) -> "Piece":
        """The same piece but for this; every line asks, and ``replace`` looks at every field."""
        made = object.__new__(Piece)
        made.__dict__.update(self.__dict__, **told)
        return made


class Block(Protocol):
    """A part of a paper: a title, a paragraph, a table."""

    def pieces(self, measure: float) -> list[Piece]:
        """The block cut for a type area of this width."""
        ...


def words_at(line: Line, x: float, top: float, size: float) -> Words:
    """The line with the tops of its characters' squares at ``top``."""
    return Words(x, top + ASCENT * size, size, line.runs)


def kept_together(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, which no page end parts."""
    return [piece.but(with_next=True) for piece in pieces[:-1]] + pieces[-1:]
