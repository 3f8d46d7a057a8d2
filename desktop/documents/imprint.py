"""版记: copies, who prints and when, between rules at the last page's lower edge (7.4)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.documents.fonts import Face, width
from desktop.documents.pieces import ASCENT, DEPTH, MM, Mark, Piece, Rule, Words, words_at
from desktop.documents.plain import one_line
from desktop.documents.sheets import joined
from desktop.documents.typeset import Line, Span, Style, set_lines
from desktop.domain.errors import RuleViolation

THICK, THIN = 0.35 * MM, 0.25 * MM
SIZE = 14.0
_STYLE = Style(size=SIZE, pitch=SIZE, leading=SIZE * 15 / 8)
_ROOM = (_STYLE.leading - SIZE) / 2
_BELOW = _STYLE.leading - _ROOM - ASCENT * SIZE  # from a base line to the end of its row


@dataclass(frozen=True)
class Imprint:
    """抄送机关, 印发机关 and 印发日期; ``bare`` leaves out rules and printer (信函格式, 10.1).

    ``sent_to`` are addressees for whom the first page has no room.
    """

    copied_to: tuple[str, ...] = ()
    printer: str = ""
    day: str = ""
    bare: bool = False
    sent_to: tuple[str, ...] = ()

    def pieces(self, measure: float) -> list[Piece]:
        marks: list[Mark] = []
        y = 0.0
        # 主送 moved here stands over 抄送, without a rule between them (7.4.2).
        for label, names in (("主送：", self.sent_to), ("抄送：", self.copied_to)):
            for line, x in _listed(label, names, measure):
                marks.append(words_at(line, x, y + _ROOM, SIZE))
                y += _STYLE.leading
        if not self.bare:
            marks += self._printed(measure, y)
            y = max(mark.y for mark in marks if isinstance(mark, Words)) + _BELOW
            inner = THICK / 2
            marks.append(Rule(0.0, inner, measure, inner, THICK))
            marks.append(Rule(0.0, y - inner, measure, y - inner, THICK))
        if y > DEPTH:
            raise RuleViolation("主送、抄送机关太多，版记一面排不下，请减少或者改用统称")
        return [Piece(y, tuple(marks))]

    def _printed(self, measure: float, y: float) -> list[Mark]:
        marks: list[Mark] = []
        if y:
            marks.append(Rule(0.0, y, measure, y, THIN))
        printed = f"{one_line(self.day)}印发" if self.day else ""
        day = set_lines((Span(printed),), _STYLE, math.inf)[0]
        room = measure - day.width - 4 * SIZE
        for line in set_lines((Span(one_line(self.printer)),), _STYLE, room, even=False):
            marks.append(words_at(line, SIZE, y + _ROOM, SIZE))
            y += _STYLE.leading
        marks.append(words_at(day, measure - SIZE - day.width, y - _STYLE.leading + _ROOM, SIZE))
        return marks


def _listed(label: str, names: tuple[str, ...], measure: float) -> Iterator[tuple[Line, float]]:
    """One square free at each side, turned lines under the first name, a full stop."""
    words = joined(tuple(one_line(one) for one in names)).rstrip("。")
    if not words:
        return
    hang = SIZE + width(label, Face.FANG, SIZE)
    spans = (Span(f"{label}{words}。"),)
    for row, line in enumerate(set_lines(spans, _STYLE, measure - SIZE, (SIZE, hang))):
        yield line, hang if row else SIZE
