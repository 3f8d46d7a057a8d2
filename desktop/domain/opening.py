"""期初数: the months and years an office reported before its first day in the program."""

import re
from datetime import date

from desktop.domain.months import first_day, last_day, month_of, month_words
from desktop.domain.names import half_width

_YEAR = re.compile(r"(20\d\d)年?(?:全年|度)?")
_MONTH = re.compile(r"(20\d\d)[-年/.]?(\d{1,2})月?")
_YEARS_BACK = 3
_LAST_YEAR = 9999


def is_year(period: int) -> bool:
    """2025 is a year, 202601 a month."""
    return period <= _LAST_YEAR


def period_words(period: int) -> str:
    return f"{period}年" if is_year(period) else month_words(period)


def period_days(period: int) -> tuple[date, date]:
    """The first and the last day."""
    if is_year(period):
        return date(period, 1, 1), date(period, 12, 31)
    return first_day(period), last_day(period)


def read_period(text: str) -> int | None:
    """2025年, 2025年度, 2026年1月, 2026-01, 202601; None for anything else."""
    plain = "".join(half_width(text).split())
    year = _YEAR.fullmatch(plain)
    if year is not None:
        return int(year[1])
    month = _MONTH.fullmatch(plain)
    if month is None or not 1 <= int(month[2]) <= 12:
        return None
    return int(month[1]) * 100 + int(month[2])


def opening_periods(start: date) -> tuple[int, ...]:
    """What an office that starts on that day may have reported: some years, then the months."""
    years = range(start.year - _YEARS_BACK, start.year)
    months = (start.year * 100 + month for month in range(1, 13))
    return (
        *years,
        *(month for month in months if month <= month_of(start) and _began(month, start)),
    )


def _began(month: int, start: date) -> bool:
    return first_day(month) < start
