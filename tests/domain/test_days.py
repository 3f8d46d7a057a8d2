"""Days in the forms people and Excel write them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.days import NO_END, read_day

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
FORMS = (
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}/{0.month}/{0.day}",
    "{0:%Y-%m-%d}",
    " {0:%Y.%m.%d} ",
    "{0:%Y%m%d}",
    "{0.year} 年 {0.month} 月 {0.day} 号",
    "{0:%Y-%m-%d} 08:30:00",
    "{0:%Y-%m-%d}T08:30",
)


@given(DAYS, st.sampled_from(FORMS))
def test_every_written_form(day: date, form: str) -> None:
    written = read_day(form.format(day), month_end=True)
    assert written is not None
    assert (written.day, written.month_only) == (day, False)


@given(DAYS)
def test_excel_counts_days_from_the_end_of_1899(day: date) -> None:
    count = (day - date(1899, 12, 30)).days
    for raw in (count, float(count), str(count)):
        assert read_day(raw, month_end=True) == (day, False)


@given(DAYS)
def test_eight_digits_as_a_number(day: date) -> None:
    assert read_day(float(f"{day:%Y%m%d}"), month_end=True) == (day, False)


@given(st.integers(1950, 2099), st.integers(1, 12))
def test_month_without_day(year: int, month: int) -> None:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    for text in (f"{year}年{month}月", f"{year}-{month:02}", f"{year}{month:02}"):
        assert read_day(text, month_end=False) == (first, True)
        assert read_day(text, month_end=True) == (last, True)


@given(st.text(max_size=12) | st.floats() | st.integers())
def test_whatever_it_is_it_is_a_day_or_none(raw: object) -> None:
    assert read_day(raw, month_end=True) is None or read_day(raw, month_end=True)


@pytest.mark.parametrize(
    "raw",
    ["2026.2.30", "2026-13-01", "20261345", "2026年3月0日", "2026", "2026.00", "下月初", "3月5日"],
)
def test_no_such_day(raw: str) -> None:
    assert read_day(raw, month_end=True) is None


@pytest.mark.parametrize("raw", ["", True, None, 0.0, 123.0, 10**12, 2026.1])
def test_nothing_like_a_day(raw: object) -> None:
    assert read_day(raw, month_end=True) is None


def test_real_days_full_width_and_no_end() -> None:
    assert read_day(datetime(2026, 3, 5, 8, 30), month_end=True) == (date(2026, 3, 5), False)  # noqa: DTZ001
    assert read_day("\uff12\uff10\uff12\uff16\uff0e\uff13\uff0e\uff15", month_end=True) == (
        date(2026, 3, 5),
        False,
    )
    assert read_day(" 长 期 ", month_end=True) == (NO_END, False)
