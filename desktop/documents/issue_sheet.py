"""发文稿纸: who drafted, checked, reviewed and signed a paper, for approval in ink."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import filled, form_paper, form_table, pair, row, seed
from desktop.documents.opinions import NO_OPINION, Opinion, OpinionTable
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import joined, spoken_day
from desktop.documents.stop_order import numbered
from desktop.documents.tables import Row

KIND = PaperKind.ISSUE_SHEET


@dataclass(frozen=True)
class IssueSheet:
    """The way of one paper through the office; the number may come with the signature."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    genre: Annotated[str, "文种"]
    title: Annotated[str, "标题"]
    addressees: Annotated[tuple[str, ...], "主送机关"] = ()
    copied_to: Annotated[tuple[str, ...], "抄送机关"] = ()
    secrecy: Annotated[str, "密级"] = ""
    urgency: Annotated[str, "紧急程度"] = ""
    unit: Annotated[str, "拟稿部门"] = ""
    drafter: Annotated[str, "拟稿人"] = ""
    drafted: Annotated[date | None, "拟稿日期"] = None
    issued: Annotated[date | None, "成文日期"] = None
    printed: Annotated[int | None, "印发份数"] = None
    seal: Annotated[str, "用印"] = ""
    enclosures: Annotated[tuple[str, ...], "附件"] = ()
    checked: Annotated[Opinion, "核稿意见"] = NO_OPINION
    countersigned: Annotated[tuple[Opinion, ...], "会签意见"] = ()
    reviewed: Annotated[Opinion, "审核意见"] = NO_OPINION
    signed: Annotated[Opinion, "签发意见"] = NO_OPINION
    reason: Annotated[str, "先发原因"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: IssueSheet) -> bytes:
    """The sheet as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: IssueSheet) -> Paper:
    """The sheet for the page machine; refuses a character that cannot be printed."""
    opinions = (
        ("核稿意见", sheet.checked),
        *(("会签意见", one) for one in sheet.countersigned or (NO_OPINION,)),
        ("审核意见", sheet.reviewed),
        ("签发意见", sheet.signed),
    )
    blocks: list[Block] = [form_table(_rows(sheet)), OpinionTable(opinions, least=20.0)]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: IssueSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "发文机关": sheet.issuer,
        "文种": sheet.genre,
        "标题": sheet.title,
        "主送机关": joined(sheet.addressees),
        "拟稿人": sheet.drafter,
        "先发原因": sheet.reason,
    }


def _rows(sheet: IssueSheet) -> list[Row]:
    copies = "" if sheet.printed is None else f"{sheet.printed}份"
    return [
        row("标题", sheet.title, 12.0),
        pair(("文种", sheet.genre), ("成文日期", spoken_day(sheet.issued))),
        pair(("密级", sheet.secrecy), ("紧急程度", sheet.urgency)),
        row("主送", joined(sheet.addressees)),
        row("抄送", joined(sheet.copied_to)),
        row("附件", numbered(sheet.enclosures)),
        pair(("拟稿部门", sheet.unit), ("拟稿人", sheet.drafter)),
        pair(("拟稿日期", spoken_day(sheet.drafted)), ("印发份数", copies)),
        pair(("用印", sheet.seal), ("原稿修改稿", "附后")),
        row("拟办说明", filled(sheet.words, wording_fields(sheet))),
    ]
