"""登记已发文书: a paper written on site or issued in another system comes into the register."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import HazardSource, InNameOf, NumberSource, Outcome, PaperKind
from db.tables.enterprises import Enterprise
from db.tables.papers import Paper
from desktop.documents import rectification_notice, stop_order, transcript
from desktop.documents.rectification_notice import RectificationSheet
from desktop.documents.stop_order import StopOrderSheet
from desktop.documents.transcript import TranscriptSheet
from desktop.domain import hazards as hazard_rules
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import Leave
from desktop.domain.labels import label
from desktop.domain.numbering import parse_number
from desktop.domain.papers import ORDER_KINDS, check_due
from desktop.domain.registering import ON_SITE, check_can_register
from desktop.queries.number_blocks import block_rows
from desktop.queries.papers import TRANSCRIPT, Issuer, issuer_as, issuer_on
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.cases import follow_up
from desktop.usecases.done import Done
from desktop.usecases.findings import Finding, Origin, store_finding
from desktop.usecases.leaving import number_told
from desktop.usecases.loop import Loop
from desktop.usecases.moments import moment
from desktop.usecases.officers import officers_on
from desktop.usecases.orders import issue_order, items_of, ordered, signing, visited_on
from desktop.usecases.paper_ground import OFFICE, Ground, Issued, check_whole, ground_of
from desktop.usecases.paper_scans import keep_original
from desktop.usecases.papers import CHANGED, ServePaper, Written, record_service, store_paper
from desktop.usecases.series import Drawn
from desktop.usecases.worded import in_office_words

NOT_YET = 0
"""The paper of a service that is told together with its entry has no id yet."""
_OURS = (HazardSource.VISIT, HazardSource.LEDGER)
_NUMBERED_ELSEWHERE = Leave(NumberSource.EXTERNAL)


@dataclass(frozen=True)
class NewHazards:
    """What the paper found, where no visit of ours did: typed with it, as it stands on it."""

    findings: tuple[Finding, ...]
    found_on: date
    source: HazardSource


@dataclass(frozen=True)
class RegisterPaper:
    """The facts of the original. ``leave`` tells its number, "" where it has none.

    ``hazards`` are known already, ``new`` come with it; ``due`` is the deadline printed on it.
    A stop order stops the work when it was handed over, if it does not say ``starts``.
    ``addressee`` is to whom it went where that is no party of the project.
    """

    kind: PaperKind
    issued_on: date
    origin: str
    project_id: int
    leave: Leave = _NUMBERED_ELSEWHERE
    addressee_id: int | None = None
    addressee: str = ""
    in_name_of: InNameOf | None = None
    hazards: tuple[int, ...] = ()
    new: NewHazards | None = None
    due: date | None = None
    requirement: str = ""
    officers: tuple[int, ...] = ()
    whole_site: bool = False
    scope: str = ""
    starts: datetime | None = None
    reason: str = ""
    matter: str = ""
    scans: tuple[NewFile, ...] = ()
    service: ServePaper | None = None


def register_paper(session: Session, command: RegisterPaper, act: Act) -> Done[Issued]:
    """The entry, its scan, what it orders and its service, all or nothing."""
    new = command.new
    count = len(command.hazards) + (len(new.findings) if new else 0)
    check_can_register(command.kind, command.issued_on, command.origin, count, act.today)
    if new is not None and new.source in _OURS:
        raise RuleViolation("本局检查发现的隐患请先登记检查，再在这里选它；台账的隐患请用导入")
    command = replace(command, hazards=(*command.hazards, *_found(session, command, act)))
    drawn = _number(session, command)
    enter = _order if command.kind in ORDER_KINDS else _other
    paper = enter(session, command, drawn, act)
    keep_original(session, paper, command.scans, act)
    if command.service is not None:
        record_service(session, paper, replace(command.service, paper_id=paper.id), act)
    if command.origin.strip() == ON_SITE:
        _let_approval_follow(session, paper, command, act)
    about(session, f"{paper.number or label(command.kind)}（录入件）")
    return Done(Issued(paper.id, paper.number or ""), CHANGED)


def draft_registered(session: Session, command: RegisterPaper) -> bytes:
    """The 录入件 of what is known already, for the preview: new hazards come with the entry."""
    number = command.leave.number
    if command.kind in ORDER_KINDS and command.hazards:
        loop, ground = ordered(session, command)
        return _drawn(command.kind, _order_sheet(session, command, loop, ground, number))
    ground = ground_of(session, command.project_id, command.issued_on, command.addressee_id)
    return transcript.render(_card(session, command, ground, number))


def _number(session: Session, command: RegisterPaper) -> Drawn | None:
    """A blank of a block is known by its number; any other stands in another register."""
    leave = command.leave
    if not leave.number.strip():
        return None
    typed = parse_number(leave.number)
    if leave.source is NumberSource.EXTERNAL and typed is not None:
        blocks = block_rows(session)
        mine = next((o for o in blocks if o.kind is command.kind and o.block.holds(typed)), None)
        if mine is not None:
            leave = replace(leave, source=NumberSource.BLOCK, block_id=mine.id)
    return number_told(session, command.kind, leave)


def _found(session: Session, command: RegisterPaper, act: Act) -> tuple[int, ...]:
    new = command.new
    if new is None:
        return ()
    origin = Origin(command.project_id, new.found_on, new.source)
    made = [store_finding(session, origin, one, act) for one in new.findings]
    session.flush()
    return tuple(hazard.id for hazard in made)


def _order(session: Session, command: RegisterPaper, drawn: Drawn | None, act: Act) -> Paper:
    """An order moves its hazards as one issued here does, on its own day."""
    loop, ground = ordered(session, command)
    if {hazard.project_id for hazard in loop.hazards} != {command.project_id}:
        raise RuleViolation("所选隐患不是这个工程的，请重新选")
    day, due, is_stop = command.issued_on, command.due, command.kind is PaperKind.STOP_ORDER
    check_whole(command.kind, _lacking(session, command, ground), day, act.today)
    if due is not None:
        check_due(due, day)
    if is_stop:
        loop.each(lambda one: hazard_rules.check_can_stop(one, day, due, act.today))
        for hazard in loop.hazards:
            hazard.outcome = Outcome.STOPPED
    else:
        loop.each(lambda one: hazard_rules.check_can_order(one, day, due, act.today))
    sheet = _order_sheet(session, command, loop, ground, drawn.number if drawn else "")
    content = _drawn(command.kind, sheet)
    written = Written(command.kind, day, sheet, content, drawn)
    columns = _columns(session, command, ground)
    columns["whole_site"] = command.whole_site if is_stop else None
    done = issue_order(session, written, (loop, ground), command, act, **columns)
    return _with_copy(session, session.get_one(Paper, done.value.id), content, act)


def _other(session: Session, command: RegisterPaper, drawn: Drawn | None, act: Act) -> Paper:
    """Any other paper: a card of what is known; what it says stands on its scan."""
    ground = ground_of(session, command.project_id, command.issued_on, command.addressee_id)
    check_whole(command.kind, _lacking(session, command, ground), command.issued_on, act.today)
    sheet = _card(session, command, ground, drawn.number if drawn else "", act.today)
    content = transcript.render(sheet)
    written = Written(command.kind, command.issued_on, sheet, content, drawn)
    columns = _columns(session, command, ground)
    paper = store_paper(session, written, act, **columns, due=command.due)
    return _with_copy(session, paper, content, act)


def _lacking(session: Session, command: RegisterPaper, ground: Ground) -> dict[str, object]:
    is_stop = command.kind is PaperKind.STOP_ORDER
    return {
        OFFICE: _issuer(session, command).name,
        "受文单位": _told(command, ground),
        "停工部位（局部停工须写明）": not is_stop or command.whole_site or command.scope.strip(),
    }


def _columns(session: Session, command: RegisterPaper, ground: Ground) -> dict[str, Any]:
    named = session.get(Enterprise, command.addressee_id) if command.addressee_id else None
    is_typed = bool(command.addressee.strip())
    return {
        "project_id": ground.project.id,
        "enterprise_id": None if is_typed else named.id if named else ground.enterprise_id,
        "enterprise_text": _told(command, ground),
        "in_name_of": _issuer(session, command).in_name_of,
        "registered": True,
        "origin": command.origin.strip(),
        "title": command.matter.strip() or None,
        "sha256": None,
    }


def _with_copy(session: Session, paper: Paper, content: bytes, act: Act) -> Paper:
    """Our print is kept beside the paper, as a copy of what is known."""
    name = f"录入件 {paper.number or label(paper.kind) if paper.kind else ''}.pdf"
    copy = NewFile(name, content)
    attach(session, Paper.__tablename__, paper.id, copy, act, purpose=TRANSCRIPT)
    return paper


def _let_approval_follow(session: Session, paper: Paper, command: RegisterPaper, act: Act) -> None:
    """Written by hand on site it left first; the set time runs from when it was handed over."""
    officers = officers_on(session, command.officers, command.issued_on)
    drafter = next((one.name for one in officers), act.who)
    handed = _handed_over(command) or command.issued_on
    if not isinstance(handed, datetime):
        handed = datetime.combine(handed, time.max)
    follow_up(session, paper, drafter, handed, act)


def _issuer(session: Session, command: RegisterPaper) -> Issuer:
    if command.in_name_of is None:
        return issuer_on(session, command.issued_on)
    return issuer_as(session, command.in_name_of)


def _told(command: RegisterPaper, ground: Ground) -> str:
    return command.addressee.strip() or ground.told


def _handed_over(command: RegisterPaper) -> datetime | date | None:
    service = command.service
    return moment(service.served_on, service.hour) if service is not None else None


def _drawn(kind: PaperKind, sheet: Any) -> bytes:
    is_stop = kind is PaperKind.STOP_ORDER
    return stop_order.render(sheet) if is_stop else rectification_notice.render(sheet)


def _order_sheet(
    session: Session, command: RegisterPaper, loop: Loop, ground: Ground, number: str
) -> RectificationSheet | StopOrderSheet:
    common: dict[str, Any] = {
        "issuer": _issuer(session, command).name,
        "number": number,
        "addressee": _told(command, ground),
        "project": ground.project.name,
        "visited": visited_on(loop),
        "items": items_of(loop, command),
        "due": command.due,
        "inspectors": signing(session, loop, command),
        "issued": command.issued_on,
        "transcribed": True,
    }
    if command.kind is PaperKind.RECTIFICATION_NOTICE:
        notice = RectificationSheet(**common)
        return in_office_words(session, command.kind, notice, command.issued_on)
    handed = _handed_over(command)
    order = StopOrderSheet(
        **common,
        whole=command.whole_site,
        scope=command.scope.strip(),
        starts=command.starts or (handed if isinstance(handed, datetime) else None),
        reason=command.reason.strip(),
    )
    return in_office_words(session, command.kind, order, command.issued_on)


def _card(
    session: Session,
    command: RegisterPaper,
    ground: Ground,
    number: str,
    entered: date | None = None,
) -> TranscriptSheet:
    service = command.service
    return TranscriptSheet(
        kind=command.kind,
        issuer=_issuer(session, command).name,
        number=number,
        issued=command.issued_on,
        origin=command.origin.strip(),
        addressee=_told(command, ground),
        project=ground.project.name,
        matter=command.matter.strip(),
        served=_handed_over(command),
        receiver=service.receiver if service else "",
        entered=entered,
    )
