"""The code of a paper on its pages: in the lower margin, opposite the page number.

It is a drawing of squares, not a picture, kept once in the file and shown on every page.
"""

import re
import zlib
from functools import cache
from typing import Any

from desktop.documents.pieces import DEPTH, MEASURE, MM
from desktop.documents.qr import DIGITS, squares

SIDE = 13 * MM
"""How wide it is: a square of it is three dots of a scan at 200 dots an inch."""

BELOW = DEPTH + 2 * MM
"""Its upper edge: the quiet border it needs is four of its squares, less than two millimetres."""

BELOW_LINE = 242 * MM
"""On a letter's first page: under the lower red line, which is 20 mm from the edge (10.1)."""

_DARK = re.compile("1+")
_HEIGHT = "y"
_WIDE = 11


class Stamp:
    """The code of one paper; on a paper without one it leaves no trace."""

    def __init__(self, canvas: Any, words: str) -> None:
        self._canvas = canvas
        self._name = f"code-{words[-DIGITS:]}" if words else ""
        self._squares = 0
        if words:
            self._keep(squares(words))

    def _keep(self, rows: tuple[str, ...]) -> None:
        self._squares = len(rows)
        if not self._canvas.hasForm(self._name):
            self._canvas._doc.addForm(self._name, _drawing(rows))

    def put(self, number: int, left: float, top: float, below: float = BELOW) -> None:
        """Show it on a page; ``left`` and ``top`` are the corner of its type area."""
        if not self._name:
            return
        x = left if number % 2 else left + MEASURE - SIDE
        y = top - below - SIDE
        canvas, scale = self._canvas, SIDE / self._squares
        canvas._code.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm")
        canvas.doForm(self._name)
        canvas._code.append("Q")


def _drawing(rows: tuple[str, ...]) -> bytes:
    """A form of the file (ISO 32000-1, 8.10), a unit for each square."""
    # What was printed before may have been red.
    content = zlib.compress(f"0 g\n{_areas(rows)}f\n".encode("ascii"), 1)
    told = (
        "<< /Type /XObject /Subtype /Form /Resources << >> "
        f"/BBox [0 0 {len(rows)} {len(rows)}] "
        f"/Filter /FlateDecode /Length {len(content)} >>\nstream\n"
    )
    return told.encode("ascii") + content + b"\nendstream\n"


def _areas(rows: tuple[str, ...]) -> str:
    """Dark squares are areas of one path: no seam shows where two of them meet."""
    return "".join(
        [
            "".join(
                [_part(start, row[start : start + _WIDE]) for start in range(0, len(row), _WIDE)]
            ).replace(_HEIGHT, str(len(rows) - place))
            for place, row in enumerate(rows)
        ]
    )


@cache
def _part(start: int, squares: str) -> str:
    """Some squares of a row; the same ones come again in every code."""
    return "".join(
        f"{start + run.start()} {_HEIGHT} {run.end() - run.start()} -1 re\n"
        for run in _DARK.finditer(squares)
    )
