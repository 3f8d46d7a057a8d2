"""What a visit stands on: round, approval, notice; what it re-checks, follows up, or corrects."""

from sqlalchemy.orm import Session

from db.codes import PaperKind, PaperState, VisitKind
from db.tables.papers import Paper, Recheck, VisitNotice
from db.tables.rounds import InspectionApproval, Round
from db.tables.visits import Visit, VisitCorrection, VisitOrigin
from desktop.domain import visits as rules
from desktop.domain.errors import RuleViolation
from desktop.queries.visits import visit_facts
from desktop.usecases.visit_command import RecordVisit

_ORDERS = (PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER)


def add_grounds(session: Session, visit: Visit, command: RecordVisit) -> None:
    """Check and store what the visit stands on; nothing of it is asked for."""
    if command.round_id is not None:
        told = session.get(Round, command.round_id)
        if told is None:
            raise RuleViolation("没有这个检查轮次，请刷新后再选")
        rules.check_in_round(visit.visited_on, told.title, told.first_day, told.last_day)
    wanted = command.approval_id
    if wanted is not None and session.get(InspectionApproval, wanted) is None:
        raise RuleViolation("没有这份行政检查审批，请刷新后再选")
    if command.notice_id is not None:
        _paper(session, visit, command.notice_id, (PaperKind.INSPECTION_NOTICE,))
        session.add(VisitNotice(visit_id=visit.id, paper_id=command.notice_id))
    rules.check_recheck(visit.kind, len(command.rechecked))
    for paper_id in dict.fromkeys(command.rechecked):
        _paper(session, visit, paper_id, _ORDERS)
        session.add(Recheck(visit_id=visit.id, paper_id=paper_id))
    if command.guidance_id is not None:
        _follow_up(session, visit, command.guidance_id)
    if command.corrects is not None:
        _correct(session, visit, command.corrects, command.correction_reason)


def _paper(session: Session, visit: Visit, paper_id: int, kinds: tuple[PaperKind, ...]) -> Paper:
    paper = session.get(Paper, paper_id)
    if paper is None or paper.kind not in kinds:
        raise RuleViolation("没有这份文书，请刷新后再选")
    if paper.state is PaperState.VOIDED:
        raise RuleViolation(f"{paper.number or '这份文书'}已作废，不能再用")
    if paper.project_id not in (None, visit.project_id):
        raise RuleViolation(f"{paper.number or '这份文书'}不是这个工程的")
    return paper


def _follow_up(session: Session, visit: Visit, guidance_id: int) -> None:
    """国办发〔2024〕54号: guidance is no check; what it found is checked by a visit of its own."""
    guidance = session.get(Visit, guidance_id)
    if guidance is None or guidance.kind is not VisitKind.GUIDANCE:
        raise RuleViolation("没有这次指导观摩，请刷新后再选")
    if visit.kind is VisitKind.GUIDANCE:
        raise RuleViolation("指导观摩发现的问题要转为检查，不能再记为指导观摩")
    if guidance.project_id != visit.project_id:
        raise RuleViolation("指导观摩的是另一个工程")
    session.add(VisitOrigin(visit_id=visit.id, guidance_id=guidance_id))


def _correct(session: Session, visit: Visit, corrected_id: int, reason: str) -> None:
    """What was signed is never rewritten: the correction is a new fact that cites the old."""
    corrected = session.get(Visit, corrected_id)
    if corrected is None:
        raise RuleViolation("没有这次检查，请刷新后再选")
    rules.check_can_correct(visit_facts(session, [corrected_id])[corrected_id], reason)
    if corrected.project_id != visit.project_id:
        raise RuleViolation("更正不能换工程：登错工程的，请作废原检查的文书后另行登记")
    row = VisitCorrection(visit_id=visit.id, corrected_id=corrected_id, reason=reason.strip())
    session.add(row)
