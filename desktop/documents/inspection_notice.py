"""行政检查通知书: what is checked, by whom, and how often this enterprise was this year."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import KeepTogether, Paragraph, SignatureBlock
from desktop.documents.forms import form_paper, list_table, seed, worded
from desktop.documents.inspection_approval import InspectionTarget, in_system
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import (
    Companion,
    Officer,
    accompanied,
    carded,
    moment_of,
    period_of,
    we,
)
from desktop.documents.signatures import (
    BLANK_DAY,
    RECEIVER,
    Ink,
    SignatureTable,
    Signing,
    officer_signings,
)
from desktop.domain.calendar import chinese_date

KIND = PaperKind.INSPECTION_NOTICE
_BLANK_MOMENT = f"{BLANK_DAY}\n时　　分"
"""交付时刻, written in ink where the paper is handed over."""


@dataclass(frozen=True)
class InspectionNoticeSheet:
    """The facts of one notice; ``targets`` are the enterprises it is handed to."""

    issuer: Annotated[str, "执法主体"]
    number: Annotated[str, "文号"]
    targets: Annotated[tuple[InspectionTarget, ...], "被检查单位"]
    project: Annotated[str, "工程名称"]
    basis: Annotated[str, "检查依据"]
    starts: Annotated[datetime | date, "检查开始时间"]
    matters: Annotated[str, "检查事项"]
    inspectors: Annotated[tuple[Officer, ...], "检查人员"]
    issued: Annotated[date, "成文日期"]
    ends: Annotated[datetime | date | None, "检查结束时间"] = None
    place: Annotated[str, "检查地点"] = ""
    companions: Annotated[tuple[Companion, ...], "协助人员"] = ()
    documents: Annotated[str, "需备资料"] = ""
    approval_number: Annotated[str, "审批表文号"] = ""
    check_code: Annotated[str, "检查码"] = ""
    registered: Annotated[bool | None, "省系统登记"] = None
    hotline: Annotated[str, "监督电话"] = ""
    prohibitions: Annotated[str, "五个严禁告知"] = ""
    handed: Annotated[datetime | None, "交付时刻"] = None
    receiver: Annotated[str, "签收人"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: InspectionNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: InspectionNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    blocks: list[Block] = [
        *worded(sheet, wording_fields(sheet), {"本年检查次数": _counts(sheet)}),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
        SignatureTable(tuple(_signings(sheet))),
    ]
    return form_paper(KIND, sheet, blocks)


def _counts(sheet: InspectionNoticeSheet) -> Block | None:
    """How often each was checked this year, beside its cap: a sentence, or for several a list."""
    if len(sheet.targets) != 1:
        table = list_table(
            ("被检查单位", "本年已查", "本次为本年", "频次上限"),
            (66.0, 25.0, 29.0, 24.0),
            [(one.enterprise, one.times, one.nth, one.limit) for one in sheet.targets],
        )
        return KeepTogether((table,)) if table else None
    (one,) = sheet.targets
    nth = "" if one.checks is None else f"本次为本年{one.nth}；"
    return Paragraph(f"本年已查次数（不含本次）：{one.times}；{nth}频次上限：{one.limit}。")


def wording_fields(sheet: InspectionNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    code = sheet.check_code
    registered = "" if sheet.registered is None else in_system(sheet.registered)
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "被检查单位": "、".join(one.enterprise for one in sheet.targets),
        "工程名称": sheet.project,
        "检查对象": sheet.project or "你单位",
        "检查依据": sheet.basis,
        "审批表文号": sheet.approval_number,
        "检查时间": period_of(sheet.starts, sheet.ends),
        "检查地点": sheet.place,
        "检查事项": sheet.matters,
        "检查人员": carded(sheet.inspectors),
        "协助人员": accompanied(sheet.companions),
        "需备资料": sheet.documents,
        "检查码": f"{code}（省系统{registered}）" if code and registered else code,
        "监督电话": sheet.hotline,
        "五个严禁告知": sheet.prohibitions,
    }


def _signings(sheet: InspectionNoticeSheet) -> list[Signing]:
    handed = Ink(sheet.receiver, moment_of(sheet.handed) or _BLANK_MOMENT)
    return [
        *officer_signings("检查人员\n（签名）", sheet.inspectors),
        Signing(RECEIVER, sheet.receiver, handed),
    ]
