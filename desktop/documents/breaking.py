"""Where a line of Chinese may end: no forbidden mark at its edges, nothing whole taken apart."""

import re
from itertools import pairwise

NO_START = frozenset("，。、；：？！）》〉】〗〕』」”’…—·～\uff05%℃℉‰°,.;:!?)]}")
"""Marks that may not begin a line (避头)."""

NO_END = frozenset("（《〈【〖〔『「“‘￥\uff04([{¥$№#")
"""Marks that may not end a line (避尾)."""

_STAYS = NO_START | {" "}

OPENING = frozenset("（《〈【〖〔『「“‘")
"""Full-width marks whose ink stands in the right half of their square."""

CLOSING = frozenset("，。、；：？！）》〉】〗〕』」”’")
"""Full-width marks whose ink stands in the left half (or, some, in the middle)."""

_UNITS = (
    "个工作日|个自然日|个小时|平方米|立方米|工作日|个月|平方|毫米|厘米|千米|公里|公斤|千克|小时|分钟|"
    "万元|亿元|人次|项次|学时|年度|号楼|号机|米|吨|元|人|项|个|台|日|天|年|月|周|时|分|秒|层|处|条|款|次|份|"
    "页|名|起|批|栋|幢|楼|轴|号|度|岁|家|轮|版|倍|根|道|套|户"
)

# What is read as one thing stays on one line: 文号, dates, hours, articles of law, numbers with
# their sign and unit, standards, Latin words. A 机关代字 has no mark at its beginning: where it
# follows other words five characters are held, which is as long as such a word mostly is.
WHOLE = re.compile(
    rf"""
      [A-Za-z]{{0,4}}(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{6,9}}|[\u4e00-\u9fff]{{0,5}})
      〔\d{{4}}〕第?\d+号
    | \d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?
    | \d{{1,2}}月\d{{1,2}}日
    | \d{{1,2}}时\d{{1,2}}分
    | 第（?[一二三四五六七八九十百零〇.\d]{{1,7}}）?[条款项章节号批期次轮]楼?
    | （[一二三四五六七八九十\d]{{1,3}}）
    | (?:GB|JGJ|CJJ|DB|JG|JB|DBJ|CECS)(?:/T)?\s?[\d/]+(?:[-\u2013\u2014]\d+)?
    | [±≥≤≈<>φΦ+\-]?[A-Za-z0-9²³]+(?:[.,:/\-+_@&\#×*=~～·'\u2032]{{1,3}}[A-Za-z0-9²³]+)*\#?
      (?:[%\uff05‰℃°]|\s?(?:mm|cm|km|kN|kPa|MPa|kV|kW|kg|m|t)[²³]?\b|㎡|{_UNITS})?
    """,
    re.VERBOSE,
)

PARTS = re.compile(r"〔\d{4}〕第?\d+号|\d+(?:[.,]\d+)*[年月日时分号%]?|[A-Za-z]+")
"""What stays on one line even in a cell too narrow for what is read as one thing."""


def breaks(text: str, kept: re.Pattern[str] | None = WHOLE) -> list[bool]:
    """For each place before a character: may the line end there? The first and last: yes."""
    allowed = [True]
    allowed += [right not in _STAYS and left not in NO_END for left, right in pairwise(text)]
    if kept is not None:
        for match in kept.finditer(text):
            start, end = match.span()
            if end - start > 1:
                allowed[start + 1 : end] = [False] * (end - start - 1)
    return [*allowed, True]


def is_solid(left: str, right: str) -> bool:
    """Two neighbours that are never spread apart: digits of one number, letters of one word."""
    return _is_narrow(left) and _is_narrow(right)


def _is_narrow(char: str) -> bool:
    return char != " " and ord(char) < 0x2000
