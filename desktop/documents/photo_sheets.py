"""Photos on a paper: two beside each other, each over what is known of it."""

from dataclasses import dataclass, field
from typing import Annotated

from desktop.documents.blocks import Align, placed, plain_style, spans_of
from desktop.documents.fonts import Face
from desktop.documents.pieces import MM, Mark, Picture, Piece, words_at
from desktop.documents.typeset import set_lines

_ACROSS = 2
_GAP = 6 * MM
_TALLEST = 62 * MM
_CAPTION = plain_style(9.0, 1.4)
_LINES = 3


@dataclass(frozen=True)
class PrintPhoto:
    """The print copy of a photo as JPEG with its size in dots, and its caption."""

    caption: Annotated[str, "照片说明"]
    wide: int
    high: int
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class PhotoSheets:
    """All photos in their order; a row of them stands whole on one page."""

    photos: tuple[PrintPhoto, ...]

    def pieces(self, measure: float) -> list[Piece]:
        rows = range(0, len(self.photos), _ACROSS)
        return [self._row(self.photos[n : n + _ACROSS], measure) for n in rows]

    def _row(self, photos: tuple[PrintPhoto, ...], measure: float) -> Piece:
        room = (measure - _GAP * (_ACROSS - 1)) / _ACROSS
        sizes = [_fitted(one, room) for one in photos]
        tallest = max(high for _, high in sizes)
        marks: list[Mark] = []
        for place, (one, (wide, high)) in enumerate(zip(photos, sizes, strict=True)):
            left = place * (room + _GAP)
            x, y = left + (room - wide) / 2, tallest - high
            marks.append(Picture(x, y, wide, high, one.content))
            lines = set_lines(spans_of(one.caption, Face.SONG), _CAPTION, room, even=False)
            for number, line in enumerate(lines[:_LINES]):
                top = tallest + 1.5 * MM + number * _CAPTION.leading
                at = left + placed(line, Align.CENTRE, room)
                marks.append(words_at(line, at, top, _CAPTION.size))
        return Piece(tallest + 1.5 * MM + _LINES * _CAPTION.leading + 2 * MM, tuple(marks))


def _fitted(photo: PrintPhoto, room: float) -> tuple[float, float]:
    """As large as its room allows, its shape kept."""
    scale = min(room / photo.wide, _TALLEST / photo.high)
    return photo.wide * scale, photo.high * scale
