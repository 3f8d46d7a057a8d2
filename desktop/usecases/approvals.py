"""行政检查审批: written and sent up; visits made before come under it too (补办)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, PaperKind, PaperState
from db.tables.inspectors import Inspector
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.rounds import ApprovalInspector, ApprovalTarget, InspectionApproval, Round
from db.tables.visits import Visit
from desktop.domain import approvals as rules
from desktop.domain.approvals import ApprovalFacts, ApprovalState
from desktop.domain.errors import RuleViolation
from desktop.queries.approval_subjects import project_names
from desktop.queries.approvals import approval_facts, approval_state, projects_of
from desktop.usecases.done import Done
from desktop.usecases.records import claimed, claimed_or_new, put_values, touch

CHANGED = frozenset({Area.ROUNDS, Area.VISITS})


@dataclass(frozen=True)
class SaveApproval:
    """An approval as it was written; with ``proposed_on`` it is sent up at once.

    ``visits`` were made without one and come under it (补办).
    """

    facts: ApprovalFacts
    visits: tuple[int, ...] = ()
    proposed_by: str = ""
    proposed_on: date | None = None
    id: int | None = None
    version: int = 0


@dataclass(frozen=True)
class ProposeApproval:
    """送审: who handles it, and when it was sent up."""

    approval_id: int
    proposed_by: str
    proposed_on: date


@dataclass(frozen=True)
class RemoveApproval:
    """One that was never approved; the visits under it are 未审批 again."""

    approval_id: int
    version: int


@dataclass(frozen=True)
class CoverVisits:
    """Visits stored already come under an approval."""

    approval_id: int
    visits: tuple[int, ...]


@dataclass(frozen=True)
class RecordCheckCode:
    """检查码 of the provincial system: made there, only noted here; offline with its reason."""

    approval_id: int
    check_code: str
    in_system: bool | None
    system_note: str = ""


def save_approval(session: Session, command: SaveApproval, act: Act) -> Done[int]:
    facts = command.facts
    rules.check_period(facts.first_day, facts.last_day)
    _check_known(session, facts)
    title = facts.title.strip() or _title(session, facts)
    approval = claimed_or_new(session, InspectionApproval, command.id, command.version)
    state = ApprovalState.DRAFT
    if command.id is not None:
        state = approval_state(session, approval)
        rules.check_can_change(state)
    sends = command.proposed_on is not None and state is ApprovalState.DRAFT
    if sends or state is ApprovalState.PROPOSED:
        rules.check_can_propose(facts, ApprovalState.DRAFT)
    put_values(approval, **_columns(facts), title=title, entered_on=act.today)
    if sends:
        _send_up(approval, command.proposed_by, command.proposed_on, act)
    _put_rows(session, approval, facts)
    _cover(session, approval, facts, command.visits)
    about(session, title)
    session.flush()
    return Done(approval.id, CHANGED)


def propose_approval(session: Session, command: ProposeApproval, act: Act) -> Done[int]:
    approval = approval_of(session, command.approval_id)
    facts = approval_facts(session, approval)
    rules.check_can_propose(facts, approval_state(session, approval))
    _send_up(approval, command.proposed_by, command.proposed_on, act)
    about(session, approval.title or "")
    return Done(approval.id, CHANGED)


def remove_approval(session: Session, command: RemoveApproval, act: Act) -> Done[None]:
    approval = claimed(session, InspectionApproval, command.approval_id, command.version)
    papers = select(Paper.id).where(Paper.approval_id == approval.id).limit(1)
    if session.scalar(papers) is not None:
        raise RuleViolation("已经出过文书，不能删除；写错的请作废审批表，它留行备查")
    for visit in session.scalars(select(Visit).where(Visit.approval_id == approval.id)):
        visit.approval_id = None
    for model in (ApprovalTarget, ApprovalInspector):
        for row in session.scalars(select(model).where(model.approval_id == approval.id)):
            session.delete(row)
    about(session, approval.title or "")
    session.delete(approval)
    return Done(None, CHANGED)


def cover_visits(session: Session, command: CoverVisits, act: Act) -> Done[int]:
    """How many visits now stand on the approval."""
    approval = approval_of(session, command.approval_id)
    state = approval_state(session, approval)
    if state is ApprovalState.VOIDED:
        rules.check_can_change(state)
    facts = approval_facts(session, approval)
    days = _cover(session, approval, facts, command.visits)
    if approval.approved_on is not None:
        rules.check_can_approve(facts, ApprovalState.PROPOSED, approval.approved_on, days)
    about(session, approval.title or "")
    return Done(len(days), CHANGED)


def take_back_approval(session: Session, paper: Paper) -> None:
    """Voiding the form takes the approval back: its visits are 未审批 again, its row stays."""
    approval = session.get(InspectionApproval, paper.approval_id)
    if approval is None:
        return
    notices = select(Paper.id).where(
        Paper.approval_id == approval.id,
        Paper.kind == PaperKind.INSPECTION_NOTICE,
        Paper.state != PaperState.VOIDED,
    )
    if session.scalar(notices.limit(1)) is not None:
        raise RuleViolation("已按这份审批签发行政检查通知书，请先作废通知书；已送达的不能作废")
    put_values(approval, approved_by=None, approved_on=None, opinion=None)


def record_check_code(session: Session, command: RecordCheckCode, act: Act) -> Done[int]:
    approval = approval_of(session, command.approval_id)
    put_values(
        approval,
        check_code=command.check_code.strip() or None,
        in_system=command.in_system,
        system_note=command.system_note.strip() or None,
    )
    about(session, approval.title or "")
    return Done(approval.id, CHANGED)


# -- writing it ------------------------------------------------------------------------


def approval_of(session: Session, key: int) -> InspectionApproval:
    approval = session.get(InspectionApproval, key)
    if approval is None:
        raise RuleViolation("没有这份审批，请刷新后再选")
    return approval


def _check_known(session: Session, facts: ApprovalFacts) -> None:
    if len(project_names(session, facts.projects)) != len(set(facts.projects)):
        raise RuleViolation("检查对象中有工程已不在台账，请刷新后再选")
    people = select(Inspector.id).where(Inspector.id.in_(facts.inspectors))
    if len(session.scalars(people).all()) != len(set(facts.inspectors)):
        raise RuleViolation("检查人员中有人不在监督人员台账，请刷新后再选")
    if facts.round_id is not None and session.get(Round, facts.round_id) is None:
        raise RuleViolation("没有这个检查轮次，请刷新后再选")


def _columns(facts: ApprovalFacts) -> dict[str, Any]:
    moment = facts.happened_at
    words = {
        name: getattr(facts, name).strip() or None
        for name in (
            "matter",
            "document",
            "assistants",
            "reason",
            "reported_by",
            "check_code",
            "system_note",
        )
    }
    return {
        **words,
        "source": facts.source,
        "ground": facts.ground.strip(),
        "first_day": facts.first_day,
        "last_day": facts.last_day,
        "round_id": facts.round_id,
        "manner": facts.manner,
        "urgent": facts.urgent,
        "in_system": facts.in_system,
        "happened_at": moment.isoformat(timespec="minutes") if moment else None,
    }


def _title(session: Session, facts: ApprovalFacts) -> str:
    of_round = session.get(Round, facts.round_id) if facts.round_id is not None else None
    if of_round is not None:
        return rules.titled(facts, of_round.title, 1)
    names = project_names(session, facts.projects[:1])
    first = names[facts.projects[0]] if facts.projects else "未定对象"
    return rules.titled(facts, first, len(facts.projects))


def _send_up(approval: InspectionApproval, who: str, day: date | None, act: Act) -> None:
    if not who.strip():
        raise RuleViolation("请填写承办人")
    rules.check_approval_day(day or act.today, None, act.today)
    put_values(approval, proposed_by=who.strip(), proposed_on=day or act.today)


def _put_rows(session: Session, approval: InspectionApproval, facts: ApprovalFacts) -> None:
    """The list and the inspectors; what stands already is left alone."""
    held = {
        row.project_id: row
        for row in session.scalars(
            select(ApprovalTarget).where(ApprovalTarget.approval_id == approval.id)
        )
    }
    people = {
        row.inspector_id: row
        for row in session.scalars(
            select(ApprovalInspector).where(ApprovalInspector.approval_id == approval.id)
        )
    }
    gone = [row for key, row in held.items() if key not in facts.projects]
    left = [row for key, row in people.items() if key not in facts.inspectors]
    for row in (*gone, *left):
        session.delete(row)
    for key in dict.fromkeys(facts.projects):
        if key not in held:
            session.add(ApprovalTarget(approval_id=approval.id, project_id=key))
    for position, key in enumerate(dict.fromkeys(facts.inspectors), start=1):
        if key in people:
            put_values(people[key], position=position)
        else:
            session.add(
                ApprovalInspector(approval_id=approval.id, inspector_id=key, position=position)
            )
    if gone or left or set(facts.projects) - held.keys():
        touch(session, approval)


def _cover(
    session: Session, approval: InspectionApproval, facts: ApprovalFacts, visits: Sequence[int]
) -> list[date]:
    """Bind the visits; the days on which they were made."""
    if not visits:
        return []
    projects = projects_of(session, facts)
    days = []
    for visit in session.scalars(select(Visit).where(Visit.id.in_(visits))):
        _check_free(session, visit, approval.id)
        if not rules.covers(facts, projects, visit.project_id, visit.visited_on):
            name = session.scalar(select(Project.name).where(Project.id == visit.project_id))
            raise RuleViolation(
                f"{visit.visited_on.isoformat()} 对{name}的检查不在这份审批的对象或期间之内"
            )
        visit.approval_id = approval.id
        days.append(visit.visited_on)
    return days


def _check_free(session: Session, visit: Visit, approval_id: int) -> None:
    if visit.history:
        raise RuleViolation("历史导入的检查不补办审批")
    if visit.approval_id in (None, approval_id):
        return
    other = session.get(InspectionApproval, visit.approval_id)
    if other is not None and other.approved_on is not None:
        raise RuleViolation(f"{visit.visited_on.isoformat()} 的检查已经有批准的审批")
