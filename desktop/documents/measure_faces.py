"""In which faces a paper is set, and whether a number is parted by a line's end."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from desktop.documents.fonts import Face
from desktop.documents.measure_page import LEFT, SQUARE, File, Row, Sheet
from desktop.documents.measure_reading import Glyph
from desktop.documents.measure_rules import OWN, PAPERS, Finding, Rule, counted

_TITLE = 22.0
_LINE = 11.0  # millimetres: at most so far below stands the next line of a paragraph
_ENOUGH, _LONG = 60, 15
"""So many characters tell in which face the text is set, in lines of at least so many."""

_NAMES = (
    (Face.TITLE, re.compile(r"biaosong|小标宋|serif.*(?:black|heavy)", re.IGNORECASE)),
    (Face.FANG, re.compile(r"fang|仿宋", re.IGNORECASE)),
    (Face.KAI, re.compile(r"kai|楷", re.IGNORECASE)),
    (Face.HEI, re.compile(r"hei|黑|sans", re.IGNORECASE)),
    (Face.SONG, re.compile(r"song|sun|宋|serif", re.IGNORECASE)),
)
_CALLED = {
    Face.TITLE: "小标宋",
    Face.FANG: "仿宋",
    Face.KAI: "楷体",
    Face.HEI: "黑体",
    Face.SONG: "宋体",
}
_LEVELS = (
    (re.compile("[一二三四五六七八九十]{1,3}、"), Face.HEI),
    (re.compile("（[一二三四五六七八九十]{1,3}）"), Face.KAI),
    (re.compile(r"\d{1,2}\.(?!\d)|（\d{1,2}）"), Face.FANG),
)
# The end of one line with the beginning of the next: what nobody reads in two.
_PARTED = re.compile(r"[\dA-Za-z]/[\dA-Za-z]|\d/[年月日时分%℃号]|\d[.,]/\d|〔/\d|〕/\d|[±≥≤φ]/\d")

_SOLID = re.compile(r"[!-~]{20,}")
"""A line without a place to end: what no line can hold is parted wherever it must be."""


def _face(font: str) -> Face | None:
    """The face a font of this name stands for; None where its name does not tell."""
    return next((face for face, known in _NAMES if known.search(font)), None)


def _most(glyphs: Iterable[Glyph]) -> Face | None:
    """The face of most characters: a rare one may come from another font."""
    faces = Counter(_face(glyph.font) for glyph in glyphs if ord(glyph.char) >= 0x2E80)
    known = [(count, face) for face, count in faces.items() if face is not None]
    return max(known, default=(0, None))[1]


def _other(rows: Iterable[tuple[int, Row]], wanted: Face) -> Finding | None:
    """How many of these lines are set in another face; None where no font's name tells."""
    found = [(page, row, _most(row.glyphs)) for page, row in rows]
    told = [(page, row, face) for page, row, face in found if face is not None]
    wrong = (
        (page, f"{row.text[:8]} {_CALLED[face]}") for page, row, face in told if face != wanted
    )
    return counted(wrong) if told else None


def mark_face(file: File) -> Finding | None:
    red = tuple(glyph for glyph in file.first.leaf.glyphs if glyph.red)
    return _other([(1, Row(red))] if red else [], Face.TITLE)


def title_face(file: File) -> Finding | None:
    large = (
        (sheet.number, row)
        for sheet in file.upright
        for row in sheet.body
        if abs(row.size - _TITLE) < 0.5
    )
    return _other(large, Face.TITLE)


def text_face(file: File) -> Finding | None:
    """仿宋: most of what goes on in a further line; headings seldom do."""
    rows = [row for sheet in file.upright for row in sheet.text if abs(row.left - LEFT) < 1.0]
    glyphs = tuple(glyph for row in rows if len(row.glyphs) > _LONG for glyph in row.glyphs)
    return _other([(0, Row(glyphs))] if len(glyphs) >= _ENOUGH else [], Face.FANG)


def level_faces(file: File) -> Finding | None:
    """一、黑体, （一）楷体, 1. and （1） 仿宋, at the beginning of a paragraph."""
    wrong: list[tuple[int, str]] = []
    seen = 0
    for page, row, wanted in _headings(file):
        face = _most(row.glyphs[: 1 + len(row.text.split("。")[0])])
        if face is not None:
            seen += 1
            if face is not wanted:
                wrong.append((page, f"{row.text[:8]} {_CALLED[face]}"))
    return counted(wrong) if seen else None


def _headings(file: File) -> Iterator[tuple[int, Row, Face]]:
    for sheet in file.upright:
        for row in sheet.text:
            if abs(row.left - LEFT - 2 * SQUARE) < 1.0:
                for begins, wanted in _LEVELS:
                    if begins.match(row.text):
                        yield sheet.number, row, wanted


def folio_face(file: File) -> Finding | None:
    folios = [sheet.folio for sheet in file.sheets if sheet.folio is not None]
    faces = {_face(glyph.font) for row in folios for glyph in row.glyphs} - {None}
    return counted((0, "") for face in faces if face is not Face.SONG) if faces else None


def parted(file: File) -> Finding:
    """A line of text that ends within a number, a date or a Latin word."""
    return counted(
        (sheet.number, f"{upper.text[-6:]}／{lower.text[:6]}")
        for sheet in file.upright
        for upper, lower in pairwise(_full_lines(sheet))
        if lower.base - upper.base < _LINE
        and abs(lower.left - LEFT) < 1.0
        and _PARTED.fullmatch(f"{upper.text[-1]}/{lower.text[0]}")
        and not (_SOLID.fullmatch(upper.text) or _SOLID.fullmatch(lower.text))
    )


def _full_lines(sheet: Sheet) -> list[Row]:
    return [row for row in sheet.text if row.left < LEFT + 3 * SQUARE]


FACE_RULES: tuple[Rule, ...] = (
    Rule("mark_face", "发文机关标志不是小标宋", "7.2.4", mark_face, PAPERS),
    Rule("title_face", "标题不是小标宋", "7.3.1", title_face, PAPERS),
    Rule("text_face", "正文不是仿宋", "5.2.2", text_face, PAPERS),
    Rule("level_faces", "层次的字体不对", "7.3.3", level_faces, PAPERS),
    Rule("folio_face", "页码不是宋体", "7.5", folio_face, PAPERS),
    Rule("parted", "拆开回行的数字、日期和外文词", OWN, parted, PAPERS),
)
