"""Days as people write them: 2026.3.5, 20260305, 2026年3月, 46086 (Excel's own count), 长期."""

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from desktop.domain.names import half_width

NO_END = date.max
"""长期: a period without an end."""

_FOREVER = frozenset({"长期", "长期有效", "永久", "永久有效"})
_DAY = re.compile(r"(\d{4})(?:年|[./\-—、])(\d{1,2})(?:月|[./\-—、])(\d{1,2})[日号.]?")
_TIME = re.compile(r"[T\s]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_HALF_MONTH = re.compile(r"\d{4}\.1")
_MONTH = re.compile(r"(\d{4})(?:年|[./\-—])(\d{1,2})月?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?(?:\.0)?")
_COUNTED = re.compile(r"\d{5}(?:\.\d+)?")
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_COUNTS = range(18264, 73415)  # 1950 to 2100; what lies outside is no day of this trade


class WrittenDay(NamedTuple):
    """A day read; ``month_only`` where the day of the month was not written."""

    day: date
    month_only: bool = False


def read_day(raw: object, *, month_end: bool) -> WrittenDay | None:
    """The day a cell holds; None where it is no day that exists."""
    if isinstance(raw, datetime):
        return WrittenDay(raw.date())
    if isinstance(raw, date):
        return WrittenDay(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    text = raw if isinstance(raw, str) else f"{raw:.10g}"
    if not isinstance(raw, str) and _HALF_MONTH.fullmatch(text):
        return None  # the number 2026.1 was typed 2026.1 or 2026.10, nobody knows
    return _read_text(text, month_end)


@lru_cache(maxsize=65536)
def _read_text(text: str, month_end: bool) -> WrittenDay | None:
    bare = "".join(_TIME.sub("", half_width(text).strip()).split())
    if bare in _FOREVER:
        return WrittenDay(NO_END)
    if _COUNTED.fullmatch(bare) and int(float(bare)) in _EXCEL_COUNTS:
        return WrittenDay(_EXCEL_ZERO + timedelta(days=int(float(bare))))
    match = _DAY.fullmatch(bare) or _PACKED.fullmatch(bare) or _MONTH.fullmatch(bare)
    if match is None:
        return None
    year, month, *rest = match.groups()
    try:
        if any(rest):
            return WrittenDay(date(int(year), int(month), int(rest[0])))
        last = calendar.monthrange(int(year), int(month))[1] if month_end else 1
        return WrittenDay(date(int(year), int(month), last), month_only=True)
    except ValueError:
        return None
