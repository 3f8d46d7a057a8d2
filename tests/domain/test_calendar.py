"""Days counted against the State Council's notice for 2026 and the articles on terms.

2026: 元旦 1-3 Jan (4 Jan worked), 春节 15-23 Feb (14 and 28 Feb worked), 清明 4-6 Apr,
劳动节 1-5 May (9 May worked), 端午 19-21 Jun, 中秋 25-27 Sep (20 Sep worked),
国庆 1-7 Oct (10 Oct worked).
"""

from datetime import date

import pytest

from desktop.domain.calendar import (
    Due,
    WorkCalendar,
    add_months,
    check_not_future,
    chinese_date,
    due_date,
)
from desktop.domain.errors import RuleViolation
from desktop.reference.holidays import YearTable, year_tables
from desktop.reference.terms import Term, Unit, terms

CALENDAR = WorkCalendar(year_tables())


def term(length: int, unit: Unit, *, moves: bool = True) -> Term:
    return Term("x", "试", "起", length, unit, "某法第一条", moves)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),  # a Sunday
        (date(2026, 2, 14), True),  # a Saturday
        (date(2026, 2, 23), False),  # a Monday
        (date(2026, 2, 28), True),
        (date(2026, 4, 6), False),
        (date(2026, 5, 9), True),
        (date(2026, 6, 19), False),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 31), False),
        (date(2026, 11, 12), True),
    ],
)
def test_days_of_2026(day: date, worked: bool) -> None:
    assert CALENDAR.is_workday(day) is worked


def test_working_days_of_a_whole_year() -> None:
    # 2026 has 365 days, 104 of them weekends; 19 weekdays are off, 6 weekend days worked.
    off = [d for d in CALENDAR.years[2026].days_off if d.weekday() < 5]
    assert len(off) == 19
    assert len(CALENDAR.workdays(2026)) == 365 - 104 - 19 + 6


@pytest.mark.parametrize(
    ("first", "due"),
    [
        (date(2026, 11, 1), date(2026, 10, 30)),  # 31 Oct is a Saturday
        (date(2026, 10, 1), date(2026, 9, 30)),
        (date(2026, 5, 1), date(2026, 4, 30)),
        (date(2026, 3, 1), date(2026, 2, 28)),  # a worked Saturday
        (date(2027, 1, 1), date(2026, 12, 31)),  # needs no table of 2027
    ],
)
def test_last_working_day_before_the_first(first: date, due: date) -> None:
    assert CALENDAR.last_workday_before(first) == due


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (date(2026, 9, 30), 5, date(2026, 10, 13)),  # 8, 9, 10 (worked), 12, 13
        (date(2026, 11, 12), 7, date(2026, 11, 23)),
        (date(2026, 11, 14), 1, date(2026, 11, 16)),  # from a Saturday
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 11, 12), 0, date(2026, 11, 12)),
    ],
)
def test_working_days_added(start: date, length: int, end: date) -> None:
    assert CALENDAR.add_workdays(start, length) == end


@pytest.mark.parametrize(
    ("start", "rule", "end"),
    [
        (date(2026, 9, 15), term(15, Unit.DAYS), date(2026, 9, 30)),
        (date(2026, 9, 16), term(15, Unit.DAYS), date(2026, 10, 8)),  # 1 Oct moves on
        (date(2026, 9, 16), term(15, Unit.DAYS, moves=False), date(2026, 10, 1)),
        (date(2026, 9, 13), term(7, Unit.DAYS), date(2026, 9, 20)),  # a worked Sunday stays
        (date(2026, 3, 31), term(6, Unit.MONTHS), date(2026, 9, 30)),
        (date(2025, 11, 30), term(3, Unit.MONTHS), date(2026, 2, 28)),
        (date(2026, 9, 30), term(5, Unit.WORKDAYS), date(2026, 10, 13)),
    ],
)
def test_due_dates(start: date, rule: Term, end: date) -> None:
    assert due_date(start, rule, CALENDAR).day == end


def test_the_arithmetic_and_the_article_are_shown() -> None:
    due = due_date(date(2026, 9, 16), term(15, Unit.DAYS), CALENDAR)
    assert due.article == "某法第一条"
    assert "2026年9月16日起，次日起算15日，至2026年10月1日（星期四）" in due.arithmetic
    assert "顺延至2026年10月8日（星期四）" in due.arithmetic


def test_the_last_day_is_in_time() -> None:
    due = Due(date(2026, 11, 12), "", "")
    assert not due.overdue(date(2026, 11, 12))
    assert due.overdue(date(2026, 11, 13))


def test_a_year_without_a_table_is_said() -> None:
    with pytest.raises(RuleViolation, match="缺少2027年的节假日安排"):
        CALENDAR.workdays(2027)
    with pytest.raises(RuleViolation, match="2027年"):
        due_date(date(2026, 12, 10), term(60, Unit.DAYS), CALENDAR)
    # A term that is not moved by holidays needs no table.
    assert due_date(date(2026, 12, 10), term(60, Unit.DAYS, moves=False), CALENDAR).day == date(
        2027, 2, 8
    )


def test_the_offices_own_table_goes_on_top() -> None:
    own = YearTable(2027, frozenset({date(2027, 1, 1)}), frozenset({date(2027, 1, 2)}), "本单位")
    calendar = WorkCalendar(year_tables([own]))
    assert calendar.is_workday(date(2027, 1, 2))
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_workday(date(2026, 2, 14))


@pytest.mark.parametrize(
    ("day", "count", "end"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_added(day: date, count: int, end: date) -> None:
    assert add_months(day, count) == end


def test_dates_are_written_without_leading_noughts() -> None:
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"


def test_an_event_cannot_lie_ahead() -> None:
    check_not_future(date(2026, 11, 12), date(2026, 11, 12), "检查")
    with pytest.raises(RuleViolation, match="检查日期2026年11月13日晚于今天"):
        check_not_future(date(2026, 11, 13), date(2026, 11, 12), "检查")


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("administrative_review", date(2026, 9, 28), date(2026, 11, 27)),
        ("administrative_suit", date(2026, 4, 10), date(2026, 10, 10)),  # a worked Saturday
        ("hearing_request", date(2026, 11, 12), date(2026, 11, 19)),
        ("announced_service", date(2026, 9, 1), date(2026, 10, 1)),
        ("award_ban", date(2025, 11, 12), date(2026, 11, 12)),
    ],
)
def test_terms_of_law(code: str, start: date, end: date) -> None:
    assert due_date(start, terms()[code], CALENDAR).day == end
