"""现场检查笔录: issued from the stored visit with its photos, the head of the chain in its foot."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, PaperKind, PaperState, PartyRole
from db.session import files_of
from db.tables.papers import Paper
from db.tables.signatures import Attachment
from db.tables.visits import Visit
from desktop.documents import site_record
from desktop.documents.photo_sheets import PrintPhoto
from desktop.documents.site_record import UNTIMED, SiteRecordSheet
from desktop.domain import papers as rules
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.visits import check_can_print
from desktop.exchange.photos import print_copy
from desktop.queries.papers import issuer_on, parties_on
from desktop.queries.visit_again import visit_again
from desktop.queries.visits import visit_facts
from desktop.usecases.done import Done
from desktop.usecases.paper_ground import Issued
from desktop.usecases.papers import Written, store_paper
from desktop.usecases.series import draw_number, has_series
from desktop.usecases.site_record_sheet import photos_of, site_record_sheet, taken

KIND = PaperKind.SITE_RECORD


@dataclass(frozen=True)
class IssueSiteRecord:
    """The record of one visit, on the day it is printed for signing or filing."""

    visit_id: int
    issued_on: date


def issue_site_record(session: Session, command: IssueSiteRecord, act: Act) -> Done[Issued]:
    """With a number where the office numbers its records, else without."""
    visit = _visit(session, command.visit_id)
    day = command.issued_on
    missing = (
        [] if issuer_on(session, visit.visited_on).name else ["执法主体（请先填写局、站名称）"]
    )
    rules.check_can_issue(KIND, missing, day, act.today)
    if day < visit.visited_on:
        raise RuleViolation("笔录日期不能早于检查日期")
    if record_of(session, visit.id) is not None:
        raise RuleViolation("这次检查已有现场检查笔录；要重出，先把原来的作废")
    drawn = draw_number(session, KIND, day) if has_series(session, KIND) else None
    sheet = _sheet(session, visit, drawn.number if drawn else "")
    content = site_record.render(sheet, _photos(session, visit))
    parties = parties_on(session, visit.project_id, visit.visited_on)
    firm = next((one for one in parties if one.role is PartyRole.CONTRACTOR), None)
    paper = store_paper(
        session,
        Written(KIND, day, sheet, content, drawn),
        act,
        project_id=visit.project_id,
        visit_id=visit.id,
        approval_id=visit.approval_id,
        enterprise_id=firm.enterprise_id if firm else None,
        enterprise_text=firm.name if firm else None,
    )
    about(session, f"{sheet.number} {sheet.project}".strip())
    return Done(Issued(paper.id, sheet.number), frozenset({Area.PAPERS, Area.VISITS}))


def draft_site_record(session: Session, visit_id: int) -> bytes:
    """The record as it would be printed now: a query for the preview."""
    visit = _visit(session, visit_id)
    return site_record.render(_sheet(session, visit, ""), _photos(session, visit))


def record_of(session: Session, visit_id: int) -> int | None:
    """The record of the visit that is in force."""
    rows = select(Paper.id).where(
        Paper.visit_id == visit_id, Paper.kind == KIND, Paper.state != PaperState.VOIDED
    )
    return session.scalar(rows.order_by(Paper.id.desc()).limit(1))


def _visit(session: Session, key: int) -> Visit:
    visit = session.get(Visit, key)
    if visit is None:
        raise RuleViolation("没有这次检查，请刷新后再选")
    check_can_print(visit_facts(session, [key])[key])
    return visit


def _sheet(session: Session, visit: Visit, number: str) -> SiteRecordSheet:
    again = visit_again(session, visit.id)
    assert again is not None
    return site_record_sheet(session, visit, again, number)


def _photos(session: Session, visit: Visit) -> tuple[PrintPhoto, ...]:
    return tuple(_print(session, one) for one in photos_of(session, visit))


def _print(session: Session, photo: Attachment) -> PrintPhoto:
    copy = print_copy(files_of(session).get(photo.sha256))
    moment = taken(photo)
    when = f"{chinese_date(moment.date())}{moment:%H:%M}拍摄" if moment else UNTIMED
    return PrintPhoto(f"{photo.name}　{when}", copy.wide, copy.high, copy.content)
