"""复查意见书: what became of each item of a notice (建质〔2014〕154号)."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import SignatureBlock
from desktop.documents.forms import copies, form_paper, seed, titled_table, with_part, worded
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, carded, joined, spoken_day, we
from desktop.documents.signatures import RECEIVER, SignatureTable, Signing, officer_signings
from desktop.documents.tables import Table
from desktop.domain.calendar import chinese_date

KIND = PaperKind.RECHECK_OPINION
PASSED, FAILED = "合格", "不合格"


@dataclass(frozen=True)
class RecheckedItem:
    """One item of the notice and whether it passed; ``position`` is its number there."""

    description: Annotated[str, "隐患内容"]
    passed: Annotated[bool, "是否合格"]
    part: Annotated[str, "部位"] = ""
    finding: Annotated[str, "复查情况"] = ""
    position: Annotated[int | None, "原序号"] = None


@dataclass(frozen=True)
class RecheckOpinionSheet:
    """The facts of one re-check of one notice, item by item."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被通知单位"]
    project: Annotated[str, "工程名称"]
    about_name: Annotated[str, "原文书名称"]
    about_number: Annotated[str, "原文号"]
    rechecked: Annotated[date, "复查日期"]
    way: Annotated[str, "复查方式"]
    items: Annotated[tuple[RecheckedItem, ...], "复查清单"]
    inspectors: Annotated[tuple[Officer, ...], "复查人"]
    issued: Annotated[date, "成文日期"]
    replied: Annotated[date | None, "整改报告日期"] = None
    conclusion: Annotated[str, "复查结论"] = ""
    next_due: Annotated[date | None, "继续整改期限"] = None
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: RecheckOpinionSheet) -> bytes:
    """The opinion as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: RecheckOpinionSheet) -> Paper:
    """The opinion for the page machine; refuses a character that cannot be printed."""
    receiver = Signing(RECEIVER)
    signings = [*officer_signings("复查人\n（签名）", sheet.inspectors), receiver]
    blocks: list[Block] = [
        *worded(sheet, wording_fields(sheet), {"复查清单": _items(sheet)}),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
        *copies(sheet.copied_to),
        SignatureTable(tuple(signings)),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: RecheckOpinionSheet) -> dict[str, str]:
    """The names the office's words may use."""
    failed = sum(not item.passed for item in sheet.items)
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "被通知单位": sheet.addressee,
        "工程名称": sheet.project,
        "原文书名称": sheet.about_name,
        "原文号": sheet.about_number,
        "整改报告日期": spoken_day(sheet.replied),
        "复查日期": chinese_date(sheet.rechecked),
        "复查方式": sheet.way,
        "复查人": carded(sheet.inspectors),
        "合格项数": str(len(sheet.items) - failed),
        "不合格项数": str(failed) if failed else "",
        "复查结论": sheet.conclusion,
        "继续整改期限": spoken_day(sheet.next_due),
        "联系电话": sheet.contact,
        "抄送": joined(sheet.copied_to),
    }


def _items(sheet: RecheckOpinionSheet) -> Table | None:
    return titled_table(
        ("原序号", "部位及隐患", "复查情况", "意见"),
        (18.0, 72.0, 46.0, 20.0),
        [
            (
                str(number if item.position is None else item.position),
                with_part(item.part, item.description),
                item.finding,
                PASSED if item.passed else FAILED,
            )
            for number, item in enumerate(sheet.items, start=1)
        ],
    )
