"""整改、停工通知书 as work: how many items of each are open, passed and closed, and what waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import Session

from db.codes import HazardLevel, HazardState, PaperKind, PaperState
from db.tables.hazards import Hazard
from db.tables.inspectors import Inspector
from db.tables.papers import Paper, PaperItem
from db.tables.projects import Project
from desktop.domain.hazards import recheckers
from desktop.domain.labels import label
from desktop.domain.papers import ORDER_KINDS
from desktop.queries.day import TODAY
from desktop.queries.hazards import hazard_facts
from desktop.queries.listing import Listing
from desktop.queries.matching import matcher
from desktop.queries.orders import form_out, own_items
from desktop.queries.paper_card import PaperCard, paper_card

_FAR_OFF = date.max
_PASSED = (HazardState.RECHECKED, HazardState.REVIEWED)
_IS_OPEN = Hazard.state != HazardState.CLOSED


@dataclass(frozen=True)
class NoticeRow:
    """A notice in the list, with how far its items are."""

    id: int
    issued_on: date
    kind: PaperKind
    number: str
    project: str
    addressee: str
    served_on: date | None
    state: PaperState
    history: bool
    whole_site: bool | None
    items: int
    passed: int
    closed: int
    moved: int
    majors: int
    due: date | None
    overdue: bool
    unresumed: bool

    @property
    def kind_words(self) -> str:
        """整改, or 停工 with its extent."""
        if self.kind is not PaperKind.STOP_ORDER:
            return "限期整改"
        return "停工（全面）" if self.whole_site else "停工（局部）"

    @property
    def open(self) -> int:
        """Items of its own that have not passed yet."""
        return self.items - self.passed - self.closed - self.moved

    @property
    def progress(self) -> str:
        """未过、合格、销号 and what a stop order took over; those that are none left out."""
        told = (
            ("未过", self.open),
            ("合格", self.passed),
            ("销号", self.closed),
            ("转停工", self.moved),
        )
        words = "·".join(f"{word}{count}" for word, count in told if count)
        return f"{self.items}项：{words}" if self.items else ""

    @property
    def waits(self) -> str:
        """What the whole notice waits for, in one word."""
        if self.state is PaperState.VOIDED:
            return label(self.state)
        if self.history:
            return "历史导入"
        if self.state is PaperState.ISSUED:
            return "待送达"
        if self.open:
            return "待回复、复查"
        if self.passed:
            return "待审核、销号"
        return "待复工" if self.unresumed else "已办结"


def _make(row: Any) -> NoticeRow:
    return NoticeRow(*row)


_NOTICE = Paper.__table__.alias("notice")
_IS_OWN = func.coalesce(Hazard.notice_no, "") == func.coalesce(_NOTICE.c.number, "")
"""A hazard carries the number of the paper that orders it now, none of one without a number."""


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(*conditions), 1), else_=0))


_COUNTS = (
    select(
        PaperItem.paper_id.label("paper_id"),
        func.count().label("total"),
        _count(_IS_OWN, Hazard.state.in_(_PASSED)).label("passed"),
        _count(_IS_OWN, Hazard.state == HazardState.CLOSED).label("closed"),
        _count(~_IS_OWN).label("moved"),
        _count(Hazard.level == HazardLevel.MAJOR).label("majors"),
        func.min(case((and_(_IS_OWN, _IS_OPEN), Hazard.due))).label("due"),
    )
    .join(Hazard, Hazard.id == PaperItem.hazard_id)
    .join(_NOTICE, _NOTICE.c.id == PaperItem.paper_id)
    .group_by(PaperItem.paper_id)
    .subquery()
)
_OTHER = Paper.__table__.alias("resumption")
_UNRESUMED = and_(
    Paper.kind == PaperKind.STOP_ORDER,
    ~exists(
        select(_OTHER.c.id).where(
            _OTHER.c.about_paper_id == Paper.id,
            _OTHER.c.kind == PaperKind.RESUMPTION_NOTICE,
            _OTHER.c.state != PaperState.VOIDED,
        )
    ),
)
_IN_FORCE = and_(Paper.state != PaperState.VOIDED, Paper.history.is_(False))
_COUNT = func.coalesce(_COUNTS.c.total, 0)
_MOVED = func.coalesce(_COUNTS.c.moved, 0)
_DONE = func.coalesce(_COUNTS.c.closed, 0) + _MOVED
_PASSED_COUNT = func.coalesce(_COUNTS.c.passed, 0)
_OVERDUE = and_(_IN_FORCE, _COUNTS.c.due.is_not(None), _COUNTS.c.due < TODAY)
_WAITS = {
    "unserved": and_(_IN_FORCE, Paper.state == PaperState.ISSUED),
    "recheck": and_(_IN_FORCE, _COUNT > _DONE + _PASSED_COUNT),
    "close": and_(_IN_FORCE, _PASSED_COUNT > 0),
    "resume": and_(_IN_FORCE, _UNRESUMED, _COUNT > 0, _COUNT == _DONE),
    "overdue": _OVERDUE,
    "open": and_(_IN_FORCE, or_(_COUNT > _DONE, _UNRESUMED)),
}

NOTICES = Listing(
    rows=select(
        Paper.id,
        Paper.issued_on,
        Paper.kind,
        func.coalesce(Paper.number, ""),
        func.coalesce(Project.name, Paper.project_text, ""),
        func.coalesce(Paper.enterprise_text, ""),
        Paper.served_on,
        Paper.state,
        Paper.history,
        Paper.whole_site,
        _COUNT,
        _PASSED_COUNT,
        func.coalesce(_COUNTS.c.closed, 0),
        _MOVED,
        func.coalesce(_COUNTS.c.majors, 0),
        func.coalesce(_COUNTS.c.due, Paper.due),
        func.coalesce(_OVERDUE, false()),
        _UNRESUMED,
    )
    .outerjoin(Project, Project.id == Paper.project_id)
    .outerjoin(_COUNTS, _COUNTS.c.paper_id == Paper.id)
    .where(Paper.kind.in_(ORDER_KINDS)),
    id=Paper.id,
    sorts={
        "issued_on": Paper.issued_on,
        "number": func.coalesce(Paper.number, ""),
        "project": func.coalesce(Project.name, Paper.project_text, ""),
        "due": func.coalesce(_COUNTS.c.due, Paper.due, _FAR_OFF),
        "served_on": func.coalesce(Paper.served_on, _FAR_OFF),
    },
    make=_make,
    matches=matcher(
        (("project", Paper.project_id), ("paper", Paper.id)),
        func.coalesce(Paper.number, ""),
        func.coalesce(Project.name, Paper.project_text, ""),
        func.coalesce(Paper.enterprise_text, ""),
    ),
    filters={
        "kind": lambda value: Paper.kind == PaperKind(value),
        "waits": lambda value: _WAITS[value],
        "project": lambda value: Paper.project_id == int(value),
        "month": lambda value: Paper.month == int(value),
    },
)


@dataclass(frozen=True)
class NoticeCard:
    """A notice with what its work needs beside its paper.

    ``reviewers`` may review what waits for it; ``form`` is a 销号审批表 that is out for signing.
    """

    id: int
    paper: PaperCard
    reviewers: tuple[str, ...]
    form: int | None
    untold: date | None
    """The last re-check, while no 复查意见书 tells it."""


def notice_card(session: Session, key: int, today: date) -> NoticeCard | None:
    paper = paper_card(session, key, today)
    if paper is None:
        return None
    return NoticeCard(
        key,
        paper,
        _reviewers(session, paper),
        form_out(session, own_items(session, paper.id)),
        _untold(session, paper),
    )


def _reviewers(session: Session, paper: PaperCard) -> tuple[str, ...]:
    """Everyone of the office who neither found nor re-checked what waits for a review."""
    waiting = [
        item.hazard_id
        for item in paper.items
        if item.strict and item.state is HazardState.RECHECKED and not item.moved
    ]
    if not waiting or not paper.orders:
        return ()
    hazards = session.scalars(select(Hazard).where(Hazard.id.in_(waiting))).all()
    involved: frozenset[int] = frozenset()
    for facts in hazard_facts(session, hazards).values():
        involved |= facts.finders | recheckers(facts)
    rows = select(Inspector.name).where(Inspector.id.not_in(involved)).order_by(Inspector.id)
    return tuple(session.scalars(rows))


def _untold(session: Session, paper: PaperCard) -> date | None:
    days = [item.rechecked_on for item in paper.items if item.rechecked_on and not item.moved]
    if not days or not paper.orders:
        return None
    told = select(Paper.id).where(
        Paper.about_paper_id == paper.id,
        Paper.kind == PaperKind.RECHECK_OPINION,
        Paper.state != PaperState.VOIDED,
        Paper.issued_on >= max(days),
    )
    return max(days) if session.scalar(told.limit(1)) is None else None
