"""责令限期整改通知书 (安全生产法第六十五条, 建设工程安全生产管理条例第四十三条)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import (
    Align,
    KeepTogether,
    Paragraph,
    SignatureBlock,
    Spacer,
    Title,
    plain_style,
)
from desktop.documents.fonts import Face
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, check_sheet, joined, we
from desktop.documents.tables import Cell, Row, Table
from desktop.documents.typeset import Span
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

BASIS = (
    "《中华人民共和国安全生产法》第六十五条第一款第（二）项、第（三）项和"
    "《建设工程安全生产管理条例》第四十三条"
)
CONSEQUENCE = (
    "未采取措施消除事故隐患的，依照《中华人民共和国安全生产法》第一百零二条的规定，"
    "责令立即消除或者限期消除，处五万元以下的罚款；拒不执行的，责令停产停业整顿，"
    "对直接负责的主管人员和其他直接责任人员处五万元以上十万元以下的罚款；"
    "构成犯罪的，依法追究刑事责任。"
)
REPLY = (
    "整改完成后，由建设单位组织验收，逐条写明整改措施、整改责任人并附整改前后照片，"
    "经建设、施工、监理单位项目负责人签字、单位盖章后，在整改期限届满前书面报送，申请复查。"
)
TRANSCRIBED = "录入件（以原件为准）"

_COPIED = plain_style(14.0, 1.7)


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
    """The facts of one notice; wording the office may edit stands in the last fields."""

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
    basis: Annotated[str, "法律依据"] = BASIS
    reply: Annotated[str, "回复要求"] = REPLY
    consequence: Annotated[str, "逾期后果"] = CONSEQUENCE
    remedy: Annotated[str, "救济告知"] = ""
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: RectificationSheet) -> bytes:
    """The notice as PDF; refuses a character that cannot be printed."""
    name = label(PaperKind.RECTIFICATION_NOTICE)
    check_sheet(sheet, f"{name}{sheet.number}")
    return render_paper(
        Paper(
            title=f"{name} {sheet.number}".strip(),
            form=Form.FORM,
            author=sheet.issuer,
            blocks=tuple(_blocks(sheet, name)),
            mark=TRANSCRIBED if sheet.transcribed else "",
        )
    )


def _blocks(sheet: RectificationSheet, name: str) -> list[Block]:
    copies = f"抄送：{joined(sheet.copied_to)}。"
    return [
        Title(sheet.issuer, size=18.0),
        Title(name),
        Paragraph(sheet.number, align=Align.RIGHT, right=1.0, indent=0.0),
        Spacer(),
        Paragraph(f"{sheet.addressee}：", indent=0.0),
        Paragraph(_opening(sheet), with_next=True),
        Spacer(0.25, with_next=True),
        _item_table(sheet),
        Spacer(0.5),
        *_orders(sheet),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
        *([Paragraph(copies, indent=0.0, style=_COPIED)] if joined(sheet.copied_to) else []),
        KeepTogether((_signatures(sheet),)),
    ]


def _opening(sheet: RectificationSheet) -> str:
    officers = joined(tuple(officer.name for officer in sheet.inspectors))
    part = f"（{sheet.part}）" if sheet.part else ""
    return (
        f"{chinese_date(sheet.visited)}，{we(sheet.issuer)}监督人员{officers}对"
        f"{sheet.project}{part}进行监督检查，发现下列{len(sheet.items)}项安全隐患。"
        f"依据{sheet.basis}的规定，责令你单位限期整改。"
    )


def _item_table(sheet: RectificationSheet) -> Table:
    titles = ("序号", "部位、存在的问题及依据", "整改要求及期限")
    rows = [Row(tuple(Cell(title, align=Align.CENTRE, face=Face.HEI) for title in titles))]
    for number, item in enumerate(sheet.items, start=1):
        found = f"{item.part}：{item.description}" if item.part else item.description
        basis = f"\n依据：{item.citation}" if item.citation else ""
        wanted = f"{item.requirement}\n" if item.requirement else ""
        due = f"{chinese_date(item.due or sheet.due)}前"
        cells = (Cell(str(number), align=Align.CENTRE), Cell(found + basis), Cell(wanted + due))
        rows.append(Row(cells))
    return Table((12.0, 94.0, 50.0), tuple(rows), header=1)


def _orders(sheet: RectificationSheet) -> list[Block]:
    """整改期限, 整改回复, 逾期后果, 救济途径: numbered; an empty one falls away."""
    hour = f"{sheet.due_hour}时" if sheet.due_hour is not None else ""
    until = f"{chinese_date(sheet.due)}{hour}前"
    checked = f"由{sheet.rechecked_by}负责复查。" if sheet.rechecked_by else ""
    contact = f"联系方式：{sheet.contact}。" if sheet.contact else ""
    parts = (
        (
            "整改期限",
            f"以上隐患应当于{until}整改完毕；表中另有期限的，从其期限。"
            "整改应当立即组织，整改期间应当采取措施保证安全。",
        ),
        ("整改回复和复查", f"{sheet.reply}{checked}{contact}" if sheet.reply else checked),
        ("逾期后果", sheet.consequence),
        ("救济途径", sheet.remedy),
    )
    written = [(title, text) for title, text in parts if text.strip()]
    return [
        Paragraph((Span(f"{numeral}、{title}。", Face.HEI), Span(text, Face.FANG)))
        for numeral, (title, text) in zip("一二三四", written, strict=False)
    ]


def _signatures(sheet: RectificationSheet) -> Table:
    """Room for ink: the inspectors with the numbers of their cards, and who takes the notice."""
    officers = "\n".join(
        f"{officer.name}　执法证号：{officer.card}" for officer in sheet.inspectors
    )
    least = 8.0 + 6.0 * len(sheet.inspectors)
    return Table(
        (32.0, 62.0, 22.0, 40.0),
        (
            Row((_title("监督人员\n（签名）"), Cell(officers, span=3)), least),
            Row(
                (
                    _title("签收人\n（签名、盖章）"),
                    Cell(),
                    _title("签收时间"),
                    Cell("年　月　日　时", align=Align.RIGHT),
                ),
                least=16.0,
            ),
        ),
    )


def _title(words: str) -> Cell:
    return Cell(words, align=Align.CENTRE)
