"""What the 执法文书 have in common: head, the office's words, labelled cells, how they leave."""

import re
from collections.abc import Mapping
from typing import Protocol

from db.codes import PaperKind
from desktop.documents.blocks import Align, Heading, Paragraph, Spacer, Title, plain_style
from desktop.documents.fonts import Face
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import check_sheet, joined
from desktop.documents.tables import Cell, Row, Table
from desktop.documents.typeset import Span
from desktop.domain.labels import label
from desktop.domain.papers import fill_wording
from desktop.reference.wording import wording

TRANSCRIBED = "录入件（以原件为准）"
BLANK_DAY = "年　　月　　日"
FOUR = (26.0, 52.0, 26.0, 52.0)
"""Label, text, label, text: the widths of a form's cells in millimetres."""

_COPIED = plain_style(14.0, 1.7)
_TABLE_LINE = re.compile(r"\{([^{}]+)\}")
_NUMBERED = re.compile(r"([一二三四五六七八九十]+)、([^。]{1,20})(。?)(.*)")
_NUMERALS = "一二三四五六七八九十"


class FormSheet(Protocol):
    """What every sheet of a form holds; ``words`` is the office's template of its text."""

    @property
    def issuer(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def transcribed(self) -> bool: ...


def seed(kind: PaperKind) -> str:
    """The words a kind of paper begins with, until the office has its own."""
    return wording(kind.value).body


def render_form(kind: PaperKind, sheet: FormSheet, blocks: list[Block], foot: str = "") -> bytes:
    """The form as PDF; refuses a character that cannot be printed."""
    name = label(kind)
    check_sheet(sheet, f"{name}{sheet.number}")
    return render_paper(
        Paper(
            title=f"{name} {sheet.number}".strip(),
            form=Form.FORM,
            author=sheet.issuer,
            blocks=(*head(kind, sheet), *blocks),
            mark=TRANSCRIBED if sheet.transcribed else "",
            foot=foot,
        )
    )


def head(kind: PaperKind, sheet: FormSheet) -> list[Block]:
    """发文机关, 文书名称 and, where there is one, 文号."""
    number = Paragraph(sheet.number, align=Align.RIGHT, right=1.0, indent=0.0)
    return [
        Title(sheet.issuer, size=18.0),
        Title(label(kind)),
        *([number] if sheet.number else []),
        Spacer(0.5),
    ]


def worded(
    sheet: FormSheet, fields: Mapping[str, str], tables: Mapping[str, Block | None]
) -> list[Block]:
    """The office's words with the sheet's facts, a paragraph a line.

    A line that is only the name of a table stands for it; a table the office's words forgot
    follows them, for what was found may not be lost. 一、二、 count what is printed.
    """
    blocks: list[Block] = []
    left = {name: table for name, table in tables.items() if table is not None}
    count = 0
    for line in sheet.words.splitlines():
        named = _TABLE_LINE.fullmatch(line.strip())
        if named and named[1] in tables:
            if table := left.pop(named[1], None):
                blocks += [Spacer(0.25, with_next=True), table, Spacer(0.5)]
            continue
        text = fill_wording(line, fields).strip()
        numbered = _NUMBERED.fullmatch(text)
        if numbered:
            blocks += _numbered(numbered, count)
            count += 1
        elif text:
            blocks.append(
                Paragraph(text, indent=0.0 if text.endswith("：") and not blocks else 2.0)
            )
    for table in left.values():
        blocks += [Spacer(0.25, with_next=True), table, Spacer(0.5)]
    return blocks


def _numbered(found: re.Match[str], count: int) -> list[Block]:
    title, stop, text = found[2], found[3], found[4]
    lead = f"{_NUMERALS[count % len(_NUMERALS)]}、{title}"
    if not text:
        return [Heading(lead)]
    return [Paragraph((Span(lead + stop, Face.HEI), Span(text, Face.FANG)))]


def copies(names: tuple[str, ...]) -> list[Block]:
    """抄送, where there is anyone."""
    told = joined(names)
    return [Paragraph(f"抄送：{told}。", indent=0.0, style=_COPIED)] if told else []


def name_cell(words: str) -> Cell:
    """The cell that names its neighbour, or a column."""
    return Cell(words, align=Align.CENTRE, face=Face.HEI)


def row(title: str, text: str, least: float = 9.0) -> Row:
    """One label and its text over the whole width."""
    return Row((name_cell(title), Cell(text, span=3)), least)


def pair(first: tuple[str, str], second: tuple[str, str], least: float = 9.0) -> Row:
    """Two labels with their texts side by side."""
    cells = (name_cell(first[0]), Cell(first[1]), name_cell(second[0]), Cell(second[1]))
    return Row(cells, least)


def form_table(rows: list[Row]) -> Table:
    """Labelled cells, made by ``row`` and ``pair``."""
    return Table(FOUR, tuple(rows))


def list_table(
    titles: tuple[str, ...], widths: tuple[float, ...], lines: list[tuple[str, ...]]
) -> Table | None:
    """A numbered list under its titles, which are repeated on each page; nothing if empty."""
    if not lines:
        return None
    heading = Row((name_cell("序号"), *(name_cell(title) for title in titles)))
    rows = [
        Row((Cell(str(number), align=Align.CENTRE), *(Cell(text) for text in line)))
        for number, line in enumerate(lines, start=1)
    ]
    return Table((12.0, *widths), (heading, *rows), header=1)
