"""The faces papers are set in: loaded once a process, one by one, each backed by the next.

reportlab draws a character its font has not as a blank and loses it from the text, and writes
the text of characters beyond the BMP wrongly. Both are met here: every character is looked up
along a chain of fonts and refused if none has it, and the ToUnicode map is replaced.
"""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from desktop.documents.plain import describe, is_printable
from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.reference.resources import resource


class Face(StrEnum):
    """The faces of official papers (GB/T 9704-2012); the value is the file that stands for it."""

    FANG = "FandolFang-Regular"  # 仿宋
    KAI = "FandolKai-Regular"  # 楷体
    SONG = "NotoSerifSC-Regular"  # 宋体
    HEI = "NotoSansSC-Medium"  # 黑体
    TITLE = "NotoSerifSC-Black"  # 小标宋


RARE = "HanaMinB"
"""The last resort, 30 MB: parsed only when a character is in no other font."""

FALLBACK = (Face.SONG.value, RARE)

# Fandol's ink sits lower in the em than that of the fonts behind it: a borrowed character is
# lowered by this part of the size, so that a rare name stands on the line of its neighbours.
_SINK = {Face.FANG: 0.07, Face.KAI: 0.07}

PARSES: Counter[str] = Counter()
"""How often each font file was parsed in this process: never more than once (tested)."""


@dataclass(frozen=True)
class Font:
    """One parsed font: its name for the canvas and the advance of each character it has."""

    name: str
    advances: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """Where one character of a face is drawn from; measures are parts of the size."""

    font: str
    advance: float
    sink: float = 0.0


_LOADED: dict[str, Font] = {}
_LOADING = threading.Lock()


def load(name: str) -> Font:
    """The font of this file name, parsed and registered on first use."""
    font = _LOADED.get(name)
    if font is None:
        with _LOADING:
            font = _LOADED.get(name) or _parse(name)
            _LOADED[name] = font
    return font


def _parse(name: str) -> Font:
    from reportlab.pdfbase import pdfmetrics, ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode_map
    path = resource(f"fonts/{name}.ttf")
    if not path.is_file():
        raise KnownProblem(f"字体文件 {path} 不见了，请重新安装程序")
    # Without asciiReadable no file carries the hundred ASCII glyphs that it does not use.
    font = ttfonts.TTFont(name, str(path), asciiReadable=False)
    font.face.get_table = _Tables(font.face)
    pdfmetrics.registerFont(font)
    PARSES[name] += 1
    widths = font.face.charWidths
    return Font(
        name,
        MappingProxyType(
            {code: widths[code] / 1000 for code, glyph in font.face.charToGlyph.items() if glyph}
        ),
    )


class _Tables:
    """The tables of one font; of the outlines (up to 30 MB) only what is asked for is copied.

    Each subset of 256 characters asks for them anew: most of a file's time went there.
    """

    def __init__(self, face: Any) -> None:
        self._plain = face.get_table
        start, length = face.get_table_pos("glyf")
        self._outlines = _Outlines(memoryview(face._ttf_data)[start : start + length])

    def __call__(self, tag: str) -> Any:
        return self._outlines if tag == "glyf" else self._plain(tag)


class _Outlines:
    """Looks like the bytes of the table."""

    def __init__(self, view: memoryview) -> None:
        self._view = view

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._view[part])


def to_unicode_map(name: str, subset: Sequence[int]) -> str:
    """The ToUnicode CMap of one font subset (ISO 32000-1, 9.10.3): UTF-16BE, 100 rows a block."""
    rows = [f"<{code:02X}> <{_utf16(char)}>" for code, char in enumerate(subset)]
    blocks = [rows[first : first + 100] for first in range(0, len(rows), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


class _Chain(dict[str, Glyph]):
    """The glyph of each character in one face, looked up once."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> Glyph:
        glyph = self._find(char)
        if glyph is None:
            raise RuleViolation(f"没有字体能印{describe(char)}，请改用其他写法")
        self[char] = glyph
        return glyph

    def _find(self, char: str) -> Glyph | None:
        if not is_printable(char):
            return None
        own = self._face.value
        for name in dict.fromkeys((own, *FALLBACK)):
            advance = load(name).advances.get(ord(char))
            if advance is not None:
                sink = 0.0 if name == own else _SINK.get(self._face, 0.0)
                return Glyph(name, advance, sink)
        return None


_CHAINS = {face: _Chain(face) for face in Face}


def glyphs(face: Face) -> Mapping[str, Glyph]:
    """The glyph of every character in this face; refuses one that no font has."""
    return _CHAINS[face]


def width(text: str, face: Face, size: float) -> float:
    """How far the text reaches, in points."""
    chain = glyphs(face)
    return sum(chain[char].advance for char in text) * size


def check_glyphs(text: str, where: str) -> None:
    """Refuse a text one of whose characters no font can print; ``where`` names the record's field.

    Checked before a number is drawn: a paper is either right or not issued.
    """
    chain = _CHAINS[Face.FANG]
    for char in dict.fromkeys(text):
        try:
            chain[char]
        except RuleViolation:
            raise RuleViolation(
                f"{where}中的{describe(char)}没有字体能印，请改正后再制作文书"
            ) from None
