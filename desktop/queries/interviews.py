"""约谈: the list of talks, one talk with its papers, and whom a rule proposes to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from db.codes import HazardLevel, HazardState, PaperKind, PaperState
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.papers import Interview, Paper, PaperItem
from db.tables.projects import Project
from db.tables.signatures import Attachment
from desktop.queries.cards import Link
from desktop.queries.day import TODAY
from desktop.queries.listing import Listing
from desktop.queries.matching import matcher
from desktop.queries.papers import UNSCANNED, Party, kind_words, parties_on

_FAR_OFF = date.max


@dataclass(frozen=True)
class InterviewRow:
    """A talk in the list; ``late`` is its feedback that has not come by its day."""

    id: int
    issued_on: date
    number: str
    enterprise: str
    project: str
    reason: str
    called_for: date | None
    hour: str
    held_on: date | None
    feedback_due: date | None
    feedback_on: date | None
    state: PaperState
    late: bool
    passed_by: bool

    @property
    def progress(self) -> str:
        if self.state is PaperState.VOIDED:
            return "已作废"
        if self.held_on is None:
            return "应约谈未登记" if self.passed_by else "待约谈"
        if self.feedback_on is not None:
            return "已反馈"
        if self.feedback_due is None:
            return "已约谈"
        return "反馈逾期" if self.late else "待反馈"


def _make(row: Any) -> InterviewRow:
    return InterviewRow(*row)


_IN_FORCE = Paper.state != PaperState.VOIDED
_WAITS_FEEDBACK = and_(
    _IN_FORCE, Interview.feedback_due.is_not(None), Interview.feedback_on.is_(None)
)
LATE = and_(_WAITS_FEEDBACK, Interview.feedback_due < TODAY)
_PASSED_BY = and_(_IN_FORCE, Interview.held_on.is_(None), Interview.called_for < TODAY)
_PROGRESS = {
    "called": and_(_IN_FORCE, Interview.held_on.is_(None)),
    "feedback": _WAITS_FEEDBACK,
    "late": LATE,
    "done": Interview.feedback_on.is_not(None),
}

INTERVIEWS = Listing(
    rows=select(
        Interview.id,
        Paper.issued_on,
        func.coalesce(Paper.number, ""),
        func.coalesce(Paper.enterprise_text, ""),
        func.coalesce(Project.name, ""),
        Interview.reason,
        Interview.called_for,
        func.coalesce(Interview.hour, ""),
        Interview.held_on,
        Interview.feedback_due,
        Interview.feedback_on,
        Paper.state,
        func.coalesce(LATE, false()),
        func.coalesce(_PASSED_BY, false()),
    )
    .join(Paper, Paper.id == Interview.notice_id)
    .outerjoin(Project, Project.id == Interview.project_id),
    id=Interview.id,
    sorts={
        "issued_on": Paper.issued_on,
        "called_for": func.coalesce(Interview.called_for, _FAR_OFF),
        "held_on": func.coalesce(Interview.held_on, _FAR_OFF),
        "feedback_due": func.coalesce(Interview.feedback_due, _FAR_OFF),
    },
    make=_make,
    matches=matcher(
        (("project", Interview.project_id), ("enterprise", Interview.enterprise_id)),
        func.coalesce(Paper.number, ""),
        func.coalesce(Paper.enterprise_text, ""),
        Interview.reason,
    ),
    filters={
        "progress": lambda value: _PROGRESS[value],
        "project": lambda value: Interview.project_id == int(value),
        "enterprise": lambda value: Interview.enterprise_id == int(value),
        "hazard": lambda value: Interview.hazard_id == int(value),
        "month": lambda value: Interview.month == int(value),
    },
)


@dataclass(frozen=True)
class InterviewCard:
    """One talk whole."""

    id: int
    enterprise: str
    project: str
    project_id: int | None
    hazards: tuple[tuple[int, str], ...]
    number: str
    notice_id: int
    record_id: int | None
    issued_on: date
    served_on: date | None
    voided: bool
    reason: str
    called_for: date | None
    hour: str
    place: str
    attendees: str
    points: str
    statement: str
    measures: str
    held_on: date | None
    feedback_due: date | None
    feedback_on: date | None
    lacks_scan: bool
    papers: tuple[Link, ...]
    files: tuple[tuple[int, str], ...]
    today: date

    @property
    def is_late(self) -> bool:
        """书面反馈 has not come by its day."""
        due = self.feedback_due
        return not self.voided and not self.feedback_on and due is not None and due < self.today


def interview_card(session: Session, key: int, today: date) -> InterviewCard | None:
    interview = session.scalar(select(Interview).where(Interview.id == key))
    notice = session.get(Paper, interview.notice_id or 0) if interview else None
    if interview is None or notice is None:
        return None
    record = interview.record_id
    project = session.get(Project, interview.project_id or 0)
    return InterviewCard(
        id=key,
        enterprise=notice.enterprise_text or "",
        project=project.name if project else "",
        project_id=interview.project_id,
        hazards=_hazards(session, notice.id),
        number=notice.number or "",
        notice_id=notice.id,
        record_id=record,
        issued_on=notice.issued_on,
        served_on=notice.served_on,
        voided=notice.state is PaperState.VOIDED,
        reason=interview.reason,
        called_for=interview.called_for,
        hour=interview.hour or "",
        place=interview.place or "",
        attendees=interview.attendees or "",
        points=interview.points or "",
        statement=interview.statement or "",
        measures=interview.measures or "",
        held_on=interview.held_on,
        feedback_due=interview.feedback_due,
        feedback_on=interview.feedback_on,
        lacks_scan=bool(
            record and session.scalar(select(Paper.id).where(Paper.id == record, UNSCANNED))
        ),
        papers=_papers(session, notice),
        files=_files(session, key),
        today=today,
    )


def _hazards(session: Session, paper_id: int) -> tuple[tuple[int, str], ...]:
    rows = (
        select(Hazard.id, Hazard.description)
        .join(PaperItem, PaperItem.hazard_id == Hazard.id)
        .where(PaperItem.paper_id == paper_id)
        .order_by(PaperItem.position)
    )
    return tuple((row.id, row.description) for row in session.execute(rows))


def _papers(session: Session, notice: Paper) -> tuple[Link, ...]:
    """The letter, its receipt and the record."""
    own = or_(Paper.id == notice.id, Paper.about_paper_id == notice.id)
    return tuple(
        Link(
            f"{kind_words(row.kind, row.kind_text)} {row.number or row.issued_on}", "paper", row.id
        )
        for row in session.scalars(select(Paper).where(own).order_by(Paper.id))
    )


def _files(session: Session, key: int) -> tuple[tuple[int, str], ...]:
    own = Attachment.entity == Interview.__tablename__, Attachment.record_id == key
    rows = select(Attachment.id, Attachment.name).where(*own).order_by(Attachment.id)
    return tuple((row.id, row.name) for row in session.execute(rows))


@dataclass(frozen=True)
class CallGround:
    """What the form of a letter starts with: the site, its parties, what it would be about."""

    project: str
    project_id: int | None
    enterprise_id: int | None
    enterprise: str
    parties: tuple[Party, ...]
    hazards: tuple[tuple[int, str], ...]
    projects: int
    overdue: int


def call_ground(
    session: Session,
    hazards: Sequence[int],
    project_id: int | None,
    enterprise_id: int | None,
    today: date,
) -> CallGround:
    rows = session.scalars(select(Hazard).where(Hazard.id.in_(hazards)).order_by(Hazard.id)).all()
    sites = {row.project_id for row in rows} | ({project_id} if project_id else set())
    site = next(iter(sites)) if len(sites) == 1 else None
    project = session.get(Project, site) if site else None
    enterprise = session.get(Enterprise, enterprise_id) if enterprise_id else None
    return CallGround(
        project.name if project else "",
        site,
        enterprise_id,
        enterprise.name if enterprise else "",
        parties_on(session, site, today) if site else (),
        tuple((row.id, row.description) for row in rows),
        len(sites),
        sum(row.due is not None and row.due < today for row in rows),
    )


def to_call() -> Any:
    """Overdue majors about which nobody was called in yet: a rule proposes, a person decides."""
    called = (
        select(PaperItem.id)
        .join(Paper, Paper.id == PaperItem.paper_id)
        .where(
            PaperItem.hazard_id == Hazard.id,
            Paper.kind == PaperKind.INTERVIEW_NOTICE,
            Paper.state != PaperState.VOIDED,
        )
    )
    return and_(
        Hazard.level == HazardLevel.MAJOR,
        Hazard.state != HazardState.CLOSED,
        ~exists(called),
    )
