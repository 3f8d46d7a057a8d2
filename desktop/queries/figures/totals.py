"""What a month's figure stands beside: 本年累计, 行动累计 and 同期, with the 期初数 in them.

A month (or a past year) for which a figure was submitted before the program came in counts with
what was submitted; only the days outside are counted from the record, so nothing counts twice.
From its floor, the first day it is reported by its records, a figure counts by records alone.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import MonthState
from db.tables.months import Month, MonthFigure, NothingHappened
from db.tables.office import SubmittedFigure
from desktop.domain.months import month_of
from desktop.queries.figures.catalogue import COUNTS, FIGURES
from desktop.queries.figures.figure import Ask, Counted, Figure, Kind, Ratio, counted, ratio_of
from desktop.queries.figures.span import (
    ACTION_BEGAN,
    Span,
    month_span,
    months_between,
    runs,
)

Values = dict[str, float | None]
Submitted = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True)
class MonthValues:
    """Every figure of one month by its code; a missing or None value is unknown.

    ``opening`` is the part of ``year`` that lies before the figure's floor.
    """

    values: Values
    history: Values
    opening: Values
    year: Values
    action: Values
    same_period: Values
    confirmed: Mapping[str, str]


def month_values(
    session: Session,
    period: int,
    through: date | None = None,
    floors: Mapping[str, date] | None = None,
    reported: Container[str] = (),
) -> MonthValues:
    """Ask everything the month page and the report show, in few statements.

    Of the flows ``reported`` the action's total goes on from the last report's: what lies before
    this year, the longest to count, is not asked.
    """
    span = month_span(period, through)
    submitted, confirmed = submitted_figures(session), confirmed_figures(session)
    run = _Run(span, submitted, confirmed, floors or {}, reported)
    frozen = frozen_values(session, period - 100)
    asked = [Ask(f"m{row.code}", row, span) for row in COUNTS]
    asked += _same_asks(period - 100, frozen)
    asked += [ask for row in COUNTS for ask in _running(row, run)]
    answers = counted(session, asked)
    values: Values = {}
    for row in COUNTS:
        known = answers[f"m{row.code}"].value
        is_none = known is None and period in run.confirmed.get(row.code, {})
        values[row.code] = 0 if is_none else known
    return MonthValues(
        values=_with_ratios(values),
        history={row.code: answers[f"m{row.code}"].history for row in COUNTS},
        opening=_sums("opening", run, answers),
        year=_sums("year", run, answers),
        action=_sums("action", run, answers),
        same_period=_same_period(period - 100, answers, run, frozen),
        confirmed={code: who[period] for code, who in run.confirmed.items() if period in who},
    )


def past_values(session: Session, period: int) -> MonthValues:
    """Of a closed month only what was not frozen: 同期, and who confirmed 无发生."""
    submitted, confirmed = submitted_figures(session), confirmed_figures(session)
    run = _Run(month_span(period), submitted, confirmed, {})
    frozen = frozen_values(session, period - 100)
    answers = counted(session, _same_asks(period - 100, frozen))
    nothing: Values = {}
    return MonthValues(
        values=nothing,
        history=nothing,
        opening=nothing,
        year=nothing,
        action=nothing,
        same_period=_same_period(period - 100, answers, run, frozen),
        confirmed={code: who[period] for code, who in run.confirmed.items() if period in who},
    )


@dataclass(frozen=True)
class _Run:
    """What running totals are made of, read once for all figures."""

    span: Span
    submitted: Submitted
    confirmed: Mapping[str, Mapping[int, str]]
    floors: Mapping[str, date]
    reported: Container[str] = ()

    @property
    def new_year(self) -> date:
        return date(self.span.first.year, 1, 1)

    def begins(self, row: Figure) -> date:
        """The first day of this year that is counted by records alone."""
        floor = self.floors.get(row.code, self.new_year) if row.adds else self.new_year
        return max(floor, self.new_year)

    def told(self, row: Figure) -> Mapping[int, float]:
        """期初数 of the months and years before the floor."""
        periods = self.submitted.get(row.code, {})
        if not row.adds or row.code not in self.floors:
            return periods
        floor = month_of(self.floors[row.code])
        return {p: v for p, v in periods.items() if (p if p > 9999 else p * 100 + 12) < floor}

    def days(self, row: Figure, mark: str) -> tuple[date, date]:
        """o: this year before the floor. y: this year from it. a: the action before this year."""
        begins, day = self.begins(row), timedelta(days=1)
        if mark == "o":
            return self.new_year, begins - day
        if mark == "y":
            return begins, self.span.through
        return ACTION_BEGAN, self.new_year - day if row.adds else self.span.through


def submitted_figures(session: Session) -> dict[str, dict[int, float]]:
    """期初数 by figure and period (a month as 202601, a year as 2025)."""
    found: dict[str, dict[int, float]] = {}
    rows = select(SubmittedFigure.code, SubmittedFigure.period, SubmittedFigure.value)
    for code, period, value in session.execute(rows):
        found.setdefault(code, {})[period] = value
    return found


def confirmed_figures(session: Session) -> dict[str, dict[int, str]]:
    """Who confirmed 无发生, by figure and month; what is said of a whole is said of its parts."""
    found: dict[str, dict[int, str]] = {}
    rows = select(NothingHappened.code, NothingHappened.period, NothingHappened.who)
    for code, period, who in session.execute(rows):
        found.setdefault(code, {})[period] = who
    parts = [row for row in COUNTS if row.within]
    for row in parts:
        whole = found.get(row.within, {})
        if whole:
            found[row.code] = whole | found.get(row.code, {})
    return found


def covered_months(periods: Mapping[int, float], last: int) -> frozenset[int]:
    """The months up to ``last`` for which something was submitted, a past year whole."""
    months: set[int] = set()
    for period in periods:
        if period > 9999:
            months.add(period)
        elif period < last // 100:
            months |= set(months_between(period * 100 + 1, period * 100 + 12))
    return frozenset(months)


def submitted_sum(periods: Mapping[int, float], first: int, last: int) -> float | None:
    """What was submitted for the months ``first`` to ``last``; a year counts where it is whole."""
    years = {p for p in periods if p <= 9999 and first <= p * 100 + 1 and p * 100 + 12 <= last}
    months = {p for p in periods if p > 9999 and first <= p <= last and p // 100 not in years}
    chosen = years | months
    return sum(periods[period] for period in chosen) if chosen else None


def _running(row: Figure, run: _Run) -> list[Ask]:
    """What is counted from the record for the running totals, by its mark."""
    if row.kind is Kind.STOCK:
        return []
    covered = covered_months(run.told(row), month_of(run.span.through))
    return [
        Ask(f"{mark}{place}:{row.code}", row, days, history=False)
        for mark in ("oy" if row.adds and row.code in run.reported else "oya")
        for place, days in enumerate(runs(*run.days(row, mark), covered))
    ]


_MARKS = {"opening": "o", "year": "oy", "action": "aoy"}
"""Of which parts a running total is made, in the order of their days."""


def _sums(name: str, run: _Run, answers: Mapping[str, Counted]) -> Values:
    return {row.code: _sum(row, name, run, answers) for row in COUNTS if row.kind is Kind.FLOW}


def _sum(row: Figure, name: str, run: _Run, answers: Mapping[str, Counted]) -> float | None:
    """Add up; 0 is known only where every month is: recorded, submitted or confirmed 无发生.

    What counts a thing once is counted over all the days at once.
    """
    marks = _MARKS[name]
    if not row.adds:
        marks = {"opening": "o", "year": "y", "action": "a"}[name]
    begins = month_of(run.days(row, marks[0])[0])
    ends = month_of(run.days(row, marks[-1])[1])
    known = [answer.value for mark in marks for answer in _answers(row, mark, answers)]
    parts: list[float | None] = [*known, submitted_sum(run.told(row), begins, ends)]
    filled = [part for part in parts if part is not None]
    told = covered_months(run.told(row), ends) | run.confirmed.get(row.code, {}).keys()
    is_whole = None not in known or told.issuperset(months_between(begins, ends))
    return sum(filled) if any(filled) or is_whole else None


def _answers(row: Figure, mark: str, answers: Mapping[str, Counted]) -> Iterator[Counted]:
    for place in count():
        answer = answers.get(f"{mark}{place}:{row.code}")
        if answer is None:
            return
        yield answer


def _same_asks(period: int, frozen: Values) -> list[Ask]:
    """The same month of the year before, where it was not frozen."""
    span = month_span(period)
    asked = (row for row in COUNTS if row.code not in frozen)
    return [Ask(f"s{row.code}", row, span, history=False) for row in asked]


def _same_period(period: int, answers: Mapping[str, Counted], run: _Run, frozen: Values) -> Values:
    """同期: as submitted then, else as frozen then, else as the record has it by its own dates."""
    values: Values = {}
    for row in COUNTS:
        key = f"s{row.code}"
        value: float | None = answers[key].value if key in answers else frozen[row.code]
        if value is None and key in answers and period in run.confirmed.get(row.code, {}):
            value = 0
        values[row.code] = run.submitted.get(row.code, {}).get(period, value)
    return _with_ratios(values)


def frozen_values(session: Session, period: int) -> Values:
    """The figures of the newest closed edition of a month; empty where none was closed."""
    newest = (
        select(Month.id)
        .where(Month.period == period, Month.state.in_((MonthState.SEALED, MonthState.SUBMITTED)))
        .order_by(Month.edition.desc())
        .limit(1)
    )
    rows = select(MonthFigure.code, MonthFigure.value)
    rows = rows.where(MonthFigure.month_id == newest.scalar_subquery())
    return dict(session.execute(rows).all())


def _with_ratios(values: Values) -> Values:
    ratios = (row for row in FIGURES if isinstance(row, Ratio))
    return values | {row.code: ratio_of(values, row) for row in ratios}
