"""版头: what stands above the title of an official paper (GB/T 9704-2012 7.2, 10.1, 10.3).

Heights are those of the ink, not of the squares of the characters: who measures the print with a
ruler finds 35, 30 and 4 millimetres.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.documents.blocks import BODY, PITCH, SIZE, plain_style
from desktop.documents.fonts import Face, ink
from desktop.documents.pieces import (
    LEADING,
    MM,
    Ink,
    Mark,
    Piece,
    Rule,
    Words,
    words_at,
)
from desktop.documents.plain import one_line
from desktop.documents.typeset import Line, Span, set_lines

RED_RULE = 0.5 * MM
GAP = SIZE * 7 / 8
"""What lies between two lines: seven eighths of the height of 三号."""

_MARK_TOP = 35 * MM  # from the type area's upper edge (7.2.4)
_LETTER_TOP = -7 * MM  # 30 mm from the edge of the paper (10.1)
_BELOW = 4 * MM
_LARGEST, _LEAST = 48.0, 22.0
_WIDE = 170 * MM
_LOWER = 240 * MM  # 20 mm from the lower edge of the paper
_THICK, _THIN, _APART = 0.7 * MM, 0.25 * MM, 1.5 * MM


@dataclass(frozen=True)
class DocumentHead:
    """文件格式: 发文机关标志, 发文字号, 签发人 of a paper to a superior, the red line."""

    mark: str
    number: str = ""
    signers: tuple[str, ...] = ()
    urgency: str = ""
    copy_number: str = ""

    def pieces(self, measure: float) -> list[Piece]:
        marks: list[Mark] = list(_corner((self.copy_number, self.urgency)))
        end = _set_mark(marks, self.mark, measure, _MARK_TOP)
        over, under = _text_ink(self.number)
        base = end + 2 * LEADING + over
        base = _set_number(marks, self.number, self.signers, measure, base)
        line = base + under + _BELOW
        marks.append(Rule(0.0, line, measure, line, RED_RULE, Ink.RED))
        return [Piece(line + 2 * LEADING, tuple(marks), with_next=True)]


@dataclass(frozen=True)
class MinutesHead:
    """纪要格式: the red name of the minutes, their number, who edits them and when."""

    mark: str
    number: str = ""
    editor: str = ""
    day: str = ""

    def pieces(self, measure: float) -> list[Piece]:
        marks: list[Mark] = []
        end = _set_mark(marks, self.mark, measure, _MARK_TOP)
        over, under = _text_ink(self.number)
        base = end + 2 * LEADING + over
        if self.number:
            line = _line(self.number)
            marks.append(Words((measure - line.width) / 2, base, SIZE, line.runs))
            base += LEADING
        if self.editor or self.day:
            day = _line(self.day)
            x = measure - PITCH - day.width
            room = x - 3 * PITCH
            for line in set_lines((Span(one_line(self.editor)),), BODY, room, even=False):
                marks.append(Words(PITCH, base, SIZE, line.runs))
                base += LEADING
            marks.append(Words(x, base - LEADING, SIZE, day.runs))
            under = max(under, _text_ink(self.editor)[1])
        rule = base - LEADING + under + _BELOW
        marks.append(Rule(0.0, rule, measure, rule, RED_RULE, Ink.RED))
        return [Piece(rule + 2 * LEADING, tuple(marks), with_next=True)]


@dataclass(frozen=True)
class LetterHead:
    """信函格式: the office's name, red double lines at head and foot, the number at the right."""

    mark: str
    number: str = ""
    urgency: str = ""

    def pieces(self, measure: float) -> list[Piece]:
        marks: list[Mark] = []
        left = (measure - _WIDE) / 2 - 1 * MM  # the middle of the paper, not of the type area
        rule = _set_mark(marks, self.mark, measure, _LETTER_TOP) + _BELOW
        marks += _double(left, rule, (_THICK, _THIN))
        marks += _double(left, _LOWER - _APART, (_THIN, _THICK))
        over, _ = _text_ink(self.number)
        base = rule + _APART + GAP + over
        if self.urgency:
            words = set_lines((Span(one_line(self.urgency), Face.HEI),), BODY, measure)[0]
            marks.append(Words(0.0, base, SIZE, words.runs))
        number = _line(self.number)
        marks.append(Words(measure - number.width, base, SIZE, number.runs))
        end = base + SIZE - over
        return [Piece(end + 2 * LEADING, tuple(marks), with_next=True)]


def _set_mark(marks: list[Mark], text: str, measure: float, top: float) -> float:
    """发文机关标志 with its ink at ``top``; where its ink ends."""
    size = _size(text, measure)
    style = plain_style(size, 1.25)
    lines = set_lines((Span(one_line(text), Face.TITLE),), style, measure, even=False)
    over, under = (part * size for part in ink(one_line(text), Face.TITLE))
    base = top + over
    for row, line in enumerate(lines):
        x = (measure - line.width) / 2
        marks.append(Words(x, base + row * style.leading, size, line.runs, Ink.RED))
    return base + (len(lines) - 1) * style.leading + under


def _size(text: str, measure: float) -> float:
    """As large as the line allows: 字号由发文机关以醒目、美观为原则酌定."""
    return max(_LEAST, min(_LARGEST, int(measure / max(len(text), 1) * 2) / 2))


def _set_number(
    marks: list[Mark], number: str, signers: Sequence[str], measure: float, base: float
) -> float:
    """发文字号 in the middle; with 签发人 at the left, on the line of the last of them (7.2.5)."""
    line = _line(number)
    if not signers:
        marks.append(Words((measure - line.width) / 2, base, SIZE, line.runs))
        return base
    room = measure - line.width - 3 * PITCH
    left = measure
    for words in _signed(signers, measure, room, base):
        marks.append(words)
        base, left = max(base, words.y), min(left, words.x)
    if PITCH + line.width > left:  # long names leave it no room beside them
        base += LEADING
    marks.append(Words(PITCH, base, SIZE, line.runs))
    return base


def _signed(signers: Sequence[str], measure: float, room: float, base: float) -> Iterator[Words]:
    """签发人： in 仿宋, the names in 楷体, one square in from the right.

    Two to a row, where two of the names leave the number its room.
    """
    label = Span("签发人：")
    lead = _line(label.text).width
    rows = [_named(signers[first : first + 2]) for first in range(0, len(signers), 2)]
    if max(row.width for row in rows) + lead > room:
        rows = [_named((name,)) for name in signers]
    left = measure - PITCH - max(row.width for row in rows)
    yield Words(left - lead, base, SIZE, _line(label.text).runs)
    for number, row in enumerate(rows):
        yield Words(left, base + number * LEADING, SIZE, row.runs)


def _named(names: Sequence[str]) -> Line:
    return set_lines((Span(one_line("　".join(names)), Face.KAI),), BODY, math.inf)[0]


def _corner(texts: Sequence[str]) -> Iterator[Words]:
    """份号 in the first line, 紧急程度 in the next, at the upper left corner."""
    row = 0
    for text, face in zip(texts, (Face.FANG, Face.HEI), strict=True):
        if text:
            line = set_lines((Span(one_line(text), face),), BODY, math.inf)[0]
            yield words_at(line, 0.0, row * LEADING, SIZE)
            row += 1


def _double(left: float, top: float, weights: tuple[float, float]) -> Iterator[Rule]:
    """Two red lines whose outer edges lie ``_APART`` from each other."""
    for weight, y in zip(
        weights, (top + weights[0] / 2, top + _APART - weights[1] / 2), strict=True
    ):
        yield Rule(left, y, left + _WIDE, y, weight, Ink.RED)


def _text_ink(text: str) -> tuple[float, float]:
    """How far a line of the text reaches over and under its base line."""
    over, under = ink(one_line(text) or "号", Face.FANG)
    return over * SIZE, under * SIZE


def _line(text: str) -> Line:
    return set_lines((Span(one_line(text)),), BODY, math.inf)[0]
