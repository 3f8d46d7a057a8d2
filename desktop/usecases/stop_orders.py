"""停工通知书: work stops where safety cannot be kept while hazards are put right (安法65条)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.act import Act
from db.codes import Outcome, PaperKind
from desktop.documents import stop_order
from desktop.documents.stop_order import StopOrderSheet
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import check_can_stop
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.usecases.done import Done
from desktop.usecases.leaving import take_number
from desktop.usecases.loop import Loop
from desktop.usecases.orders import issue_order, items_of, ordered, signing, visited_on
from desktop.usecases.paper_ground import OFFICE, UNNUMBERED, Ground, Issued, check_whole
from desktop.usecases.papers import Written
from desktop.usecases.worded import in_office_words

KIND = PaperKind.STOP_ORDER


@dataclass(frozen=True)
class IssueStopOrder:
    """The hazards in printed order, found or already ordered by a notice.

    局部 names in ``scope`` what stops; without ``starts`` work stops when the order is served.
    """

    hazards: tuple[int, ...]
    issued_on: date
    whole_site: bool
    scope: str = ""
    starts: datetime | None = None
    reason: str = ""
    conditions: tuple[str, ...] = ()
    due: date | None = None
    addressee_id: int | None = None
    officers: tuple[int, ...] = ()
    rechecked_by: str = ""
    contact: str = ""
    requirement: str = ""
    leave: Leave = AS_USUAL


def issue_stop_order(session: Session, command: IssueStopOrder, act: Act) -> Done[Issued]:
    loop, ground = ordered(session, command)
    day, due = command.issued_on, command.due
    lacking = {
        OFFICE: ground.issuer,
        "被通知单位": ground.told,
        "停工范围（局部停工须写明部位、机械或工序）": command.whole_site or command.scope.strip(),
        "停工理由": command.reason.strip(),
    }
    check_whole(KIND, lacking, day, act.today)
    if command.starts is not None and command.starts.date() < day:
        raise RuleViolation("停工起始时间不能早于签发日期")
    loop.each(lambda one: check_can_stop(one, day, due, act.today))
    drawn = take_number(session, KIND, day, command.leave)
    sheet = _sheet(session, command, loop, ground, drawn.number)
    written = Written(KIND, day, sheet, stop_order.render(sheet), drawn)
    for hazard in loop.hazards:
        hazard.outcome = Outcome.STOPPED
    told = (loop, ground)
    return issue_order(session, written, told, command, act, whole_site=command.whole_site)


def draft_stop_order(session: Session, command: IssueStopOrder) -> bytes:
    """The order as it would be printed, without a number: a query for the preview."""
    loop, ground = ordered(session, command)
    return stop_order.render(_sheet(session, command, loop, ground, UNNUMBERED))


def _sheet(
    session: Session, command: IssueStopOrder, loop: Loop, ground: Ground, number: str
) -> StopOrderSheet:
    sheet = StopOrderSheet(
        issuer=ground.issuer,
        number=number,
        addressee=ground.told,
        project=ground.project.name,
        visited=visited_on(loop),
        items=items_of(loop, command),
        whole=command.whole_site,
        inspectors=signing(session, loop, command),
        issued=command.issued_on,
        scope=command.scope.strip(),
        starts=command.starts,
        reason=command.reason.strip(),
        due=command.due,
        conditions=command.conditions,
        rechecked_by=command.rechecked_by,
        copied_to=ground.copied_to,
        contact=command.contact,
    )
    return in_office_words(session, KIND, sheet, command.issued_on)
