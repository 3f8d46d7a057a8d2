"""复工通知书: work may go on once every hazard of the stop order was re-checked and reviewed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import HazardStepKind, PaperKind, PaperState, SignerRole
from db.tables.hazards import Hazard, HazardStep
from db.tables.inspectors import Inspector
from db.tables.papers import Paper
from db.tables.signatures import Signature
from desktop.documents import resumption_notice
from desktop.documents.resumption_notice import ResumedItem, ResumptionNoticeSheet
from desktop.documents.sheets import Officer
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import check_can_resume
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.queries.orders import standing_rows
from desktop.usecases.done import Done
from desktop.usecases.leaving import take_number
from desktop.usecases.loop import Loop, NextStep
from desktop.usecases.notice_work import Notice
from desktop.usecases.paper_ground import (
    OFFICE,
    UNNUMBERED,
    Ground,
    Issued,
    check_whole,
    ground_of,
    officers_of,
)
from desktop.usecases.papers import CHANGED, Written, paper_items, store_paper
from desktop.usecases.worded import in_office_words

KIND = PaperKind.RESUMPTION_NOTICE


@dataclass(frozen=True)
class IssueResumption:
    """About one stop order: what may go on (without words, what was stopped), and from when."""

    paper_id: int
    issued_on: date
    resumes: datetime | date
    scope: str = ""
    officers: tuple[int, ...] = ()
    contact: str = ""
    leave: Leave = AS_USUAL


def issue_resumption(session: Session, command: IssueResumption, act: Act) -> Done[Issued]:
    notice, ground = _notice_and_ground(session, command)
    day = command.issued_on
    check_whole(KIND, {OFFICE: ground.issuer}, day, act.today)
    check_can_resume(notice.facts.values(), day, act.today)
    _check_first(session, notice)
    if _day_of(command.resumes) < day:
        raise RuleViolation("复工时间不能早于复工通知书的签发日期")
    drawn = take_number(session, KIND, day, command.leave)
    sheet = _sheet(session, command, notice, ground, drawn.number)
    written = Written(KIND, day, sheet, resumption_notice.render(sheet), drawn)
    paper = store_paper(
        session,
        written,
        act,
        project_id=notice.paper.project_id,
        enterprise_id=notice.paper.enterprise_id,
        enterprise_text=notice.paper.enterprise_text,
        about_paper_id=notice.paper.id,
        whole_site=notice.paper.whole_site,
    )
    paper_items(session, paper, notice.ids)
    step = NextStep(HazardStepKind.RESUMED, day, paper_id=paper.id)
    Loop(session, notice.ids).take(step, act)
    about(session, f"{drawn.number} {ground.project.name}")
    return Done(Issued(paper.id, drawn.number), CHANGED)


def draft_resumption(session: Session, command: IssueResumption) -> bytes:
    """The notice as it would be printed, without a number: a query for the preview."""
    notice, ground = _notice_and_ground(session, command)
    return resumption_notice.render(_sheet(session, command, notice, ground, UNNUMBERED))


def _notice_and_ground(session: Session, command: IssueResumption) -> tuple[Notice, Ground]:
    notice = Notice(session, command.paper_id)
    if notice.paper.kind is not PaperKind.STOP_ORDER:
        raise RuleViolation("复工通知书只针对停工通知书")
    assert notice.paper.project_id is not None
    return notice, ground_of(session, notice.paper.project_id, command.issued_on)


def _check_first(session: Session, notice: Notice) -> None:
    rows = select(Paper.number).where(
        Paper.about_paper_id == notice.paper.id,
        Paper.kind == KIND,
        Paper.state != PaperState.VOIDED,
    )
    number = session.scalar(rows.limit(1))
    if number is not None:
        raise RuleViolation(f"这份停工通知书已由复工通知书{number}解除")


def _day_of(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _sheet(
    session: Session, command: IssueResumption, notice: Notice, ground: Ground, number: str
) -> ResumptionNoticeSheet:
    passed = _last(session, notice.ids, HazardStepKind.RECHECK_PASSED)
    days = [step.happened_on for step in passed.values()]
    sheet = ResumptionNoticeSheet(
        issuer=ground.issuer,
        number=number,
        addressee=notice.paper.enterprise_text or "",
        project=ground.project.name,
        stop_number=notice.paper.number or "",
        rechecked=max(days, default=command.issued_on),
        resumes=command.resumes,
        issued=command.issued_on,
        stopped=notice.paper.served_on or notice.paper.issued_on,
        scope=command.scope.strip() or stopped_scope(notice.paper),
        recheck_number=opinion_number(session, notice.paper.id),
        items=tuple(_item(notice.hazards[key], passed.get(key)) for key in notice.ids),
        inspectors=_recheckers(session, command, tuple(passed.values())),
        reviewer=reviewer_names(session, notice.ids),
        copied_to=ground.copied_to,
        contact=command.contact,
    )
    return in_office_words(session, KIND, sheet, command.issued_on)


def stopped_scope(paper: Paper) -> str:
    """What the stop order stopped, in its words."""
    scope = json.loads(paper.sheet).get("scope", "") if paper.sheet else ""
    return str(scope) or ("全部施工" if paper.whole_site else "")


def opinion_number(session: Session, paper_id: int) -> str:
    """The last 复查意见书 about a notice."""
    rows = select(Paper.number).where(
        Paper.about_paper_id == paper_id,
        Paper.kind == PaperKind.RECHECK_OPINION,
        Paper.state != PaperState.VOIDED,
    )
    return session.scalar(rows.order_by(Paper.issued_on.desc(), Paper.id.desc()).limit(1)) or ""


def reviewer_names(session: Session, hazards: Sequence[int]) -> str:
    """Who reviewed these hazards: of the office, or from outside by a wet-signed form."""
    reviews = _last(session, hazards, HazardStepKind.REVIEWED).values()
    own = {step.inspector_id for step in reviews if step.inspector_id is not None}
    papers = {step.paper_id for step in reviews if step.paper_id is not None}
    names = select(Inspector.name).where(Inspector.id.in_(own)).order_by(Inspector.id)
    outside = select(Signature.signer).where(
        Signature.entity == Paper.__tablename__,
        Signature.record_id.in_(papers),
        Signature.role == SignerRole.REVIEWER,
    )
    return "、".join(dict.fromkeys([*session.scalars(names), *session.scalars(outside)]))


def _last(session: Session, hazards: Sequence[int], kind: HazardStepKind) -> dict[int, HazardStep]:
    steps = standing_rows(session, hazards)
    taken = {key: [step for step in own if step.kind is kind] for key, own in steps.items()}
    return {key: own[-1] for key, own in taken.items() if own}


def _item(hazard: Hazard, step: HazardStep | None) -> ResumedItem:
    return ResumedItem(hazard.description, hazard.part or "", (step and step.remark) or "合格")


def _recheckers(
    session: Session, command: IssueResumption, passed: Sequence[HazardStep]
) -> tuple[Officer, ...]:
    visits = [step.visit_id for step in passed]
    return officers_of(session, command.officers, visits, command.issued_on)
