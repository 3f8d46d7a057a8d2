"""How the series of a chart are told apart on a black-and-white print: greys and hatches."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.documents.pieces import Fill, Mark, Rule

_FINE = 0.4


@dataclass(frozen=True)
class Tone:
    """The look of one series: a grey, and slants of a hatch over it (1 rising, -1 falling)."""

    shade: float
    slants: tuple[int, ...] = ()
    step: float = 4.0


TONES = (
    Tone(0.3),
    Tone(1.0, (1,)),
    Tone(0.8),
    Tone(1.0, (1, -1), 6.0),
    Tone(0.55),
    Tone(1.0, (-1,), 3.0),
)
"""Neighbours differ in kind, so that a copy of a copy can still be read."""


@dataclass(frozen=True)
class Area:
    """A rectangle by its left, top, right and lower edge."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )


def toned(area: Area, tone: Tone) -> Iterator[Mark]:
    """The rectangle in this tone, outlined; nothing where it has no height or width."""
    if area.right - area.left < _FINE or area.bottom - area.top < _FINE:
        return
    yield Fill(area.corners, tone.shade)
    for slant in tone.slants:
        yield from _hatch(area, slant, tone.step)
    (x0, y0), *others = area.corners
    for x1, y1 in (*others, (x0, y0)):
        yield Rule(x0, y0, x1, y1, _FINE)
        x0, y0 = x1, y1


def _hatch(area: Area, slant: int, step: float) -> Iterator[Rule]:
    """Strokes at half a right angle, cut off at the edges."""
    wide, high = area.right - area.left, area.bottom - area.top
    reach = step / 2
    while reach < wide + high:
        across, down = min(reach, wide), min(reach, high)
        ends = ((across, reach - across), (reach - down, down))
        (x0, y0), (x1, y1) = ((x if slant > 0 else wide - x, y) for x, y in ends)
        yield Rule(area.left + x0, area.top + y0, area.left + x1, area.top + y1, _FINE)
        reach += step
