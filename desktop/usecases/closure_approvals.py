"""销号审批表: printed for a reviewer to sign in ink, above all for one from outside the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import HazardStepKind, PaperKind, SignerRole
from db.tables.hazards import Hazard, HazardStep
from db.tables.inspectors import Inspector
from db.tables.papers import Paper
from db.tables.signatures import Attachment, Signature
from db.tables.visits import VisitInspector
from desktop.documents import closure_approval
from desktop.documents.closure_approval import ClosingHazard, ClosureApprovalSheet
from desktop.domain import hazards as rules
from desktop.domain import papers as paper_rules
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.domain.labels import label
from desktop.queries.orders import items_in_order, orders_in_force, standing_rows
from desktop.usecases.attachments import NewFile
from desktop.usecases.done import Done
from desktop.usecases.leaving import number_where_used
from desktop.usecases.loop import Loop, NextStep
from desktop.usecases.officers import officers_on
from desktop.usecases.paper_ground import (
    OFFICE,
    UNNUMBERED,
    Ground,
    Issued,
    check_whole,
    ground_of,
    project_of,
)
from desktop.usecases.paper_scans import keep_scan
from desktop.usecases.papers import CHANGED, Written, paper_items, store_paper
from desktop.usecases.resumptions import opinion_number
from desktop.usecases.series import has_series
from desktop.usecases.worded import in_office_words

KIND = PaperKind.CLOSURE_APPROVAL


@dataclass(frozen=True)
class IssueClosureApproval:
    """Hazards of one site that passed their re-check and wait for a review."""

    hazards: tuple[int, ...]
    issued_on: date
    reviewer_unit: str = ""
    outside: bool = True
    leave: Leave = AS_USUAL


@dataclass(frozen=True)
class ReviewOutside:
    """The form came back, signed in ink by a reviewer of another office."""

    paper_id: int
    reviewed_on: date
    reviewer: str
    scan: NewFile | None
    unit: str = ""


def issue_closure_approval(
    session: Session, command: IssueClosureApproval, act: Act
) -> Done[Issued]:
    loop = Loop(session, command.hazards)
    ground = ground_of(session, project_of(loop.hazards), command.issued_on)
    day = command.issued_on
    check_whole(KIND, {OFFICE: ground.issuer}, day, act.today)
    loop.each(lambda one: rules.check_can_review(one, None, day, act.today, outside=True))
    drawn = number_where_used(session, KIND, day, command.leave)
    number = drawn.number if drawn else ""
    sheet = _sheet(session, command, loop, ground, number)
    written = Written(KIND, day, sheet, closure_approval.render(sheet), drawn)
    paper = store_paper(
        session,
        written,
        act,
        project_id=ground.project.id,
        enterprise_id=ground.enterprise_id,
        enterprise_text=ground.told,
    )
    paper_items(session, paper, command.hazards)
    about(session, f"{number or label(KIND)} {ground.project.name}")
    return Done(Issued(paper.id, number), CHANGED)


def draft_closure_approval(session: Session, command: IssueClosureApproval) -> bytes:
    """The form as it would be printed: a query for the preview."""
    loop = Loop(session, command.hazards)
    ground = ground_of(session, project_of(loop.hazards), command.issued_on)
    number = UNNUMBERED if has_series(session, KIND) else ""
    return closure_approval.render(_sheet(session, command, loop, ground, number))


def review_outside(session: Session, command: ReviewOutside, act: Act) -> Done[int]:
    """The signature binds the reviewer to the bytes of the form; its scan is the proof."""
    paper = session.get(Paper, command.paper_id)
    if paper is None or paper.kind is not KIND:
        raise RuleViolation("没有这份销号审批表，请刷新后再选")
    paper_rules.check_in_force(paper.state)
    reviewer, day = command.reviewer.strip(), command.reviewed_on
    _check_outside(session, reviewer, command.scan)
    if day < paper.issued_on:
        raise RuleViolation(f"审核日期不能早于审批表的日期{chinese_date(paper.issued_on)}")
    loop = Loop(session, items_in_order(session, paper.id))
    loop.each(lambda one: rules.check_can_review(one, None, day, act.today, outside=True))
    assert command.scan is not None
    scan = keep_scan(session, paper, command.scan, act)
    session.add(
        Signature(
            entity=Paper.__tablename__,
            record_id=paper.id,
            role=SignerRole.REVIEWER,
            signer=reviewer,
            at=act.now.isoformat(timespec="seconds"),
            content_sha256=paper.sha256 or "",
            scan_id=scan.id,
        )
    )
    unit = f"（{command.unit.strip()}）" if command.unit.strip() else ""
    step = NextStep(
        HazardStepKind.REVIEWED,
        day,
        paper_id=paper.id,
        evidence_id=scan.id,
        remark=f"局外审核人{reviewer}{unit}",
    )
    loop.take(step, act)
    about(session, paper.number or label(KIND))
    return Done(paper.id, CHANGED)


def _check_outside(session: Session, reviewer: str, scan: NewFile | None) -> None:
    lacking = [
        word for word, given in (("审核人姓名", reviewer), ("签字的扫描件", scan)) if not given
    ]
    if lacking:
        raise RuleViolation(f"不能登记局外审核：缺{'、'.join(lacking)}")
    own = select(Inspector.id).where(Inspector.name == reviewer).limit(1)
    if session.scalar(own) is not None:
        raise RuleViolation(f"{reviewer}是本局监督员，请用“审核”登记")


def _sheet(
    session: Session, command: IssueClosureApproval, loop: Loop, ground: Ground, number: str
) -> ClosureApprovalSheet:
    steps = standing_rows(session, command.hazards)
    by_id = {hazard.id: hazard for hazard in loop.hazards}
    passed = _of(steps, HazardStepKind.RECHECK_PASSED)
    replies = _of(steps, HazardStepKind.REPLIED)
    orders = orders_in_force(session, command.hazards).values()
    finders = _people(session, [hazard.visit_id for hazard in loop.hazards])
    dues = {hazard.due for hazard in loop.hazards if hazard.due is not None}
    sheet = ClosureApprovalSheet(
        issuer=ground.issuer,
        number=number,
        project=ground.project.name,
        hazards=tuple(_hazard(by_id[key], replies.get(key)) for key in command.hazards),
        finders=officers_on(session, finders, command.issued_on),
        recheckers=officers_on(session, _recheckers(session, passed), command.issued_on),
        contractor=ground.told,
        ordered_number="、".join(
            dict.fromkeys(by_id[key].notice_no or "" for key in command.hazards)
        ),
        due=max(dues, default=None),
        replied=max((one.happened_on for one in replies.values()), default=None),
        rechecked=max((one.happened_on for one in passed.values()), default=None),
        recheck_number="、".join(
            dict.fromkeys(opinion_number(session, key) for key in orders if key is not None)
        ),
        evidence=_evidence(session, passed),
        reviewer_unit=command.reviewer_unit.strip(),
        outside=command.outside,
    )
    return in_office_words(session, KIND, sheet, command.issued_on)


def _of(steps: dict[int, list[HazardStep]], kind: HazardStepKind) -> dict[int, HazardStep]:
    taken = {key: [step for step in own if step.kind is kind] for key, own in steps.items()}
    return {key: own[-1] for key, own in taken.items() if own}


def _hazard(hazard: Hazard, reply: HazardStep | None) -> ClosingHazard:
    return ClosingHazard(
        description=hazard.description,
        part=hazard.part or "",
        level=label(hazard.level),
        criterion=hazard.clause or "",
        found=hazard.found_on,
        measures=(reply.remark if reply is not None else "") or "",
    )


def _people(session: Session, visits: Sequence[int | None]) -> tuple[int, ...]:
    came = [visit for visit in visits if visit is not None]
    rows = select(VisitInspector.inspector_id).where(VisitInspector.visit_id.in_(came))
    return tuple(dict.fromkeys(session.scalars(rows.order_by(VisitInspector.position))))


def _recheckers(session: Session, passed: dict[int, HazardStep]) -> tuple[int, ...]:
    own = [step.inspector_id for step in passed.values() if step.inspector_id is not None]
    came = _people(session, [step.visit_id for step in passed.values()])
    return tuple(dict.fromkeys([*came, *own]))


def _evidence(session: Session, passed: dict[int, HazardStep]) -> tuple[str, ...]:
    ids = {step.evidence_id for step in passed.values() if step.evidence_id is not None}
    rows = select(Attachment.name).where(Attachment.id.in_(ids)).order_by(Attachment.id)
    return tuple(dict.fromkeys(session.scalars(rows)))
