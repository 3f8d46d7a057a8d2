"""Signatures on a form: strokes drawn on screen where there are any, else room for ink."""

from dataclasses import dataclass, replace
from typing import Annotated

from desktop.documents.blocks import Align
from desktop.documents.forms import name_cell
from desktop.documents.pieces import MM, Mark, Piece, Rule, kept_together
from desktop.documents.sheets import Officer
from desktop.documents.tables import Cell, Row, Table

Point = tuple[float, float]
Stroke = tuple[Point, ...]

BLANK_DAY = "年　　月　　日"
RECEIVER = "签收人\n（签章）"
_WIDTHS = (26.0, 50.0, 42.0, 38.0)
_EDGE = 1.5 * MM
_PEN = 1.1


@dataclass(frozen=True)
class Ink:
    """One signature: who, on which day; strokes in any unit, y downwards, empty for wet ink."""

    name: Annotated[str, "签名人"] = ""
    day: Annotated[str, "签名日期"] = ""
    strokes: Annotated[tuple[Stroke, ...], "笔迹"] = ()


UNSIGNED = Ink()


@dataclass(frozen=True)
class Signing:
    """A row of the table: whose signature, what is known of the signer, and the ink."""

    title: str
    who: str = ""
    ink: Ink = UNSIGNED
    least: float = 13.0


@dataclass(frozen=True)
class SignatureTable:
    """One row a signature: what it stands for, the name, the ink, the day.

    It stands whole on one page and takes the text before it along: nobody signs an empty page.
    """

    rows: tuple[Signing, ...]

    def pieces(self, measure: float) -> list[Piece]:
        table = Table(_WIDTHS, tuple(_row(one) for one in self.rows))
        scale = measure / sum(_WIDTHS)
        sides = (sum(_WIDTHS[:2]) * scale + _EDGE, sum(_WIDTHS[:3]) * scale - _EDGE)
        cut = table.pieces(measure)
        place = 0
        for one, line in zip(self.rows, table.rows, strict=True):
            piece = cut[place]
            strokes = drawn(one.ink.strokes, sides, (_EDGE, piece.height - _EDGE))
            cut[place] = replace(piece, marks=piece.marks + strokes)
            # A row of very many words is several pieces.
            place += (
                len(Table(_WIDTHS, (line,)).pieces(measure)) if len(cut) > len(self.rows) else 1
            )
        return kept_together([replace(cut[0], with_last=True), *cut[1:]])


def officer_signings(
    title: str, officers: tuple[Officer, ...], inks: tuple[Ink, ...] = ()
) -> list[Signing]:
    """A row for each officer with the number of the card; a signature goes to its name."""
    return [Signing(title, _carded(one), ink_of(one.name, inks)) for one in officers]


def ink_of(name: str, inks: tuple[Ink, ...]) -> Ink:
    """The signature with this name, or room for ink."""
    return next((ink for ink in inks if name and ink.name == name), UNSIGNED)


def _carded(officer: Officer) -> str:
    return f"{officer.name}\n执法证号：{officer.card}" if officer.card else officer.name


def _row(one: Signing) -> Row:
    day = Cell(one.ink.day or BLANK_DAY, align=Align.RIGHT)
    return Row((name_cell(one.title), Cell(one.who or one.ink.name), Cell(), day), one.least)


def drawn(strokes: tuple[Stroke, ...], across: Point, down: Point) -> tuple[Mark, ...]:
    """The strokes between these edges, as large as there is room, their shape kept."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return ()
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    wide, high = (max(point[axis] for point in points) - low for axis, low in ((0, left), (1, top)))
    room = (across[1] - across[0], down[1] - down[0])
    scale = min(room[0] / max(wide, 1e-6), room[1] / max(high, 1e-6))
    x = across[0] + (room[0] - wide * scale) / 2
    y = down[0] + (room[1] - high * scale) / 2

    def at(point: Point) -> Point:
        return x + (point[0] - left) * scale, y + (point[1] - top) * scale

    return tuple(
        Rule(*at(start), *at(end), _PEN)
        for stroke in strokes
        for start, end in zip(stroke, stroke[1:] or stroke, strict=False)
    )
