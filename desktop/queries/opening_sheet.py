"""期初数 of one month or year: every figure as submitted, beside what the ledgers give."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.tables.office import Office, SubmittedFigure
from desktop.domain.opening import opening_periods, period_days, period_words
from desktop.queries.figures.catalogue import COUNTS
from desktop.queries.figures.figure import Ask, counted
from desktop.queries.figures.span import Span


@dataclass(frozen=True)
class OpeningLine:
    """One figure: as submitted, and what the record holds of the same days; None is unknown."""

    code: str
    name: str
    unit: str
    definition: str
    submitted: float | None
    recorded: int | None
    source: str

    @property
    def difference(self) -> float | None:
        if self.submitted is None or self.recorded is None:
            return None
        return self.recorded - self.submitted


@dataclass(frozen=True)
class OpeningPeriod:
    """A month or year that may have been reported, and how many of its figures are entered."""

    period: int
    entered: int
    of: int

    @property
    def title(self) -> str:
        return period_words(self.period)


def opening_lines(session: Session, period: int) -> tuple[OpeningLine, ...]:
    """Every count of the catalogue for that period, in two statements."""
    held = {
        row.code: row
        for row in session.scalars(select(SubmittedFigure).where(SubmittedFigure.period == period))
    }
    span = Span(*period_days(period))
    answers = counted(session, [Ask(figure.code, figure, span, history=False) for figure in COUNTS])
    return tuple(
        OpeningLine(
            figure.code,
            figure.name,
            figure.unit,
            figure.definition,
            held[figure.code].value if figure.code in held else None,
            answers[figure.code].value,
            (held[figure.code].source or "") if figure.code in held else "",
        )
        for figure in COUNTS
    )


def opening_choices(session: Session, today: date) -> tuple[OpeningPeriod, ...]:
    """The periods before 启用日 (before today, while it is not set), and any entered already."""
    start = session.scalar(select(Office.start_day)) or today
    query = select(SubmittedFigure.period, func.count()).group_by(SubmittedFigure.period)
    entered = {row.period: row[1] for row in session.execute(query)}
    periods = sorted({*opening_periods(start), *entered}, key=period_days)
    return tuple(OpeningPeriod(period, entered.get(period, 0), len(COUNTS)) for period in periods)


@dataclass(frozen=True)
class OpeningForm:
    """The workbook to fill in: a line a figure, a column a period, with what is entered."""

    titles: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def opening_form(session: Session, today: date) -> OpeningForm:
    periods = [choice.period for choice in opening_choices(session, today)]
    held = {(row.code, row.period): row.value for row in session.scalars(select(SubmittedFigure))}
    return OpeningForm(
        ("代码", "指标", "单位", *map(period_words, periods)),
        tuple(
            (row.code, row.name, row.unit, *(held.get((row.code, period)) for period in periods))
            for row in COUNTS
        ),
    )
