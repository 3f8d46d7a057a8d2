"""The days a figure is asked for: a month, a year so far, the whole action so far."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.months import first_day, last_day, month_of, next_month

ACTION_BEGAN = date(2024, 1, 1)
"""The first day of the three-year action (治本攻坚三年行动, 2024-2026)."""


@dataclass(frozen=True)
class Span:
    """From ``first`` through the end of the day ``through``."""

    first: date
    through: date

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last month, as 202610; records keep the month of their day."""
        return month_of(self.first), month_of(self.through)


def month_span(period: int, through: date | None = None) -> Span:
    """The calendar month ``period``, cut off after ``through`` where one is given."""
    last = last_day(period)
    return Span(first_day(period), min(through or last, last))


def months_between(first: int, last: int) -> tuple[int, ...]:
    """Every month from ``first`` to ``last``, both inclusive; empty where they are reversed."""
    found = []
    while first <= last:
        found.append(first)
        first = next_month(first)
    return tuple(found)


def runs(first: date, through: date, covered: Set[int]) -> tuple[Span, ...]:
    """The days from ``first`` to ``through`` outside the ``covered`` months, in as few spans."""
    spans: list[Span] = []
    for period in months_between(month_of(first), month_of(through)):
        if period in covered:
            continue
        whole = month_span(period)
        begins, ends = max(whole.first, first), min(whole.through, through)
        if spans and spans[-1].through + timedelta(days=1) == begins:
            begins = spans.pop().first
        spans.append(Span(begins, ends))
    return tuple(spans)
