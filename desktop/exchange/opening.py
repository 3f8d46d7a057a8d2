"""期初数 from a small workbook: 指标 (code or name), 期间 (2026-01, 202601, 2025年), 数值, 来源."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop.domain.errors import KnownProblem
from desktop.domain.ledger import heading_form
from desktop.exchange.sheets import open_book

_COLUMNS = {
    "figure": ("指标", "代码", "指标代码", "指标名称"),
    "period": ("期间", "月份", "年度", "报告期"),
    "value": ("数值", "已报数", "数量"),
    "source": ("来源", "依据", "备注"),
}
_REQUIRED = ("figure", "period", "value")
_PERIOD = re.compile(r"(20\d\d)(?:[年./-]?(\d{1,2})月?)?年?")


@dataclass(frozen=True)
class ReadFigure:
    """One figure of the workbook, at its row."""

    row: int
    code: str
    period: int
    value: float
    source: str


def read_opening(path: Path, codes: Mapping[str, str]) -> tuple[ReadFigure, ...]:
    """Every figure of the first sheet that has the headers; ``codes`` by code and by name.

    One row that cannot be read refuses the whole: what was submitted is all or nothing.
    """
    for grid in open_book(path).grids:
        rows = grid.load()
        for number, row in enumerate(rows, start=1):
            places = _places(row)
            if places is not None:
                found = (_read(at, line, places, codes) for at, line in _below(rows, number))
                return tuple(one for one in found if one is not None)
    raise KnownProblem(f"“{path.name}”里没有“指标、期间、数值”三栏，请按期初数表填写后再导入")


def _below(rows: Sequence[Sequence[Any]], header: int) -> list[tuple[int, Sequence[Any]]]:
    return list(enumerate(rows[header:], start=header + 1))


def _places(row: Sequence[Any]) -> dict[str, int] | None:
    titles = {heading_form(str(cell)): at for at, cell in reversed(list(enumerate(row)))}
    places: dict[str, int] = {}
    for field, names in _COLUMNS.items():
        at = next((titles[name] for name in names if name in titles), None)
        if at is not None:
            places[field] = at
    return places if all(field in places for field in _REQUIRED) else None


def _read(
    number: int, row: Sequence[Any], places: Mapping[str, int], codes: Mapping[str, str]
) -> ReadFigure | None:
    cells = {field: row[at] if at < len(row) else "" for field, at in places.items()}
    figure = str(cells["figure"]).strip()
    if not figure:
        return None
    code = codes.get(figure)
    if code is None:
        raise KnownProblem(f"第 {number} 行：“{figure}”不是月报指标的代码或名称")
    period, value = _period(cells["period"]), _number(cells["value"])
    if period is None:
        raise KnownProblem(f"第 {number} 行：期间“{cells['period']}”应如 2026-01 或 2025年")
    if value is None:
        raise KnownProblem(f"第 {number} 行：数值“{cells['value']}”不是数")
    return ReadFigure(number, code, period, value, str(cells.get("source", "")).strip())


def _period(cell: Any) -> int | None:
    if isinstance(cell, date):
        return cell.year * 100 + cell.month
    text = f"{cell:g}" if isinstance(cell, float) else "".join(str(cell).split())
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), match[2]
    return year if month is None else year * 100 + int(month)


def _number(cell: Any) -> float | None:
    try:
        return float(str(cell).replace(",", "").strip())
    except ValueError:
        return None
