"""A month line by line: each figure with its columns, its proof, and what the page adds."""

from dataclasses import dataclass
from datetime import date

from db.codes import CellContent, MonthState
from desktop.domain.calendar import chinese_date
from desktop.domain.month_sums import FigureSum
from desktop.domain.months import Edition, Period, Proof
from desktop.queries.figures.catalogue import COUNTS

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
