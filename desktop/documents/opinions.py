"""Opinions on a form (意见栏): the words, and below them who signed and when, or room for ink."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from desktop.documents.blocks import plain_style, spans_of
from desktop.documents.fonts import Face
from desktop.documents.forms import name_cell
from desktop.documents.pieces import MM, Mark, Piece, words_at
from desktop.documents.sheets import spoken_day
from desktop.documents.signatures import BLANK_DAY, UNSIGNED, Ink, drawn
from desktop.documents.tables import CELL, Cell, Row, Table
from desktop.documents.typeset import set_lines

_WIDTHS = (26.0, 130.0)
_FOOT = 11.0  # millimetres below the words that belong to the signature
_EDGE = 2.0 * MM
_SIGNED = plain_style(CELL.size)
_INK = 34.0 * MM
"""Room for a signature between its title and its day."""


@dataclass(frozen=True)
class Opinion:
    """One opinion; what is empty is written in ink."""

    text: Annotated[str, "意见"] = ""
    who: Annotated[str, "签名"] = ""
    day: Annotated[date | None, "日期"] = None
    ink: Annotated[Ink, "笔迹"] = UNSIGNED


NO_OPINION = Opinion()


@dataclass(frozen=True)
class OpinionTable:
    """A row an opinion: its title, the opinion, and at the foot the signature and its day."""

    rows: tuple[tuple[str, Opinion], ...]
    least: float = 22.0

    def pieces(self, measure: float) -> list[Piece]:
        rows = (self._row(title, opinion, measure) for title, opinion in self.rows)
        return [piece for row in rows for piece in row]

    def _row(self, title: str, opinion: Opinion, measure: float) -> list[Piece]:
        cells = (name_cell(title), Cell(opinion.text))
        plain_rows = Table(_WIDTHS, (Row(cells, 0.0),)).pieces(measure)
        used = sum(piece.height for piece in plain_rows) / MM
        least = max(self.least, used + 2 * _FOOT - 8.0) if opinion.text else self.least
        cut = Table(_WIDTHS, (Row(cells, least),)).pieces(measure)
        if len(cut) > 1:
            blank = Table(_WIDTHS, (Row((name_cell(""), Cell()), _FOOT),)).pieces(measure)
            cut = [*cut, *blank]
        last = cut[-1]
        return [*cut[:-1], replace(last, marks=last.marks + _signed(opinion, measure, last.height))]


def _signed(opinion: Opinion, measure: float, height: float) -> tuple[Mark, ...]:
    day = spoken_day(opinion.day) or BLANK_DAY
    top = height - _EDGE - _SIGNED.size
    dated = set_lines(spans_of(day, Face.FANG), _SIGNED, measure)[0]
    right = measure - _EDGE - dated.width
    named = set_lines(spans_of(f"签名：{opinion.who}", Face.FANG), _SIGNED, measure)[0]
    left = right - _INK - max(named.width, 3 * _SIGNED.size)
    ink = drawn(opinion.ink.strokes, (left + named.width, right), (height - _FOOT * MM, height))
    return (
        words_at(named, left, top, _SIGNED.size),
        words_at(dated, right, top, _SIGNED.size),
        *ink,
    )
