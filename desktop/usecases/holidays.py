"""节假日表: the office's own table of a year goes before the one that came with the program."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.office import HolidayYear
from desktop.domain.errors import RuleViolation
from desktop.reference.holidays import YearTable, parse_table
from desktop.usecases.done import Done

_CHANGED = frozenset({Area.OFFICE})


@dataclass(frozen=True)
class EnterHolidays:
    """One year as lines of ``2027-01-01,休,元旦`` and ``2027-01-03,班,``, and whence it is."""

    text: str
    source: str


@dataclass(frozen=True)
class RemoveHolidays:
    """Back to the table that came with the program, if one did."""

    year: int


def enter_holidays(session: Session, command: EnterHolidays, act: Act) -> Done[int]:
    """Keep the table; the year it is for."""
    try:
        table = parse_table(command.text, command.source)
    except ValueError as error:
        raise RuleViolation(str(error)) from error
    row = session.scalar(select(HolidayYear).where(HolidayYear.year == table.year))
    if row is None:
        row = HolidayYear(year=table.year)
        session.add(row)
    row.days_off, row.days_on = _lines(table)
    row.source = command.source
    about(session, f"{table.year}年节假日表")
    return Done(table.year, _CHANGED)


def remove_holidays(session: Session, command: RemoveHolidays, act: Act) -> Done[None]:
    row = session.scalar(select(HolidayYear).where(HolidayYear.year == command.year))
    if row is None:
        raise RuleViolation(f"本单位没有录入{command.year}年的节假日表")
    session.delete(row)
    about(session, f"{command.year}年节假日表")
    return Done(None, _CHANGED)


def _lines(table: YearTable) -> tuple[str, str]:
    both = (table.days_off, table.worked_weekends)
    off, on = ("\n".join(day.isoformat() for day in sorted(days)) for days in both)
    return off, on
