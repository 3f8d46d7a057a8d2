"""Working days and due dates: counted as the law counts, the arithmetic shown.

民法典 201 to 203 and 民事诉讼法 85: the day of the start is not counted; a last day that is a
holiday gives way to the first day after the holiday. Working days only where a law says so for
its own terms (行政处罚法 85, 行政复议法 88).
"""

import calendar as _months
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from desktop.domain.errors import RuleViolation
from desktop.reference.holidays import YearTable
from desktop.reference.terms import Term, Unit

_DAY = timedelta(days=1)
_SATURDAY = 5
_WEEK = "一二三四五六日"
MAY_MOVE = "民法典第二百零三条、民事诉讼法第八十五条"


@dataclass(frozen=True)
class WorkCalendar:
    """工作日历: the years whose holidays are known; any other year is refused, never guessed."""

    years: Mapping[int, YearTable]

    def is_workday(self, day: date) -> bool:
        """Whether the office works on that day."""
        table = self._table(day.year)
        if day in table.worked_weekends:
            return True
        return day.weekday() < _SATURDAY and day not in table.days_off

    def first_workday_from(self, day: date) -> date:
        """The day itself if worked, else the next one that is."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def last_workday_before(self, day: date) -> date:
        """The latest working day earlier than ``day``."""
        day -= _DAY
        while not self.is_workday(day):
            day -= _DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it, if negative)."""
        step = _DAY if count >= 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays(self, year: int) -> tuple[date, ...]:
        """Every working day of one year."""
        self._table(year)
        first = date(year, 1, 1)
        length = (date(year + 1, 1, 1) - first).days
        days = (first + timedelta(days=offset) for offset in range(length))
        return tuple(day for day in days if self.is_workday(day))

    def _table(self, year: int) -> YearTable:
        try:
            return self.years[year]
        except KeyError:
            raise RuleViolation(
                f"缺少{year}年的节假日安排，无法推算该年工作日；"
                "请在国务院办公厅通知公布后录入该年节假日表"
            ) from None


@dataclass(frozen=True)
class Due:
    """The last day of a term, how it was counted, and the article it comes from."""

    day: date
    arithmetic: str
    article: str

    def overdue(self, today: date) -> bool:
        """The last day itself is still in time."""
        return today > self.day


def due_date(start: date, term: Term, calendar: WorkCalendar) -> Due:
    """When a term that starts with an event on ``start`` ends."""
    if term.unit is Unit.WORKDAYS:
        day = calendar.add_workdays(start, term.length)
        shown = f"{chinese_date(start)}起，次日起算第{term.length}个工作日为{_with_week(day)}"
        return Due(day, shown, term.article)
    last = _plain_end(start, term)
    shown = f"{chinese_date(start)}起，次日起算{term.length}{_UNIT_WORDS[term.unit]}"
    shown += f"，至{_with_week(last)}"
    if not term.moves:
        return Due(last, shown, term.article)
    day = calendar.first_workday_from(last)
    if day != last:
        shown += f"，该日为法定休假日，顺延至{_with_week(day)}（{MAY_MOVE}）"
    return Due(day, shown, term.article)


_UNIT_WORDS = {Unit.DAYS: "日", Unit.MONTHS: "个月"}


def _plain_end(start: date, term: Term) -> date:
    if term.unit is Unit.MONTHS:
        return add_months(start, term.length)
    return start + timedelta(days=term.length)


def add_months(day: date, count: int) -> date:
    """The same-numbered day ``count`` months on; the month's last where if none (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, _months.monthrange(year, month + 1)[1]))


def chinese_date(day: date) -> str:
    """2026年3月5日: Arabic digits, no leading noughts (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _with_week(day: date) -> str:
    return f"{chinese_date(day)}（星期{_WEEK[day.weekday()]}）"


def check_in_order(days: Sequence[tuple[str, date]]) -> None:
    """What happened later cannot have happened earlier; each day has its word."""
    for (word, day), (next_word, next_day) in pairwise(days):
        if day > next_day:
            raise RuleViolation(
                f"{word}{chinese_date(day)}晚于{next_word}{chinese_date(next_day)}，请核对"
            )


def check_not_future(day: date, today: date, event: str) -> None:
    """Any past day can be entered; an event cannot lie ahead of the day it is entered."""
    if day > today:
        raise RuleViolation(
            f"{event}日期{chinese_date(day)}晚于今天（{chinese_date(today)}），未发生的事不能记录"
        )
