"""What follows the text of an official paper (GB/T 9704-2012 7.3.4 to 7.3.6, 10.3)."""

from dataclasses import dataclass

from desktop.documents.blocks import (
    BODY,
    PITCH,
    SIZE,
    Paragraph,
    name_lines,
    remark_words,
    text_piece,
)
from desktop.documents.fonts import Face, width
from desktop.documents.pieces import LEADING, Piece, kept_together, words_at
from desktop.documents.plain import one_line
from desktop.documents.typeset import Span, set_lines


@dataclass(frozen=True)
class AttachmentNote:
    """附件说明: one line below the text; no mark after a name, turned lines aligned."""

    names: tuple[str, ...]

    def pieces(self, measure: float) -> list[Piece]:
        if not self.names:
            return []
        cut = [Piece(LEADING, needs=0.0, blank=True, elastic=True, with_next=True)]
        many = len(self.names) > 1
        for number, name in enumerate(self.names, start=1):
            first = "附件：" if number == 1 else ""
            count = f"{number}." if many else ""
            begins = 2.0 if first else 5.0
            hang = 5.0 + width(count, Face.FANG, SIZE) / PITCH
            text = f"{first}{count}{one_line(name).rstrip('。；，')}"
            cut += Paragraph(text, indent=begins, hang=hang).pieces(measure)
        return kept_together(cut)


@dataclass(frozen=True)
class PlainSignature:
    """署名 and 成文日期 of a paper without a seal: one line below the text.

    The name ends two squares in from the right, the date begins two squares after the name; a date
    longer than the name ends two squares in and the name moves left (7.3.5.2).
    """

    issuer: str
    day: str
    remark: str = ""

    def pieces(self, measure: float) -> list[Piece]:
        name = name_lines(self.issuer)
        date = set_lines((Span(one_line(self.day)),), BODY, measure)[0]
        widest = max(line.width for line in name)
        if date.width > widest:
            date_x = measure - 2 * PITCH - date.width
            name_x = date_x - 2 * PITCH
        else:
            name_x = measure - 2 * PITCH - widest
            date_x = name_x + 2 * PITCH
        marks = [words_at(line, name_x, (row + 1) * LEADING, SIZE) for row, line in enumerate(name)]
        top = (len(name) + 1) * LEADING
        marks.append(words_at(date, date_x, top, SIZE))
        words = remark_words(self.remark, measure, top + LEADING)
        top += len(words) * LEADING
        return [Piece(top + LEADING, (*marks, *words), needs=top + SIZE, with_last=True)]


@dataclass(frozen=True)
class Attendance:
    """出席、请假、列席: the word in 黑体, names in 仿宋, aligned after the colon (10.3)."""

    word: str
    names: tuple[str, ...]

    def pieces(self, measure: float) -> list[Piece]:
        if not self.names:
            return []
        hang = 2.0 + len(self.word) + 1
        cut: list[Piece] = []
        for number, name in enumerate(self.names):
            label = (Span(f"{self.word}：", Face.HEI),) if not number else ()
            begins = 2.0 if label else hang
            margins = (begins * PITCH, hang * PITCH)
            lines = set_lines((*label, Span(one_line(name))), BODY, measure, margins)
            for row, line in enumerate(lines):
                words = words_at(line, margins[min(row, 1)], 0.0, SIZE)
                cut.append(text_piece(words, BODY))
        return cut
