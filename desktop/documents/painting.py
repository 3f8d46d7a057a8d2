"""Marks onto a canvas: what changes from one mark to the next is said, and nothing twice."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from desktop.documents.encoding import Encoder, TextObject
from desktop.documents.pieces import Fill, Ink, Mark, Picture, Rule, Words


class Painter:
    """Draws on one canvas, page after page."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._encoder = Encoder(canvas)

    def paint(self, marks: Iterable[tuple[float, Mark]], origin: tuple[float, float]) -> None:
        """Draw marks that lie so far below ``origin``, the type area's upper left corner.

        All words come last and in one go, over the rules and areas.
        """
        left, top = origin
        pen, words = _Pen(self._canvas), TextObject(self._encoder)
        for down, mark in marks:
            if isinstance(mark, Words):
                words.write(mark, left, top - down)
            elif isinstance(mark, Rule):
                pen.rule(mark, left, top - down)
            elif isinstance(mark, Picture):
                _hang(self._canvas, mark, left, top - down)
            else:
                pen.fill(mark, left, top - down)
        self._canvas.drawText(words)


def _hang(canvas: Any, mark: Picture, left: float, top: float) -> None:
    from reportlab.lib.utils import ImageReader

    corner = (left + mark.x, top - mark.y - mark.height)
    canvas.drawImage(ImageReader(BytesIO(mark.content)), *corner, mark.width, mark.height)


class _Pen:
    """Draws rules and areas, and remembers how the canvas stands."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._weight = -1.0
        self._ink = Ink.BLACK
        self._dash: tuple[float, ...] = ()

    def rule(self, mark: Rule, left: float, top: float) -> None:
        if mark.weight != self._weight:
            self._canvas.setLineWidth(mark.weight)
            self._weight = mark.weight
        if mark.ink is not self._ink:
            self._canvas.setStrokeColorRGB(*mark.ink.value)
            self._ink = mark.ink
        if mark.dash != self._dash:
            self._canvas.setDash(list(mark.dash))
            self._dash = mark.dash
        self._canvas.line(left + mark.x0, top - mark.y0, left + mark.x1, top - mark.y1)

    def fill(self, mark: Fill, left: float, top: float) -> None:
        self._canvas.setFillGray(mark.shade)
        path = self._canvas.beginPath()
        (x, y), *others = mark.corners
        path.moveTo(left + x, top - y)
        for x, y in others:
            path.lineTo(left + x, top - y)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)
        self._canvas.setFillGray(0)
