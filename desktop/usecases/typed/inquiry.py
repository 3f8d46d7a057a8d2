"""询问笔录: by two at least, who show their cards and tell the rights (行政处罚法 42, 55)."""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from db.codes import PaperKind
from desktop.documents import inquiry_record as inquiry_form
from desktop.documents.inquiry_record import Asked, InquiryRecordSheet
from desktop.domain.errors import RuleViolation
from desktop.queries.typed_subject import TypedGround
from desktop.usecases.typed.paper import About, TypedPaper
from desktop.usecases.typed.site import watch_on

_TOGETHER = 2


def inquiry_record(session: Session, ground: TypedGround) -> InquiryRecordSheet:
    """Without answers there are lines to write on."""
    site = ground.project
    return InquiryRecordSheet(
        issuer=ground.issuer,
        number="",
        matter="",
        started=ground.day,
        place=f"{site.name}项目部" if site else "",
        inquirers=watch_on(session, ground).officers if site else (),
        asked=Asked("", unit=ground.addressee),
        project=ground.project_name,
    )


def check_inquiry(_session: Session, sheet: InquiryRecordSheet, _ground: TypedGround) -> None:
    names = {one.name.strip() for one in sheet.inquirers} - {""}
    if len(names) < _TOGETHER:
        raise RuleViolation("询问人不得少于两人（行政处罚法第四十二条）")
    if not sheet.asked.name.strip():
        raise RuleViolation("不能签发询问笔录：缺被询问人的姓名")
    if sheet.asked.name.strip() in names:
        raise RuleViolation("被询问人不能同时是询问人")
    if sheet.ended is not None and _plain(sheet.ended) < _plain(sheet.started):
        raise RuleViolation("询问结束时间不能早于开始时间")


def _plain(moment: datetime | date) -> datetime:
    """By the office's own clock; a day alone begins at midnight."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time.min)


INQUIRIES = (
    TypedPaper(
        PaperKind.INQUIRY_RECORD,
        inquiry_record,
        inquiry_form.render,
        ("matter", "started", "place", "inquirers", "asked"),
        (About.PROJECT, About.ENTERPRISE, About.HAZARDS, About.NOTHING),
        day="started",
        told="",
        numbered=False,
        check=check_inquiry,
    ),
)
