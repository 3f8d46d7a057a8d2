"""行政检查通知书: issued on an approval, handed over, and bound to the visit that stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, PaperKind, PaperState, PartyRole
from db.tables.papers import Paper, VisitNotice
from db.tables.projects import Project
from db.tables.visits import Visit
from desktop.documents import inspection_notice
from desktop.documents.inspection_notice import InspectionNoticeSheet
from desktop.domain import approvals as rules
from desktop.domain.approvals import ApprovalFacts
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.domain.papers import check_can_issue
from desktop.queries.approval_subjects import Asked, Subject, subjects_of
from desktop.queries.approvals import (
    approval_facts,
    approval_paper,
    approval_state,
    projects_of,
)
from desktop.queries.papers import issuer_on
from desktop.queries.settings import words_setting
from desktop.usecases.approval_sheets import companions, targets
from desktop.usecases.approvals import approval_of
from desktop.usecases.done import Done
from desktop.usecases.leaving import take_number
from desktop.usecases.moments import moment
from desktop.usecases.officers import officers_on
from desktop.usecases.paper_ground import Issued
from desktop.usecases.papers import Written, store_paper
from desktop.usecases.worded import in_office_words

KIND = PaperKind.INSPECTION_NOTICE
UNNUMBERED = "（文号签发时编）"


@dataclass(frozen=True)
class IssueInspectionNotice:
    """One project of an approval; without enterprises it is handed to the contractor.

    ``hour`` is HH:MM where one was set; empty words are those of the approval or the setting.
    """

    approval_id: int
    project_id: int
    issued_on: date
    starts_on: date
    hour: str = ""
    ends_on: date | None = None
    enterprises: tuple[int, ...] = ()
    inspectors: tuple[int, ...] = ()
    place: str = ""
    matter: str = ""
    documents: str = ""
    visit_id: int | None = None
    leave: Leave = AS_USUAL


@dataclass(frozen=True)
class BindNotice:
    """The notice on which a visit stands; None takes it away again."""

    visit_id: int
    paper_id: int | None


def issue_inspection_notice(
    session: Session, command: IssueInspectionNotice, act: Act
) -> Done[Issued]:
    """Draw the number, print, keep; with a visit it is bound at once."""
    ground = _ground(session, command)
    issuer = issuer_on(session, command.issued_on).name
    told = ((issuer, "执法主体（请先填写局、站名称）"), (ground.handed_to, "被检查单位"))
    check_can_issue(KIND, [name for given, name in told if not given], command.issued_on, act.today)
    drawn = take_number(session, KIND, command.issued_on, command.leave)
    sheet = _sheet(session, command, ground, drawn.number)
    named = tuple(dict.fromkeys(one.enterprise for one in ground.handed_to))
    paper = store_paper(
        session,
        Written(KIND, command.issued_on, sheet, inspection_notice.render(sheet), drawn),
        act,
        approval_id=command.approval_id,
        project_id=command.project_id,
        enterprise_id=next((one.enterprise_id for one in ground.handed_to), None),
        enterprise_text="、".join(named),
    )
    if command.visit_id is not None:
        put_notice(session, command.visit_id, paper.id)
    about(session, f"{drawn.number} {ground.project.name}")
    return Done(Issued(paper.id, drawn.number), frozenset({Area.PAPERS, Area.VISITS, Area.ROUNDS}))


def draft_inspection_notice(session: Session, command: IssueInspectionNotice) -> bytes:
    """The notice as it would be printed, without a number: a query for the preview."""
    sheet = _sheet(session, command, _ground(session, command), UNNUMBERED)
    return inspection_notice.render(sheet)


@dataclass(frozen=True)
class _Ground:
    """What the notice rests on: the approval, the site, to whom it is handed."""

    facts: ApprovalFacts
    approval_number: str
    project: Project
    handed_to: tuple[Subject, ...]


def _ground(session: Session, command: IssueInspectionNotice) -> _Ground:
    approval = approval_of(session, command.approval_id)
    facts = approval_facts(session, approval)
    for day in (command.starts_on, command.ends_on or command.starts_on):
        rules.check_can_notify(
            approval_state(session, approval),
            facts,
            projects_of(session, facts),
            command.project_id,
            day,
        )
    rules.check_period(command.starts_on, command.ends_on or command.starts_on)
    project = session.get(Project, command.project_id)
    if project is None:
        raise RuleViolation("没有这个工程，请刷新后再选")
    paper = approval_paper(session, approval.id)
    alone = replace(facts, projects=(command.project_id,), round_id=None)
    subjects = subjects_of(session, replace(alone, first_day=command.starts_on), _asked(command))
    number = paper.number if paper is not None and approval.approved_on is not None else None
    return _Ground(facts, number or "", project, _handed(subjects, command.enterprises))


def _asked(command: IssueInspectionNotice) -> Asked:
    """How often up to the issue; one written on the day or afterwards leaves its own visit out."""
    if command.issued_on < command.starts_on:
        return Asked(command.issued_on)
    return Asked(command.starts_on, before=True)


def _handed(subjects: Sequence[Subject], wanted: tuple[int, ...]) -> tuple[Subject, ...]:
    """Those asked for, else the contractor; one without a row in the ledger has its name."""
    if wanted:
        found = tuple(one for one in subjects if one.enterprise_id in wanted)
        if {one.enterprise_id for one in found} != set(wanted):
            raise RuleViolation("被检查单位当日不是该工程的建设、施工、监理单位")
        return found
    return tuple(one for one in subjects if one.role is PartyRole.CONTRACTOR)[:1]


def _sheet(
    session: Session, command: IssueInspectionNotice, ground: _Ground, number: str
) -> InspectionNoticeSheet:
    facts = ground.facts
    people = command.inspectors or facts.inspectors
    sheet = InspectionNoticeSheet(
        issuer=issuer_on(session, command.issued_on).name,
        number=number,
        targets=targets(session, ground.handed_to),
        project=ground.project.name,
        basis=facts.ground,
        starts=moment(command.starts_on, command.hour),
        ends=command.ends_on if command.ends_on != command.starts_on else None,
        matters=command.matter.strip() or facts.matter,
        inspectors=officers_on(session, people, command.starts_on),
        issued=command.issued_on,
        place=command.place.strip() or ground.project.location or "",
        companions=companions(facts.assistants),
        documents=command.documents.strip(),
        approval_number=ground.approval_number,
        check_code=facts.check_code,
        registered=facts.in_system,
        hotline=words_setting(session, "inspection.hotline"),
    )
    return in_office_words(session, KIND, sheet, command.issued_on)


def bind_notice(session: Session, command: BindNotice, act: Act) -> Done[None]:
    put_notice(session, command.visit_id, command.paper_id)
    paper = session.get(Paper, command.paper_id) if command.paper_id is not None else None
    about(session, (paper.number if paper is not None else None) or "")
    return Done(None, frozenset({Area.VISITS, Area.ROUNDS}))


def put_notice(session: Session, visit_id: int, paper_id: int | None) -> None:
    """Bind inside another use-case; the visit and the notice are of one project."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise RuleViolation("没有这次检查，请刷新后再选")
    row = session.scalar(select(VisitNotice).where(VisitNotice.visit_id == visit_id))
    if paper_id is None:
        if row is not None:
            session.delete(row)
        return
    paper = session.get(Paper, paper_id)
    if paper is None or paper.kind is not KIND or paper.state is PaperState.VOIDED:
        raise RuleViolation("这不是有效的行政检查通知书，请刷新后再选")
    if paper.project_id != visit.project_id:
        raise RuleViolation("通知书与检查不是同一个工程")
    if row is None:
        session.add(VisitNotice(visit_id=visit_id, paper_id=paper_id))
    else:
        row.paper_id = paper_id
    if visit.approval_id is None:
        visit.approval_id = paper.approval_id
