"""What the charts of a month show: courses over months, majors by class, days to close, grids."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, Integer, func, literal, select
from sqlalchemy.orm import Session

from db.codes import HazardLevel, HolderKind, Outcome
from db.tables.hazards import Hazard
from db.tables.inspectors import Grid
from db.tables.projects import Project
from desktop.domain.months import last_month
from desktop.queries.figures.catalogue import figure
from desktop.queries.figures.figure import Ask, Figure, Ratio, counted, ratio_of
from desktop.queries.figures.rounds import covered_units_at, due_units
from desktop.queries.figures.span import Span, month_span
from desktop.queries.held import grid_of
from desktop.reference.standards import class_of, standards

MONTHS = 13
"""So that the same month of the year before stands at the left end."""
NO_CLASS = "未注明条项"
NO_GRID = "未划网格"
_DAYS = (
    (0, "当日"),
    (3, "1至3天"),
    (7, "4至7天"),
    (15, "8至15天"),
    (30, "16至30天"),
    (60, "31至60天"),
)
_LONGER = "60天以上"


@dataclass(frozen=True)
class Courses:
    """Figures over the last months by their codes; None is unknown."""

    periods: tuple[int, ...]
    values: Mapping[str, tuple[float | None, ...]]

    def sums(self, *codes: str) -> tuple[float | None, ...]:
        """Month by month the sum of counts that do not overlap; unknown where all are."""
        columns = zip(*(self.values[code] for code in codes), strict=True)
        return tuple(
            None if all(one is None for one in column) else sum(one or 0 for one in column)
            for column in columns
        )


@dataclass(frozen=True)
class ClassLine:
    """Majors of one class of the criteria found in the span, by whether they are closed."""

    category: str
    closed: int
    open: int
    of_month: int

    @property
    def found(self) -> int:
        return self.closed + self.open


@dataclass(frozen=True)
class DaysLine:
    """How many hazards were closed after so many days."""

    title: str
    general: int
    major: int


@dataclass(frozen=True)
class GridCoverage:
    """The sites a round has to cover in one grid, and how many it has."""

    grid: str
    due: int
    covered: int


@dataclass(frozen=True)
class MonthCharts:
    """All that a month's charts show."""

    courses: Courses
    classes: tuple[ClassLine, ...]
    days: tuple[DaysLine, ...]
    grids: tuple[GridCoverage, ...]


COURSES = ("C01", "C03", "C05", "C06", "C07", "C21", "C22")


def month_charts(session: Session, period: int, through: date | None = None) -> MonthCharts:
    """``through`` is where the report is cut off; without one the month counts whole."""
    span = month_span(period, through)
    year = Span(date(span.first.year, 1, 1), span.through)
    return MonthCharts(
        courses=month_courses(session, span, COURSES),
        classes=majors_by_class(session, year, span.first),
        days=days_to_close(session, year),
        grids=coverage_by_grid(session, span),
    )


def month_courses(session: Session, span: Span, codes: tuple[str, ...]) -> Courses:
    """The figures over the months up to the span's, in one statement."""
    spans = [span]
    while len(spans) < MONTHS:
        spans.insert(0, month_span(last_month(spans[0].months[0])))
    declared = [figure(code) for code in codes]
    counts = {part.code: part for one in declared for part in _parts(one)}
    answers = counted(
        session,
        [
            Ask(f"{place}:{code}", count, days, history=False)
            for place, days in enumerate(spans)
            for code, count in counts.items()
        ],
    )
    months: list[dict[str, float | None]] = [
        {code: answers[f"{place}:{code}"].value for code in counts} for place in range(MONTHS)
    ]
    return Courses(
        tuple(days.months[0] for days in spans),
        {one.code: tuple(_value(one, month) for month in months) for one in declared},
    )


def _parts(one: Figure | Ratio) -> tuple[Figure, ...]:
    if isinstance(one, Figure):
        return (one,)
    sides = (figure(one.numerator), figure(one.denominator))
    return tuple(side for side in sides if isinstance(side, Figure))


def _value(one: Figure | Ratio, month: Mapping[str, float | None]) -> float | None:
    return month[one.code] if isinstance(one, Figure) else ratio_of(month, one)


def majors_by_class(session: Session, span: Span, month_first: date) -> tuple[ClassLine, ...]:
    """Majors of every source found in the span, by the 14 classes of the newest criteria.

    Last come those without an item, if there are any; classes without a major stay, at nought.
    """
    is_closed = func.coalesce(Hazard.closed_on <= literal(span.through, Date), False)
    is_new = Hazard.found_on >= literal(month_first, Date)
    rows = (
        select(
            Hazard.criterion,
            func.sum(is_closed.cast(Integer)),
            func.count(),
            func.sum(is_new.cast(Integer)),
        )
        .where(Hazard.level == HazardLevel.MAJOR, Hazard.found_on.between(span.first, span.through))
        .group_by(Hazard.criterion)
    )
    closed: Counter[str] = Counter()
    found: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for code, done, count, of_month in session.execute(rows):
        category = class_of(code or "") or NO_CLASS
        closed[category] += done
        found[category] += count
        new[category] += of_month
    named = standards()[-1].categories
    return tuple(
        ClassLine(name, closed[name], found[name] - closed[name], new[name])
        for name in (*named, NO_CLASS)
        if name in named or found[name]
    )


def days_to_close(session: Session, span: Span) -> tuple[DaysLine, ...]:
    """From the day found to the day closed, of what was closed in the span.

    What was put right on the spot never waited and is left out.
    """
    ordered = func.coalesce(Hazard.outcome, Outcome.ORDERED) != Outcome.ON_THE_SPOT
    rows = (
        select(Hazard.found_on, Hazard.closed_on, Hazard.level, func.count())
        .where(Hazard.closed_on.between(span.first, span.through), ordered)
        .group_by(Hazard.found_on, Hazard.closed_on, Hazard.level)
    )
    told: Counter[tuple[str, HazardLevel]] = Counter()
    for found_on, closed_on, level, count in session.execute(rows):
        if closed_on is not None:
            told[_rung((closed_on - found_on).days), level] += count
    rungs = (*(words for _, words in _DAYS), _LONGER)
    return tuple(
        DaysLine(words, told[words, HazardLevel.GENERAL], told[words, HazardLevel.MAJOR])
        for words in rungs
    )


def _rung(days: int) -> str:
    return next((words for most, words in _DAYS if days <= most), _LONGER)


def coverage_by_grid(session: Session, span: Span) -> tuple[GridCoverage, ...]:
    """The sites of the round of the day by their grid on that day, the least covered first."""
    kind = HolderKind.PROJECT
    covered = Project.id.in_(covered_units_at(kind, span))
    rows = (
        select(Grid.name, func.count(), func.sum(covered.cast(Integer)))
        .select_from(Project)
        .outerjoin(Grid, Grid.id == grid_of(Project.id, literal(span.through, Date)))
        .where(Project.id.in_(due_units(kind, span)))
        .group_by(Grid.name)
    )
    lines = [GridCoverage(name or NO_GRID, due, done) for name, due, done in session.execute(rows)]
    return tuple(sorted(lines, key=lambda line: (line.covered / line.due, line.grid)))
