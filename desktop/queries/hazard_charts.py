"""图表: the hazards of a year by month, by class of the criteria, by the days they took."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import HazardLevel
from db.tables.hazards import Hazard
from desktop.domain.months import month_of
from desktop.queries.figures.span import Span, months_between
from desktop.queries.month_charts import days_to_close, majors_by_class


@dataclass(frozen=True)
class ChartRow:
    """A bar in two parts, and the filters under which the list of hazards shows what it counts.

    None is what nobody recorded.
    """

    title: str
    first: int | None
    second: int | None
    where: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> int | None:
        if self.first is None or self.second is None:
            return None
        return self.first + self.second


@dataclass(frozen=True)
class HazardCharts:
    """A year: what was found by month, its majors by class, and how fast things were closed."""

    year: int
    years: tuple[int, ...]
    months: tuple[ChartRow, ...]
    classes: tuple[ChartRow, ...]
    days: tuple[ChartRow, ...]


def hazard_charts(session: Session, year: int, today: date) -> HazardCharts:
    """``year`` 0 is the year of today; a year that runs on ends today."""
    year = year or today.year
    span = Span(date(year, 1, 1), min(date(year, 12, 31), today))
    own = (("year", str(year)),)
    return HazardCharts(
        year=year,
        years=_years(session, today),
        months=_months(session, span),
        classes=tuple(
            ChartRow(
                one.category,
                one.closed,
                one.open,
                (*own, ("level", HazardLevel.MAJOR.value), ("class", one.category)),
            )
            for one in majors_by_class(session, span, span.first)
        ),
        days=tuple(
            ChartRow(one.title, one.general, one.major) for one in days_to_close(session, span)
        ),
    )


def _years(session: Session, today: date) -> tuple[int, ...]:
    """The years there are hazards of, newest first."""
    first = session.scalar(select(func.min(Hazard.month))) or month_of(today)
    return tuple(range(today.year, min(first // 100, today.year) - 1, -1))


def _months(session: Session, span: Span) -> tuple[ChartRow, ...]:
    """Of every source, as the list of hazards shows them; a month without one is unknown."""
    rows = select(Hazard.month, Hazard.level, func.count()).where(
        Hazard.month.between(*span.months)
    )
    asked = session.execute(rows.group_by(Hazard.month, Hazard.level))
    found = {(month, level): count for month, level, count in asked}
    return tuple(
        ChartRow(f"{month % 100}月", *_both(found, month), where=(("month", str(month)),))
        for month in months_between(*span.months)
    )


def _both(
    found: Mapping[tuple[int, HazardLevel], int], month: int
) -> tuple[int | None, int | None]:
    general, major = (
        found.get((month, level), 0) for level in (HazardLevel.GENERAL, HazardLevel.MAJOR)
    )
    return (general, major) if general or major else (None, None)
