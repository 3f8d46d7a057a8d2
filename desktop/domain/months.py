"""The month's report (月报): its period, its due day, its states and the sums that must agree.

省厅通知第三部分（三）: 于每月1日前报送上个月工作进展. A submitted month never changes: what was
entered late is 补报, what was wrong is 更正, both in the next report; a return makes a new version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from db.codes import MonthState
from desktop.domain.calendar import Due, WorkCalendar, check_not_future, chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label

ARTICLE = "省厅通知第三部分（三）"
OPEN_STATES = (MonthState.DRAFT, MonthState.CHECKED, MonthState.APPROVED)


@dataclass(frozen=True)
class Period:
    """A calendar month as 202610, reported from the 1st through the cut-off (截止日)."""

    month: int
    first: date
    through: date

    @property
    def whole(self) -> bool:
        """Nothing of the month is left to 补报 by the cut-off."""
        return self.through == last_day(self.month)

    @property
    def words(self) -> str:
        """As printed under the report's title."""
        return f"{chinese_date(self.first)}至{chinese_date(self.through)}"


def month_of(day: date) -> int:
    """202610; an event belongs to the month of its own date, not of entry."""
    return day.year * 100 + day.month


def month_words(month: int) -> str:
    """2026年10月."""
    return f"{month // 100}年{month % 100}月"


def first_day(month: int) -> date:
    """The 1st of a month written 202610; a number that is no month is refused."""
    if not 1 <= month % 100 <= 12:
        raise RuleViolation(f"“{month}”不是月份，应如 202610")
    return date(month // 100, month % 100, 1)


def next_month(month: int) -> int:
    """202612 is followed by 202701."""
    return month_of(first_day(month) + timedelta(days=31))


def last_month(month: int) -> int:
    """202701 is preceded by 202612."""
    return month_of(first_day(month) - timedelta(days=1))


def last_day(month: int) -> date:
    """The last day of a calendar month."""
    return first_day(next_month(month)) - timedelta(days=1)


def period_of(month: int, cut_off: int | None = None, through: date | None = None) -> Period:
    """The days a report covers: to ``through``, else to the office's cut-off day of the month.

    The report is due before the 1st, so it cannot hold the whole last day; what follows the
    cut-off is 补报 in the next.
    """
    first, last = first_day(month), last_day(month)
    if through is not None and not first <= through <= last:
        raise RuleViolation(f"截止日{chinese_date(through)}不在{month_words(month)}内")
    if through is None:
        through = last if cut_off is None else min(first.replace(day=min(cut_off, 28)), last)
    return Period(month, first, through)


def due_day(month: int, calendar: WorkCalendar) -> Due:
    """The last working day before the 1st; 1 January, 1 May and 1 October are always days off."""
    before = first_day(next_month(month))
    day = calendar.last_workday_before(before)
    shown = f"{chinese_date(before)}前的最后一个工作日为{chinese_date(day)}"
    return Due(day, shown, ARTICLE)


@dataclass(frozen=True)
class Edition:
    """One version (稿) of one month."""

    month: int
    number: int
    state: MonthState

    @property
    def words(self) -> str:
        """2026年10月第2稿."""
        return f"{month_words(self.month)}第{self.number}稿"


def check_can_open(month: int, editions: Iterable[Edition], today: date) -> int:
    """A new version only where none is open, sealed or standing submitted; gives its number."""
    check_not_future(first_day(month), today, f"{month_words(month)}月报的")
    held = sorted(editions, key=lambda row: row.number)
    if held and held[-1].state is not MonthState.RETURNED:
        raise RuleViolation(f"{held[-1].words}{label(held[-1].state)}，不能另起一稿")
    return held[-1].number + 1 if held else 1


def check_can_check(edition: Edition) -> None:
    """草稿 → 核对."""
    _check_state(edition, MonthState.DRAFT, "核对")


@dataclass(frozen=True)
class Proof:
    """What a month must prove before it is 审定.

    ``wrong_sums`` and ``unexplained`` name figures; ``pending`` is an earlier month sent back
    whose new 稿 is not sealed: the sums would stand on what no longer counts.
    """

    wrong_sums: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    pending: Edition | None = None


def check_can_approve(edition: Edition, proof: Proof) -> None:
    """核对 → 审定: sums that do not agree stay a draft (不平不许审定)."""
    _check_state(edition, MonthState.CHECKED, "审定")
    _check_proof(proof, "审定")


def check_can_seal(edition: Edition, proof: Proof, through: date, today: date) -> None:
    """审定 → 封存: figures and their record ids are frozen; the period lies behind.

    The record may have moved since 审定, so the sums are proved once more.
    """
    _check_state(edition, MonthState.APPROVED, "封存")
    if through > today:
        raise RuleViolation(f"截止日{chinese_date(through)}未到，不能封存")
    _check_proof(proof, "封存")


def _check_proof(proof: Proof, act: str) -> None:
    if proof.pending is not None:
        raise RuleViolation(f"{proof.pending.words}还没有封存，累计无从接起，请先封存它再{act}")
    if proof.wrong_sums:
        raise RuleViolation(f"累计不平，不能{act}：{'；'.join(proof.wrong_sums)}")
    if proof.unexplained:
        names = "、".join(proof.unexplained)
        raise RuleViolation(f"已报的数有更正，须先写明理由才能{act}：{names}")


def check_can_change_cut_off(edition: Edition) -> None:
    """Only a 草稿 is cut off otherwise: 核对 and 审定 spoke of other days."""
    _check_state(edition, MonthState.DRAFT, "改截止日")


def check_can_reopen(edition: Edition) -> None:
    """核对 or 审定 → 草稿, before anything is frozen."""
    if edition.state not in (MonthState.CHECKED, MonthState.APPROVED):
        raise RuleViolation(f"{edition.words}现为“{label(edition.state)}”，不必退回草稿")


def check_can_explain(edition: Edition) -> None:
    """A reason of 更正 is written before anything is frozen."""
    if edition.state not in OPEN_STATES:
        raise RuleViolation(f"{edition.words}{label(edition.state)}，更正理由不能再改")


def check_can_withdraw(edition: Edition, reason: str, later: Edition | None = None) -> None:
    """封存 → 草稿, before it was submitted, with a reason.

    ``later`` was sealed upon it: its sums begin with what would be withdrawn.
    """
    _check_state(edition, MonthState.SEALED, "撤回封存")
    _check_reason(reason, "撤回封存")
    if later is not None:
        raise RuleViolation(f"{later.words}已按它的累计封存，请先撤回{later.words}")


def check_can_submit(edition: Edition, submitted_on: date, through: date, today: date) -> None:
    """封存 → 已报."""
    _check_state(edition, MonthState.SEALED, "登记已报")
    check_not_future(submitted_on, today, "报送")
    if submitted_on < through:
        raise RuleViolation(f"报送日期不能早于截止日{chinese_date(through)}")


def check_can_return(edition: Edition, reason: str) -> None:
    """已报 → 退回: the next version may be opened, both are kept."""
    _check_state(edition, MonthState.SUBMITTED, "登记退回")
    _check_reason(reason, "退回")


def _check_state(edition: Edition, wanted: MonthState, act: str) -> None:
    if edition.state is not wanted:
        now = label(edition.state)
        raise RuleViolation(f"{edition.words}现为“{now}”，“{label(wanted)}”时方可{act}")


def _check_reason(reason: str, act: str) -> None:
    if not reason.strip():
        raise RuleViolation(f"{act}须写明原因")
