"""The month's page in one reading: figures, what is open, what changed since, which months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from db.codes import HazardState, MonthState, PaperKind, PaperState
from db.tables.hazards import Hazard
from db.tables.papers import Paper
from db.tables.visits import Visit
from desktop.domain.labels import label
from desktop.domain.months import ARTICLE, last_month, month_of, month_words, next_month
from desktop.domain.papers import SERVED_KINDS
from desktop.queries.figures.base import blind_spots_on
from desktop.queries.figures.checks import visit_counts
from desktop.queries.figures.span import ACTION_BEGAN, months_between
from desktop.queries.month_drill import FigureChange, month_changes
from desktop.queries.month_lines import CLOSED, MonthLine, MonthPage
from desktop.queries.months import (
    Confirmed,
    MonthRow,
    confirmations,
    month_page,
    month_rows,
    newest_edition,
)
from desktop.queries.papers import series_rows
from desktop.queries.visits import ASKED

_REPORT_TURNS = 15
"""Until this day of a month one still works on the month before."""


@dataclass(frozen=True)
class Open:
    """One thing the month lacks; ``page`` and ``where`` show the records meant."""

    words: str
    page: str = ""
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MonthView:
    """A month with its check page: what is open, who confirmed what, the editions there are."""

    page: MonthPage
    due_line: str
    opens: tuple[Open, ...]
    confirmed: tuple[Confirmed, ...]
    changes: Mapping[str, FigureChange]
    editions: tuple[MonthRow, ...]
    choices: tuple[tuple[int, str], ...]

    @property
    def is_closed(self) -> bool:
        """Its figures are frozen: nothing is confirmed any more."""
        return self.page.state in CLOSED

    @property
    def to_confirm(self) -> tuple[MonthLine, ...]:
        if self.is_closed:
            return ()
        return tuple(line for line in self.page.lines if line.can_confirm_none)


def month_view(session: Session, period: int, today: date) -> MonthView:
    """``period`` 0 is the month at hand."""
    period = period or month_at_hand(session, today)
    page = month_page(session, period)
    rows = month_rows(session)
    return MonthView(
        page=page,
        due_line=_due_line(page, today),
        opens=_opens(session, page),
        confirmed=confirmations(session, period),
        changes=month_changes(session, period),
        editions=tuple(row for row in rows if row.period == period),
        choices=_choices(rows, month_of(today), period),
    )


def _due_line(page: MonthPage, today: date) -> str:
    if page.submitted_on is not None and page.state is MonthState.SUBMITTED:
        by = f"，{page.submitted_by}登记" if page.submitted_by else ""
        return (
            f"已于 {page.submitted_on} 报送{page.submitted_how and f'（{page.submitted_how}）'}{by}"
        )
    if page.due is None:
        return page.due_words
    left = (page.due - today).days
    told = f"还有 {left} 天" if left > 0 else ("今天到期" if left == 0 else f"已过 {-left} 天")
    return f"报送期限 {page.due}，{told}（{page.due_words}；{ARTICLE}）"


def _choices(rows: tuple[MonthRow, ...], now: int, chosen: int) -> tuple[tuple[int, str], ...]:
    """The months of the action so far, newest first, each with how far it is."""
    newest: dict[int, MonthRow] = {}
    for row in rows:
        newest.setdefault(row.period, row)
    first = min([month_of(ACTION_BEGAN), chosen, *newest])
    months = reversed(months_between(first, max(now, chosen)))
    return tuple(
        (period, _words(period, newest[period]) if period in newest else month_words(period))
        for period in months
    )


def _words(period: int, row: MonthRow) -> str:
    return f"{month_words(period)} · {label(row.state)}"


def month_at_hand(session: Session, today: date) -> int:
    """The month a clerk has to do with: early in a month, the one before if it is not closed."""
    now = month_of(today)
    before = last_month(now)
    month = newest_edition(session, before)
    is_open = month is None or month.state not in CLOSED
    return before if is_open and today.day <= _REPORT_TURNS else now


def _opens(session: Session, page: MonthPage) -> tuple[Open, ...]:
    period, first, through = page.period, page.first, page.through
    month = (("month", str(period)),)
    uncounted = and_(
        Visit.visited_on.between(first, through),
        ASKED,
        ~visit_counts(),
    )
    unordered = and_(Hazard.found_on.between(first, through), Hazard.state == HazardState.FOUND)
    unserved = and_(
        Paper.issued_on.between(first, through),
        Paper.state == PaperState.ISSUED,
        Paper.kind.in_(SERVED_KINDS),
    )
    blind = blind_spots_on(through).subquery()
    asked = (
        ("次检查缺签名或要素，不计入检查次数", "visits", select(func.count()).where(uncounted)),
        ("条隐患还没有下达整改", "hazards", select(func.count()).where(unordered)),
        ("份文书还没有登记送达", "papers", select(func.count()).where(unserved)),
        ("个在监项目没有责任监督员（盲区）", "", select(func.count()).select_from(blind)),
    )
    counts = session.execute(select(*(query.scalar_subquery() for _, _, query in asked))).one()
    filters = {
        "visits": (*month, ("unsigned", "1")),
        "hazards": (*month, ("progress", "found")),
        "papers": (("waits", "unserved"),),
    }
    opens = [
        Open(f"{count} {words}", page, filters.get(page, ()))
        for count, (words, page, _) in zip(counts, asked, strict=True)
        if count
    ]
    return (*_before(page), *opens, *_gaps(session, period // 100))


def _before(page: MonthPage) -> tuple[Open, ...]:
    """What of the months before the sums of this one should not be surprised by."""
    basis = page.basis
    if basis is None:
        return ()
    found = []
    if basis.state is MonthState.SEALED:
        found.append(Open(f"{basis.words}封存后还没有登记已报，本期累计先按它接起"))
    skipped = months_between(next_month(basis.month), last_month(page.period))
    if skipped:
        names = "、".join(month_words(one) for one in skipped[:3])
        more = f"…等 {len(skipped)} 个月" if len(skipped) > 3 else ""
        found.append(Open(f"{names}{more}没有报过，其间的记录列入本期补报"))
    return tuple(found)


def _gaps(session: Session, year: int) -> tuple[Open, ...]:
    return tuple(
        Open(f"{row.prefix}〔{row.year}〕缺 {_numbers(row.gaps.missing)} 号", "papers")
        for row in series_rows(session)
        if row.year == year and row.gaps.missing and row.kind is not PaperKind.MONTH_REPORT
    )


def _numbers(missing: tuple[int, ...]) -> str:
    shown = "、".join(str(number) for number in missing[:5])
    return f"{shown}…等 {len(missing)} 个" if len(missing) > 5 else shown
