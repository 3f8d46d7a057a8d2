"""行政检查审批: the list, what covers a visit of a day, and how often an enterprise was checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.codes import HolderKind, PaperKind, PaperState, VisitKind, VisitManner, VisitSource
from db.tables.inspectors import Inspector
from db.tables.papers import Paper, VisitNotice
from db.tables.rounds import (
    ApprovalInspector,
    ApprovalTarget,
    InspectionApproval,
    Round,
    RoundUnit,
)
from db.tables.visits import Visit, VisitCorrection, VisitEnterprise
from desktop.domain.approvals import (
    ApprovalFacts,
    ApprovalState,
    CheckClass,
    YearChecks,
    class_of,
    state_of,
)
from desktop.domain.months import month_of
from desktop.queries.held import BETWEEN
from desktop.queries.listing import Listing
from desktop.queries.matching import matcher

ENTITY = InspectionApproval.__tablename__
_A = InspectionApproval
_JANUARY = 1


def of_round(day: date | ColumnElement[date], project: Any) -> ColumnElement[bool]:
    """Whether the round an approval is for has the project in its scope on the day."""
    return exists(
        select(RoundUnit.id).where(
            RoundUnit.round_id == _A.round_id,
            RoundUnit.unit_kind == HolderKind.PROJECT,
            RoundUnit.unit_id == project,
            RoundUnit.joined_on <= day,
            or_(RoundUnit.left_on.is_(None), RoundUnit.left_on > day),
        )
    )


def _listed(project: Any) -> ColumnElement[bool]:
    return exists(
        select(ApprovalTarget.id).where(
            ApprovalTarget.approval_id == _A.id, ApprovalTarget.project_id == project
        )
    )


VOIDED = and_(
    _A.approved_on.is_(None),
    exists(
        select(Paper.id).where(
            Paper.approval_id == _A.id,
            Paper.kind == PaperKind.INSPECTION_APPROVAL,
            Paper.state == PaperState.VOIDED,
        )
    ),
)


IS_CHECK = and_(
    Visit.kind != VisitKind.GUIDANCE,
    ~exists(select(VisitCorrection.id).where(VisitCorrection.corrected_id == Visit.id)),
)
"""指导观摩 is none; of a corrected visit only the new one counts."""


TO_APPROVE = and_(_A.proposed_on.is_not(None), _A.approved_on.is_(None), ~VOIDED)
"""待批准: sent up, and nobody has said yes."""


@dataclass(frozen=True)
class ApprovalOffer:
    """An approval a visit may stand on."""

    id: int
    words: str
    approved: bool
    source: VisitSource
    round_id: int | None
    manner: VisitManner | None
    check_code: str
    in_system: bool | None
    inspectors: tuple[int, ...]


def approvals_for(session: Session, project_id: int, day: date) -> tuple[ApprovalOffer, ...]:
    """Those that cover the project on the day, the approved and the newest first."""
    rows = session.execute(
        select(_A, _number_of())
        .where(
            _A.first_day <= day,
            _A.last_day >= day,
            or_(_listed(project_id), of_round(day, project_id)),
            ~VOIDED,
        )
        .order_by(_A.approved_on.is_(None), _A.first_day.desc(), _A.id.desc())
    ).all()
    people = inspectors_of(session, [row[0].id for row in rows])
    return tuple(
        ApprovalOffer(
            one.id,
            _offer_words(one, number),
            one.approved_on is not None,
            one.source,
            one.round_id,
            one.manner,
            one.check_code or "",
            one.in_system,
            people.get(one.id, ()),
        )
        for one, number in rows
    )


def _offer_words(one: InspectionApproval, number: str | None) -> str:
    told = number or ("已批准" if one.approved_on else "未批准")
    return f"{told}　{one.title or ''}（{one.first_day.isoformat()} 至 {one.last_day.isoformat()}）"


def _number_of() -> Any:
    """The number of its 审批表, also where that was voided."""
    return (
        select(Paper.number)
        .where(Paper.approval_id == _A.id, Paper.kind == PaperKind.INSPECTION_APPROVAL)
        .order_by(Paper.id.desc())
        .limit(1)
        .correlate(_A)
        .scalar_subquery()
    )


def inspectors_of(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Whom each approval names, in their order."""
    rows = (
        select(ApprovalInspector.approval_id, ApprovalInspector.inspector_id)
        .where(ApprovalInspector.approval_id.in_(ids))
        .order_by(ApprovalInspector.approval_id, ApprovalInspector.position)
    )
    found: dict[int, tuple[int, ...]] = {}
    for approval, inspector in session.execute(rows):
        found[approval] = (*found.get(approval, ()), inspector)
    return found


@dataclass(frozen=True)
class NoticeOffer:
    """A 行政检查通知书 a visit may be bound to; the id is the paper's."""

    id: int
    words: str
    approval_id: int | None
    served: bool
    check_code: str


def notices_for(session: Session, project_id: int, day: date) -> tuple[NoticeOffer, ...]:
    """Those issued by the day for the project, not voided; the not yet bound and newest first."""
    is_bound = exists(select(VisitNotice.id).where(VisitNotice.paper_id == Paper.id))
    rows = session.execute(
        select(Paper, _A.check_code, is_bound)
        .outerjoin(_A, _A.id == Paper.approval_id)
        .where(
            Paper.kind == PaperKind.INSPECTION_NOTICE,
            Paper.project_id == project_id,
            Paper.state != PaperState.VOIDED,
            Paper.issued_on <= day,
            or_(_A.id.is_(None), and_(_A.first_day <= day, _A.last_day >= day)),
        )
        .order_by(is_bound, Paper.issued_on.desc(), Paper.id.desc())
    )
    return tuple(
        NoticeOffer(
            paper.id,
            f"{paper.number or '行政检查通知书'}　{paper.enterprise_text or ''}"
            f"{'（已用于一次检查）' if bound else ''}",
            paper.approval_id,
            paper.served_on is not None,
            code or "",
        )
        for paper, code, bound in rows
    )


def checks_this_year(
    session: Session,
    enterprise_ids: Sequence[int],
    day: date,
    *,
    besides: int | None = None,
    before: bool = False,
) -> dict[int, YearChecks]:
    """How often each was 被检查单位 in the year up to the day; 指导观摩 is never counted.

    ``besides`` is an approval whose own visits are left out: it is asked how often before.
    With ``before`` the day itself is left out.
    """
    which = [
        VisitEnterprise.enterprise_id.in_(enterprise_ids),
        Visit.month.between(day.year * 100 + _JANUARY, month_of(day)),
        Visit.visited_on < day if before else Visit.visited_on <= day,
        IS_CHECK,
    ]
    if besides is not None:
        which.append(Visit.approval_id.is_distinct_from(besides))
    rows = (
        select(
            VisitEnterprise.enterprise_id,
            Visit.kind,
            Visit.source,
            func.count(func.distinct(Visit.id)),
        )
        .join(Visit, Visit.id == VisitEnterprise.visit_id)
        .where(*which)
        .group_by(VisitEnterprise.enterprise_id, Visit.kind, Visit.source)
    )
    counts: dict[int, dict[CheckClass, int]] = {key: {} for key in enterprise_ids}
    for enterprise, kind, source, count in session.execute(rows):
        told = class_of(source, kind)
        if told is not None:
            counts[enterprise][told] = counts[enterprise].get(told, 0) + count
    return {
        key: YearChecks(*(own.get(one, 0) for one in CheckClass)) for key, own in counts.items()
    }


# -- one approval ----------------------------------------------------------------------


def approval_facts(session: Session, approval: InspectionApproval) -> ApprovalFacts:
    """The approval as the rules, the form and the paper need it."""
    targets = select(ApprovalTarget.project_id).where(ApprovalTarget.approval_id == approval.id)
    moment = approval.happened_at
    return ApprovalFacts(
        source=approval.source,
        ground=approval.ground,
        first_day=approval.first_day,
        last_day=approval.last_day,
        projects=tuple(session.scalars(targets.order_by(ApprovalTarget.id))),
        round_id=approval.round_id,
        inspectors=inspectors_of(session, [approval.id]).get(approval.id, ()),
        title=approval.title or "",
        matter=approval.matter or "",
        manner=approval.manner,
        document=approval.document or "",
        assistants=approval.assistants or "",
        urgent=approval.urgent,
        reason=approval.reason or "",
        reported_by=approval.reported_by or "",
        happened_at=datetime.fromisoformat(moment) if moment else None,
        check_code=approval.check_code or "",
        in_system=approval.in_system,
        system_note=approval.system_note or "",
    )


def approval_paper(session: Session, key: int) -> Paper | None:
    """The 审批表 that was issued last, also where it was voided."""
    rows = select(Paper).where(
        Paper.approval_id == key, Paper.kind == PaperKind.INSPECTION_APPROVAL
    )
    return session.scalar(rows.order_by(Paper.id.desc()).limit(1))


def approval_state(session: Session, approval: InspectionApproval) -> ApprovalState:
    paper = approval_paper(session, approval.id)
    is_voided = paper is not None and paper.state is PaperState.VOIDED
    return state_of(approval.proposed_on, approval.approved_on, is_voided)


def projects_of(session: Session, facts: ApprovalFacts) -> tuple[int, ...]:
    """Its list, then those of its round that stood in the scope on some day of it."""
    if facts.round_id is None:
        return facts.projects
    rows = select(RoundUnit.unit_id).where(
        RoundUnit.round_id == facts.round_id,
        RoundUnit.unit_kind == HolderKind.PROJECT,
        RoundUnit.joined_on <= facts.last_day,
        or_(RoundUnit.left_on.is_(None), RoundUnit.left_on > facts.first_day),
    )
    of_its_round = session.scalars(rows.order_by(RoundUnit.id))
    return tuple(dict.fromkeys((*facts.projects, *of_its_round)))


# -- the list --------------------------------------------------------------------------


@dataclass(frozen=True)
class ApprovalRow:
    """An approval in the list."""

    id: int
    title: str
    source: VisitSource
    first_day: date
    last_day: date
    projects: int
    people: str
    number: str
    proposed_on: date | None
    approved_on: date | None
    urgent: bool
    voided: bool
    visits: int
    round: str

    @property
    def state(self) -> ApprovalState:
        return state_of(self.proposed_on, self.approved_on, self.voided)


def _make(row: Any) -> ApprovalRow:
    return ApprovalRow(*row)


_PROJECTS = (
    select(func.count()).where(ApprovalTarget.approval_id == _A.id).correlate(_A).scalar_subquery()
) + (
    select(func.count())
    .where(
        RoundUnit.round_id == _A.round_id,
        RoundUnit.unit_kind == HolderKind.PROJECT,
        RoundUnit.joined_on <= _A.last_day,
        or_(RoundUnit.left_on.is_(None), RoundUnit.left_on > _A.first_day),
    )
    .correlate(_A)
    .scalar_subquery()
)
_PEOPLE = (
    select(func.aggregate_strings(Inspector.name, BETWEEN))
    .select_from(ApprovalInspector)
    .join(Inspector, Inspector.id == ApprovalInspector.inspector_id)
    .where(ApprovalInspector.approval_id == _A.id)
    .correlate(_A)
    .scalar_subquery()
)
_VISITS = select(func.count()).where(Visit.approval_id == _A.id).correlate(_A).scalar_subquery()
_STATES: dict[str, ColumnElement[bool]] = {
    ApprovalState.DRAFT.name: and_(_A.approved_on.is_(None), _A.proposed_on.is_(None), ~VOIDED),
    ApprovalState.PROPOSED.name: TO_APPROVE,
    ApprovalState.APPROVED.name: _A.approved_on.is_not(None),
    ApprovalState.VOIDED.name: VOIDED,
}

APPROVALS = Listing(
    rows=select(
        _A.id,
        func.coalesce(_A.title, ""),
        _A.source,
        _A.first_day,
        _A.last_day,
        _PROJECTS,
        func.coalesce(_PEOPLE, ""),
        func.coalesce(_number_of(), ""),
        _A.proposed_on,
        _A.approved_on,
        _A.urgent,
        VOIDED,
        _VISITS,
        func.coalesce(Round.title, ""),
    ).outerjoin(Round, Round.id == _A.round_id),
    id=_A.id,
    sorts={
        "first_day": _A.first_day,
        "title": func.coalesce(_A.title, ""),
        "number": func.coalesce(_number_of(), ""),
    },
    make=_make,
    matches=matcher(
        ((ENTITY, _A.id),),
        func.coalesce(_A.title, ""),
        func.coalesce(_A.matter, ""),
        func.coalesce(_number_of(), ""),
        func.coalesce(_PEOPLE, ""),
    ),
    filters={
        "state": lambda value: _STATES[value],
        "source": lambda value: _A.source == VisitSource(value),
        "urgent": lambda value: _A.urgent.is_(value == "1"),
        "round": lambda value: _A.round_id == int(value),
        "project": lambda value: _listed(int(value)),
        "year": lambda value: _A.first_day.between(
            date(int(value), 1, 1), date(int(value), 12, 31)
        ),
    },
)
