"""责令限期整改通知书: what was found and must be put right, ordered on paper with a number."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import HazardStepKind, PaperKind
from db.tables.hazards import Hazard
from desktop.documents import rectification_notice
from desktop.documents.rectification_notice import RectificationItem, RectificationSheet
from desktop.domain import papers as rules
from desktop.domain.hazards import check_can_order
from desktop.usecases.done import Done
from desktop.usecases.loop import Loop, NextStep
from desktop.usecases.paper_ground import (
    OFFICE,
    UNNUMBERED,
    Ground,
    Issued,
    check_whole,
    ground_of,
    officers_of,
    project_of,
)
from desktop.usecases.papers import CHANGED, Written, paper_items, store_paper
from desktop.usecases.series import draw_number

KIND = PaperKind.RECTIFICATION_NOTICE


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


def issue_rectification_notice(session: Session, command: IssueNotice, act: Act) -> Done[Issued]:
    loop, ground = _loop_and_ground(session, command)
    day, due = command.issued_on, command.due
    lacking = {OFFICE: ground.issuer, "被通知单位": ground.told}
    check_whole(KIND, lacking, day, act.today)
    rules.check_due(due, day)
    loop.each(lambda one: check_can_order(one, day, due, act.today))
    drawn = draw_number(session, KIND, day)
    sheet = _sheet(session, command, loop, ground, drawn.number)
    written = Written(KIND, day, sheet, rectification_notice.render(sheet), drawn)
    paper = store_paper(
        session,
        written,
        act,
        project_id=ground.project.id,
        visit_id=loop.hazards[0].visit_id,
        enterprise_id=ground.enterprise_id,
        enterprise_text=sheet.addressee,
        due=due,
    )
    paper_items(session, paper, command.hazards)
    for hazard in loop.hazards:
        hazard.notice_no = drawn.number
    step = NextStep(HazardStepKind.ORDERED, day, paper_id=paper.id, new_due=due)
    loop.take(step, act)
    about(session, f"{drawn.number} {ground.project.name}")
    return Done(Issued(paper.id, drawn.number), CHANGED)


def draft_notice(session: Session, command: IssueNotice) -> bytes:
    """The notice as it would be printed, without a number: a query for the preview."""
    loop, ground = _loop_and_ground(session, command)
    return rectification_notice.render(_sheet(session, command, loop, ground, UNNUMBERED))


def _loop_and_ground(session: Session, command: IssueNotice) -> tuple[Loop, Ground]:
    loop = Loop(session, command.hazards)
    project = project_of(loop.hazards)
    return loop, ground_of(session, project, command.issued_on, command.addressee_id)


def _sheet(
    session: Session, command: IssueNotice, loop: Loop, ground: Ground, number: str
) -> RectificationSheet:
    by_id = {hazard.id: hazard for hazard in loop.hazards}
    visits = [hazard.visit_id for hazard in loop.hazards]
    return RectificationSheet(
        issuer=ground.issuer,
        number=number,
        addressee=ground.told,
        project=ground.project.name,
        visited=max(hazard.found_on for hazard in loop.hazards),
        items=tuple(
            item_of(by_id[key], command.requirement, command.due) for key in command.hazards
        ),
        due=command.due,
        inspectors=officers_of(session, command.officers, visits, command.issued_on),
        issued=command.issued_on,
        part=command.part,
        rechecked_by=command.rechecked_by,
        copied_to=ground.copied_to,
        contact=command.contact,
    )


def item_of(hazard: Hazard, requirement: str, due: date | None) -> RectificationItem:
    """A hazard as a line of the paper that orders it."""
    return RectificationItem(
        description=hazard.description,
        part=hazard.part or "",
        citation=hazard.clause or "",
        requirement=requirement,
        due=due,
    )
