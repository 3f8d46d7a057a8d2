"""月报 on plain paper: the month's figures with their definitions, and the chain's head."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Align, Paragraph, Spacer, Title, plain_style
from desktop.documents.fonts import Face
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import check_sheet, joined
from desktop.documents.tables import Cell, Row, Table
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

UNKNOWN = "—"
"""What is not known is never printed as nought."""

_SMALL = plain_style(9.0, 1.2)
_TEXT = plain_style(12.0, 1.6)


@dataclass(frozen=True)
class FigureLine:
    """One figure; ``value`` None where it is not known, ``history`` what of it was brought in."""

    code: Annotated[str, "指标代码"]
    name: Annotated[str, "指标名称"]
    value: Annotated[str | None, "数值"]
    history: Annotated[int, "其中历史"] = 0
    definition: Annotated[str, "口径"] = ""
    unit: Annotated[str, "单位"] = ""
    last: Annotated[str, "上期累计"] = ""
    supplement: Annotated[str, "补报"] = ""
    correction: Annotated[str, "更正"] = ""
    year: Annotated[str, "本年累计"] = ""
    action: Annotated[str, "三年行动累计"] = ""
    same_period: Annotated[str, "上年同期"] = ""


@dataclass(frozen=True)
class CorrectionLine:
    """更正: the figure, 原报 and 更正后, and why."""

    figure: Annotated[str, "指标名称"]
    told: Annotated[str, "原值和新值"]
    reason: Annotated[str, "更正理由"] = ""


@dataclass(frozen=True)
class PartWords:
    """One passage: 做法, 问题, 打算 or 需协调."""

    title: Annotated[str, "部分"]
    text: Annotated[str, "文字"]


@dataclass(frozen=True)
class FieldWords:
    """What is said of one of the six fields of the notice."""

    title: Annotated[str, "方面"]
    parts: Annotated[tuple[PartWords, ...], "文字部分"]


@dataclass(frozen=True)
class Confirmation:
    """无发生: who confirmed on which day that nothing happened (零报告)."""

    figure: Annotated[str, "指标名称"]
    who: Annotated[str, "确认人"]
    day: Annotated[date, "确认日期"]


@dataclass(frozen=True)
class MonthSheet:
    """The facts of one month's report."""

    issuer: Annotated[str, "填报单位"]
    title: Annotated[str, "标题"]
    first: Annotated[date, "报告期首日"]
    through: Annotated[date, "报告期末日"]
    lines: Annotated[tuple[FigureLine, ...], "指标"]
    printed: Annotated[date, "填报日期"]
    number: Annotated[str, "文号"] = ""
    version: Annotated[str, "稿次"] = ""
    confirmations: Annotated[tuple[Confirmation, ...], "无发生确认"] = ()
    unconfirmed: Annotated[tuple[str, ...], "未确认指标"] = ()
    note: Annotated[str, "说明"] = ""
    chain_count: Annotated[int, "变更集序号"] = 0
    chain_head: Annotated[str, "链首摘要"] = ""
    cut_off: Annotated[str, "截止说明"] = ""
    corrections: Annotated[tuple[CorrectionLine, ...], "更正"] = ()
    earlier: Annotated[tuple[str, ...], "上年补报更正"] = ()
    texts: Annotated[tuple[FieldWords, ...], "文字部分"] = ()


def render(sheet: MonthSheet) -> bytes:
    """The report as PDF; refuses a character that cannot be printed."""
    check_sheet(sheet, label(PaperKind.MONTH_REPORT))
    return render_paper(
        Paper(
            title=sheet.title.replace("\n", ""),
            form=Form.REPORT,
            author=sheet.issuer,
            blocks=tuple(_blocks(sheet)),
            foot=_chain(sheet),
        )
    )


def _blocks(sheet: MonthSheet) -> list[Block]:
    period = f"报告期：{chinese_date(sheet.first)}至{chinese_date(sheet.through)}"
    issuer = f"填报单位：{sheet.issuer}"
    number = f"文号：{sheet.number}" if sheet.number else ""
    return [
        Title(sheet.title, size=18.0),
        Spacer(0.5),
        Paragraph("　".join(filter(None, (issuer, number))), indent=0.0, style=_TEXT),
        Paragraph("　".join(filter(None, (period, sheet.version))), indent=0.0, style=_TEXT),
        Table((15.0, 42.0, 15.0, 17.0, 67.0), tuple(_rows(sheet)), header=1, style=_SMALL),
        Spacer(0.25),
        *(Paragraph(text, indent=0.0, style=_SMALL) for text in _remarks(sheet)),
        Spacer(0.25),
        _signatures(sheet),
    ]


def _rows(sheet: MonthSheet) -> list[Row]:
    titles = ("代码", "指标", "数值", "其中历史", "口径")
    rows = [Row(tuple(Cell(title, align=Align.CENTRE, face=Face.HEI) for title in titles), 7.0)]
    for line in sheet.lines:
        rows.append(
            Row(
                (
                    Cell(line.code, align=Align.CENTRE, face=Face.SONG),
                    Cell(line.name, face=Face.SONG),
                    Cell(
                        UNKNOWN if line.value is None else line.value,
                        align=Align.RIGHT,
                        face=Face.SONG,
                    ),
                    Cell(
                        str(line.history) if line.history else "",
                        align=Align.RIGHT,
                        face=Face.SONG,
                    ),
                    Cell(line.definition, face=Face.SONG),
                ),
                least=6.0,
            )
        )
    return rows


def _remarks(sheet: MonthSheet) -> list[str]:
    confirmed = [
        f"{one.figure}：无发生（{one.who}，{chinese_date(one.day)}确认）"
        for one in sheet.confirmations
    ]
    remarks = [
        f"数值栏为“{UNKNOWN}”的，是没有记录、也没有人确认无发生；"
        "“其中历史”是从原有台账导入的部分，已含在数值内。"
    ]
    if confirmed:
        remarks.append(f"零报告：{'；'.join(confirmed)}。")
    if sheet.unconfirmed:
        remarks.append(f"尚未确认：{joined(sheet.unconfirmed)}。")
    if sheet.note:
        remarks.append(sheet.note)
    return remarks


def _signatures(sheet: MonthSheet) -> Table:
    titles = ("填报人", "审核人", "负责人", "填报日期")
    day = Cell(f"{chinese_date(sheet.printed)}\n（盖章）", align=Align.CENTRE)
    return Table(
        (39.0, 39.0, 39.0, 39.0),
        (
            Row(tuple(Cell(title, align=Align.CENTRE, face=Face.HEI) for title in titles), 7.0),
            Row((Cell(), Cell(), Cell(), day), 16.0),
        ),
    )


def _chain(sheet: MonthSheet) -> str:
    if not sheet.chain_head:
        return ""
    return f"记录链：第{sheet.chain_count}个变更集　{sheet.chain_head}"
