"""停工通知书: work stops, in part or whole, from an hour on (安全生产法第六十五条)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import SignatureBlock
from desktop.documents.forms import copies, form_paper, list_table, seed, with_part, worded
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.rectification_notice import RectificationItem
from desktop.documents.sheets import Officer, hour_of, joined, spoken_day, we
from desktop.documents.signatures import RECEIVER, SignatureTable, Signing, officer_signings
from desktop.documents.tables import Table
from desktop.domain.calendar import chinese_date

KIND = PaperKind.STOP_ORDER
ON_SERVICE = "本通知书送达之时"


@dataclass(frozen=True)
class StopOrderSheet:
    """The facts of one order; without a start the work stops when the order is served."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被通知单位"]
    project: Annotated[str, "工程名称"]
    visited: Annotated[date, "检查日期"]
    items: Annotated[tuple[RectificationItem, ...], "隐患清单"]
    whole: Annotated[bool, "全面停工"]
    inspectors: Annotated[tuple[Officer, ...], "监督人员"]
    issued: Annotated[date, "成文日期"]
    scope: Annotated[str, "停工范围"] = ""
    starts: Annotated[datetime | None, "停工起始"] = None
    reason: Annotated[str, "停工理由"] = ""
    due: Annotated[date | None, "整改期限"] = None
    conditions: Annotated[tuple[str, ...], "复工条件"] = ()
    rechecked_by: Annotated[str, "复查人"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    remedy: Annotated[str, "救济告知"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: StopOrderSheet) -> bytes:
    """The order as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: StopOrderSheet) -> Paper:
    """The order for the page machine; refuses a character that cannot be printed."""
    receiver = Signing(RECEIVER)
    signings = [*officer_signings("监督人员\n（签名）", sheet.inspectors), receiver]
    blocks: list[Block] = [
        *worded(sheet, wording_fields(sheet), {"隐患清单": _items(sheet)}),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
        *copies(sheet.copied_to),
        SignatureTable(tuple(signings)),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: StopOrderSheet) -> dict[str, str]:
    """The names the office's words may use."""
    extent = "全面停工" if sheet.whole else "局部停工"
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "被通知单位": sheet.addressee,
        "工程名称": sheet.project,
        "检查日期": chinese_date(sheet.visited),
        "隐患数": str(len(sheet.items)),
        "停工范围": f"{extent}（{sheet.scope}）" if sheet.scope else extent,
        "停工起始": hour_of(sheet.starts) if sheet.starts else ON_SERVICE,
        "停工理由": sheet.reason,
        "整改期限": spoken_day(sheet.due),
        "复工条件": numbered(sheet.conditions),
        "复查人": sheet.rechecked_by,
        "联系电话": sheet.contact,
        "抄送": joined(sheet.copied_to),
        "救济告知": sheet.remedy,
    }


def numbered(parts: tuple[str, ...]) -> str:
    """1. … 2. … in one run of text; a single part stands without a number."""
    if len(parts) < 2:
        return "".join(parts)
    ended = (part.rstrip("。；;") for part in parts)
    return "；".join(f"{number}. {part}" for number, part in enumerate(ended, start=1))


def _items(sheet: StopOrderSheet) -> Table | None:
    return list_table(
        ("部位、存在的隐患及依据", "整改要求"),
        (98.0, 46.0),
        [
            (with_part(item.part, item.description, item.citation), item.requirement)
            for item in sheet.items
        ],
    )
