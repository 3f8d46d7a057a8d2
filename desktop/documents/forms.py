"""What the 执法文书 have in common: head, the office's words, labelled cells, lists."""

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from db.codes import PaperKind
from desktop.documents.blocks import Align, Heading, Paragraph, Spacer, Title, plain_style
from desktop.documents.fonts import Face
from desktop.documents.page import TRANSCRIBED, Form, Paper
from desktop.documents.pieces import Block
from desktop.documents.qr import code_of
from desktop.documents.sheets import check_sheet, joined
from desktop.documents.tables import Cell, Row, Table
from desktop.documents.typeset import Span
from desktop.domain.labels import label
from desktop.domain.papers import fill_wording
from desktop.reference.wording import wording

FOUR = (26.0, 52.0, 26.0, 52.0)
"""Label, text, label, text: the widths of a form's cells in millimetres."""

_COPIED = plain_style(14.0, 1.7)
_TABLE_LINE = re.compile(r"\{([^{}]+)\}")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、([^。\n]{1,20})(。?)(.*)", re.DOTALL)
_DOUBLED = re.compile("[，、；。]。")
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


def seed(kind: str) -> str:
    """The words a kind of paper begins with, until the office has its own."""
    return wording(kind).body


def form_paper(kind: PaperKind, sheet: FormSheet, blocks: list[Block], foot: str = "") -> Paper:
    """The form of a kind of paper, under its name; refuses what cannot be printed."""
    name = label(kind)
    check_sheet(sheet, f"{name}{sheet.number}")
    return Paper(
        title=f"{name} {sheet.number}".strip(),
        form=Form.FORM,
        author=sheet.issuer,
        blocks=(*head(name, sheet.issuer, sheet.number), *blocks),
        mark=TRANSCRIBED if sheet.transcribed else "",
        foot=foot,
        code=code_of(sheet.number or name, sheet),
    )


def head(name: str, issuer: str, number: str) -> list[Block]:
    """发文机关, 文书名称 and, where there is one, 文号."""
    numbered = Paragraph(number, align=Align.RIGHT, right=1.0, indent=0.0)
    return [
        Title(issuer, size=18.0, names=(issuer,)),
        Title(name),
        numbered if number else Spacer(0.5),
    ]


def worded(
    sheet: FormSheet, fields: Mapping[str, str], tables: Mapping[str, Block | None]
) -> list[Block]:
    """The office's words with the sheet's facts, a paragraph a line.

    A line that is only the name of a table stands for it; a table the office's words forgot
    follows them, for what was found may not be lost. A heading with nothing under it falls away,
    and 一、二、 count what is printed.
    """
    parts = list(_printed(sheet.words, fields, tables))
    blocks: list[Block] = []
    count = 0
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if not isinstance(part, str):
            blocks += [part] if isinstance(part, Paragraph) else [part, Spacer(0.5)]
            continue
        before_table = not isinstance(following, str)
        numbered = _NUMBERED.fullmatch(part)
        if numbered is None:
            indent = 0.0 if part.endswith("：") and not blocks else 2.0
            blocks.append(Paragraph(part, indent=indent, with_next=before_table))
        elif numbered[3] or _continues(following):
            blocks.append(_section(numbered, _NUMERALS[count % 10], before_table))
            count += 1
    return blocks


def _continues(following: str | Block) -> bool:
    """Does what follows a heading stand under it?"""
    if not isinstance(following, str):
        return True
    return bool(following) and _NUMBERED.fullmatch(following) is None


def filled(words: str, fields: Mapping[str, str]) -> str:
    """The words with their facts; what was typed with a stop at its end gets no second one."""
    return _DOUBLED.sub("。", fill_wording(words, fields))


def _printed(
    words: str, fields: Mapping[str, str], tables: Mapping[str, Block | None]
) -> Iterator[str | Block]:
    """The lines that say something, and the tables that hold something, in order."""
    left = {name: table for name, table in tables.items() if table is not None}
    for line in words.splitlines():
        named = _TABLE_LINE.fullmatch(line.strip())
        if named and named[1] in tables:
            table = left.pop(named[1], None)
            if table is not None:
                yield table
        elif text := filled(line, fields).strip():
            yield text
    yield from left.values()


def _section(found: re.Match[str], numeral: str, before_table: bool) -> Block:
    lead = f"{numeral}、{found[1]}"
    if not found[3]:
        return Heading(lead)
    spans = (Span(lead + found[2], Face.HEI), Span(found[3], Face.FANG))
    return Paragraph(spans, with_next=before_table)


def copies(names: tuple[str, ...]) -> list[Block]:
    """抄送, where there is anyone."""
    told = joined(names)
    return [Paragraph(f"抄送：{told}。", indent=0.0, style=_COPIED)] if told else []


def name_cell(words: str) -> Cell:
    """The cell that names its neighbour, or a column."""
    return Cell(words, align=Align.CENTRE, face=Face.HEI)


def row(title: str, text: str, least: float = 8.0) -> Row:
    """One label and its text over the whole width."""
    return Row((name_cell(title), Cell(text, span=3)), least)


def pair(first: tuple[str, str], second: tuple[str, str], least: float = 8.0) -> Row:
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
    counted = [(str(number), *line) for number, line in enumerate(lines, start=1)]
    return titled_table(("序号", *titles), (12.0, *widths), counted)


def titled_table(
    titles: tuple[str, ...], widths: tuple[float, ...], lines: list[tuple[str, ...]]
) -> Table | None:
    """The same with numbers of its own in the first column."""
    if not lines:
        return None
    heading = Row(tuple(name_cell(title) for title in titles))
    return Table(widths, (heading, *(_line(first, rest) for first, *rest in lines)), header=1)


def points_table(points: tuple[str, ...]) -> Table | None:
    """Points one by one, without titles: the heading above says what they are."""
    rows = tuple(_line(str(number), [one]) for number, one in enumerate(points, start=1))
    return Table((12.0, 144.0), rows) if rows else None


def _line(first: str, rest: list[str]) -> Row:
    return Row((Cell(first, align=Align.CENTRE), *(Cell(text) for text in rest)))


def with_part(part: str, text: str, citation: str = "") -> str:
    """部位：问题, and the article on a line of its own; what is empty is not announced."""
    told = f"{part}：{text}" if part else text
    return f"{told}\n依据：{citation}" if citation else told
