"""Which days are off and which weekends are worked (节假日), year by year, with their source."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from desktop.reference.resources import resource

OFF = "休"
WORKED = "班"


@dataclass(frozen=True)
class YearTable:
    """One year as the State Council's notice arranged it."""

    year: int
    days_off: frozenset[date]
    worked_weekends: frozenset[date]
    source: str


@cache
def published_years() -> Mapping[int, YearTable]:
    """The years chinesecalendar holds, under the tables that came as files with this program."""
    from chinese_calendar.constants import holidays, workdays

    tables = {
        year: YearTable(
            year,
            frozenset(day for day in holidays if day.year == year),
            frozenset(day for day in workdays if day.year == year),
            f"国务院办公厅{year}年部分节假日安排的通知（chinesecalendar）",
        )
        for year in {day.year for day in holidays}
    }
    for path in sorted(resource("holidays").glob("*.csv")):
        table = parse_table(path.read_text(encoding="utf-8-sig"), f"resources/holidays/{path.name}")
        tables[table.year] = table
    return MappingProxyType(tables)


def year_tables(office: Iterable[YearTable] = ()) -> Mapping[int, YearTable]:
    """All years known: those published, the office's own table on top."""
    return MappingProxyType({**published_years(), **{table.year: table for table in office}})


def parse_table(text: str, source: str) -> YearTable:
    """One year from lines of ``2027-01-01,休,元旦`` and ``2027-01-03,班,``; # begins a note.

    Raises ValueError with a Chinese sentence naming the line that cannot be read.
    """
    days: dict[date, str] = {}
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        if not row or not row[0].strip() or row[0].startswith(("#", "日期")):
            continue
        days |= {_day(row[0], number): _kind(row[1:2], number)}
    years = {day.year for day in days}
    if len(years) != 1:
        raise ValueError("节假日表应恰好为一个年度，每行为“日期,休或班,名称”")
    return YearTable(
        years.pop(),
        frozenset(day for day, kind in days.items() if kind == OFF),
        frozenset(day for day, kind in days.items() if kind == WORKED),
        source,
    )


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"节假日表第 {number} 行的“{text}”不是日期，应如 2027-01-01") from None


def _kind(cells: list[str], number: int) -> str:
    kind = cells[0].strip() if cells else ""
    if kind not in (OFF, WORKED):
        raise ValueError(f"节假日表第 {number} 行应写“休”或“班”，现为“{kind}”")
    return kind
