"""恢复施工安全监督告知书: looked at again, supervision goes on (建质〔2014〕154号)."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import list_table, seed
from desktop.documents.notice_forms import applied_fields, notice_paper
from desktop.documents.page import Paper, render_paper
from desktop.documents.sheets import Officer
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

KIND = PaperKind.RESTART_NOTICE


@dataclass(frozen=True)
class RestartCheck:
    """One thing looked at before work goes on, and what was found."""

    item: Annotated[str, "查验内容"]
    finding: Annotated[str, "查验情况"] = ""


@dataclass(frozen=True)
class RestartNoticeSheet:
    """The facts of one restart: the suspension it ends, what was looked at, from which day."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "建设单位"]
    project: Annotated[str, "工程名称"]
    suspension_number: Annotated[str, "中止告知书文号"]
    applied: Annotated[date, "申请日期"]
    restarts: Annotated[date, "恢复日期"]
    issued: Annotated[date, "成文日期"]
    checks: Annotated[tuple[RestartCheck, ...], "查验清单"] = ()
    checked: Annotated[date | None, "查验日期"] = None
    inspectors: Annotated[tuple[Officer, ...], "查验人"] = ()
    conclusion: Annotated[str, "查验结论"] = ""
    others: Annotated[str, "其他要求"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: RestartNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: RestartNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    checks = list_table(
        ("查验内容", "查验情况"),
        (60.0, 84.0),
        [(one.item, one.finding) for one in sheet.checks],
    )
    return notice_paper(KIND, sheet, wording_fields(sheet), {"查验清单": checks})


def wording_fields(sheet: RestartNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        **applied_fields(sheet),
        "中止告知书": label(PaperKind.SUSPENSION_NOTICE),
        "中止告知书文号": sheet.suspension_number,
        "恢复日期": chinese_date(sheet.restarts),
    }
