"""A month's figures → a workbook: what was reported, and the records behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.exchange.writing import Field, OutSheet, write_sheets

UNKNOWN = "—"
_COLUMNS = (
    Field("代码", 10),
    Field("指标", 30),
    Field("数值", 10),
    Field("其中历史", 10),
    Field("口径", 60),
    Field("依据", 40),
)


@dataclass(frozen=True)
class FigureRow:
    """One figure of a month; a ``value`` of None is not known, which is not 0."""

    code: str
    name: str
    value: str | int | float | None
    imported: int | None
    definition: str
    article: str


@dataclass(frozen=True)
class FigureRecords:
    """The records a figure counts, as a table."""

    code: str
    name: str
    columns: tuple[Field, ...]
    rows: tuple[tuple[Any, ...], ...]


def write_month(
    path: Path, title: str, figures: Sequence[FigureRow], records: Sequence[FigureRecords]
) -> None:
    """One sheet of all figures, then one of records for each figure that has some."""
    lines = [
        (f.code, f.name, _known(f.value), _known(f.imported), f.definition, f.article)
        for f in figures
    ]
    sheets = [OutSheet(title, _COLUMNS, lines)]
    sheets += [OutSheet(f"{r.code} {r.name}", r.columns, r.rows) for r in records if r.rows]
    write_sheets(path, sheets)


def _known(value: str | float | None) -> str | float:
    return UNKNOWN if value is None else value
