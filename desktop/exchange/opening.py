"""期初数 in a small workbook: a line a figure, a column a month or year; written and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.cells import shown
from desktop.domain.errors import KnownProblem
from desktop.domain.names import half_width
from desktop.domain.opening import read_period
from desktop.exchange.sheets import Grid, Row, open_book
from desktop.exchange.writing import Field, write_workbook

_CODE = "代码"
_WIDTHS = {"代码": 10, "指标": 34, "单位": 6}
_BLANK = frozenset(("", "—", "-", "/", "无"))


@dataclass(frozen=True)
class OpeningCell:
    """One figure of one period as the workbook has it."""

    code: str
    period: int
    value: float


@dataclass(frozen=True)
class OpeningBook:
    """What the workbook holds, and a sentence for each cell that could not be read."""

    cells: tuple[OpeningCell, ...]
    problems: tuple[str, ...]


def write_opening(path: Path, titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """The workbook to fill in: 代码, 指标, 单位, then one column a period."""
    write_workbook(path, "期初数", [Field(title, _WIDTHS.get(title, 12)) for title in titles], rows)


def read_opening(path: Path) -> OpeningBook:
    """Every number under a month or year, beside the code of its figure."""
    for grid in open_book(path).grids:
        top = _header_row(grid)
        if top is not None:
            return _read(grid, top)
    raise KnownProblem(f"“{path.name}”里没有“代码”这一列，请用“另存填报表”得到的工作簿填写。")


def _header_row(grid: Grid) -> int | None:
    rows = enumerate(grid.head)
    return next((place for place, row in rows if _code_column(row) is not None), None)


def _code_column(row: Row) -> int | None:
    return next((place for place, cell in enumerate(row) if _plain(cell) == _CODE), None)


def _read(grid: Grid, top: int) -> OpeningBook:
    rows = grid.load()
    header = rows[top]
    at = _code_column(header)
    assert at is not None
    periods = {
        place: period
        for place, cell in enumerate(header)
        if (period := read_period(_plain(cell))) is not None
    }
    if not periods:
        raise KnownProblem("期初数表的表头里没有像“2025年”“2026年1月”的列，请补上后再导入。")
    cells: list[OpeningCell] = []
    problems: list[str] = []
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        code = _plain(row[at])
        for place, period in periods.items() if code else ():
            value = _number(row[place])
            if isinstance(value, float):
                cells.append(OpeningCell(code, period, value))
            elif value:
                problems.append(f"第 {number} 行 {_plain(header[place])}“{value}”不是数字")
    return OpeningBook(tuple(cells), tuple(problems))


def _plain(cell: Any) -> str:
    return "".join(half_width(shown(cell)).split())


def _number(cell: Any) -> float | str:
    """The number; the empty text where there is none, the text itself where it is no number."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = _plain(cell).replace(",", "")
    if text in _BLANK:
        return ""
    try:
        return float(text)
    except ValueError:
        return text
