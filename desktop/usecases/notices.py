"""责令限期整改通知书: what was found and must be put right, ordered on paper with a number."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import HazardStepKind, PaperKind, PartyRole
from db.tables.hazards import Hazard
from db.tables.projects import Project
from db.tables.visits import VisitInspector
from desktop.documents import rectification_notice
from desktop.documents.rectification_notice import RectificationItem, RectificationSheet
from desktop.documents.sheets import Officer
from desktop.domain import papers as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import check_can_order
from desktop.queries.papers import Party, issuer_on, parties_on
from desktop.usecases.done import Done
from desktop.usecases.loop import Loop, NextStep
from desktop.usecases.officers import officers_on
from desktop.usecases.papers import CHANGED, Written, paper_items, store_paper
from desktop.usecases.series import draw_number

KIND = PaperKind.RECTIFICATION_NOTICE
UNNUMBERED = "（文号签发时编）"
_COPIED = (PartyRole.CLIENT, PartyRole.CONSULTANT)


@dataclass(frozen=True)
class IssueNotice:
    """The hazards in printed order; without an addressee it is the project's contractor.

    ``officers`` sign for the office; empty, they are the inspectors of the hazards' visit.
    """

    hazards: tuple[int, ...]
    issued_on: date
    due: date
    addressee_id: int | None = None
    officers: tuple[int, ...] = ()
    rechecked_by: str = ""
    contact: str = ""
    part: str = ""
    requirement: str = ""


@dataclass(frozen=True)
class Issued:
    """A paper that left: its id and its number."""

    id: int
    number: str


def issue_rectification_notice(session: Session, command: IssueNotice, act: Act) -> Done[Issued]:
    loop = Loop(session, command.hazards)
    project = _project(session, loop.hazards)
    day, due = command.issued_on, command.due
    parties = parties_on(session, project.id, day)
    addressee = _addressee(parties, command.addressee_id)
    issuer = issuer_on(session, day)
    missing = [
        name
        for name, given in (
            ("发文机关（请先填写局、站名称）", issuer.name),
            ("被通知单位", addressee),
        )
        if not given
    ]
    rules.check_can_issue(KIND, missing, day, act.today)
    rules.check_due(due, day)
    loop.each(lambda one: check_can_order(one, day, due, act.today))
    drawn = draw_number(session, KIND, day)
    sheet = _sheet(
        session, command, _Facts(issuer.name, drawn.number, project, loop, parties, addressee)
    )
    written = Written(KIND, day, sheet, rectification_notice.render(sheet), drawn)
    paper = store_paper(
        session,
        written,
        act,
        project_id=project.id,
        visit_id=loop.hazards[0].visit_id,
        enterprise_id=addressee.enterprise_id if addressee else None,
        enterprise_text=sheet.addressee,
        due=due,
    )
    paper_items(session, paper, command.hazards)
    for hazard in loop.hazards:
        hazard.notice_no = drawn.number
    step = NextStep(HazardStepKind.ORDERED, day, paper_id=paper.id, new_due=due)
    loop.take(step, act)
    about(session, f"{drawn.number} {project.name}")
    return Done(Issued(paper.id, drawn.number), CHANGED)


def draft_notice(session: Session, command: IssueNotice) -> bytes:
    """The notice as it would be printed, without a number: a query for the preview."""
    loop = Loop(session, command.hazards)
    project = _project(session, loop.hazards)
    parties = parties_on(session, project.id, command.issued_on)
    addressee = _addressee(parties, command.addressee_id)
    issuer = issuer_on(session, command.issued_on)
    facts = _Facts(issuer.name, UNNUMBERED, project, loop, parties, addressee)
    return rectification_notice.render(_sheet(session, command, facts))


@dataclass(frozen=True)
class _Facts:
    """What the sheet is made of besides the command."""

    issuer: str
    number: str
    project: Project
    loop: Loop
    parties: tuple[Party, ...]
    addressee: Party | None


def _sheet(session: Session, command: IssueNotice, facts: _Facts) -> RectificationSheet:
    by_id = {hazard.id: hazard for hazard in facts.loop.hazards}
    told = facts.addressee.name if facts.addressee else ""
    return RectificationSheet(
        issuer=facts.issuer,
        number=facts.number,
        addressee=told,
        project=facts.project.name,
        visited=max(hazard.found_on for hazard in facts.loop.hazards),
        items=tuple(_item(by_id[key], command) for key in command.hazards),
        due=command.due,
        inspectors=_officers(session, command, facts.loop.hazards),
        issued=command.issued_on,
        part=command.part,
        rechecked_by=command.rechecked_by,
        copied_to=tuple(
            one.name for one in facts.parties if one.role in _COPIED and one.name != told
        ),
        contact=command.contact,
    )


def _item(hazard: Hazard, command: IssueNotice) -> RectificationItem:
    return RectificationItem(
        description=hazard.description,
        part=hazard.part or "",
        citation=hazard.clause or "",
        requirement=command.requirement,
        due=command.due,
    )


def _project(session: Session, hazards: tuple[Hazard, ...]) -> Project:
    keys = {hazard.project_id for hazard in hazards}
    if len(keys) != 1:
        raise RuleViolation("一份通知书只写一个工程的隐患，请分别签发")
    project = session.get(Project, keys.pop())
    if project is None:
        raise RuleViolation("没有这个工程，请刷新后再选")
    return project


def _addressee(parties: tuple[Party, ...], wanted: int | None) -> Party | None:
    """The party asked for, else the contractor; one without a row in the ledger has its name."""
    if wanted is not None:
        found = next((one for one in parties if one.enterprise_id == wanted), None)
        if found is None:
            raise RuleViolation("被通知单位当日不是该工程的参建单位")
        return found
    return next((one for one in parties if one.role is PartyRole.CONTRACTOR), None)


def _officers(
    session: Session, command: IssueNotice, hazards: tuple[Hazard, ...]
) -> tuple[Officer, ...]:
    visits = {hazard.visit_id for hazard in hazards if hazard.visit_id is not None}
    ids: list[int] = list(command.officers)
    if not ids and visits:
        rows = select(VisitInspector.inspector_id).where(VisitInspector.visit_id.in_(visits))
        ids = list(dict.fromkeys(session.scalars(rows.order_by(VisitInspector.position))))
    return officers_on(session, ids, command.issued_on)
