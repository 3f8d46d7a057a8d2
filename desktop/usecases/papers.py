"""文书: issued with number, bytes and hash in one transaction; served; voided with its row kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import (
    Area,
    PaperKind,
    PaperState,
    ServiceWay,
)
from db.ids import new_id
from db.session import files_of
from db.tables.issuing import BlockNumber
from db.tables.papers import Paper, PaperItem, Service
from db.tables.projects import Project
from desktop.documents import service_receipt
from desktop.documents.service_receipt import ServiceReceiptSheet
from desktop.documents.sheets import Officer, sheet_code, sheet_json
from desktop.domain import papers as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.months import month_of
from desktop.queries.calendar import office_calendar
from desktop.queries.papers import issuer_on, kind_words
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done
from desktop.usecases.moments import moment
from desktop.usecases.officers import officers_on
from desktop.usecases.paper_steps import serve_hazards, take_back
from desktop.usecases.series import Drawn
from desktop.usecases.worded import in_office_words

CHANGED = frozenset({Area.PAPERS, Area.HAZARDS})


@dataclass(frozen=True)
class ServePaper:
    """送达: the way, the day of receipt, who received it, and what proves it.

    ``hour`` is HH:MM of a handing over on site (交付时刻), where it is known.
    """

    paper_id: int
    way: ServiceWay
    served_on: date
    receiver: str = ""
    receiver_post: str = ""
    place: str = ""
    servers: tuple[int, ...] = ()
    witness: str = ""
    refusal: str = ""
    recorded: bool = False
    consent: bool = False
    receipt: NewFile | None = None
    hour: str = ""


@dataclass(frozen=True)
class VoidPaper:
    """作废, with the reason; its number keeps its row."""

    paper_id: int
    reason: str


@dataclass(frozen=True)
class Written:
    """What a paper says of itself when it is stored."""

    kind: PaperKind
    issued_on: date
    sheet: Any
    content: bytes
    drawn: Drawn | None = None


def store_paper(session: Session, written: Written, act: Act, **about_it: Any) -> Paper:
    """Keep bytes, hash and sheet of a paper; ``about_it`` are further columns of its row."""
    drawn = written.drawn
    columns: dict[str, Any] = {
        "kind": written.kind,
        "number": drawn.number if drawn else None,
        "number_source": drawn.source if drawn else None,
        "series_id": drawn.series_id if drawn else None,
        "serial": drawn.serial if drawn and drawn.series_id else None,
        "in_name_of": issuer_on(session, written.issued_on).in_name_of,
        "issued_on": written.issued_on,
        "month": month_of(written.issued_on),
        "state": PaperState.ISSUED,
        "sheet": sheet_json(written.sheet),
        "code": sheet_code(written.sheet),
        "sha256": files_of(session).put(written.content, "pdf"),
        "entered_on": act.today,
    }
    paper = Paper(id=new_id(session), **{**columns, **about_it})
    session.add(paper)
    if drawn is not None and drawn.block_id is not None:
        session.add(
            BlockNumber(
                block_id=drawn.block_id,
                serial=drawn.serial,
                paper_id=paper.id,
                settled_on=written.issued_on,
            )
        )
    return paper


def serve_paper(session: Session, command: ServePaper, act: Act) -> Done[int]:
    """Record the service and keep its receipt; the answer is the receipt's id."""
    paper = _paper(session, command.paper_id)
    servers = record_service(session, paper, command, act)
    receipt = _receipt(session, paper, command, servers, act)
    about(session, paper.number or kind_words(paper.kind, paper.kind_text))
    return Done(receipt.id, CHANGED)


def record_service(
    session: Session, paper: Paper, command: ServePaper, act: Act
) -> tuple[Officer, ...]:
    """The service as it was, and the step of its hazards; the answer is who served it."""
    facts = rules.ServiceFacts(
        way=command.way,
        day=command.served_on,
        receiver=command.receiver,
        witness=command.witness,
        recorded=command.recorded,
        consent=command.consent,
    )
    rules.check_can_serve(paper.state, paper.issued_on, facts, act.today)
    effective = rules.served_on(facts, office_calendar(session)).day
    servers = officers_on(session, command.servers, command.served_on)
    scan = (
        attach(session, Paper.__tablename__, paper.id, command.receipt, act)
        if command.receipt
        else None
    )
    session.add(
        Service(
            paper_id=paper.id,
            way=command.way,
            served_on=effective,
            receiver=command.receiver or None,
            receiver_post=command.receiver_post or None,
            place=command.place or None,
            server="、".join(one.name for one in servers) or None,
            witness=command.witness or None,
            refusal=command.refusal or None,
            receipt_id=scan.id if scan else None,
            handed_at=command.hour.strip() or None,
            entered_on=act.today,
        )
    )
    paper.state = PaperState.SERVED
    paper.served_on = effective
    serve_hazards(session, paper, command.served_on, act)
    return servers


def _receipt(
    session: Session, paper: Paper, command: ServePaper, servers: tuple[Officer, ...], act: Act
) -> Paper:
    project = session.get(Project, paper.project_id) if paper.project_id else None
    sheet = ServiceReceiptSheet(
        issuer=issuer_on(session, paper.issued_on).name,
        paper_name=kind_words(paper.kind, paper.kind_text),
        paper_number=paper.number or "",
        recipient=paper.enterprise_text or "",
        project=project.name if project else "",
        place=command.place,
        way=command.way,
        receiver=command.receiver,
        receiver_post=command.receiver_post,
        received=moment(command.served_on, command.hour),
        refusal=command.refusal,
        witnesses=(command.witness,) if command.witness else (),
        servers=servers,
    )
    sheet = in_office_words(session, service_receipt.KIND, sheet, command.served_on)
    content = service_receipt.render(sheet)
    written = Written(service_receipt.KIND, command.served_on, sheet, content)
    return store_paper(
        session,
        written,
        act,
        project_id=paper.project_id,
        enterprise_id=paper.enterprise_id,
        enterprise_text=paper.enterprise_text,
        about_paper_id=paper.id,
    )


def void_paper(session: Session, command: VoidPaper, act: Act) -> Done[None]:
    """A voided notice takes its order back from its hazards."""
    paper = _paper(session, command.paper_id)
    rules.check_can_void(paper.state, command.reason, registered=paper.registered)
    name = paper.number or kind_words(paper.kind, paper.kind_text)
    take_back(session, paper, f"{name}作废：{command.reason.strip()}", act)
    paper.state = PaperState.VOIDED
    paper.void_reason = command.reason.strip()
    if paper.registered:
        _free_number(session, paper)
    about(session, name)
    return Done(None, CHANGED | {Area.ROUNDS, Area.VISITS})


def _free_number(session: Session, paper: Paper) -> None:
    """What is withdrawn is the entry, not the paper: it can be registered anew, and right."""
    if paper.number:
        paper.number = f"{paper.number}（登记作废{paper.id}）"
    row = session.scalar(select(BlockNumber).where(BlockNumber.paper_id == paper.id))
    if row is not None:
        session.delete(row)


def _paper(session: Session, key: int) -> Paper:
    paper = session.get(Paper, key)
    if paper is None:
        raise RuleViolation("没有这份文书，请刷新后再选")
    return paper


def paper_items(session: Session, paper: Paper, hazards: tuple[int, ...]) -> None:
    """Bind the hazards to their paper in printed order."""
    for position, hazard_id in enumerate(hazards, start=1):
        session.add(PaperItem(paper_id=paper.id, hazard_id=hazard_id, position=position))
