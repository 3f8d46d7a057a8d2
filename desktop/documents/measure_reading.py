"""A PDF as a ruler sees it: ink, lines and fonts, in millimetres from the upper left corner.

The one place that knows the PDF library. It reads what is drawn, whoever wrote the file.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop.domain.errors import KnownProblem
from desktop.reference.pdfium import TURN

MM = 72 / 25.4
_THIN = 1.0  # a filled area no higher than this is a drawn line
_STRAIGHT = 0.05
_UNEVEN = 0.2


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: its ink, its place on the base line, how it is set."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    base: float
    size: float
    font: str
    red: bool
    turned: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """One straight line, level or upright."""

    left: float
    top: float
    right: float
    bottom: float
    weight: float
    red: bool

    @property
    def level(self) -> bool:
        return self.right - self.left > self.bottom - self.top

    @property
    def length(self) -> float:
        return max(self.right - self.left, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Image:
    """A photo or a 二维码 on the page, by its edges."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Leaf:
    """One page."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    images: tuple[Image, ...] = ()
    codes: tuple[Image, ...] = ()


@dataclass(frozen=True)
class Read:
    """One file: what it says it is, its pages, the fonts that it does not carry."""

    subject: str
    leaves: tuple[Leaf, ...]
    missing_fonts: tuple[str, ...]


def read_pdf(data: bytes) -> Read:
    """The file's pages; one sentence where it is none, or closed by a password."""
    if not data.startswith(b"%PDF-") and b"%PDF-" not in data[:1024]:
        raise KnownProblem("不是 PDF 文件，请选择扩展名为 .pdf 的文书文件")
    with TURN:
        return _read(data)


def _read(data: bytes) -> Read:
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "密码" if "assword" in str(error) else ""
        said = "PDF 文件设有密码，请先去掉密码" if locked else "PDF 文件已损坏，请重新导出"
        raise KnownProblem(said) from error
    try:
        missing: set[str] = set()
        leaves = tuple(_leaf(opened[index], index + 1, missing) for index in range(len(opened)))
        return Read(opened.get_metadata_value("Subject"), leaves, tuple(sorted(missing)))
    finally:
        opened.close()


def _leaf(page: Any, number: int, missing: set[str]) -> Leaf:
    left, bottom, right, top = page.get_cropbox()
    words = page.get_textpage()
    try:
        glyphs = tuple(_glyphs(words.raw, words.count_chars(), (left, top)))
        objects = list(page.get_objects())
        strokes = tuple(_strokes(objects, (left, top)))
        images = tuple(_images(objects, (left, top)))
        codes = tuple(_codes(objects, (left, top)))
        missing.update(_missing(objects))
    finally:
        words.close()
        page.close()
    return Leaf(number, (right - left) / MM, (top - bottom) / MM, glyphs, strokes, images, codes)


def _glyphs(words: Any, count: int, corner: tuple[float, float]) -> Iterator[Glyph]:
    """Every character that leaves ink; blanks and line ends the library adds are none."""
    from pypdfium2 import raw

    edge, high = corner
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    red, green, blue, full = (ctypes.c_uint() for _ in range(4))
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    for index in range(count):
        if raw.FPDFText_IsGenerated(words, index):
            continue
        raw.FPDFText_GetCharBox(words, index, left, right, bottom, top)
        if right.value - left.value <= 0 or top.value - bottom.value <= 0:
            continue
        raw.FPDFText_GetCharOrigin(words, index, x, y)
        raw.FPDFText_GetFillColor(words, index, red, green, blue, full)
        raw.FPDFText_GetFontInfo(words, index, name, 128, flags)
        code = raw.FPDFText_GetUnicode(words, index)
        if 0xDC00 <= code < 0xE000:  # the second half of a pair; the first one stands for both
            continue
        if 0xD800 <= code < 0xDC00 and index + 1 < count:
            low = raw.FPDFText_GetUnicode(words, index + 1)
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        yield Glyph(
            chr(code),
            (left.value - edge) / MM,
            (high - top.value) / MM,
            (right.value - edge) / MM,
            (high - bottom.value) / MM,
            (x.value - edge) / MM,
            (high - y.value) / MM,
            raw.FPDFText_GetFontSize(words, index),
            name.value.decode("utf-8", "replace"),
            _is_red(red.value, green.value, blue.value),
            abs(math.sin(raw.FPDFText_GetCharAngle(words, index))) > 0.5,
        )


def _strokes(objects: list[Any], corner: tuple[float, float]) -> Iterator[Stroke]:
    """Lines drawn as lines, and those that other programs draw as very flat areas."""
    from pypdfium2 import raw

    edge, high = corner
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for one in objects:
        if one.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPath_GetDrawMode(one.raw, fill, stroke)
        left, bottom, right, top = one.get_bounds()
        thin = min(right - left, top - bottom)
        if stroke.value and raw.FPDFPath_CountSegments(one.raw) == 2:
            weight = beyond = _weight(one, raw)  # the bounds reach that far beyond the ends
            red = _is_red(*_colour(raw.FPDFPageObj_GetStrokeColor, one))
        elif fill.value and not stroke.value and thin <= _THIN * MM:
            weight, beyond = thin, 0.0
            red = _is_red(*_colour(raw.FPDFPageObj_GetFillColor, one))
        else:
            continue
        if thin > 2 * weight + _STRAIGHT * MM:
            continue
        if right - left > top - bottom:
            top = bottom = (top + bottom) / 2
            left, right = left + beyond, right - beyond
        else:
            left = right = (left + right) / 2
            top, bottom = top - beyond, bottom + beyond
        upper, lower = (high - top) / MM, (high - bottom) / MM
        yield Stroke((left - edge) / MM, upper, (right - edge) / MM, lower, weight / MM, red)


def _images(objects: list[Any], corner: tuple[float, float]) -> Iterator[Image]:
    from pypdfium2 import raw

    return (_edges(one, corner) for one in objects if one.type == raw.FPDF_PAGEOBJ_IMAGE)


def _codes(objects: list[Any], corner: tuple[float, float]) -> Iterator[Image]:
    """Drawings kept apart in the file that are as wide as high: 二维码."""
    from pypdfium2 import raw

    for one in objects:
        if one.type == raw.FPDF_PAGEOBJ_FORM:
            edges = _edges(one, corner)
            if abs((edges.right - edges.left) - (edges.bottom - edges.top)) < _UNEVEN:
                yield edges


def _edges(one: Any, corner: tuple[float, float]) -> Image:
    edge, high = corner
    left, bottom, right, top = one.get_bounds()
    return Image((left - edge) / MM, (high - top) / MM, (right - edge) / MM, (high - bottom) / MM)


def _weight(one: Any, raw: Any) -> float:
    weight = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(one.raw, weight)
    return weight.value


def _colour(ask: Any, one: Any) -> tuple[int, int, int]:
    red, green, blue, full = (ctypes.c_uint() for _ in range(4))
    ask(one.raw, red, green, blue, full)
    return red.value, green.value, blue.value


def _is_red(red: int, green: int, blue: int) -> bool:
    return red > 150 and green < 90 and blue < 90


def _missing(objects: list[Any]) -> Iterator[str]:
    """Names of fonts that the file uses and does not carry."""
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(128)
    for one in objects:
        if one.type != raw.FPDF_PAGEOBJ_TEXT:
            continue
        font = raw.FPDFTextObj_GetFont(one.raw)
        if font and not raw.FPDFFont_GetIsEmbedded(font):
            raw.FPDFFont_GetBaseFontName(font, name, 128)
            yield name.value.decode("utf-8", "replace")
