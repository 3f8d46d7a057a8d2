"""One approval whole: whom it is of, its papers, the visits on it, its next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PaperState
from db.tables.papers import Paper, VisitNotice
from db.tables.projects import Project
from db.tables.rounds import InspectionApproval, Round
from db.tables.visits import Visit
from desktop.domain.approvals import ApprovalFacts, ApprovalState
from desktop.queries.approval_subjects import Asked, approval_doubts, project_names
from desktop.queries.approvals import (
    ENTITY,
    approval_facts,
    approval_paper,
    approval_state,
    projects_of,
)
from desktop.queries.cards import Timeline
from desktop.queries.edits import Tie
from desktop.queries.timeline import timeline_of
from desktop.queries.visit_form import Candidate, candidates


class NextStep(Enum):
    """What an approval waits for."""

    PROPOSE = "送审"
    APPROVE = "批准"
    NOTIFY = "签发通知书"
    SERVE = "登记送达"
    BIND = "绑定检查"
    VISIT = "登记检查"


_BEFORE = {
    ApprovalState.DRAFT: NextStep.PROPOSE,
    ApprovalState.PROPOSED: NextStep.APPROVE,
}


@dataclass(frozen=True)
class NoticeLine:
    """A 行政检查通知书 on the approval."""

    id: int
    number: str
    project_id: int
    project: str
    state: PaperState
    bound: bool

    @property
    def is_live(self) -> bool:
        return self.state is not PaperState.VOIDED

    @property
    def waits(self) -> bool:
        return self.state is PaperState.ISSUED


@dataclass(frozen=True)
class VisitLine:
    """A visit on the approval; ``notice`` is the number of its 通知书."""

    id: int
    day: date
    project_id: int
    project: str
    notice: str

    @property
    def words(self) -> str:
        return f"{self.day.isoformat()}　{self.project}"


@dataclass(frozen=True)
class ApprovalCard:
    """The approval with everything that hangs on it."""

    id: int
    version: int
    facts: ApprovalFacts
    state: ApprovalState
    number: str
    paper_id: int | None
    round: str
    inspectors: tuple[Candidate, ...]
    handled: str
    proposed_on: date | None
    reviewed: str
    approved: str
    approved_on: date | None
    opinion: str
    projects: tuple[tuple[int, str], ...]
    notices: tuple[NoticeLine, ...]
    visits: tuple[VisitLine, ...]
    doubts: tuple[str, ...]
    timeline: Timeline
    today: date

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.state in (ApprovalState.DRAFT, ApprovalState.PROPOSED)

    @property
    def can_notify(self) -> bool:
        """A notice rests on the approval; an urgent check does not wait for it."""
        is_urgent = self.state is ApprovalState.PROPOSED and self.facts.urgent
        return self.state is ApprovalState.APPROVED or is_urgent

    @property
    def to_notify(self) -> tuple[tuple[int, str], ...]:
        """Its projects yet to be checked without a notice; none is written for what is over."""
        if self.facts.last_day < self.today:
            return ()
        done = {one.project_id for one in self.notices if one.is_live}
        done |= {one.project_id for one in self.visits}
        return tuple(one for one in self.projects if one[0] not in done)

    @property
    def to_serve(self) -> tuple[NoticeLine, ...]:
        return tuple(one for one in self.notices if one.waits)

    @property
    def to_bind(self) -> tuple[VisitLine, ...]:
        """Visits on it without a notice, of projects that have one."""
        having = {one.project_id for one in self.notices if one.is_live}
        return tuple(one for one in self.visits if not one.notice and one.project_id in having)

    @property
    def to_visit(self) -> tuple[NoticeLine, ...]:
        """Notices on which no visit stands yet."""
        return tuple(one for one in self.notices if one.is_live and not one.bound)

    @property
    def next_step(self) -> NextStep | None:
        if self.state is not ApprovalState.APPROVED:
            return _BEFORE.get(self.state)
        waiting = (
            (NextStep.SERVE, self.to_serve),
            (NextStep.BIND, self.to_bind),
            (NextStep.VISIT, self.to_visit),
            (NextStep.NOTIFY, self.to_notify),
        )
        return next((step for step, found in waiting if found), None)


def approval_card(session: Session, key: int, today: date) -> ApprovalCard | None:
    approval = session.get(InspectionApproval, key)
    if approval is None:
        return None
    facts = approval_facts(session, approval)
    state = approval_state(session, approval)
    paper = approval_paper(session, key)
    of_round = session.get(Round, facts.round_id) if facts.round_id is not None else None
    projects = projects_of(session, facts)
    names = project_names(session, projects)
    asked = Asked(approval.approved_on or today, key)
    visits = _visits(session, key)
    return ApprovalCard(
        id=key,
        version=approval.version,
        facts=facts,
        state=state,
        number=(paper.number or "") if paper is not None else "",
        paper_id=paper.id if paper is not None else None,
        round=of_round.title if of_round is not None else "",
        inspectors=candidates(session, facts.inspectors, facts.first_day),
        handled=_signed(approval.proposed_by, approval.proposed_on),
        proposed_on=approval.proposed_on,
        reviewed=_signed(approval.reviewed_by, approval.reviewed_on),
        approved=_signed(approval.approved_by, approval.approved_on),
        approved_on=approval.approved_on,
        opinion=approval.opinion or "",
        projects=tuple((one, names[one]) for one in projects if one in names),
        notices=_notices(session, key, names),
        visits=visits,
        doubts=(
            *approval_doubts(session, facts, asked, approval.approved_on),
            *_outside(facts, set(projects), visits),
        ),
        timeline=timeline_of(session, (Tie(ENTITY, (key,)),)),
        today=today,
    )


def _signed(who: str | None, day: date | None) -> str:
    return "　".join(part for part in (who, day.isoformat() if day else None) if part)


def _notices(session: Session, key: int, names: Mapping[int, str]) -> tuple[NoticeLine, ...]:
    rows = session.execute(
        select(Paper, VisitNotice.id.is_not(None))
        .outerjoin(VisitNotice, VisitNotice.paper_id == Paper.id)
        .where(Paper.approval_id == key, Paper.kind == PaperKind.INSPECTION_NOTICE)
        .order_by(Paper.id)
    )
    found: dict[int, NoticeLine] = {}
    for paper, bound in rows:
        project = paper.project_id or 0
        name = names.get(project, "")
        found[paper.id] = NoticeLine(
            paper.id, paper.number or "", project, name, paper.state, bool(bound)
        )
    return tuple(found.values())


def _visits(session: Session, key: int) -> tuple[VisitLine, ...]:
    number = (
        select(Paper.number)
        .join(VisitNotice, VisitNotice.paper_id == Paper.id)
        .where(VisitNotice.visit_id == Visit.id, Paper.state != PaperState.VOIDED)
        .correlate(Visit)
        .scalar_subquery()
    )
    rows = (
        select(Visit.id, Visit.visited_on, Visit.project_id, Project.name, number)
        .join(Project, Project.id == Visit.project_id)
        .where(Visit.approval_id == key)
        .order_by(Visit.visited_on, Visit.id)
    )
    return tuple(
        VisitLine(visit, day, project, name, notice or "")
        for visit, day, project, name, notice in session.execute(rows)
    )


def _outside(
    facts: ApprovalFacts, projects: set[int], visits: Sequence[VisitLine]
) -> tuple[str, ...]:
    """范围外的对象 or a day outside: said, for the visit was made."""
    outside = [
        one.words for one in visits if one.project_id not in projects or not facts.spans(one.day)
    ]
    return (f"超出批准的对象或期间：{'；'.join(outside[:3])}",) if outside else ()
