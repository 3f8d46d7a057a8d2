"""The faces papers are set in: loaded once a process, one by one, each backed by the next.

reportlab draws a character its font has not as a blank and loses it from the text, and writes
the text of characters beyond the BMP wrongly. Both are met here: every character is looked up
along a chain of fonts and refused if none has it, and the ToUnicode map is replaced.
"""

import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
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
    """One parsed font: its name for the canvas, the advance of each character it has, its ink."""

    name: str
    advances: Mapping[int, float]
    ink: Callable[[int], tuple[float, float]] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Glyph:
    """Where one character of a face is drawn from; measures are parts of the size."""

    font: str
    advance: float
    sink: float = 0.0


@dataclass(frozen=True)
class FontFile:
    """One font in a file; ``place`` is its number in a collection."""

    path: Path
    place: int = 0


_LOADED: dict[str, Font] = {}
_LOADING = threading.Lock()
_OWN: dict[str, FontFile] = {}


def use_own(files: Mapping[str, FontFile]) -> None:
    """Set faces in the office's own fonts from now on; ours follow where they lack a character.

    What was set before keeps its lines only until it is set again: ``typeset.forget``.
    """
    _OWN.clear()
    _OWN.update(files)
    for chain in _CHAINS.values():
        chain.clear()


def own_name(face: str) -> str | None:
    """The name under which the office's own font for a face is loaded."""
    file = _OWN.get(face)
    return f"{file.path}#{file.place}" if file else None


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
    own = next((file for face, file in _OWN.items() if own_name(face) == name), None)
    path, place = (own.path, own.place) if own else (resource(f"fonts/{name}.ttf"), 0)
    if not path.is_file():
        raise KnownProblem(
            f"字体文件 {path} 不见了，{'请核对字体文件夹' if own else '请重新安装程序'}"
        )
    # Without asciiReadable no file carries the hundred ASCII glyphs that it does not use.
    try:
        font = ttfonts.TTFont(name, str(path), asciiReadable=False, subfontIndex=place)
    except (ttfonts.TTFError, AttributeError, KeyError, struct.error) as error:
        raise KnownProblem(f"字体 {path.name} 读不懂，请从字体文件夹中移走") from error
    font.face.get_table = _Tables(font.face)
    pdfmetrics.registerFont(font)
    PARSES[name] += 1
    widths = font.face.charWidths
    return Font(
        name,
        MappingProxyType(
            {code: widths[code] / 1000 for code, glyph in font.face.charToGlyph.items() if glyph}
        ),
        partial(_ink_of, font.face),
    )


def _ink_of(face: Any, code: int) -> tuple[float, float]:
    """How far a character's ink reaches over and under the base line (glyf: yMax, yMin)."""
    place = face.charToGlyph[code]
    start, end = face.glyphPos[place], face.glyphPos[place + 1]
    if end - start < 10:
        return 0.0, 0.0
    _, low, _, high = struct.unpack(">4h", face.get_table("glyf")[start + 2 : start + 10])
    return high / face.unitsPerEm, -low / face.unitsPerEm


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
        ours = self._face.value
        own = own_name(ours) or ours
        for name in dict.fromkeys(_with_own(ours, *FALLBACK)):
            advance = load(name).advances.get(ord(char))
            if advance is not None:
                is_lower = own == ours and name != ours
                return Glyph(name, advance, _SINK.get(self._face, 0.0) if is_lower else 0.0)
        return None


def _with_own(*faces: str) -> Iterator[str]:
    for face in faces:
        own = own_name(face)
        if own is not None:
            yield own
        yield face


_CHAINS = {face: _Chain(face) for face in Face}


def glyphs(face: Face) -> Mapping[str, Glyph]:
    """The glyph of every character in this face; refuses one that no font has."""
    return _CHAINS[face]


def width(text: str, face: Face, size: float) -> float:
    """How far the text reaches, in points."""
    chain = glyphs(face)
    return sum(chain[char].advance for char in text) * size


def ink(text: str, face: Face) -> tuple[float, float]:
    """How far the ink of a text reaches over and under its base line, as parts of the size."""
    chain = glyphs(face)
    drawn = [(load(chain[char].font).ink(ord(char)), chain[char].sink) for char in text]
    above = max((high - sink for (high, _), sink in drawn), default=0.0)
    return above, max((low + sink for (_, low), sink in drawn), default=0.0)


def check_glyphs(text: str, where: str) -> None:
    """Refuse a text one of whose characters no font can print; ``where`` names the record's field.

    Checked before a number is drawn: a paper is either right or not issued.
    """
    chain = _CHAINS[Face.FANG]
    if chain.keys() >= set(text):  # all met before, as nearly always
        return
    for char in dict.fromkeys(text):
        try:
            chain[char]
        except RuleViolation:
            raise RuleViolation(
                f"{where}中的{describe(char)}没有字体能印，请改正后再制作文书"
            ) from None
