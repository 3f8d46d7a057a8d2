"""销号审批表: a hazard leaves the account; the reviewer neither found nor re-checked it."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import KeepTogether, Spacer
from desktop.documents.forms import form_table, list_table, pair, render_form, row, seed
from desktop.documents.inspection_approval import NO_OPINION, Opinion, opinion_row
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, carded, joined, spoken_day
from desktop.documents.signatures import SignatureTable, Signing, officer_signings
from desktop.documents.tables import Row
from desktop.domain.papers import fill_wording

KIND = PaperKind.CLOSURE_APPROVAL


@dataclass(frozen=True)
class ClosingHazard:
    """One hazard to be closed: what it was, by which criterion, what was done."""

    description: Annotated[str, "隐患内容"]
    part: Annotated[str, "部位"] = ""
    level: Annotated[str, "隐患级别"] = ""
    criterion: Annotated[str, "判定条项"] = ""
    found: Annotated[date | None, "发现日期"] = None
    measures: Annotated[str, "整改情况"] = ""


@dataclass(frozen=True)
class ClosureApprovalSheet:
    """The facts of one closure; an outside reviewer signs it in ink (``outside``)."""

    issuer: Annotated[str, "单位"]
    number: Annotated[str, "文号"]
    project: Annotated[str, "工程名称"]
    hazards: Annotated[tuple[ClosingHazard, ...], "隐患"]
    finders: Annotated[tuple[Officer, ...], "检查人"]
    recheckers: Annotated[tuple[Officer, ...], "复查人"]
    contractor: Annotated[str, "施工单位"] = ""
    ordered_number: Annotated[str, "责令文书文号"] = ""
    due: Annotated[date | None, "整改期限"] = None
    replied: Annotated[date | None, "整改报告日期"] = None
    rechecked: Annotated[date | None, "复查日期"] = None
    recheck_number: Annotated[str, "复查意见书文号"] = ""
    evidence: Annotated[tuple[str, ...], "证据"] = ()
    recheck: Annotated[Opinion, "复查意见"] = NO_OPINION
    review: Annotated[Opinion, "审核意见"] = NO_OPINION
    reviewer_unit: Annotated[str, "审核人单位"] = ""
    outside: Annotated[bool, "外单位审核"] = False
    approval: Annotated[Opinion, "批准意见"] = NO_OPINION
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: ClosureApprovalSheet) -> bytes:
    """The approval as PDF; refuses a character that cannot be printed."""
    blocks: list[Block] = [form_table(_facts(sheet)), Spacer(0.25)]
    hazards = list_table(
        ("部位及隐患内容", "判定条项", "发现日期", "整改情况"),
        (50.0, 36.0, 22.0, 36.0),
        [
            (
                _named(one),
                "　".join(filter(None, (one.level, one.criterion))),
                spoken_day(one.found),
                one.measures,
            )
            for one in sheet.hazards
        ],
    )
    blocks += [hazards, Spacer(0.25)] if hazards else []
    blocks += [
        KeepTogether((SignatureTable(tuple(_signings(sheet))),)),
        Spacer(0.25),
        form_table(_opinions(sheet)),
    ]
    return render_form(KIND, sheet, blocks)


def wording_fields(sheet: ClosureApprovalSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "工程名称": sheet.project,
        "施工单位": sheet.contractor,
        "隐患数": str(len(sheet.hazards)),
        "责令文书文号": sheet.ordered_number,
        "检查人": carded(sheet.finders),
        "复查日期": spoken_day(sheet.rechecked),
        "复查人": carded(sheet.recheckers),
        "复查意见书文号": sheet.recheck_number,
        "审核人": sheet.review.who,
    }


def _named(one: ClosingHazard) -> str:
    return f"{one.part}：{one.description}" if one.part else one.description


def _facts(sheet: ClosureApprovalSheet) -> list[Row]:
    return [
        row("工程名称", sheet.project),
        row("施工单位", sheet.contractor),
        pair(("责令文书", sheet.ordered_number), ("整改期限", spoken_day(sheet.due))),
        pair(("整改报告", spoken_day(sheet.replied)), ("复查日期", spoken_day(sheet.rechecked))),
        pair(("复查意见书", sheet.recheck_number), ("证据", joined(sheet.evidence))),
        row("请示内容", fill_wording(sheet.words, wording_fields(sheet))),
    ]


def _signings(sheet: ClosureApprovalSheet) -> list[Signing]:
    return [
        *officer_signings("检查人\n（签名）", sheet.finders),
        *officer_signings("复查人\n（签名）", sheet.recheckers),
    ]


def _opinions(sheet: ClosureApprovalSheet) -> list[Row]:
    where = f"（外单位：{sheet.reviewer_unit}）" if sheet.outside else ""
    return [
        opinion_row("复查意见", sheet.recheck),
        opinion_row(f"审核意见\n{where}" if where else "审核意见", sheet.review, 36.0),
        opinion_row("负责人\n批准意见", sheet.approval),
    ]
