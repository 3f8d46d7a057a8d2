"""监督告知书: who supervises a project, on what ground, how, and what must be reported."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import list_table, points_table, seed
from desktop.documents.notice_forms import notice_fields, notice_paper
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, carded

KIND = PaperKind.SUPERVISION_NOTICE


@dataclass(frozen=True)
class PartyDuty:
    """What one of the parties answers for."""

    role: Annotated[str, "参建单位"]
    duty: Annotated[str, "安全责任"]


@dataclass(frozen=True)
class SupervisionNoticeSheet:
    """The facts told to the parties of one project before the first visit."""

    issuer: Annotated[str, "监督机构"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被告知单位"]
    project: Annotated[str, "工程名称"]
    officers: Annotated[tuple[Officer, ...], "监督员"]
    issued: Annotated[date, "成文日期"]
    manner: Annotated[str, "监督方式"] = ""
    focus: Annotated[tuple[str, ...], "监督重点"] = ()
    duties: Annotated[tuple[PartyDuty, ...], "各方责任"] = ()
    reports: Annotated[tuple[str, ...], "报告事项"] = ()
    hotline: Annotated[str, "投诉举报电话"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: SupervisionNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: SupervisionNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    tables: dict[str, Block | None] = {
        "监督重点": points_table(sheet.focus),
        "各方责任": list_table(
            ("参建单位", "安全责任"),
            (34.0, 110.0),
            [(one.role, one.duty) for one in sheet.duties],
        ),
        "报告事项": points_table(sheet.reports),
    }
    return notice_paper(KIND, sheet, wording_fields(sheet), tables)


def wording_fields(sheet: SupervisionNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        **notice_fields(sheet),
        "监督机构": sheet.issuer,
        "监督员": carded(sheet.officers),
        "监督方式": sheet.manner,
        "投诉举报电话": sheet.hotline,
    }
