"""Rules for the 二维码: it stands apart from all that is read, and is large enough to be found."""

from collections.abc import Iterator

from desktop.documents.measure_page import BOTTOM, LEFT, RIGHT, TOP, File, Sheet
from desktop.documents.measure_reading import Glyph, Image, Stroke
from desktop.documents.measure_rules import OWN, PAPERS, Finding, Rule, farthest

_APART = 1.5
_AREA = Image(LEFT, TOP, RIGHT, BOTTOM)


def code_apart(file: File) -> Finding | None:
    """How far it stands too near: to the type area, to any word or line, to the paper's edge."""
    found = (
        (s.number, near) for s in file.sheets for code in s.leaf.codes for near in [_near(s, code)]
    )
    return farthest(found, 0.0, 0.0)


def _near(sheet: Sheet, code: Image) -> float:
    leaf = sheet.leaf
    edge = min(code.left, code.top, leaf.width - code.right, leaf.height - code.bottom)
    return round(max(0.0, _APART - min(edge, *_distances(sheet, code))), 2)


def _distances(sheet: Sheet, code: Image) -> Iterator[float]:
    yield _between(code, _AREA)
    for glyph in sheet.leaf.glyphs:
        yield _between(code, glyph)
    for stroke in sheet.leaf.strokes:
        yield _between(code, stroke)


def _between(code: Image, other: Image | Glyph | Stroke) -> float:
    """The free space between two, across or down."""
    across = max(other.left - code.right, code.left - other.right)
    down = max(other.top - code.bottom, code.top - other.bottom)
    return max(across, down)


def code_side(file: File) -> Finding | None:
    """A square of it must be three dots of a scan at 200 dots an inch."""
    sides = ((s.number, code.right - code.left) for s in file.sheets for code in s.leaf.codes)
    return farthest(sides, 13.0, 1.0)


CODE_RULES = (
    Rule("code_apart", "二维码距版心、文字、线和纸边不足 1.5 mm", OWN, code_apart, PAPERS),
    Rule("code_side", "二维码边长", OWN, code_side, PAPERS),
)
