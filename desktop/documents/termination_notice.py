"""终止施工安全监督告知书: the work is done and supervision ends (建质〔2014〕154号)."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import points_table, seed
from desktop.documents.notice_forms import applied_fields, notice_paper
from desktop.documents.page import Paper, render_paper
from desktop.documents.sheets import Officer
from desktop.domain.calendar import chinese_date

KIND = PaperKind.TERMINATION_NOTICE


@dataclass(frozen=True)
class TerminationNoticeSheet:
    """The facts of one termination: what was handed in and what was found."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "建设单位"]
    project: Annotated[str, "工程名称"]
    applied: Annotated[date, "申请日期"]
    ended: Annotated[date, "终止日期"]
    issued: Annotated[date, "成文日期"]
    materials: Annotated[tuple[str, ...], "申请材料"] = ()
    checked: Annotated[date | None, "查验日期"] = None
    inspectors: Annotated[tuple[Officer, ...], "查验人"] = ()
    conclusion: Annotated[str, "查验结论"] = ""
    others: Annotated[str, "其他要求"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: TerminationNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: TerminationNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    tables = {"申请材料": points_table(sheet.materials)}
    return notice_paper(KIND, sheet, wording_fields(sheet), tables)


def wording_fields(sheet: TerminationNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {**applied_fields(sheet), "终止日期": chinese_date(sheet.ended)}
