"""责令限期整改通知书 (安全生产法第六十五条, 建设工程安全生产管理条例第四十三条)."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Align, SignatureBlock
from desktop.documents.forms import copies, form_paper, name_cell, seed, with_part, worded
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, joined, we
from desktop.documents.signatures import RECEIVER, SignatureTable, Signing, officer_signings
from desktop.documents.tables import Cell, Row, Table
from desktop.domain.calendar import chinese_date

KIND = PaperKind.RECTIFICATION_NOTICE


@dataclass(frozen=True)
class RectificationItem:
    """One hazard of the notice: what was found, which clause, what is to be done by when."""

    description: Annotated[str, "问题描述"]
    part: Annotated[str, "部位"] = ""
    citation: Annotated[str, "依据条款"] = ""
    requirement: Annotated[str, "整改要求"] = ""
    due: Annotated[date | None, "整改期限"] = None


@dataclass(frozen=True)
class RectificationSheet:
    """The facts of one notice."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被通知单位"]
    project: Annotated[str, "工程名称"]
    visited: Annotated[date, "检查日期"]
    items: Annotated[tuple[RectificationItem, ...], "隐患清单"]
    due: Annotated[date, "整改期限"]
    inspectors: Annotated[tuple[Officer, ...], "监督人员"]
    issued: Annotated[date, "成文日期"]
    due_hour: Annotated[int | None, "整改期限的时刻"] = None
    part: Annotated[str, "检查部位"] = ""
    rechecked_by: Annotated[str, "复查人"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    remedy: Annotated[str, "救济告知"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: RectificationSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: RectificationSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    signings = [*officer_signings("监督人员\n（签名）", sheet.inspectors), Signing(RECEIVER)]
    blocks: list[Block] = [
        *worded(sheet, wording_fields(sheet), {"隐患清单": _items(sheet)}),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
        *copies(sheet.copied_to),
        SignatureTable(tuple(signings)),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: RectificationSheet) -> dict[str, str]:
    """The names the office's words may use; the last day itself is in time."""
    hour = "（含当日）" if sheet.due_hour is None else f"{sheet.due_hour}时"
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "被通知单位": sheet.addressee,
        "工程名称": f"{sheet.project}（{sheet.part}）" if sheet.part else sheet.project,
        "检查日期": chinese_date(sheet.visited),
        "监督人员": joined(tuple(officer.name for officer in sheet.inspectors)),
        "隐患数": str(len(sheet.items)),
        "整改期限": f"{chinese_date(sheet.due)}{hour}",
        "复查人": sheet.rechecked_by,
        "联系方式": sheet.contact,
        "抄送": joined(sheet.copied_to),
        "救济告知": sheet.remedy,
    }


def _items(sheet: RectificationSheet) -> Table:
    titles = ("序号", "部位、存在的问题及依据", "整改要求及期限")
    rows = [Row(tuple(name_cell(title) for title in titles))]
    for number, item in enumerate(sheet.items, start=1):
        wanted = f"{item.requirement}\n" if item.requirement else ""
        cells = (
            Cell(str(number), align=Align.CENTRE),
            Cell(with_part(item.part, item.description, item.citation)),
            Cell(f"{wanted}{chinese_date(item.due or sheet.due)}前"),
        )
        rows.append(Row(cells))
    return Table((12.0, 94.0, 50.0), tuple(rows), header=1)
