"""What the desk shows beside to-dos and figures: what runs out, what is owed, what was kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import MonthState
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.months import due_day, month_of, month_words
from desktop.queries.backups import automatic_backups
from desktop.queries.calendar import office_calendar
from desktop.queries.certificates import expiring
from desktop.queries.countdown import Countdown, countdown
from desktop.queries.figures.base import blind_spots_on
from desktop.queries.first_day import Gap, first_day_gaps
from desktop.queries.home import Home, home
from desktop.queries.imports import earlier_imports
from desktop.queries.month_view import month_at_hand
from desktop.queries.months import newest_edition

_STEPS = {-1: "已过期", 0: "今天到期", 30: "30 天内", 60: "31 至 60 天", 90: "61 至 90 天"}


@dataclass(frozen=True)
class Rung:
    """One step of the ladder of certificates that run out."""

    step: int
    words: str
    count: int


@dataclass(frozen=True)
class DueMonth:
    """A report that is owed, with how its last day was counted."""

    period: int
    words: str
    arithmetic: str
    is_late: bool


@dataclass(frozen=True)
class Desk:
    """Everything the desk shows, in one reading."""

    home: Home
    blind: int
    ladder: tuple[Rung, ...]
    months: tuple[DueMonth, ...]
    backup: str
    imported: str
    gaps: tuple[Gap, ...]
    countdown: Countdown

    @property
    def waiting(self) -> int:
        return sum(group.count for group in self.home.groups)


def desk(session: Session, today: date) -> Desk:
    periods = dict.fromkeys((month_at_hand(session, today), month_of(today)))
    blind = select(func.count()).select_from(blind_spots_on(today).subquery())
    return Desk(
        home=home(session, today),
        blind=session.scalar(blind) or 0,
        ladder=_ladder(session, today),
        months=tuple(_due(session, one, today) for one in periods),
        backup=_backup(session),
        imported=_imported(session),
        gaps=first_day_gaps(session),
        countdown=countdown(session, today),
    )


def _ladder(session: Session, today: date) -> tuple[Rung, ...]:
    counts = Counter(row.step for row in expiring(session, today))
    return tuple(Rung(step, words, counts[step]) for step, words in _STEPS.items())


def _due(session: Session, period: int, today: date) -> DueMonth:
    month = newest_edition(session, period)
    state = label(month.state) if month is not None else "未起草"
    told = f"{month_words(period)}月报　{state}"
    if month is not None and month.state is MonthState.SUBMITTED:
        return DueMonth(period, told, "", False)
    try:
        due = due_day(period, office_calendar(session))
    except RuleViolation as unknown:
        return DueMonth(period, told, unknown.sentence, False)
    words = f"{told}，{chinese_date(due.day)}前报送"
    return DueMonth(period, words, f"{due.arithmetic}（{due.article}）", today > due.day)


def _backup(session: Session) -> str:
    last = next(iter(automatic_backups(session)), None)
    return f"{last.at:%Y-%m-%d %H:%M}（{last.why}）" if last else ""


def _imported(session: Session) -> str:
    last = next(iter(earlier_imports(session)), None)
    return f"{last.at:%Y-%m-%d %H:%M} {last.subject}（{last.state}）" if last else ""
