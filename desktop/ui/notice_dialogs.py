"""The forms of the steps a whole notice takes, for the side of the list of notices."""

from datetime import date
from typing import Any

from desktop.queries.hazards import HazardCard
from desktop.queries.notices import NoticeCard
from desktop.queries.pickers import inspectors_named
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Day, Field, LongText, Pick
from desktop.ui.file_input import evidence
from desktop.ui.files_input import evidences
from desktop.ui.forms import Editor
from desktop.usecases.closure_approvals import ReviewOutside, review_outside
from desktop.usecases.national_register import RegisterNationally, register_nationally
from desktop.usecases.notice_work import (
    CloseNotice,
    ReplyToNotice,
    ReviewNotice,
    close_notice,
    record_notice_reply,
    review_notice,
)
from desktop.usecases.paper_scans import BindPaperScan, bind_paper_scan

_REMARK = LongText("remark", "备注", lines=2)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "remark": values["remark"] or ""}


def reply_editor(dialogs: Dialogs, notice: NoticeCard, hazards: int, today: date) -> Editor:
    """登记整改回复: one for all items that wait for it."""
    return Editor(
        f"登记整改回复（{hazards}项一并）",
        (
            Day("replied_on", "回复日期", required=True),
            evidences("evidence", "回复材料", dialogs),
            LongText("remark", "整改情况", lines=3, hint="可不填"),
        ),
        lambda values: (record_notice_reply, ReplyToNotice(notice.id, **_given(values))),
        {"replied_on": today},
        f"reply-{notice.id}",
    )


def review_editor(notice: NoticeCard, hazards: int, today: date) -> Editor:
    """审核 by one who neither found nor re-checked it; who may is said."""
    may = "、".join(notice.reviewers) or "本局没有未参与的人，请出具销号审批表由局外审核"
    return Editor(
        f"审核（{hazards}项；可审核：{may}）",
        (
            Day("reviewed_on", "审核日期", required=True),
            Pick("reviewer_id", "审核人", True, "未参与检查和复查的人", query=inspectors_named),
            _REMARK,
        ),
        lambda values: (review_notice, ReviewNotice(notice.id, **_given(values))),
        {"reviewed_on": today},
    )


def outside_editor(dialogs: Dialogs, form: int, today: date) -> Editor:
    """登记局外审核: the wet-signed 销号审批表 came back."""
    fields = (
        Day("reviewed_on", "审核日期", required=True),
        Field("reviewer", "局外审核人", required=True),
        Field("unit", "审核人单位"),
        evidence("scan", "签字的审批表", dialogs, required=True),
    )
    return Editor(
        "登记局外审核",
        fields,
        lambda values: (
            review_outside,
            ReviewOutside(form, **{**values, "unit": values["unit"] or ""}),
        ),
        {"reviewed_on": today},
        saves_as="登记",
    )


def close_editor(notice: NoticeCard, hazards: int, today: date) -> Editor:
    """销号, each item the way its re-check went."""
    return Editor(
        f"销号（{hazards}项，方式同各项复查）",
        (
            Day("closed_on", "销号日期", required=True),
            Pick("inspector_id", "销号人", query=inspectors_named),
            _REMARK,
        ),
        lambda values: (close_notice, CloseNotice(notice.id, **_given(values))),
        {"closed_on": today},
        saves_as="销号",
    )


def scan_editor(dialogs: Dialogs, paper_id: int, name: str) -> Editor:
    """补扫描件: the signed copy of an issued paper came back."""
    return Editor(
        f"补扫描件　{name}",
        (evidence("scan", "签收、签字的扫描件", dialogs, required=True),),
        lambda values: (bind_paper_scan, BindPaperScan(paper_id, values["scan"])),
    )


def register_editor(card: HazardCard) -> Editor:
    """国家重大隐患数据库: number and day; without both the entry is taken back."""
    return Editor(
        "国家重大隐患数据库",
        (Field("number", "国家库编号"), Day("on", "入库日期")),
        lambda values: (
            register_nationally,
            RegisterNationally(card.id, card.version, values["number"] or "", values["on"]),
        ),
        {"number": card.national_no, "on": card.national_on},
        f"national-{card.id}",
    )
