"""销号审批表: a hazard leaves the account; the reviewer neither found nor re-checked it."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import KeepTogether, Paragraph, Spacer, plain_style
from desktop.documents.fonts import Face
from desktop.documents.forms import filled, form_paper, form_table, pair, row, seed, with_part
from desktop.documents.opinions import NO_OPINION, Opinion, OpinionTable
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, carded, joined, spoken_day
from desktop.documents.tables import Cell, Row

KIND = PaperKind.CLOSURE_APPROVAL
NOTE = "注：审核人不得是检查人或者复查人；外单位审核的，手写签名，扫描件随本表存档。"
_NOTE = plain_style(10.5, 1.6)


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
    """The approval as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: ClosureApprovalSheet) -> Paper:
    """The approval for the page machine; refuses a character that cannot be printed."""
    reviewed = sheet.review
    if sheet.outside and sheet.reviewer_unit:
        unit = f"审核人单位：{sheet.reviewer_unit}（外单位审核）。"
        reviewed = replace(reviewed, text="\n".join(filter(None, (reviewed.text, unit))))
    opinions = (
        ("复查意见", sheet.recheck),
        ("审核意见", reviewed),
        ("负责人\n批准意见", sheet.approval),
    )
    blocks: list[Block] = [
        form_table([row("工程名称", sheet.project), row("施工单位", sheet.contractor)]),
        *_hazards(sheet.hazards),
        form_table(_rows(sheet)),
        OpinionTable(opinions, least=20.0),
        Spacer(0.25),
        Paragraph(NOTE, indent=0.0, style=_NOTE),
    ]
    return form_paper(KIND, sheet, blocks)


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


def _rows(sheet: ClosureApprovalSheet) -> list[Row]:
    return [
        pair(("责令文书", sheet.ordered_number), ("整改期限", spoken_day(sheet.due))),
        pair(("整改报告", spoken_day(sheet.replied)), ("复查日期", spoken_day(sheet.rechecked))),
        pair(("复查意见书", sheet.recheck_number), ("证据", joined(sheet.evidence))),
        row("检查人", carded(sheet.finders)),
        row("复查人", carded(sheet.recheckers)),
        row("请示内容", filled(sheet.words, wording_fields(sheet))),
    ]


def _hazards(hazards: tuple[ClosingHazard, ...]) -> list[Block]:
    """Each hazard's cells on one page; several are numbered."""
    blocks: list[Block] = []
    for number, one in enumerate(hazards, start=1):
        title = Row((Cell(f"隐患{number}", span=4, face=Face.HEI),))
        cells = [
            row("隐患内容", with_part(one.part, one.description)),
            row("判定条项", one.criterion),
            pair(("隐患级别", one.level), ("发现日期", spoken_day(one.found))),
            row("整改情况", one.measures),
        ]
        rows = [title, *cells] if len(hazards) > 1 else cells
        blocks.append(KeepTogether((form_table(rows),)))
    return blocks
