"""月报: the page of a month, its editions, and a closed month as it was frozen."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import MonthState
from db.tables.months import Month, MonthFigure, NothingHappened
from desktop.domain.errors import RuleViolation
from desktop.domain.id_lists import unpack_ids
from desktop.domain.months import Edition, due_day, month_words, period_of
from desktop.queries.calendar import office_calendar
from desktop.queries.figures.catalogue import COUNTS, FIGURES, figure
from desktop.queries.figures.drills import DrillRow, drill_rows, live_rows
from desktop.queries.figures.figure import Figure, Kind
from desktop.queries.figures.span import Span
from desktop.queries.figures.totals import MonthValues, month_values

UNKNOWN = "—"
_COUNTED = frozenset(row.code for row in COUNTS)
CLOSED = (MonthState.SEALED, MonthState.SUBMITTED, MonthState.RETURNED)


@dataclass(frozen=True)
class MonthLine:
    """One figure of a month; None is unknown, shown as —."""

    code: str
    name: str
    unit: str
    definition: str
    article: str
    is_ratio: bool
    is_flow: bool
    value: float | None
    history: float | None
    year: float | None
    action: float | None
    same_period: float | None
    confirmed_by: str

    @property
    def words(self) -> str:
        return figure_words(self.value, is_ratio=self.is_ratio)

    @property
    def can_confirm_none(self) -> bool:
        """Nothing is recorded and nobody said that nothing happened."""
        return self.value is None and not self.is_ratio


@dataclass(frozen=True)
class MonthPage:
    """A month as the page shows it: live while it is open, as frozen once it is closed."""

    period: int
    title: str
    edition: int
    state: MonthState | None
    first: date
    through: date
    due: date | None
    due_words: str
    submitted_on: date | None
    reason: str
    paper_id: int | None
    lines: tuple[MonthLine, ...]

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        return tuple(line.name for line in self.lines if line.can_confirm_none)


def figure_words(value: float | None, *, is_ratio: bool) -> str:
    """As printed: — for unknown, whole numbers bare, percentages with one decimal."""
    if value is None:
        return UNKNOWN
    return f"{value:.1f}%" if is_ratio else f"{value:g}"


def whole(code: str, value: float | None) -> float | None:
    """A frozen count as the whole number it is; the column holds percentages too."""
    return int(value) if value is not None and code in _COUNTED else value


def newest_edition(session: Session, period: int) -> Month | None:
    rows = select(Month).where(Month.period == period).order_by(Month.edition.desc()).limit(1)
    return session.scalar(rows)


def editions(session: Session, period: int) -> tuple[Edition, ...]:
    rows = select(Month.period, Month.edition, Month.state).where(Month.period == period)
    return tuple(Edition(*row) for row in session.execute(rows.order_by(Month.edition)))


def month_page(session: Session, period: int) -> MonthPage:
    """The month as it stands; where no 稿 was begun, the live figures of its calendar month."""
    month = newest_edition(session, period)
    held = period_of(period, through=month.through if month else None)
    values = month_values(session, period, held.through)
    if month is not None and month.state in CLOSED:
        values = _frozen(session, month, values)
    due, due_words = due_of(session, period)
    return MonthPage(
        period=period,
        title=month_words(period),
        edition=month.edition if month else 0,
        state=month.state if month else None,
        first=held.first,
        through=held.through,
        due=due,
        due_words=due_words,
        submitted_on=month.submitted_on if month else None,
        reason=(month.returned_reason or month.withdrawn_reason or "") if month else "",
        paper_id=month.paper_id if month else None,
        lines=month_lines(values),
    )


def due_of(session: Session, period: int) -> tuple[date | None, str]:
    """The due day with its arithmetic; a year without a holiday table is said."""
    try:
        due = due_day(period, office_calendar(session))
    except RuleViolation as refusal:
        return None, refusal.sentence
    return due.day, due.arithmetic


def month_lines(values: MonthValues) -> tuple[MonthLine, ...]:
    return tuple(
        MonthLine(
            code=row.code,
            name=row.name,
            unit=row.unit,
            definition=row.definition,
            article=row.article,
            is_ratio=not isinstance(row, Figure),
            is_flow=isinstance(row, Figure) and row.kind is Kind.FLOW,
            value=values.values.get(row.code),
            history=values.history.get(row.code),
            year=values.year.get(row.code),
            action=values.action.get(row.code),
            same_period=values.same_period.get(row.code),
            confirmed_by=values.confirmed.get(row.code, ""),
        )
        for row in FIGURES
    )


def _frozen(session: Session, month: Month, live: MonthValues) -> MonthValues:
    rows = session.scalars(select(MonthFigure).where(MonthFigure.month_id == month.id)).all()
    return MonthValues(
        values={row.code: whole(row.code, row.value) for row in rows},
        history={row.code: whole(row.code, row.history) for row in rows},
        year={row.code: whole(row.code, row.total) for row in rows},
        action=live.action,
        same_period=live.same_period,
        confirmed=live.confirmed,
    )


def figure_records(session: Session, code: str, period: int) -> tuple[DrillRow, ...]:
    """The records behind a figure: those frozen once the month is closed, else those of now.

    Of a ratio, those above the line.
    """
    month = newest_edition(session, period)
    asked = figure(code)
    count = asked if isinstance(asked, Figure) else figure(asked.numerator)
    assert isinstance(count, Figure)
    if month is not None and month.state in CLOSED:
        return drill_rows(session, count.drill, _frozen_ids(session, count, month))
    held = period_of(period, through=month.through if month else None)
    return live_rows(session, count.drill, count.ids(Span(held.first, held.through)))


def _frozen_ids(session: Session, count: Figure, month: Month) -> list[int]:
    packed = session.scalar(
        select(MonthFigure.ids).where(
            MonthFigure.month_id == month.id, MonthFigure.code == count.code
        )
    )
    return list(unpack_ids(packed)) if packed else []


@dataclass(frozen=True)
class MonthRow:
    """An edition in the list of months."""

    id: int
    period: int
    edition: int
    state: MonthState
    through: date
    submitted_on: date | None
    paper_id: int | None

    @property
    def title(self) -> str:
        return f"{month_words(self.period)}第{self.edition}稿"


def month_rows(session: Session) -> tuple[MonthRow, ...]:
    rows = select(
        Month.id,
        Month.period,
        Month.edition,
        Month.state,
        Month.through,
        Month.submitted_on,
        Month.paper_id,
    ).order_by(Month.period.desc(), Month.edition.desc())
    return tuple(MonthRow(*row) for row in session.execute(rows))


@dataclass(frozen=True)
class FrozenFigure:
    """A figure of a closed month with its record ids."""

    code: str
    name: str
    value: float | None
    history: float | None
    year: float | None
    ids: tuple[int, ...]
    ids_sha256: str | None


@dataclass(frozen=True)
class ClosedMonth:
    """A closed month, as the workbook and the package carry it."""

    period: int
    edition: int
    first: date
    through: date
    sealed_at: str
    catalogue: str
    chain_n: int
    chain_hash: str
    paper_id: int
    figures: tuple[FrozenFigure, ...]


def closed_month(session: Session, period: int) -> ClosedMonth:
    month = newest_edition(session, period)
    if month is None or month.state not in CLOSED or month.paper_id is None:
        raise RuleViolation(f"{month_words(period)}月报还没有封存")
    names = {row.code: row.name for row in FIGURES}
    rows = session.scalars(
        select(MonthFigure).where(MonthFigure.month_id == month.id).order_by(MonthFigure.code)
    )
    return ClosedMonth(
        period=month.period,
        edition=month.edition,
        first=month.first_day,
        through=month.through,
        sealed_at=month.sealed_at or "",
        catalogue=month.catalogue or "",
        chain_n=month.chain_n or 0,
        chain_hash=(month.chain_hash or b"").hex(),
        paper_id=month.paper_id,
        figures=tuple(
            FrozenFigure(
                row.code,
                names.get(row.code, row.code),
                whole(row.code, row.value),
                whole(row.code, row.history),
                whole(row.code, row.total),
                unpack_ids(row.ids) if row.ids else (),
                row.ids_sha256,
            )
            for row in rows
        ),
    )


@dataclass(frozen=True)
class Confirmed:
    """无发生 of one figure: who confirmed it, when."""

    code: str
    who: str
    at: str


def confirmations(session: Session, period: int) -> tuple[Confirmed, ...]:
    rows = select(NothingHappened.code, NothingHappened.who, NothingHappened.at)
    rows = rows.where(NothingHappened.period == period).order_by(NothingHappened.code)
    return tuple(Confirmed(*row) for row in session.execute(rows))
