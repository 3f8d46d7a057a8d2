"""月报: 草稿 → 核对 → 审定 → 封存 → 已报; closing freezes the figures and their record ids."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import ChainHead, about
from db.codes import Area, MonthState, PaperKind, PaperState
from db.ids import new_id
from db.tables.months import Month, MonthFigure, NothingHappened
from db.tables.office import Setting
from db.tables.papers import Paper
from desktop.documents import month_report
from desktop.domain import months as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.months import Edition, month_words
from desktop.queries.figures.catalogue import CATALOGUE, COUNTS
from desktop.queries.figures.totals import month_values
from desktop.queries.month_chain import above, closed_links
from desktop.queries.month_lines import MonthPage
from desktop.queries.months import confirmations, editions, month_page, newest_edition
from desktop.usecases.done import Done
from desktop.usecases.month_corrections import copy_reasons
from desktop.usecases.month_freezing import freeze
from desktop.usecases.month_sheets import Reported, month_sheet
from desktop.usecases.month_texts import copy_texts
from desktop.usecases.papers import Written, store_paper
from desktop.usecases.series import draw_number, has_series

CHANGED = frozenset({Area.MONTHS, Area.PAPERS})
CUT_OFF = "month.cut_off"

T = TypeVar("T")


@dataclass(frozen=True)
class OpenMonth:
    """A new 稿 of a month, reported through the cut-off."""

    period: int
    through: date | None = None


@dataclass(frozen=True)
class ConfirmNone:
    """无发生: nothing was to record for these figures, which makes them 0."""

    period: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class MoveMonth:
    """核对, 审定 or 封存 of the month's newest 稿."""

    period: int


@dataclass(frozen=True)
class CloseMonth:
    """All the way to 封存 at once, as the command line does."""

    period: int
    through: date | None = None


@dataclass(frozen=True)
class SetCutOff:
    """A draft reports through another day."""

    period: int
    through: date


@dataclass(frozen=True)
class SubmitMonth:
    """已报: on that day, by whom (who registers it, where nobody is named), and how."""

    period: int
    submitted_on: date
    by: str = ""
    how: str = ""


@dataclass(frozen=True)
class ReasonedMonth:
    """撤回封存 or 退回, with the reason."""

    period: int
    reason: str


@dataclass(frozen=True)
class Sealed:
    """A closed month: its report, and the figures nobody confirmed, which stay —."""

    month_id: int
    paper_id: int
    unconfirmed: tuple[str, ...]


def open_month(session: Session, command: OpenMonth, act: Act) -> Done[int]:
    """A new 稿; the one after a return begins with the words of the one sent back."""
    number = rules.check_can_open(command.period, editions(session, command.period), act.today)
    before = newest_edition(session, command.period)
    told = session.scalar(select(Setting.value).where(Setting.key == CUT_OFF))
    cut_off = int(told) if told and told.isdecimal() else None
    held = rules.period_of(command.period, cut_off, command.through)
    month = Month(
        id=new_id(session),
        period=command.period,
        edition=number,
        state=MonthState.DRAFT,
        first_day=held.first,
        through=held.through,
    )
    session.add(month)
    if before is not None:
        copy_texts(session, before, month)
        copy_reasons(session, before, month)
    session.flush()
    return _done(session, month, month.id)


def set_cut_off(session: Session, command: SetCutOff, _act: Act) -> Done[None]:
    month = _newest(session, command.period)
    rules.check_can_change_cut_off(_edition(month))
    month.through = rules.period_of(command.period, through=command.through).through
    return _done(session, month, None)


def reopen_month(session: Session, command: MoveMonth, _act: Act) -> Done[None]:
    """核对 or 审定 → 草稿: something is still to be put right."""
    month = _newest(session, command.period)
    rules.check_can_reopen(_edition(month))
    month.state = MonthState.DRAFT
    return _done(session, month, None)


def confirm_none(session: Session, command: ConfirmNone, act: Act) -> Done[int]:
    """Confirm what has no record; a figure with records cannot be said not to have happened."""
    known = {row.code: row for row in COUNTS}
    month = newest_edition(session, command.period)
    live = month_values(session, command.period, month.through if month else None)
    held = {row.code for row in confirmations(session, command.period)}
    for code in command.codes:
        if code not in known:
            raise RuleViolation(f"“{code}”不是可以确认无发生的指标")
        if live.values[code]:
            raise RuleViolation(f"{known[code].name}本月已有记录，不能确认无发生")
        if code not in held:
            at = act.now.isoformat(timespec="seconds")
            row = NothingHappened(period=command.period, code=code, who=act.who, at=at)
            session.add(row)
    about(session, month_words(command.period))
    return Done(len(command.codes), CHANGED)


def check_month(session: Session, command: MoveMonth, _act: Act) -> Done[None]:
    month = _newest(session, command.period)
    rules.check_can_check(_edition(month))
    month.state = MonthState.CHECKED
    return _done(session, month, None)


def approve_month(session: Session, command: MoveMonth, _act: Act) -> Done[None]:
    month = _newest(session, command.period)
    rules.check_can_approve(_edition(month), month_page(session, command.period).proof)
    month.state = MonthState.APPROVED
    return _done(session, month, None)


def close_month(session: Session, command: CloseMonth, act: Act) -> Done[Sealed]:
    """Go on from wherever the month stands; a closed one is refused."""
    month = newest_edition(session, command.period)
    if month is None or month.state not in rules.OPEN_STATES:
        opened = open_month(session, OpenMonth(command.period, command.through), act).value
        month = session.get_one(Month, opened)
    elif command.through not in (None, month.through):
        month.state = MonthState.DRAFT
        month.through = rules.period_of(command.period, through=command.through).through
    move = MoveMonth(command.period)
    if month.state is MonthState.DRAFT:
        check_month(session, move, act)
    if month.state is MonthState.CHECKED:
        approve_month(session, move, act)
    return seal_month(session, move, act)


def seal_month(session: Session, command: MoveMonth, act: Act) -> Done[Sealed]:
    month = _newest(session, command.period)
    page = month_page(session, command.period)
    rules.check_can_seal(_edition(month), page.proof, month.through, act.today)
    freeze(session, month, page)
    head = session.get_one(ChainHead, 1)
    month.chain_n, month.chain_hash = head.n, head.hash
    month.catalogue = CATALOGUE
    month.sealed_at = act.now.isoformat(timespec="seconds")
    month.state = MonthState.SEALED
    report = _report(session, month, page, act)
    month.paper_id = report.id
    return _done(session, month, Sealed(month.id, report.id, page.unconfirmed))


def withdraw_month(session: Session, command: ReasonedMonth, _act: Act) -> Done[None]:
    """Back to 草稿 before it was submitted; its report is voided and keeps its row."""
    month = _newest(session, command.period)
    later = above(closed_links(session), month.period, month.chain_n or 0)
    rules.check_can_withdraw(_edition(month), command.reason, later.edition if later else None)
    for row in session.scalars(select(MonthFigure).where(MonthFigure.month_id == month.id)):
        session.delete(row)
    report = session.get(Paper, month.paper_id) if month.paper_id else None
    if report is not None:
        report.state = PaperState.VOIDED
        report.void_reason = command.reason.strip()
    month.state = MonthState.DRAFT
    month.paper_id = month.chain_n = month.chain_hash = month.sealed_at = None
    month.withdrawn_reason = command.reason.strip()
    return _done(session, month, None)


def submit_month(session: Session, command: SubmitMonth, act: Act) -> Done[None]:
    month = _newest(session, command.period)
    rules.check_can_submit(_edition(month), command.submitted_on, month.through, act.today)
    month.state = MonthState.SUBMITTED
    month.submitted_on = command.submitted_on
    month.submitted_by = command.by.strip() or act.who
    month.submitted_how = command.how.strip() or None
    return _done(session, month, None)


def return_month(session: Session, command: ReasonedMonth, act: Act) -> Done[int]:
    """退回: this 稿 is kept as it was, the next one is opened."""
    month = _newest(session, command.period)
    rules.check_can_return(_edition(month), command.reason)
    month.state = MonthState.RETURNED
    month.returned_reason = command.reason.strip()
    session.flush()
    return open_month(session, OpenMonth(month.period, month.through), act)


def _newest(session: Session, period: int) -> Month:
    month = newest_edition(session, period)
    if month is None:
        raise RuleViolation(f"{month_words(period)}月报还没有起草")
    return month


def _edition(month: Month) -> Edition:
    return Edition(month.period, month.edition, month.state)


def _report(session: Session, month: Month, page: MonthPage, act: Act) -> Paper:
    kind = PaperKind.MONTH_REPORT
    drawn = draw_number(session, kind, act.today) if has_series(session, kind) else None
    reported = Reported(
        period=month.period,
        edition=month.edition,
        first=month.first_day,
        through=month.through,
        printed=act.today,
        number=drawn.number if drawn else "",
        chain_count=month.chain_n or 0,
        chain_head=(month.chain_hash or b"").hex(),
    )
    sheet = month_sheet(session, reported, page)
    written = Written(kind, act.today, sheet, month_report.render(sheet), drawn)
    return store_paper(session, written, act)


def _done(session: Session, month: Month, value: T) -> Done[T]:
    about(session, f"{month_words(month.period)}第{month.edition}稿")
    return Done(value, CHANGED)
