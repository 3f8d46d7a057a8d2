"""What a month's figure stands beside: 本年累计, 行动累计 and 同期, with the 期初数 in them.

A month (or a past year) for which a figure was submitted before the program came in counts with
what was submitted; only the days outside are counted from the record, so nothing counts twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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
    """Every figure of one month by its code; a missing or None value is unknown."""

    values: Values
    history: Values
    year: Values
    action: Values
    same_period: Values
    confirmed: Mapping[str, str]


def month_values(session: Session, period: int, through: date | None = None) -> MonthValues:
    """Ask everything the month page and the report show, in five statements."""
    span = month_span(period, through)
    submitted = submitted_figures(session)
    confirmed = confirmed_figures(session)
    asked = [Ask(f"m{row.code}", row, span) for row in COUNTS]
    earlier = month_span(period - 100)
    asked += [Ask(f"s{row.code}", row, earlier, history=False) for row in COUNTS]
    asked += [ask for row in COUNTS for ask in _running(row, span, submitted)]
    answers = counted(session, asked)
    values: Values = {}
    for row in COUNTS:
        known = answers[f"m{row.code}"].value
        is_none = known is None and period in confirmed.get(row.code, {})
        values[row.code] = 0 if is_none else known
    return MonthValues(
        values=_with_ratios(values),
        history={row.code: answers[f"m{row.code}"].history for row in COUNTS},
        year=_sums("y", date(span.first.year, 1, 1), span, answers, submitted, confirmed),
        action=_sums("a", ACTION_BEGAN, span, answers, submitted, confirmed),
        same_period=_same_period(session, period - 100, answers, submitted, confirmed),
        confirmed={code: who[period] for code, who in confirmed.items() if period in who},
    )


def submitted_figures(session: Session) -> dict[str, dict[int, float]]:
    """期初数 by figure and period (a month as 202601, a year as 2025)."""
    found: dict[str, dict[int, float]] = {}
    rows = select(SubmittedFigure.code, SubmittedFigure.period, SubmittedFigure.value)
    for code, period, value in session.execute(rows):
        found.setdefault(code, {})[period] = value
    return found


def confirmed_figures(session: Session) -> dict[str, dict[int, str]]:
    """Who confirmed 无发生, by figure and month."""
    found: dict[str, dict[int, str]] = {}
    rows = select(NothingHappened.code, NothingHappened.period, NothingHappened.who)
    for code, period, who in session.execute(rows):
        found.setdefault(code, {})[period] = who
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


def _running(row: Figure, span: Span, submitted: Submitted) -> list[Ask]:
    """The days of this year, and those of the action before it: together 行动累计."""
    if row.kind is Kind.STOCK:
        return []
    asked = []
    covered = covered_months(submitted.get(row.code, {}), month_of(span.through))
    new_year = date(span.first.year, 1, 1)
    before = new_year - timedelta(days=1) if row.adds else span.through
    for mark, first, last in (("y", new_year, span.through), ("a", ACTION_BEGAN, before)):
        for place, run in enumerate(runs(first, last, covered)):
            asked.append(Ask(f"{mark}{place}:{row.code}", row, run, history=False))
    return asked


def _sums(
    mark: str,
    first: date,
    span: Span,
    answers: Mapping[str, Counted],
    submitted: Submitted,
    confirmed: Mapping[str, Mapping[int, str]],
) -> Values:
    """Add up; 0 is known only where every month is: recorded, submitted or confirmed 无发生."""
    sums: Values = {}
    begins, ends = month_of(first), month_of(span.through)
    for row in COUNTS:
        if row.kind is Kind.STOCK:
            continue
        marks = "ya" if mark == "a" and row.adds else mark
        known = [answers[key].value for key in answers if _is_run(key, marks, row.code)]
        parts: list[float | None] = [*known]
        parts.append(submitted_sum(submitted.get(row.code, {}), begins, ends))
        filled = [part for part in parts if part is not None]
        told = (
            covered_months(submitted.get(row.code, {}), ends) | confirmed.get(row.code, {}).keys()
        )
        is_whole = None not in known or told.issuperset(months_between(begins, ends))
        sums[row.code] = sum(filled) if any(filled) or is_whole else None
    return sums


def _is_run(key: str, marks: str, code: str) -> bool:
    head, colon, tail = key.partition(":")
    return bool(colon) and head[0] in marks and tail == code


def _same_period(
    session: Session,
    period: int,
    answers: Mapping[str, Counted],
    submitted: Submitted,
    confirmed: Mapping[str, Mapping[int, str]],
) -> Values:
    """同期: as submitted then, else as frozen then, else as the record has it by its own dates."""
    frozen = frozen_values(session, period)
    values: Values = {}
    for row in COUNTS:
        value: float | None = answers[f"s{row.code}"].value
        if value is None and period in confirmed.get(row.code, {}):
            value = 0
        value = frozen.get(row.code, value)
        values[row.code] = submitted.get(row.code, {}).get(period, value)
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
