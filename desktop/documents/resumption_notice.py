"""复工通知书: after the re-check of what was stopped, work may go on (安全生产法第六十五条)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import SignatureBlock
from desktop.documents.forms import copies, form_paper, list_table, seed, with_part, worded
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, carded, joined, moment_of, spoken_day, we
from desktop.documents.signatures import RECEIVER, SignatureTable, Signing
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

KIND = PaperKind.RESUMPTION_NOTICE


@dataclass(frozen=True)
class ResumedItem:
    """One hazard for which work had stopped, now passed."""

    description: Annotated[str, "隐患内容"]
    part: Annotated[str, "部位"] = ""
    finding: Annotated[str, "复查情况"] = ""


@dataclass(frozen=True)
class ResumptionNoticeSheet:
    """The facts of one resumption: the order it lifts, the re-check, from when and where."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被通知单位"]
    project: Annotated[str, "工程名称"]
    stop_number: Annotated[str, "停工通知书文号"]
    rechecked: Annotated[date, "复查日期"]
    resumes: Annotated[datetime | date, "复工时间"]
    issued: Annotated[date, "成文日期"]
    stopped: Annotated[date | None, "停工日期"] = None
    scope: Annotated[str, "复工范围"] = ""
    recheck_number: Annotated[str, "复查意见书文号"] = ""
    conclusion: Annotated[str, "复查结论"] = ""
    items: Annotated[tuple[ResumedItem, ...], "复查清单"] = ()
    inspectors: Annotated[tuple[Officer, ...], "复查人"] = ()
    reviewer: Annotated[str, "审核人"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: ResumptionNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: ResumptionNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    items = list_table(
        ("部位及隐患", "复查情况"),
        (84.0, 60.0),
        [(with_part(one.part, one.description), one.finding) for one in sheet.items],
    )
    blocks: list[Block] = [
        *worded(sheet, wording_fields(sheet), {"复查清单": items}),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
        *copies(sheet.copied_to),
        SignatureTable((Signing(RECEIVER),)),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: ResumptionNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "被通知单位": sheet.addressee,
        "工程名称": sheet.project,
        "停工通知书文号": sheet.stop_number,
        "停工通知书": f"{spoken_day(sheet.stopped)}{label(PaperKind.STOP_ORDER)}",
        "复查日期": chinese_date(sheet.rechecked),
        "复查意见书文号": sheet.recheck_number,
        "复查结论": sheet.conclusion,
        "复查人": carded(sheet.inspectors),
        "审核人": sheet.reviewer,
        "复工范围": sheet.scope,
        "复工时间": moment_of(sheet.resumes),
        "联系电话": sheet.contact,
        "抄送": joined(sheet.copied_to),
    }
