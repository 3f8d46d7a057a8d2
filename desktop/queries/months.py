"""月报: the page of a month, live or as it was frozen, and the editions there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import MonthState
from db.tables.months import Month, MonthCorrection, MonthFigure, NothingHappened
from desktop.domain.errors import RuleViolation
from desktop.domain.id_lists import unpack_ids
from desktop.domain.month_sums import figure_of
from desktop.domain.months import Edition, due_day, month_words, period_of
from desktop.queries.calendar import office_calendar
from desktop.queries.figures.catalogue import FIGURES, figure
from desktop.queries.figures.drills import DrillRow, drill_rows, live_rows
from desktop.queries.figures.figure import Figure, Kind
from desktop.queries.figures.span import Span
from desktop.queries.figures.totals import MonthValues, past_values
from desktop.queries.month_lines import CLOSED, EarlierLine, MonthLine, MonthPage, whole
from desktop.queries.month_sums import Proved, frozen_sums, proved_values


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
    if month is not None and month.state in CLOSED:
        proved = _frozen(session, month)
    else:
        proved = proved_values(session, period, held.through, is_begun=month is not None)
    reasons = correction_reasons(session, month.id) if month else {}
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
        lines=month_lines(proved, reasons),
        earlier=earlier_lines(proved, reasons),
        pending=proved.pending,
        basis=proved.basis,
        submitted_by=(month.submitted_by or "") if month else "",
        submitted_how=(month.submitted_how or "") if month else "",
    )


def correction_reasons(session: Session, month_id: int) -> dict[str, str]:
    """Why reported figures changed, as far as somebody said."""
    rows = select(MonthCorrection.code, MonthCorrection.reason)
    return dict(session.execute(rows.where(MonthCorrection.month_id == month_id)).all())


def due_of(session: Session, period: int) -> tuple[date | None, str]:
    """The due day with its arithmetic; a year without a holiday table is said."""
    try:
        due = due_day(period, office_calendar(session))
    except RuleViolation as refusal:
        return None, refusal.sentence
    return due.day, due.arithmetic


def month_lines(proved: Proved, reasons: Mapping[str, str]) -> tuple[MonthLine, ...]:
    values = proved.values
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
            counts_once=isinstance(row, Figure) and row.kind is Kind.FLOW and not row.adds,
            sum=proved.sums.get(row.code),
            reason=reasons.get(row.code, ""),
            is_part=isinstance(row, Figure) and bool(row.within),
        )
        for row in FIGURES
    )


def earlier_lines(proved: Proved, reasons: Mapping[str, str]) -> tuple[EarlierLine, ...]:
    """What concerns the totals of years gone by."""
    found = []
    for key, one in proved.sums.items():
        code, year = figure_of(key)
        if year is not None:
            name = f"{year}年{figure(code).name}"
            found.append(EarlierLine(key, name, year, one, reasons.get(key, "")))
    return tuple(found)


def _frozen(session: Session, month: Month) -> Proved:
    """What was frozen; of what was not (同期), the record as it is."""
    live = past_values(session, month.period)
    rows = {
        row.code: row
        for row in session.scalars(select(MonthFigure).where(MonthFigure.month_id == month.id))
    }
    own = {code: row for code, row in rows.items() if figure_of(code)[1] is None}
    values = MonthValues(
        values={code: whole(code, row.value) for code, row in own.items()},
        history={code: whole(code, row.history) for code, row in own.items()},
        opening=live.opening,
        year={code: whole(code, row.total) for code, row in own.items()},
        action={code: whole(code, row.action) for code, row in own.items()},
        same_period=live.same_period,
        confirmed=live.confirmed,
    )
    return Proved(values, frozen_sums(rows))


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
class Confirmed:
    """无发生 of one figure: who confirmed it, when."""

    code: str
    who: str
    at: str


def confirmations(session: Session, period: int) -> tuple[Confirmed, ...]:
    rows = select(NothingHappened.code, NothingHappened.who, NothingHappened.at)
    rows = rows.where(NothingHappened.period == period).order_by(NothingHappened.code)
    return tuple(Confirmed(*row) for row in session.execute(rows))
