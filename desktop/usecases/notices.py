"""责令限期整改通知书: what was found and must be put right, ordered on paper with a number."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.act import Act
from db.codes import PaperKind
from desktop.documents import rectification_notice
from desktop.documents.rectification_notice import RectificationSheet
from desktop.domain import papers as rules
from desktop.domain.hazards import check_can_order
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.usecases.done import Done
from desktop.usecases.leaving import take_number
from desktop.usecases.loop import Loop
from desktop.usecases.orders import issue_order, items_of, ordered, signing, visited_on
from desktop.usecases.paper_ground import OFFICE, UNNUMBERED, Ground, Issued, check_whole
from desktop.usecases.papers import Written
from desktop.usecases.worded import in_office_words

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
    leave: Leave = AS_USUAL


def issue_rectification_notice(session: Session, command: IssueNotice, act: Act) -> Done[Issued]:
    loop, ground = ordered(session, command)
    day, due = command.issued_on, command.due
    lacking = {OFFICE: ground.issuer, "被通知单位": ground.told}
    check_whole(KIND, lacking, day, act.today)
    rules.check_due(due, day)
    loop.each(lambda one: check_can_order(one, day, due, act.today))
    drawn = take_number(session, KIND, day, command.leave)
    sheet = _sheet(session, command, loop, ground, drawn.number)
    written = Written(KIND, day, sheet, rectification_notice.render(sheet), drawn)
    return issue_order(session, written, (loop, ground), command, act)


def draft_notice(session: Session, command: IssueNotice) -> bytes:
    """The notice as it would be printed, without a number: a query for the preview."""
    loop, ground = ordered(session, command)
    return rectification_notice.render(_sheet(session, command, loop, ground, UNNUMBERED))


def _sheet(
    session: Session, command: IssueNotice, loop: Loop, ground: Ground, number: str
) -> RectificationSheet:
    sheet = RectificationSheet(
        issuer=ground.issuer,
        number=number,
        addressee=ground.told,
        project=ground.project.name,
        visited=visited_on(loop),
        items=items_of(loop, command),
        due=command.due,
        inspectors=signing(session, loop, command),
        issued=command.issued_on,
        part=command.part,
        rechecked_by=command.rechecked_by,
        copied_to=ground.copied_to,
        contact=command.contact,
    )
    return in_office_words(session, KIND, sheet, command.issued_on)
