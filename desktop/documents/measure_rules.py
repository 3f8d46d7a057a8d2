"""What a measured rule is, and the rules for every sheet of paper (GB/T 9704-2012 5 and 7.5)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from desktop.documents.breaking import NO_END, NO_START
from desktop.documents.measure_page import (
    BOTTOM,
    LEFT,
    RIGHT,
    SQUARE,
    TEXT,
    TOP,
    File,
    Row,
    Sheet,
    is_full,
    left_edge,
)
from desktop.documents.measure_reading import Glyph
from desktop.documents.page import Form

STANDARD = "GB/T 9704-2012"
OWN = "本程序"
SIZES = (42.0, 36.0, 26.0, 24.0, 22.0, 18.0, 16.0, 15.0, 14.0, 12.0, 10.5, 9.0)
"""The sizes that have a name, 初号 to 小五."""

_PITCH = 15.79
_LEADING = 28.95
_MM = 72 / 25.4


@dataclass(frozen=True)
class Finding:
    """What one rule found: the value farthest from what it should be, and on which page."""

    required: float
    measured: float
    tolerance: float
    unit: str
    page: int = 0
    note: str = ""

    @property
    def ok(self) -> bool:
        return abs(self.measured - self.required) <= self.tolerance + 1e-9


@dataclass(frozen=True)
class Rule:
    """One measure: its clause, the forms it holds for (none: any file), how it is taken.

    ``measure`` answers None where the paper has nothing the rule speaks of.
    """

    code: str
    name: str
    clause: str
    measure: Callable[[File], Finding | None]
    forms: frozenset[Form] = frozenset()


def farthest(
    values: Iterable[tuple[int, float]], required: float, tolerance: float, unit: str = "mm"
) -> Finding | None:
    """Of pages and values the one farthest from what is required."""
    found = list(values)
    if not found:
        return None
    page, value = max(found, key=lambda pair: abs(pair[1] - required))
    return Finding(round(required, 2), round(value, 2) + 0.0, tolerance, unit, page)


def counted(wrong: Iterable[tuple[int, str]], unit: str = "处") -> Finding:
    """How often something is found that must not be, the first of it in words."""
    found = list(wrong)
    page, note = found[0] if found else (0, "")
    return Finding(0, len(found), 0, unit, page, note)


def outside(file: File) -> Finding:
    return counted(
        (sheet.number, f"“{glyph.char}”")
        for sheet in file.all
        for glyph in sheet.leaf.glyphs
        if min(glyph.left, glyph.top) < 0
        or glyph.right > sheet.leaf.width
        or glyph.bottom > sheet.leaf.height
    )


def overlapping(file: File) -> Finding:
    return counted(
        (sheet.number, f"“{one.char}”与“{other.char}”")
        for sheet in file.all
        for one, other in _meeting(sheet.leaf.glyphs)
    )


def _meeting(glyphs: Iterable[Glyph]) -> Iterator[tuple[Glyph, Glyph]]:
    """Characters whose ink lies over another's by more than a third in both directions."""
    near: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.top):
        near = [one for one in near if one.bottom > glyph.top]
        for one in near:
            across = min(one.right, glyph.right) - max(one.left, glyph.left)
            down = min(one.bottom, glyph.bottom) - max(one.top, glyph.top)
            wide = min(one.right - one.left, glyph.right - glyph.left)
            high = min(one.bottom - one.top, glyph.bottom - glyph.top)
            if across > 0.34 * wide and down > 0.34 * high:
                yield one, glyph
        near.append(glyph)


def unembedded(file: File) -> Finding:
    names = file.read.missing_fonts
    return Finding(0, len(names), 0, "种", note="、".join(names))


def unreadable(file: File) -> Finding:
    return counted(
        (sheet.number, f"U+{ord(glyph.char):04X}")
        for sheet in file.all
        for glyph in sheet.leaf.glyphs
        if glyph.char in "\0￾\ufffd" or 0xE000 <= ord(glyph.char) <= 0xF8FF
    )


def paper_width(file: File) -> Finding | None:
    return farthest(((s.number, s.leaf.width) for s in file.all), 210.0, 1.0)


def paper_height(file: File) -> Finding | None:
    return farthest(((s.number, s.leaf.height) for s in file.all), 297.0, 1.0)


def top_margin(file: File) -> Finding | None:
    """Of every page that text or a table begins; a head has its own rule."""
    return farthest(_tops(file), TOP, 1.0)


def _tops(file: File) -> Iterator[tuple[int, float]]:
    for sheet in file.upright:
        headed = any(glyph.red for glyph in sheet.leaf.glyphs)
        rows = (row.begins for row in sheet.body)
        lines = (stroke.top for stroke in sheet.leaf.strokes)
        ends = [*rows, *lines, *(image.top for image in sheet.leaf.images)]
        if ends and not headed and not _only_imprint(sheet):
            yield sheet.number, min(ends)


def _only_imprint(sheet: Sheet) -> bool:
    return all(row.top > TOP + 60 for row in sheet.body)


def left_margin(file: File) -> Finding | None:
    """Of each page's leftmost line; mirrored even pages are measured as if they were odd."""
    edges = ((sheet.number, left_edge(sheet)) for sheet in file.upright)
    return farthest(((page, edge) for page, edge in edges if edge is not None), LEFT, 1.0)


def type_area(file: File) -> Finding | None:
    """How far anything stands out of 156 × 225 mm."""
    return farthest(((s.number, max(0.0, *_beyond(s))) for s in file.sheets), 0.0, 0.5)


def _beyond(sheet: Sheet) -> Iterator[float]:
    for row in sheet.body:
        yield max(row.right - RIGHT, LEFT - row.left, row.bottom - BOTTOM)
    for stroke in sheet.leaf.strokes:
        if not stroke.red:
            low = stroke.bottom + stroke.weight / 2 - BOTTOM
            yield max(stroke.right - RIGHT, LEFT - stroke.left, low)
    for image in sheet.leaf.images:
        yield max(image.right - RIGHT, LEFT - image.left, image.bottom - BOTTOM)
    for glyph in sheet.leaf.glyphs:
        if glyph.turned:
            yield max(glyph.right - RIGHT, glyph.bottom - BOTTOM, LEFT - glyph.left)


def line_width(file: File) -> Finding | None:
    """156 mm from edge to edge, where a line of text goes on in the next one."""
    full = [
        (sheet.number, upper.right - lower.left)
        for sheet in file.upright
        for upper, lower in pairwise(sheet.text)
        if 0 < (lower.base - upper.base) * _MM < 1.2 * _LEADING and _goes_on(upper, lower)
    ]
    # A single line may end early, before a date that cannot be parted.
    return farthest([max(full, key=lambda pair: pair[1])], 156.0, 1.0) if len(full) > 1 else None


def _goes_on(upper: Row, lower: Row) -> bool:
    return lower.left < LEFT + 1 and upper.left < LEFT + 3 * SQUARE and len(upper.glyphs) > 20


def squares(file: File) -> Finding | None:
    """28 to the line: the step most characters of the text take, in 156 mm.

    Only lines without digits and letters tell: those others are spread to the measure.
    """
    steps = Counter(
        round((right.x - left.x) * _MM, 2)
        for sheet in file.upright
        for row in sheet.text
        if all(map(is_full, row.glyphs))
        for left, right in pairwise(row.glyphs)
        if left.size == right.size
    )
    if sum(steps.values()) < 40:
        return None
    step, _ = steps.most_common(1)[0]
    whole = (156 * _MM - TEXT) / step + 1
    return Finding(28, round(whole, 1), 0.5, "字/行", note=f"字距 {step:.2f} 磅，应为 {_PITCH} 磅")


def leading(file: File) -> Finding | None:
    """Between neighbouring lines of text; 28 to 30 points where spacing had to give."""
    return farthest(_steps(file), _LEADING, 1.06, "磅")


def _steps(file: File) -> Iterator[tuple[int, float]]:
    for sheet in file.upright:
        for upper, lower in pairwise(_whole_lines(sheet)):
            step = (lower.base - upper.base) * _MM
            if step < 1.4 * _LEADING:
                yield sheet.number, step


def _whole_lines(sheet: Sheet) -> list[Row]:
    """The lines of text, one for each base line."""
    lines: list[Row] = []
    for row in sheet.text:
        if not lines or (row.base - lines[-1].base) * _MM > TEXT * 0.5:
            lines.append(row)
    return lines


def lines_on_a_page(file: File) -> Finding | None:
    """22 to the page: how many lines of this leading 225 mm hold."""
    steps = sorted(step for _, step in _steps(file))
    if len(steps) < 8:
        return None
    middle = steps[len(steps) // 2]
    return Finding(22, int((225 * _MM - TEXT) / middle + 1.001), 1, "行/面")


def sizes(file: File) -> Finding:
    """Every character in a size that has a name; a red head is as large as the office likes."""
    return counted(
        (
            (sheet.number, f"“{glyph.char}” {glyph.size:g} 磅")
            for sheet in file.sheets
            for glyph in sheet.leaf.glyphs
            if not glyph.red and min(abs(glyph.size - size) for size in SIZES) > 0.3
        ),
        "字",
    )


def line_ends(file: File) -> Finding:
    """避头尾: no line of text begins or ends with a mark that may not."""
    return counted(
        (sheet.number, row.text[:8])
        for sheet in file.upright
        for row in sheet.text
        if row.right - row.left > 20 * SQUARE or row.left < LEFT + SQUARE / 2
        if row.text[0] in NO_START or (row.right > RIGHT - SQUARE and row.text[-1] in NO_END)
    )


def never_said(file: File) -> Finding:
    return counted(
        (sheet.number, row.text)
        for sheet in file.sheets
        for row in sheet.rows
        if "此页无正文" in row.text
    )


def folio_words(file: File) -> Finding | None:
    """Every page counted, from 1 on; the first of a letter shows none (10.1)."""
    missing = [
        (sheet.number, "应为 " + wanted if wanted else "首页不应有页码")
        for sheet in file.sheets
        for wanted in ["" if _hides_folio(file, sheet) else f"—{sheet.number}—"]
        if (sheet.folio.text if sheet.folio else "") != wanted
    ]
    return counted(missing, "页")


def _hides_folio(file: File, sheet: Sheet) -> bool:
    return file.form is Form.LETTER and sheet.number == 1


def running(file: File) -> Finding | None:
    """Every page that was bound in bears the number at which it stands in the file."""
    bound = [sheet for sheet in file.all if sheet.running is not None]
    if not bound:
        return None
    wrong = (sheet for sheet in bound if sheet.running != sheet.number)
    return counted(((sheet.number, f"第{sheet.running}页") for sheet in wrong), "页")


def folio_size(file: File) -> Finding | None:
    return farthest(((s.number, s.folio.size) for s in file.sheets if s.folio), 14.0, 0.3, "磅")


def folio_below(file: File) -> Finding | None:
    """一字线上距版心下边缘 7 mm."""
    return farthest(
        ((s.number, s.folio.glyphs[0].top - BOTTOM) for s in file.sheets if s.folio), 7.0, 1.0
    )


def folio_side(file: File) -> Finding | None:
    """单页居右空一字, 双页居左空一字."""
    return farthest(
        (
            (s.number, RIGHT - s.folio.right if s.number % 2 else s.folio.left - LEFT)
            for s in file.sheets
            if s.folio
        ),
        4.94,
        1.2,
    )


PAPERS = frozenset(Form)

GENERAL = (
    Rule("outside", "超出纸张的字", OWN, outside),
    Rule("overlap", "互相压住的字", OWN, overlapping),
    Rule("fonts", "未嵌入的字体", OWN, unembedded),
    Rule("unreadable", "不能检索的字", OWN, unreadable),
    Rule("running", "档案页次不对的页", OWN, running),
)
SHEET_RULES = (
    Rule("paper_width", "纸宽", "5.1", paper_width, PAPERS),
    Rule("paper_height", "纸高", "5.1", paper_height, PAPERS),
    Rule("top_margin", "天头", "5.2.1", top_margin, PAPERS),
    Rule("left_margin", "左白边（订口）", "5.2.1", left_margin, PAPERS),
    Rule("type_area", "超出版心", "5.2.1", type_area, PAPERS),
    Rule("line_width", "版心宽", "5.2.1", line_width, PAPERS),
    Rule("squares", "每行字数", "5.2.3", squares, PAPERS),
    Rule("lines", "每面行数", "5.2.3", lines_on_a_page, PAPERS),
    Rule("leading", "行距", "5.2.3", leading, PAPERS),
    Rule("sizes", "不是标准字号的字", "5.2.2", sizes, PAPERS),
    Rule("line_ends", "避头尾", "7.3.3", line_ends, PAPERS),
    Rule("never_said", "“此页无正文”", "7.3.5.4", never_said, PAPERS),
    Rule("folio", "页码不对的页", "7.5", folio_words, PAPERS),
    Rule("folio_size", "页码字号（四号）", "7.5", folio_size, PAPERS),
    Rule("folio_below", "页码距版心下边缘", "7.5", folio_below, PAPERS),
    Rule("folio_side", "页码距版心外侧", "7.5", folio_side, PAPERS),
)
