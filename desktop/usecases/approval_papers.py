"""行政检查审批 approved: the 审批表 is numbered and kept in the same transaction; voided later."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, PaperKind
from db.tables.papers import Paper
from db.tables.rounds import InspectionApproval
from db.tables.visits import Visit
from desktop.documents import inspection_approval
from desktop.documents.opinions import Opinion
from desktop.domain import approvals as rules
from desktop.domain.approvals import ApprovalFacts
from desktop.domain.papers import check_can_issue
from desktop.queries.approvals import approval_facts, approval_state, projects_of
from desktop.queries.papers import issuer_on
from desktop.queries.visits import SIGNED_SCAN
from desktop.usecases.approval_sheets import DraftApproval, Signatories, approval_sheet
from desktop.usecases.approvals import CHANGED, approval_of
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done
from desktop.usecases.papers import Written, store_paper
from desktop.usecases.records import put_values
from desktop.usecases.series import draw_number

KIND = PaperKind.INSPECTION_APPROVAL


@dataclass(frozen=True)
class ApproveApproval:
    """批准 by the head of the office; ``scan`` is the form as it came back signed in ink."""

    approval_id: int
    approved_by: str
    approved_on: date
    opinion: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    scan: NewFile | None = None


@dataclass(frozen=True)
class Approved:
    """The approval's paper and its number."""

    paper_id: int
    number: str


def approve_approval(session: Session, command: ApproveApproval, act: Act) -> Done[Approved]:
    """Approve, draw the number and keep the form, all at once."""
    approval = approval_of(session, command.approval_id)
    facts = approval_facts(session, approval)
    visited = session.scalars(select(Visit.visited_on).where(Visit.approval_id == approval.id))
    rules.check_approval_day(command.approved_on, approval.proposed_on, act.today)
    rules.check_can_approve(
        facts, approval_state(session, approval), command.approved_on, tuple(visited)
    )
    issuer = issuer_on(session, command.approved_on)
    lacking = [
        name
        for name, given in (
            ("执法主体（请先填写局、站名称）", issuer.name),
            ("批准人", command.approved_by.strip()),
        )
        if not given
    ]
    check_can_issue(KIND, lacking, command.approved_on, act.today)
    put_values(
        approval,
        approved_by=command.approved_by.strip(),
        approved_on=command.approved_on,
        opinion=command.opinion.strip() or None,
        reviewed_by=command.reviewed_by.strip() or None,
        reviewed_on=command.reviewed_on,
    )
    paper = _issue(session, approval, facts, act)
    if command.scan is not None:
        attach(session, Paper.__tablename__, paper.id, command.scan, act, purpose=SIGNED_SCAN)
    about(session, f"{paper.number} {approval.title or ''}".strip())
    return Done(Approved(paper.id, paper.number or ""), CHANGED | {Area.PAPERS})


def _issue(session: Session, approval: InspectionApproval, facts: ApprovalFacts, act: Act) -> Paper:
    assert approval.approved_on is not None
    day = approval.approved_on
    drawn = draw_number(session, KIND, day)
    sheet = approval_sheet(
        session, DraftApproval(facts, day, approval.id, signatories(approval)), drawn.number
    )
    projects = projects_of(session, facts)
    return store_paper(
        session,
        Written(KIND, day, sheet, inspection_approval.render(sheet), drawn),
        act,
        approval_id=approval.id,
        project_id=projects[0] if len(projects) == 1 else None,
        project_text=None if len(projects) == 1 else approval.title,
    )


def signatories(approval: InspectionApproval) -> Signatories:
    """Who stands in the three rooms of the form."""
    return Signatories(
        Opinion("", approval.proposed_by or "", approval.proposed_on),
        Opinion("", approval.reviewed_by or "", approval.reviewed_on),
        Opinion(approval.opinion or "", approval.approved_by or "", approval.approved_on),
    )
