"""催办通知书: what an enterprise still owes, one by one, and until when."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import list_table, seed, with_part
from desktop.documents.notice_forms import notice_fields, notice_paper
from desktop.documents.page import Paper, render_paper
from desktop.documents.sheets import spoken_day
from desktop.domain.calendar import chinese_date

KIND = PaperKind.URGING_NOTICE


@dataclass(frozen=True)
class UrgedItem:
    """One thing not done yet, the paper that asked for it, and the day it was due."""

    matter: Annotated[str, "催办事项"]
    project: Annotated[str, "工程名称"] = ""
    about_number: Annotated[str, "涉及文书文号"] = ""
    due: Annotated[date | None, "原期限"] = None


@dataclass(frozen=True)
class UrgingNoticeSheet:
    """The facts of one reminder; the same is sent to many, each with its own list."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被催办单位"]
    items: Annotated[tuple[UrgedItem, ...], "催办清单"]
    due: Annotated[date, "办理期限"]
    issued: Annotated[date, "成文日期"]
    project: Annotated[str, "工程名称"] = ""
    reason: Annotated[str, "催办事由"] = ""
    requirement: Annotated[str, "办理要求"] = ""
    consequence: Annotated[str, "逾期处理"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: UrgingNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: UrgingNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    items = list_table(
        ("催办事项", "涉及文书文号", "原期限"),
        (59.0, 51.0, 34.0),
        [
            (with_part(one.project, one.matter), one.about_number, spoken_day(one.due))
            for one in sheet.items
        ],
    )
    return notice_paper(KIND, sheet, wording_fields(sheet), {"催办清单": items})


def wording_fields(sheet: UrgingNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        **notice_fields(sheet),
        "催办事由": sheet.reason,
        "催办项数": str(len(sheet.items)),
        "办理期限": chinese_date(sheet.due),
        "办理要求": sheet.requirement,
        "逾期处理": sheet.consequence,
    }
