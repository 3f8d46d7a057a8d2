"""Blocks of running text on the grid of GB/T 9704-2012: titles, paragraphs, signature, space."""

import math
from dataclasses import dataclass
from enum import StrEnum

from desktop.documents.fonts import Face, width
from desktop.documents.headlines import headline_lines
from desktop.documents.pieces import (
    LEADING,
    MEASURE,
    MM,
    Block,
    Piece,
    Words,
    kept_together,
    words_at,
)
from desktop.documents.plain import one_line, plain
from desktop.documents.typeset import Line, Span, Style, natural_width, set_lines

SQUARES = 28
SIZE = 16.0
_SEAL = 42 * MM  # the diameter of an office's seal
PITCH = (MEASURE - SIZE) / (SQUARES - 1)
"""28 characters of 三号 from edge to edge: the squares overlap by a fifth of a point."""

_NAME = 22 * PITCH

BODY = Style(size=SIZE, pitch=PITCH, leading=LEADING)
"""三号, 28 to the line and 22 lines to the page (GB/T 9704-2012 5.2.3)."""


def plain_style(size: float, leading: float = 1.5) -> Style:
    """Text off the grid: table cells, notes; ``leading`` is a multiple of the size."""
    return Style(size=size, pitch=size, leading=size * leading)


class Align(StrEnum):
    """Where a line stands in its measure."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Level(StrEnum):
    """层次: the face of a heading (GB/T 9704-2012 7.3.3)."""

    FIRST = Face.HEI.value
    SECOND = Face.KAI.value
    TEXT = Face.FANG.value


def spans_of(text: str | tuple[Span, ...], face: Face) -> tuple[Span, ...]:
    """Words as spans in one face, or the spans given, made plain."""
    given = (Span(text, face),) if isinstance(text, str) else text
    return tuple(Span(plain(span.text), span.face) for span in given)


def parted(spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """The paragraphs in these spans: a line end in the words begins a new one."""
    if len(spans) == 1 and "\n" not in spans[0].text:  # as nearly always
        return [spans] if spans[0].text.strip() else []
    paragraphs: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        paragraphs[-1].append(Span(first, span.face))
        paragraphs.extend([Span(words, span.face)] for words in others)
    filled = [part for part in paragraphs if any(span.text.strip() for span in part)]
    return [tuple(part) for part in filled]


def placed(line: Line, align: Align, measure: float) -> float:
    """The x of a line in its measure."""
    if align is Align.LEFT:
        return 0.0
    return (measure - line.width) / (2 if align is Align.CENTRE else 1)


@dataclass(frozen=True)
class Title:
    """标题: centred, in lines that break at words; a line end in the text is kept.

    ``names`` (of units, of projects) are not taken apart.
    """

    text: str
    size: float = 22.0
    face: Face = Face.TITLE
    names: tuple[str, ...] = ()

    def pieces(self, measure: float) -> list[Piece]:
        style = Style(self.size, self.size, max(LEADING, self.size * 1.5))
        cut = []
        for part in parted(spans_of(self.text, self.face)):
            for line in self._lines(part, style, measure):
                x = placed(line, Align.CENTRE, measure)
                cut.append(Piece(style.leading, (words_at(line, x, 0.0, self.size),)))
        return kept_together(cut)

    def _lines(self, part: tuple[Span, ...], style: Style, measure: float) -> list[Line]:
        wide = natural_width(part, style)
        if wide <= measure:
            return set_lines(part, style, measure, even=False)
        text = "".join(span.text for span in part).strip()
        widths = [width(char, self.face, self.size) for char in text]
        names = tuple(plain(name).strip() for name in self.names)
        broken = headline_lines(text, widths, measure, names)
        if broken is not None:
            return [set_lines((Span(one, self.face),), style, math.inf)[0] for one in broken]
        aimed = min(measure, wide / -(-wide // measure) + self.size)
        return set_lines(part, style, aimed, even=False)


@dataclass(frozen=True)
class Paragraph:
    """正文: two squares in, then full; in one face or in spans of several."""

    text: str | tuple[Span, ...]
    face: Face = Face.FANG
    indent: float = 2.0
    hang: float = 0.0
    align: Align = Align.LEFT
    right: float = 0.0
    style: Style = BODY
    with_next: bool = False

    def pieces(self, measure: float) -> list[Piece]:
        room = measure - self.right * self.style.pitch
        cut: list[Piece] = []
        for part in parted(spans_of(self.text, self.face)):
            begun = len(cut) + 1
            margins = (self.indent * self.style.pitch, self.hang * self.style.pitch)
            even = self.align is Align.LEFT
            for number, line in enumerate(set_lines(part, self.style, room, margins, even=even)):
                start = margins[min(number, 1)]
                x = start + placed(line, self.align, room - start)
                cut.append(text_piece(words_at(line, x, 0.0, self.style.size), self.style))
            if len(cut) > begun:
                cut[-1] = cut[-1].but(ends=True)
        return [piece.but(with_next=True) for piece in cut] if self.with_next else cut


def text_piece(words: Words, style: Style) -> Piece:
    """One line of the grid; only its characters need room, not the gap below them."""
    return Piece(style.leading, (words,), needs=style.size, elastic=True)


@dataclass(frozen=True)
class Heading:
    """A heading of the text, in the face of its level; never the last line of a page."""

    text: str
    level: Level = Level.FIRST

    def pieces(self, measure: float) -> list[Piece]:
        return Paragraph(self.text, Face(self.level.value), with_next=True).pieces(measure)


@dataclass(frozen=True)
class Spacer:
    """Empty lines; none at the top of a page."""

    lines: float = 1.0
    with_next: bool = False

    def pieces(self, measure: float) -> list[Piece]:
        height = self.lines * LEADING
        return [Piece(height, needs=0.0, blank=True, elastic=True, with_next=self.with_next)]


@dataclass(frozen=True)
class KeepTogether:
    """Blocks that stand on one page if a page can hold them."""

    blocks: tuple[Block, ...]

    def pieces(self, measure: float) -> list[Piece]:
        return kept_together([piece for block in self.blocks for piece in block.pieces(measure)])


def name_lines(name: str) -> list[Line]:
    """署名 on one line, or broken at words where it is longer than a seal can cover."""
    text = one_line(name)
    chars = [width(char, Face.FANG, SIZE) for char in text]
    parts = headline_lines(text, chars, _NAME) or [text]
    return [set_lines((Span(part),), BODY, MEASURE, even=False)[0] for part in parts]


@dataclass(frozen=True)
class SignatureBlock:
    """署名 and 成文日期 with room for the seal over both.

    The date stands four squares in from the right, the name is centred over it (GB/T 9704-2012
    7.3.5.1). The seal's top lies within one line of the text, so two lines stay empty above the
    name and one below the date, and the whole never parts from the last line of the text.
    ``remark`` (附注) stands in brackets below the date, left of the seal (7.3.6).
    """

    issuer: str
    day: str
    remark: str = ""

    def pieces(self, measure: float) -> list[Piece]:
        name = name_lines(self.issuer)
        date = set_lines((Span(one_line(self.day)),), BODY, measure)[0]
        date_x = measure - 4 * PITCH - date.width
        # A name too long to be centred over that date ends at the edge, the date below its middle.
        widest = max(line.width for line in name)
        middle = min(date_x + date.width / 2, measure - widest / 2)
        date_x = middle - date.width / 2
        marks = []
        top = max(1, 3 - len(name)) * LEADING
        for line in name:
            marks.append(words_at(line, middle - line.width / 2, top, BODY.size))
            top += LEADING
        marks.append(words_at(date, date_x, top, BODY.size))
        words = remark_words(self.remark, middle - _SEAL / 2, top + LEADING)
        needs = top + BODY.size + (LEADING if words else 0.0)
        height = top + (1 + max(len(words), 1)) * LEADING
        return [Piece(height, (*marks, *words), needs=needs, with_last=True)]


def remark_words(text: str, room: float, top: float) -> list[Words]:
    """附注 as lines from ``top`` on: two squares in, in brackets; none where there is no text."""
    inner = one_line(text).removeprefix("（").removesuffix("）")
    if not inner:
        return []
    lines = set_lines((Span(f"（{inner}）"),), BODY, room, (2 * PITCH, 0.0))
    return [
        words_at(line, 0.0 if row else 2 * PITCH, top + row * LEADING, BODY.size)
        for row, line in enumerate(lines)
    ]
