"""行政检查审批表: who may check whom, on what ground, approved before or, if urgent, afterwards."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Paragraph, Spacer, plain_style
from desktop.documents.fonts import Face
from desktop.documents.forms import filled, form_paper, form_table, list_table, pair, row, seed
from desktop.documents.opinions import NO_OPINION, Opinion, OpinionTable
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import (
    Companion,
    Officer,
    accompanied,
    carded,
    hour_of,
    period_of,
)
from desktop.documents.tables import Row

KIND = PaperKind.INSPECTION_APPROVAL
UNKNOWN = "—"
NO_CAP = "未设上限"
_LIST_TITLE = plain_style(14.0, 1.7)
_OPINION, _OPINION_URGENT = 22.0, 17.0
"""Millimetres of an opinion; with the urgent reason all three still stand on the first page."""


@dataclass(frozen=True)
class InspectionTarget:
    """One enterprise to be checked, how often it was this year, and its cap if one is set."""

    enterprise: Annotated[str, "被检查单位"]
    project: Annotated[str, "工程名称"] = ""
    checks: Annotated[int | None, "本年已查次数"] = None
    cap: Annotated[int | None, "频次上限"] = None

    @property
    def times(self) -> str:
        return UNKNOWN if self.checks is None else f"{self.checks}次"

    @property
    def nth(self) -> str:
        """Which check of the year this one is."""
        return UNKNOWN if self.checks is None else f"第{self.checks + 1}次"

    @property
    def limit(self) -> str:
        return NO_CAP if self.cap is None else f"{self.cap}次"


@dataclass(frozen=True)
class InspectionApprovalSheet:
    """The facts of one approval; it may cover a round or a list of enterprises."""

    issuer: Annotated[str, "执法主体"]
    number: Annotated[str, "文号"]
    source: Annotated[str, "任务来源"]
    basis: Annotated[str, "法律依据"]
    targets: Annotated[tuple[InspectionTarget, ...], "被检查单位"]
    matters: Annotated[str, "检查事项"]
    first: Annotated[date, "开始日期"]
    last: Annotated[date, "结束日期"]
    inspectors: Annotated[tuple[Officer, ...], "检查人员"]
    kind: Annotated[str, "检查类型"] = ""
    way: Annotated[str, "检查方式"] = ""
    companions: Annotated[tuple[Companion, ...], "协助人员"] = ()
    check_code: Annotated[str, "检查码"] = ""
    registered: Annotated[bool | None, "省系统登记"] = None
    urgent_reason: Annotated[str, "紧急补办理由"] = ""
    urgent_at: Annotated[datetime | None, "当场实施时刻"] = None
    urgent_reported_to: Annotated[str, "报告对象"] = ""
    urgent_reported_by: Annotated[str, "报告人"] = ""
    handled: Annotated[Opinion, "承办意见"] = NO_OPINION
    reviewed: Annotated[Opinion, "审核意见"] = NO_OPINION
    approved: Annotated[Opinion, "批准意见"] = NO_OPINION
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: InspectionApprovalSheet) -> bytes:
    """The approval as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: InspectionApprovalSheet) -> Paper:
    """The approval for the page machine; refuses a character that cannot be printed."""
    opinions = (
        ("承办人意见", sheet.handled),
        ("审核意见", sheet.reviewed),
        ("负责人\n批准意见", sheet.approved),
    )
    blocks: list[Block] = [
        form_table(_rows(sheet)),
        OpinionTable(opinions, _OPINION_URGENT if sheet.urgent_reason else _OPINION),
    ]
    listed = len(sheet.targets) > 1 and list_table(
        ("被检查单位", "工程名称", "本年已查", "频次上限"),
        (50.0, 50.0, 22.0, 22.0),
        [(one.enterprise, one.project, one.times, one.limit) for one in sheet.targets],
    )
    if listed:
        title = f"附表：被检查单位名单（共{len(_names(sheet))}家）"
        note = Paragraph(title, Face.HEI, indent=0.0, style=_LIST_TITLE, with_next=True)
        blocks += [Spacer(0.5), note, listed]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: InspectionApprovalSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "执法主体": sheet.issuer,
        "任务来源": sheet.source,
        "检查类型": sheet.kind,
        "法律依据": sheet.basis,
        "被检查单位": _enterprises(sheet),
        "工程名称": _projects(sheet),
        "检查事项": sheet.matters,
        "检查方式": sheet.way,
        "检查对象": _projects(sheet) or _enterprises(sheet),
        "检查时间": _period(sheet),
        "检查人员": carded(sheet.inspectors),
        "协助人员": accompanied(sheet.companions),
        "紧急补办理由": sheet.urgent_reason,
    }


def _period(sheet: InspectionApprovalSheet) -> str:
    return period_of(sheet.first, sheet.last)


def _enterprises(sheet: InspectionApprovalSheet) -> str:
    names = _names(sheet)
    return f"{names[0]}等{len(names)}家（见附表）" if len(names) > 1 else "".join(names)


def _names(sheet: InspectionApprovalSheet) -> list[str]:
    """The enterprises, each once: one may stand in several rows, with several projects."""
    return list(dict.fromkeys(one.enterprise for one in sheet.targets))


def _projects(sheet: InspectionApprovalSheet) -> str:
    names = list(dict.fromkeys(one.project for one in sheet.targets if one.project))
    if len(names) > 1:
        return f"{names[0]}等{len(names)}个工程"
    return names[0] if names else ""


def _rows(sheet: InspectionApprovalSheet) -> list[Row]:
    count = len(sheet.companions)
    helpers = f"{count}人：{accompanied(sheet.companions)}" if count else "无"
    return [
        pair(("任务来源", sheet.source), ("检查类型", sheet.kind)),
        row("法律依据", sheet.basis),
        row("被检查单位", _enterprises(sheet)),
        row("工程名称", _projects(sheet)),
        *_counted(sheet),
        row("检查事项", sheet.matters),
        pair(("检查方式", sheet.way), ("检查时间", _period(sheet))),
        row("检查人员\n及执法证号", carded(sheet.inspectors)),
        row("协助人员", helpers),
        pair(("检查码", sheet.check_code), ("省系统", in_system(sheet.registered))),
        *_urgent(sheet),
        row("请示内容", filled(sheet.words, wording_fields(sheet))),
    ]


def _counted(sheet: InspectionApprovalSheet) -> list[Row]:
    if len(sheet.targets) != 1:
        return []
    (one,) = sheet.targets
    return [pair(("本年已查", one.times), ("频次上限", one.limit))]


def in_system(registered: bool | None) -> str:
    """Whether the province's system has the check; unknown leaves boxes for ink."""
    if registered is None:
        return "□已登记　□未登记"
    return "已登记" if registered else "未登记"


def _urgent(sheet: InspectionApprovalSheet) -> list[Row]:
    if not sheet.urgent_reason:
        return []
    at = f"当场实施时刻：{hour_of(sheet.urgent_at)}。" if sheet.urgent_at else ""
    who = f"报告人：{sheet.urgent_reported_by}。" if sheet.urgent_reported_by else ""
    told = f"已向{sheet.urgent_reported_to}报告。" if sheet.urgent_reported_to else ""
    return [row("紧急情况\n补办手续", f"{sheet.urgent_reason}\n{at}{who}{told}")]
