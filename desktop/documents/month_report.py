"""月报: the month as a booklet of A4 pages that is told, proved, signed, and ends in tables.

First what everybody asks for, then the words by the six fields of the notice, what was entered
late or put right, what nobody recorded, and the signatures; all figures and the charts follow as
附件.
"""

from collections.abc import Iterator

from db.codes import PaperKind
from desktop.documents.attachments import Attachment
from desktop.documents.blocks import (
    Align,
    Heading,
    KeepTogether,
    Level,
    Paragraph,
    Spacer,
    Title,
    plain_style,
)
from desktop.documents.fonts import Face
from desktop.documents.forms import form_table, name_cell, pair, row
from desktop.documents.month_charts import chart_blocks
from desktop.documents.month_facts import FieldWords, MonthSheet
from desktop.documents.month_tables import (
    UNKNOWN,
    change_table,
    figure_blocks,
    headline_table,
)
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.qr import code_of
from desktop.documents.sheets import chain_words, check_sheet, joined
from desktop.documents.tables import Cell, Row, Table
from desktop.documents.typeset import Span
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

_NUMERALS = "一二三四五六七八九十"
_PLAIN = plain_style(12.0, 1.5)
_NOTE = plain_style(10.5, 1.35)
_SMALL = plain_style(9.0, 1.35)
_FIGURES, _CHARTS, _PROOFS = "指标表", "统计图", "累计勾稽"
_SIGNERS = ("填报人", "审核人", "签发人")
_DASHES = f"“{UNKNOWN}”是没有记录、也没有人确认无发生，不是 0；空格是该指标没有这一栏。"
_HISTORY = "“其中历史”是从原有台账导入的部分，已含在数值内。"
_RUNNING = "累计接着期初数算；没有填期初数的指标，累计只含本程序里有记录的部分。"


def render(sheet: MonthSheet) -> bytes:
    """The report as PDF; refuses a character that cannot be printed."""
    check_sheet(sheet, label(PaperKind.MONTH_REPORT))
    return render_paper(
        Paper(
            title=sheet.title.replace("\n", ""),
            form=Form.REPORT,
            author=sheet.issuer,
            blocks=tuple(_blocks(sheet)),
            foot=chain_words(sheet.chain_count, sheet.chain_head),
            code=code_of(sheet.number or sheet.title, sheet) if sheet.chain_head else "",
        )
    )


def _blocks(sheet: MonthSheet) -> Iterator[Block]:
    yield Title(sheet.title, names=(sheet.issuer,))
    yield Spacer(0.5)
    yield _cover(sheet)
    yield Spacer(0.5)
    numerals = iter(_NUMERALS)
    for title, blocks in _sections(sheet):
        if blocks:
            yield Heading(f"{next(numerals)}、{title}")
            yield from blocks
    attachments = _attachments(sheet)
    yield Spacer(0.3)
    yield _ending(sheet, tuple(title for title, _ in attachments))
    many = len(attachments) > 1
    for number, (title, blocks) in enumerate(attachments, start=1):
        yield Attachment(title, tuple(blocks), number if many else None)


def _cover(sheet: MonthSheet) -> Table:
    rows = [
        row("填报单位", sheet.issuer),
        row("报告期", f"{chinese_date(sheet.first)}至{chinese_date(sheet.through)}"),
    ]
    if sheet.cut_off:
        rows.append(row("截止说明", sheet.cut_off))
    number, edition = sheet.number or UNKNOWN, sheet.version or UNKNOWN
    rows.append(pair(("文号", number), ("稿次", edition)))
    return form_table(rows)


def _sections(sheet: MonthSheet) -> Iterator[tuple[str, list[Block]]]:
    headlines = sheet.headline_lines
    yield "主要指标", [headline_table(headlines), Spacer(0.5)] if headlines else []
    yield "工作情况", list(_texts(sheet.texts))
    yield "补报和更正", list(_changes(sheet))
    yield "零报告", list(_nothing(sheet))


def _texts(fields: tuple[FieldWords, ...]) -> Iterator[Block]:
    """（一） a field, then its passages, each begun by its name; empty ones fall away."""
    written = [one for one in fields if any(part.text.strip() for part in one.parts)]
    for numeral, one in zip(_NUMERALS, written, strict=False):
        yield Heading(f"（{numeral}）{one.title}", Level.SECOND)
        for part in one.parts:
            if part.text.strip():
                yield Paragraph((Span(f"{part.title}：", Face.HEI), Span(part.text, Face.FANG)))


def _changes(sheet: MonthSheet) -> Iterator[Block]:
    """Two columns of the tables, told figure by figure."""
    if sheet.supplements or sheet.corrections:
        yield change_table(sheet.supplements, sheet.corrections)
        yield Spacer(0.3)
    if sheet.earlier:
        told = "；".join(sheet.earlier)
        yield Paragraph(f"记入以前年度累计、不进本年的：{told}。", style=_PLAIN)


def _nothing(sheet: MonthSheet) -> Iterator[Block]:
    """Who said that nothing happened, and of what nobody has said it."""
    if sheet.confirmations:
        rows = [Row(tuple(name_cell(title) for title in ("确认无发生的指标", "确认人", "日期")))]
        for who, day, figures in _confirmed(sheet):
            rows.append(Row((Cell(joined(figures)), Cell(who), Cell(day)), 7.0))
        yield Table((96.0, 24.0, 36.0), tuple(rows), header=1, style=_NOTE)
        yield Spacer(0.3)
    if sheet.unconfirmed:
        count = len(sheet.unconfirmed)
        words = f"没有记录、也未确认无发生的 {count} 个指标（表中为“{UNKNOWN}”）："
        yield Paragraph(f"{words}{joined(sheet.unconfirmed)}。", Face.SONG, style=_SMALL)


def _confirmed(sheet: MonthSheet) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Figures that one person confirmed on one day stand in one row."""
    said: dict[tuple[str, str], list[str]] = {}
    for one in sheet.confirmations:
        said.setdefault((one.who, chinese_date(one.day)), []).append(one.figure)
    for (who, day), figures in said.items():
        yield who, day, tuple(figures)


def _attachments(sheet: MonthSheet) -> list[tuple[str, list[Block]]]:
    remarks = "".join((_DASHES, _HISTORY, _RUNNING, sheet.note))
    figures: list[Block] = [
        Paragraph(remarks, Face.SONG, indent=0.0, style=_SMALL),
        Spacer(0.3),
        *figure_blocks(sheet.lines),
    ]
    found = [(_FIGURES, figures)] if sheet.lines else []
    if any(not one.is_empty for one in sheet.charts):
        found.append((_CHARTS, chart_blocks(sheet.charts)))
    if sheet.proofs:
        proofs = [Paragraph(one, Face.SONG, indent=0.0, style=_SMALL) for one in sheet.proofs]
        found.append((_PROOFS, [*proofs]))
    return found


def _ending(sheet: MonthSheet, attachments: tuple[str, ...]) -> Block:
    """What is attached, room for three hands, and for the seal over issuer and day."""
    many = len(attachments) > 1
    named = "　".join(
        f"{number}. {title}" if many else title for number, title in enumerate(attachments, 1)
    )
    note = [Paragraph(f"附件：{named}", indent=0.0, style=_PLAIN)] if named else []
    seal = Cell(f"{sheet.issuer}\n（盖章）\n{chinese_date(sheet.printed)}", align=Align.CENTRE)
    heads = Row(tuple(name_cell(title) for title in (*_SIGNERS, "填报单位和日期")), 7.0)
    room = Row((Cell(), Cell(), Cell(), seal), 30.0)
    return KeepTogether((*note, Spacer(0.15), Table((32.0, 32.0, 32.0, 60.0), (heads, room))))
