"""中止施工安全监督告知书: the client asked, supervision rests (建质〔2014〕154号)."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import seed
from desktop.documents.notice_forms import applied_fields, notice_paper
from desktop.documents.page import Paper, render_paper
from desktop.documents.sheets import Officer, joined
from desktop.domain.calendar import chinese_date

KIND = PaperKind.SUSPENSION_NOTICE


@dataclass(frozen=True)
class SuspensionNoticeSheet:
    """The facts of one suspension: what the client applied for and what was found."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "建设单位"]
    project: Annotated[str, "工程名称"]
    applied: Annotated[date, "申请日期"]
    starts: Annotated[date, "中止起始日"]
    issued: Annotated[date, "成文日期"]
    reason: Annotated[str, "中止原因"] = ""
    parts: Annotated[tuple[str, ...], "在施部位"] = ()
    measures: Annotated[str, "安全保障措施"] = ""
    checked: Annotated[date | None, "查验日期"] = None
    inspectors: Annotated[tuple[Officer, ...], "查验人"] = ()
    conclusion: Annotated[str, "查验结论"] = ""
    others: Annotated[str, "其他要求"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: SuspensionNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: SuspensionNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    return notice_paper(KIND, sheet, wording_fields(sheet), {})


def wording_fields(sheet: SuspensionNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        **applied_fields(sheet),
        "中止原因": sheet.reason,
        "在施部位": joined(sheet.parts),
        "安全保障措施": sheet.measures,
        "中止起始日": chinese_date(sheet.starts),
    }
