"""工作日历 of the office: the published years, its own tables on top."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.office import HolidayYear
from desktop.domain.calendar import WorkCalendar
from desktop.reference.holidays import YearTable, year_tables

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def office_calendar(session: Session) -> WorkCalendar:
    own = (
        YearTable(row.year, _days(row.days_off), _days(row.days_on), row.source or "本单位录入")
        for row in session.scalars(select(HolidayYear))
    )
    return WorkCalendar(year_tables(own))


def _days(text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(found) for found in _DAY.findall(text))
