"""What a clerk types, understood: 20260305, 2026.3.5, 3.5 or 今天 for a day; 1,200.5 for a sum."""

import re
import unicodedata
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

_WORDS = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2}


class NotUnderstood(ValueError):
    """The words are no day or number; the argument is the sentence."""


def typed_date(words: str, today: date) -> date:
    """A day as typed; without a year it is the year of ``today``."""
    plain = _half_width(words)
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    parts = _parts(plain)
    if parts is None:
        raise NotUnderstood("看不懂这个日期，请写成 20260305、2026.3.5 或 3.5")
    year, month, day = parts
    try:
        return date(year or today.year, month, day)
    except ValueError:
        raise NotUnderstood("没有这一天，请核对月份和日期") from None


def _parts(plain: str) -> tuple[int, int, int] | None:
    whole = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain)
    if whole is None:
        whole = re.fullmatch(r"(?:(\d{4})[-./年 ])?(\d{1,2})[-./月 ](\d{1,2})日?", plain)
    if whole is None:
        return None
    year, month, day = whole.groups()
    return int(year or 0), int(month), int(day)


def typed_hour(words: str) -> time:
    """An hour of the day: 9:30, 09:30, 930."""
    whole = re.fullmatch(r"(\d{1,2})[:.]?(\d{2})", _half_width(words))
    hour, minute = map(int, whole.groups()) if whole else (-1, -1)
    try:
        return time(hour, minute)
    except ValueError:
        raise NotUnderstood("时刻请写成 9:30") from None


def typed_number(words: str, decimals: int) -> Decimal:
    """A number as typed, with or without commas."""
    plain = _half_width(words).replace(",", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise NotUnderstood("请填数字") from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise NotUnderstood("请填数字")
    if -exponent > decimals:
        raise NotUnderstood(f"最多 {decimals} 位小数" if decimals else "请填整数")
    return number


def _half_width(words: str) -> str:
    """A Chinese input method gives full-width figures, and 。 for a point."""
    return unicodedata.normalize("NFKC", words).replace("。", ".").strip()
