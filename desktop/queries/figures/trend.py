"""One figure over the last months, as the record has it now."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.domain.months import last_month
from desktop.queries.figures.catalogue import figure
from desktop.queries.figures.figure import Ask, Figure, Ratio, counted, ratio_of
from desktop.queries.figures.span import month_span

MONTHS = 13
"""So that the same month of the year before stands at the left end."""


@dataclass(frozen=True)
class TrendPoint:
    """A month with its value; None is unknown and drawn as a gap."""

    period: int
    value: float | None


def figure_trend(session: Session, code: str, period: int) -> tuple[TrendPoint, ...]:
    """Ask all months in one statement."""
    asked = figure(code)
    codes = (code,) if isinstance(asked, Figure) else (asked.numerator, asked.denominator)
    counts = [one for one in map(figure, codes) if isinstance(one, Figure)]
    periods = [period]
    while len(periods) < MONTHS:
        periods.insert(0, last_month(periods[0]))
    answers = counted(
        session,
        [
            Ask(f"{one}:{count.code}", count, month_span(one), history=False)
            for one in periods
            for count in counts
        ],
    )
    return tuple(
        TrendPoint(
            one,
            _value(asked, {count.code: answers[f"{one}:{count.code}"].value for count in counts}),
        )
        for one in periods
    )


def _value(asked: Figure | Ratio, values: dict[str, float | None]) -> float | None:
    return values[asked.code] if isinstance(asked, Figure) else ratio_of(values, asked)
