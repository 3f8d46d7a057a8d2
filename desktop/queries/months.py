"""月报: the page of a month, its editions, and a closed month as it was frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import CellContent, MonthState
from db.tables.months import Month, MonthCorrection, MonthFigure, NothingHappened
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.id_lists import unpack_ids
from desktop.domain.month_sums import FigureSum, figure_of
from desktop.domain.months import Edition, Period, Proof, due_day, month_words, period_of
from desktop.queries.calendar import office_calendar
from desktop.queries.figures.catalogue import COUNTS, FIGURES, figure
from desktop.queries.figures.drills import DrillRow, drill_rows, live_rows
from desktop.queries.figures.figure import Figure, Kind
from desktop.queries.figures.span import Span
from desktop.queries.figures.totals import MonthValues, past_values
from desktop.queries.month_sums import Proved, frozen_sums, proved_values

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
    counts_once: bool = False
    sum: FigureSum | None = None
    reason: str = ""
    is_part: bool = False

    @property
    def last(self) -> float | None:
        """上期累计 of a flow, 上次 of a stock."""
        return self.sum.proof.last if self.sum is not None else None

    @property
    def supplement(self) -> float | None:
        """补报 of a flow; a stock and what counts a thing once have none."""
        return self._of_flow.supplement if self._of_flow is not None else None

    @property
    def correction(self) -> float | None:
        return self._of_flow.correction if self._of_flow is not None else None

    @property
    def _of_flow(self) -> FigureSum | None:
        return self.sum if self.is_flow else None

    @property
    def lists(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """The records of its sum, by what they are there."""
        if self.sum is None:
            return ()
        names = ("补报", "更正") if self.is_flow else ("新增", "减少")
        return tuple(zip(names, (self.sum.late, self.sum.corrected), strict=True))

    def number(self, content: CellContent) -> float | None:
        """One of its columns, as a bound cell or a name in braces asks for it."""
        return {
            CellContent.VALUE: self.value,
            CellContent.HISTORY: self.history,
            CellContent.SUPPLEMENT: self.supplement,
            CellContent.CORRECTION: self.correction,
            CellContent.YEAR: self.year,
            CellContent.ACTION: self.action,
            CellContent.SAME_PERIOD: self.same_period,
        }[content]

    @property
    def agrees(self) -> bool:
        return self.sum is None or self.sum.proof.agrees

    @property
    def proof(self) -> str:
        """The line of the check page that proves this figure, or says why nothing is summed."""
        if self.sum is not None:
            return self.sum.proof.arithmetic
        if self.is_ratio:
            return "比率，由分子分母得出，不相加"
        if self.counts_once:
            return "重复出现只计一次，各月不相加；本年累计按全年记录去重"
        return "本系统首次统计，没有上次数" if not self.is_flow else ""

    @property
    def words(self) -> str:
        return figure_words(self.value, is_ratio=self.is_ratio)

    @property
    def can_confirm_none(self) -> bool:
        """Nothing is recorded and nobody said so; of a part the whole is asked."""
        return self.value is None and not self.is_ratio and not self.is_part


@dataclass(frozen=True)
class EarlierLine:
    """What a report still adds to a figure of an earlier year: that year's total, restated."""

    code: str
    name: str
    year: int
    sum: FigureSum
    reason: str = ""

    @property
    def lists(self) -> tuple[tuple[str, frozenset[int]], ...]:
        return (("补报", self.sum.late), ("更正", self.sum.corrected))

    @property
    def agrees(self) -> bool:
        return self.sum.proof.agrees

    @property
    def proof(self) -> str:
        return self.sum.proof.arithmetic


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
    earlier: tuple[EarlierLine, ...] = ()
    pending: Edition | None = None
    basis: Edition | None = None
    submitted_by: str = ""
    submitted_how: str = ""

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        return tuple(line.name for line in self.lines if line.can_confirm_none)

    @property
    def cut_off_words(self) -> str:
        """Said where the report does not hold the whole month."""
        held = Period(self.period, self.first, self.through)
        if held.whole:
            return ""
        return f"本期数据截至{chinese_date(self.through)}，此后至月末发生的列入下期补报。"

    @property
    def sums(self) -> tuple[MonthLine | EarlierLine, ...]:
        """Every line with a sum of its own."""
        return (*(line for line in self.lines if line.sum is not None), *self.earlier)

    @property
    def corrected(self) -> tuple[MonthLine | EarlierLine, ...]:
        """Figures already reported that changed: each needs its reason."""
        return tuple(one for one in self.sums if one.sum is not None and one.sum.needs_reason)

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Their codes, where nobody gave a reason yet."""
        return tuple(one.code for one in self.corrected if not one.reason)

    @property
    def proof(self) -> Proof:
        """What keeps the month from being 审定."""
        return Proof(
            tuple(f"{one.name} {one.proof}" for one in self.sums if not one.agrees),
            tuple(one.name for one in self.corrected if not one.reason),
            self.pending,
        )


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
