"""A closed month → a workbook that is a full submission by itself.

Sheets: every figure with all its columns, 更正 with reasons, the proof of each sum, the text part,
the majors, and the records behind each figure, those of 补报 and 更正 marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.exchange.writing import Field, OutSheet, write_sheets

UNKNOWN = "—"
_FIGURES = (
    Field("代码", 10),
    Field("指标", 30),
    Field("单位", 6),
    Field("上期累计", 10),
    Field("本月", 10),
    Field("其中历史", 10),
    Field("补报", 8),
    Field("更正", 8),
    Field("本年累计", 10),
    Field("三年行动累计", 12),
    Field("上年同期", 10),
    Field("口径", 60),
    Field("依据", 40),
)
_HEAD = (Field("事项", 16), Field("内容", 80))
_CORRECTIONS = (Field("代码", 12), Field("指标", 30), Field("原值和新值", 36), Field("理由", 50))
_TEXTS = (Field("方面", 30), Field("部分", 14), Field("文字", 90))
_PROOFS = (Field("代码", 12), Field("指标", 30), Field("算式", 70), Field("核对", 8))
_MAJORS = (
    Field("记录", 16),
    Field("发现日期"),
    Field("判定条款", 16),
    Field("期末状态", 10),
    Field("整改期限"),
    Field("销号日期"),
)


@dataclass(frozen=True)
class FigureRow:
    """One figure of a month; None is not known, which is not 0; the empty text is not told."""

    code: str
    name: str
    unit: str
    last: str | float | None
    value: str | float | None
    history: str | float | None
    supplement: str | float | None
    correction: str | float | None
    year: str | float | None
    action: str | float | None
    same_period: str | float | None
    definition: str
    article: str


@dataclass(frozen=True)
class FigureRecords:
    """The records a figure counts, as a table."""

    code: str
    name: str
    columns: tuple[Field, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class MonthBook:
    """What the workbook says, beside its figures."""

    title: str
    head: Sequence[tuple[str, str]] = ()
    figures: Sequence[FigureRow] = ()
    corrections: Sequence[tuple[str, ...]] = ()
    proofs: Sequence[tuple[str, ...]] = ()
    texts: Sequence[tuple[str, str, str]] = ()
    majors: Sequence[tuple[Any, ...]] = ()
    records: Sequence[FigureRecords] = ()


def write_month(path: Path, book: MonthBook) -> None:
    """A sheet that has nothing to say is left out, but not that of the figures."""
    sheets = [OutSheet(book.title, _FIGURES, [_line(row) for row in book.figures])]
    for title, columns, rows in (
        ("报送说明", _HEAD, book.head),
        ("更正", _CORRECTIONS, book.corrections),
        ("累计核对", _PROOFS, book.proofs),
        ("文字部分", _TEXTS, book.texts),
        ("重大隐患", _MAJORS, book.majors),
    ):
        if rows:
            sheets.append(OutSheet(title, columns, rows))
    sheets += [OutSheet(f"{r.code} {r.name}", r.columns, r.rows) for r in book.records if r.rows]
    write_sheets(path, sheets)


def _line(row: FigureRow) -> tuple[Any, ...]:
    numbers = (
        row.last,
        row.value,
        row.history,
        row.supplement,
        row.correction,
        row.year,
        row.action,
        row.same_period,
    )
    known = (UNKNOWN if one is None else one for one in numbers)
    return (row.code, row.name, row.unit, *known, row.definition, row.article)
