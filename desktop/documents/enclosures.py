"""附件 of an official paper as facts: a text or a table of words each, upright or across."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from desktop.documents.attachments import Attachment
from desktop.documents.blocks import Align
from desktop.documents.fonts import Face
from desktop.documents.levels import text_blocks
from desktop.documents.pieces import Block
from desktop.documents.tables import Cell, Row, Table

ACROSS_FROM = 8
"""From so many columns on a table lies across."""


@dataclass(frozen=True)
class Enclosure:
    """One attachment; ``widths`` of the table's columns are parts of the whole, none: even."""

    title: Annotated[str, "附件标题"]
    text: Annotated[str, "附件正文"] = ""
    columns: Annotated[tuple[str, ...], "附件表头"] = ()
    rows: Annotated[tuple[tuple[str, ...], ...], "附件表格"] = ()
    widths: Annotated[tuple[float, ...], "附件列宽"] = ()


def enclosed(enclosures: Sequence[Enclosure]) -> list[Block]:
    """The attachments on pages of their own; a single one has no number."""
    many = len(enclosures) > 1
    return [
        Attachment(
            one.title,
            (*text_blocks(one.text), *([_table(one)] if one.columns else [])),
            number if many else None,
            across=len(one.columns) >= ACROSS_FROM,
        )
        for number, one in enumerate(enclosures, start=1)
    ]


def _table(one: Enclosure) -> Table:
    heads = (Cell(head, align=Align.CENTRE, face=Face.HEI) for head in one.columns)
    rows = (Row(tuple(Cell(words) for words in row)) for row in one.rows)
    widths = one.widths or (1.0,) * len(one.columns)
    return Table(widths, (Row(tuple(heads)), *rows), header=1)
