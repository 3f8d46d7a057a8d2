"""The measures of documents, letters and minutes: head, title, date and seal, imprint."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from desktop.documents.measure_page import (
    BOTTOM,
    LEFT,
    RIGHT,
    SQUARE,
    TOP,
    File,
    Row,
    Sheet,
)
from desktop.documents.measure_reading import Stroke
from desktop.documents.measure_rules import Finding, Rule, counted, farthest
from desktop.documents.page import Form

_LINE = 10.22
"""A line of 三号 with the space below it, in millimetres."""

_GAP = 4.94
"""Seven eighths of the height of 三号."""

_SEAL = 42.0
_TITLE = 22.0
_EM = 72 / 25.4
_NUMBER = re.compile(r".*[〔\[\uff3b【(（]\d{4}.*号.*")
_RIGHT_NUMBER = re.compile(r"[^〔〕\d第]*〔\d{4}〕[1-9]\d*号.*")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")

DOCUMENT = frozenset({Form.DOCUMENT})
LETTER = frozenset({Form.LETTER})
MINUTES = frozenset({Form.MINUTES})


def _mark(file: File) -> tuple[float, float] | None:
    """Upper and lower edge of the red name on the first page."""
    red = [glyph for glyph in file.first.leaf.glyphs if glyph.red]
    if not red:
        return None
    return min(glyph.top for glyph in red), max(glyph.bottom for glyph in red)


def _number(file: File) -> Row | None:
    rows = (row for row in file.first.body if _NUMBER.fullmatch(row.text))
    return next(rows, None)


def _title(file: File) -> list[Row]:
    return [row for row in file.first.body if abs(row.size - _TITLE) < 0.5]


def mark_is_there(file: File) -> Finding:
    return Finding(1, int(_mark(file) is not None), 0, "处", 1)


def mark_top(file: File) -> Finding | None:
    mark = _mark(file)
    return farthest([(1, mark[0] - TOP)], 35.0, 1.0) if mark else None


def letter_mark_top(file: File) -> Finding | None:
    mark = _mark(file)
    return farthest([(1, mark[0])], 30.0, 1.0) if mark else None


def red_rules(file: File) -> Finding:
    return Finding(1, len(file.first.level(red=True)), 0, "条", 1)


def red_width(file: File) -> Finding | None:
    return farthest(((1, rule.length) for rule in file.first.level(red=True)), 156.0, 0.5)


def red_below_number(file: File) -> Finding | None:
    """From the ink of the line above to the red rule."""
    rules = file.first.level(red=True)
    above = [row.bottom for row in file.first.body if rules and row.bottom < rules[0].top]
    return farthest([(1, rules[0].top - max(above))], 4.0, 1.0) if above else None


def number_below_mark(file: File) -> Finding | None:
    """空二行: two lines and the space below the name itself."""
    mark = _mark(file)
    if _number(file) is None:
        return None
    rows = [row.begins for row in file.first.body if mark and row.top > mark[1]]
    return farthest([(1, min(rows) - mark[1])], 2 * _LINE, 2.0) if mark and rows else None


def number_form(file: File) -> Finding | None:
    """年份全称六角括号, 序号不编虚位, 不加“第”."""
    row = _number(file)
    if row is None:
        return None
    return counted([] if _RIGHT_NUMBER.fullmatch(row.text) else [(1, row.text)])


def number_in_the_middle(file: File) -> Finding | None:
    """居中, or one square in from the left beside 签发人."""
    row = _number(file)
    if row is None:
        return None
    if any("签发人" in other.text for other in file.first.body):
        return farthest([(1, row.left - LEFT)], SQUARE, 1.0)
    return farthest([(1, row.middle - (LEFT + RIGHT) / 2)], 0.0, 1.0)


def signer_from_the_right(file: File) -> Finding | None:
    rows = [row for row in file.first.body if "签发人" in row.text]
    if not rows:
        return None
    line = [row for row in file.first.body if abs(row.base - rows[0].base) < 1.5]
    return farthest([(1, RIGHT - max(row.right for row in line))], SQUARE, 1.5)


def title_size(file: File) -> Finding:
    return Finding(1, int(bool(_title(file))), 0, "处", 1)


def title_below_rule(file: File) -> Finding | None:
    title, rules = _title(file), file.first.level(red=True)
    return (
        farthest([(1, title[0].begins - rules[0].top)], 2 * _LINE, 2.0) if title and rules else None
    )


def title_below_number(file: File) -> Finding | None:
    title, row = _title(file), _number(file)
    return farthest([(1, title[0].begins - row.bottom)], 2 * _LINE, 2.5) if title and row else None


def title_in_the_middle(file: File) -> Finding | None:
    return farthest(((1, row.middle - (LEFT + RIGHT) / 2) for row in _title(file)), 0.0, 1.5)


def title_shape(file: File) -> Finding | None:
    """梯形或菱形: lines do not become shorter and then longer again."""
    title = _title(file)
    if len(title) < 3:
        return None
    widths = [row.right - row.left for row in title]
    steps = [lower - upper for upper, lower in pairwise(widths) if abs(lower - upper) > 1]
    hollow = sum(upper < 0 < lower for upper, lower in pairwise(steps))
    return Finding(0, hollow, 0, "处", 1)


def text_on_the_first_page(file: File) -> Finding:
    """首页必须显示正文."""
    title = _title(file)
    below = [row for row in file.first.text if not title or row.top > title[-1].bottom]
    return Finding(1, int(bool(below)), 0, "处", 1)


def letter_rules(file: File) -> Finding:
    return Finding(4, len(file.first.level(red=True)), 0, "条", 1)


def letter_rule_width(file: File) -> Finding | None:
    return farthest(((1, rule.length) for rule in file.first.level(red=True)), 170.0, 0.5)


def letter_rule_middle(file: File) -> Finding | None:
    rules = file.first.level(red=True)
    middles = ((1, (rule.left + rule.right) / 2 - file.first.leaf.width / 2) for rule in rules)
    return farthest(middles, 0.0, 0.5)


def letter_rule_below_mark(file: File) -> Finding | None:
    mark, rules = _mark(file), file.first.level(red=True)
    if not mark or not rules:
        return None
    return farthest([(1, rules[0].top - rules[0].weight / 2 - mark[1])], 4.0, 0.7)


def letter_rule_foot(file: File) -> Finding | None:
    rules = file.first.level(red=True)
    if not rules:
        return None
    foot = file.first.leaf.height - rules[-1].top - rules[-1].weight / 2
    return farthest([(1, foot)], 20.0, 0.7)


def letter_rule_weights(file: File) -> Finding | None:
    """上粗下细 above, 上细下粗 below."""
    rules = file.first.level(red=True)
    if len(rules) != 4:
        return None
    first, second, third, fourth = (rule.weight for rule in rules)
    return Finding(0, int(first <= second) + int(third >= fourth), 0, "处", 1)


def letter_number_right(file: File) -> Finding | None:
    row = _number(file)
    return farthest([(1, RIGHT - row.right)], 0.0, 1.0) if row else None


def letter_number_below(file: File) -> Finding | None:
    row, rules = _number(file), file.first.level(red=True)
    if row is None or len(rules) < 2:
        return None
    return farthest([(1, row.top - rules[1].top)], _GAP, 1.0)


def letter_last_line(file: File) -> Finding | None:
    """How much nearer than seven eighths of a character the text comes to the lower line."""
    rules = file.first.level(red=True)
    rows = [row.bottom for row in file.first.body if rules and row.bottom < rules[-1].top]
    if len(rules) != 4 or not rows:
        return None
    return Finding(0, round(max(0.0, _GAP - (rules[2].top - max(rows))), 2), 0.3, "mm", 1)


@dataclass(frozen=True)
class _Name:
    """署名, in as many lines as it takes."""

    rows: tuple[Row, ...]

    @property
    def left(self) -> float:
        return min(row.left for row in self.rows)

    @property
    def right(self) -> float:
        return max(row.right for row in self.rows)

    @property
    def top(self) -> float:
        return min(row.top for row in self.rows)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def _signed(file: File) -> tuple[Sheet, _Name, Row] | None:
    """The last date that stands alone, right of the middle, with the name above it."""
    for sheet in reversed(file.upright):
        for row in reversed(sheet.text):
            if _DAY.fullmatch(row.text) and row.middle > (LEFT + RIGHT) / 2:
                name = _name_above(sheet, row)
                if name:
                    return sheet, _Name(name), row
    return None


def _name_above(sheet: Sheet, day: Row) -> tuple[Row, ...]:
    """The lines right above the date, no empty one between; text begins farther left."""
    found, base = [], day.base
    for row in reversed([one for one in sheet.text if one.base < day.base - 1]):
        if base - row.base > 1.3 * _LINE or row.left < LEFT + 3 * SQUARE:
            break
        found.append(row)
        base = row.base
    return tuple(found)


def date_from_the_right(file: File) -> Finding | None:
    """右空四字 under a seal; without one it begins two squares after the name."""
    signed = _signed(file)
    if signed is None:
        return None
    sheet, name, day = signed
    if _is_plain(*signed):
        return farthest([(sheet.number, day.left - name.left)], 2 * SQUARE, 1.0)
    if name.right > RIGHT - SQUARE / 2:  # a name too long for that takes the date along
        return None
    return farthest([(sheet.number, RIGHT - day.right)], 4 * SQUARE, 1.0)


def name_over_the_date(file: File) -> Finding | None:
    signed = _signed(file)
    if signed is None or _is_plain(*signed):
        return None
    sheet, name, day = signed
    return farthest([(sheet.number, name.middle - day.middle)], 0.0, 1.5)


def _is_plain(sheet: Sheet, name: _Name, day: Row) -> bool:
    """Without a seal: a single line below the text, one of the two ends two squares in."""
    ends = (RIGHT - name.right, RIGHT - day.right)
    aligned = any(abs(end - 2 * SQUARE) < 1.5 for end in ends)
    above = [row.bottom for row in sheet.body if row.bottom < name.top]
    near = bool(above) and name.top - max(above) < 2 * _LINE
    return aligned and near and abs(day.left - name.left - 2 * SQUARE) < 1.5


def plain_below_the_text(file: File) -> Finding | None:
    """不加盖印章: the name one line below the text."""
    signed = _signed(file)
    if signed is None or not _is_plain(*signed):
        return None
    sheet, name, _ = signed
    text = max(row.bottom for row in sheet.body if row.bottom < name.top)
    return farthest([(sheet.number, name.top - text)], _LINE + _GAP, 2.0)


def seal_below_the_text(file: File) -> Finding | None:
    """A seal of 42 mm pressed over name and date begins within one line of the text."""
    signed = _signed(file)
    if signed is None or _is_plain(*signed):
        return None
    sheet, name, day = signed
    seal_top = day.bottom + _GAP + 2.0 - _SEAL
    text = [row.bottom for row in sheet.body if row.bottom < name.top]
    if not text:
        return Finding(1, 0, 0, "行正文同页", sheet.number)
    return farthest([(sheet.number, seal_top - max(text))], _LINE / 2, _LINE / 2 + 0.5)


def _imprint(file: File) -> list[Stroke]:
    """The rules of the imprint: black, across the type area, from the last page's edge up."""
    rules = file.sheets[-1].level(red=False)
    across = [rule for rule in rules if abs(rule.length - 156) < 1]
    upright = [s for s in file.sheets[-1].leaf.strokes if not s.level and not s.red]
    ends = {round(stroke.bottom, 1) for stroke in upright}
    return [rule for rule in across if round(rule.top, 1) not in ends and rule.top > TOP + 60]


def imprint_end(file: File) -> Finding | None:
    rules = _imprint(file)
    if not rules:
        return None
    last = rules[-1]
    return farthest([(len(file.sheets), last.top + last.weight / 2 - BOTTOM)], 0.0, 0.5)


def imprint_thick(file: File) -> Finding | None:
    rules = _imprint(file)
    page = len(file.sheets)
    return farthest(((page, rule.weight) for rule in rules[:1] + rules[-1:]), 0.35, 0.05)


def imprint_thin(file: File) -> Finding | None:
    page = len(file.sheets)
    return farthest(((page, rule.weight) for rule in _imprint(file)[1:-1]), 0.25, 0.05)


def copies(file: File) -> Finding | None:
    """抄送 one square in from the left, in 四号."""
    rows = list(_copies(file))
    return farthest(((number, row.left - LEFT) for number, row in rows), 4.94, 1.0)


def copies_size(file: File) -> Finding | None:
    return farthest(((number, row.size) for number, row in _copies(file)), 14.0, 0.3, "磅")


def _copies(file: File) -> Iterator[tuple[int, Row]]:
    for sheet in file.upright:
        for row in sheet.body:
            if row.text.startswith(("抄送：", "主送：")):
                yield sheet.number, row


_HEADED = DOCUMENT | MINUTES
_ALL = _HEADED | LETTER

OFFICIAL_RULES: tuple[Rule, ...] = (
    Rule("mark", "红色发文机关标志", "7.2.4", mark_is_there, _ALL),
    Rule("mark_top", "发文机关标志距版心上边缘", "7.2.4", mark_top, _HEADED),
    Rule("number_below", "发文机关标志下空二行", "7.2.5", number_below_mark, _HEADED),
    Rule("number_form", "发文字号写法不对", "7.2.5", number_form, _ALL),
    Rule("number_place", "发文字号的位置", "7.2.5", number_in_the_middle, _HEADED),
    Rule("signer", "签发人居右空一字", "7.2.6", signer_from_the_right, DOCUMENT),
    Rule("red_rule", "红色分隔线", "7.2.7", red_rules, _HEADED),
    Rule("red_width", "红色分隔线长", "7.2.7", red_width, _HEADED),
    Rule("red_below", "红色分隔线在文号之下", "7.2.7", red_below_number, _HEADED),
    Rule("letter_mark_top", "标志距上页边", "10.1", letter_mark_top, LETTER),
    Rule("letter_rules", "红色双线", "10.1", letter_rules, LETTER),
    Rule("letter_width", "红色双线长", "10.1", letter_rule_width, LETTER),
    Rule("letter_middle", "红色双线居中", "10.1", letter_rule_middle, LETTER),
    Rule("letter_head", "标志下红色双线", "10.1", letter_rule_below_mark, LETTER),
    Rule("letter_foot", "红色双线距下页边", "10.1", letter_rule_foot, LETTER),
    Rule("letter_weights", "双线粗细颠倒", "10.1", letter_rule_weights, LETTER),
    Rule("letter_number", "发文字号居右顶格", "10.1", letter_number_right, LETTER),
    Rule("letter_number_gap", "发文字号距红色双线", "10.1", letter_number_below, LETTER),
    Rule("letter_last_line", "首页末行距双线不足", "10.1", letter_last_line, LETTER),
    Rule("title", "二号标题", "7.3.1", title_size, _ALL),
    Rule("title_below", "标题在红线下空二行", "7.3.1", title_below_rule, _HEADED),
    Rule("letter_title", "标题与上一要素相距二行", "10.1", title_below_number, LETTER),
    Rule("title_middle", "标题居中", "7.3.1", title_in_the_middle, _ALL),
    Rule("title_shape", "标题呈沙漏形", "7.3.1", title_shape, _ALL),
    Rule("first_page", "首页有正文", "7.3.3", text_on_the_first_page, _ALL),
    Rule("date", "成文日期右空", "7.3.5", date_from_the_right, DOCUMENT | LETTER),
    Rule("issuer", "署名以日期为准居中", "7.3.5.1", name_over_the_date, DOCUMENT | LETTER),
    Rule("seal", "印章顶端距正文", "7.3.5.1", seal_below_the_text, DOCUMENT | LETTER),
    Rule("plain", "署名在正文下空一行", "7.3.5.2", plain_below_the_text, DOCUMENT | LETTER),
    Rule("imprint_end", "版记末条线与版心下边缘", "7.4.1", imprint_end, _HEADED),
    Rule("imprint_thick", "版记首末条线宽", "7.4.1", imprint_thick, _HEADED),
    Rule("imprint_thin", "版记中间线宽", "7.4.1", imprint_thin, _HEADED),
    Rule("copies", "抄送左空一字", "7.4.2", copies, _ALL),
    Rule("copies_size", "抄送字号（四号）", "7.4.2", copies_size, _ALL),
)
