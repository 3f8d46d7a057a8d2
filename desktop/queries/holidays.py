"""Which years have a table of days off (节假日表), whence, and which are missing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.office import HolidayYear
from desktop.reference.holidays import published_years

_YEARS_BACK = 2


@dataclass(frozen=True)
class HolidayRow:
    """One year; without a table no working day of it can be counted, and that is said."""

    id: int
    days_off: int | None
    worked: int | None
    source: str
    own: bool

    @property
    def year(self) -> int:
        return self.id

    @property
    def is_missing(self) -> bool:
        return self.days_off is None


def holiday_rows(session: Session, today: date) -> tuple[HolidayRow, ...]:
    """The years about ``today`` and every year the office entered itself, the newest first."""
    rows = session.execute(
        select(HolidayYear.year, HolidayYear.days_off, HolidayYear.days_on, HolidayYear.source)
    )
    own = {
        row.year: HolidayRow(
            row.year,
            len(row.days_off.split()),
            len(row.days_on.split()),
            row.source or "本单位录入",
            True,
        )
        for row in rows
    }
    years = {*own, *range(today.year - _YEARS_BACK, today.year + 2)}
    return tuple(own.get(year) or _supplied(year) for year in sorted(years, reverse=True))


def _supplied(year: int) -> HolidayRow:
    table = published_years().get(year)
    if table is None:
        return HolidayRow(year, None, None, "还没有这一年的表", False)
    return HolidayRow(year, len(table.days_off), len(table.worked_weekends), table.source, False)
