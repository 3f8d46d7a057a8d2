"""Training (培训): 32 hours new, 20 hours a year, three calendar months with a master.

省厅通知第二部分（六）第21项. The end of the three months is counted by 民法典 201 and 202.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from db.codes import TrainingKind
from desktop.domain.calendar import add_months, chinese_date

NEW_HIRE_HOURS = 32
ANNUAL_HOURS = 20
APPRENTICE_MONTHS = 3
ARTICLE = "省厅通知第二部分（六）第21项"


@dataclass(frozen=True)
class Attendance:
    """One person's part in one training."""

    kind: TrainingKind
    hours: float
    start: date
    end: date | None = None
    mentor: str = ""
    hired_on: date | None = None
    alone_on: date | None = None


@dataclass(frozen=True)
class Lack:
    """What a person has not met, and why; of an hour's rule ``hours`` are still to be held."""

    kind: TrainingKind
    rule: str
    why: str
    hours: float = 0.0


def new_hire_shortfall(rows: Iterable[Attendance], first_work_day: date | None = None) -> float:
    """Hours lacking to 32; what came after the first day of work does not count."""
    held = sum(
        row.hours
        for row in rows
        if row.kind is TrainingKind.NEW_HIRE
        and (first_work_day is None or (row.end or row.start) < first_work_day)
    )
    return max(0.0, NEW_HIRE_HOURS - held)


def annual_shortfall(rows: Iterable[Attendance], year: int) -> float:
    """Hours lacking to 20 in one calendar year; a training belongs to the year it began in."""
    held = sum(
        row.hours for row in rows if row.kind is TrainingKind.ANNUAL and row.start.year == year
    )
    return max(0.0, ANNUAL_HOURS - held)


def apprenticeship_end(start: date) -> date:
    """The last day of the three months: 30 Nov ends on 28 or 29 Feb (民法典 202)."""
    return add_months(start, APPRENTICE_MONTHS)


def alone_from(start: date) -> date:
    """The first day a special operator may work without the master."""
    return apprenticeship_end(start) + timedelta(days=1)


def why_not_alone(rows: Iterable[Attendance], day: date) -> str | None:
    """Why a special operator may not work alone on ``day``; None if nothing stands against it."""
    held = [row for row in rows if row.kind is TrainingKind.APPRENTICESHIP]
    if not held:
        return "没有实习记录"
    first = min(held, key=lambda row: row.start)
    if not first.mentor.strip():
        return "实习记录未写带教师傅"
    ready = alone_from(first.start)
    if day < ready:
        begun = chinese_date(first.start)
        return f"{begun}开始实习，满{APPRENTICE_MONTHS}个月后自{chinese_date(ready)}起方可独立上岗"
    if first.end is not None and first.end < apprenticeship_end(first.start):
        return f"实习止于{chinese_date(first.end)}，不足{APPRENTICE_MONTHS}个月"
    return None


def lacks(rows: Iterable[Attendance], day: date) -> tuple[Lack, ...]:
    """What one person has not met on ``day``, each with its reason (省厅通知二（六）21).

    A rule is asked of whom the record shows it binds: 32 hours of whoever came new, 20 hours a
    year of whoever was there in an earlier year, three months of whoever serves them.
    """
    held = tuple(rows)
    asked = (_new_hire(held), _annual(held, day), _apprenticeship(held, day))
    return tuple(lack for lack in asked if lack is not None)


def _new_hire(held: tuple[Attendance, ...]) -> Lack | None:
    new = [row for row in held if row.kind is TrainingKind.NEW_HIRE]
    begun = [row.hired_on for row in held if row.hired_on is not None]
    first_day = min(begun) if begun else None
    short = new_hire_shortfall(new, first_day)
    if not short or not (new or begun):
        return None
    when = f"{chinese_date(first_day)}上岗前" if first_day is not None else ""
    had = NEW_HIRE_HOURS - short
    why = f"{when}已有{had:g}学时，还差{short:g}学时"
    return Lack(TrainingKind.NEW_HIRE, f"新进不少于{NEW_HIRE_HOURS}学时", why, short)


def _annual(held: tuple[Attendance, ...], day: date) -> Lack | None:
    past = [row for row in held if row.start <= day]
    if not any(row.start.year < day.year or row.kind is TrainingKind.ANNUAL for row in past):
        return None
    short = annual_shortfall(past, day.year)
    if not short:
        return None
    had = ANNUAL_HOURS - short
    why = f"{day.year}年已有{had:g}学时，还差{short:g}学时"
    return Lack(TrainingKind.ANNUAL, f"每年不少于{ANNUAL_HOURS}学时", why, short)


def _apprenticeship(held: tuple[Attendance, ...], day: date) -> Lack | None:
    served = [row for row in held if row.kind is TrainingKind.APPRENTICESHIP]
    if not served:
        return None
    alone = [row.alone_on for row in served if row.alone_on is not None]
    why = why_not_alone(served, min(alone) if alone else day)
    if why is None:
        return None
    why = f"{chinese_date(min(alone))}独立上岗时：{why}" if alone else why
    return Lack(TrainingKind.APPRENTICESHIP, f"实习不少于{APPRENTICE_MONTHS}个月", why)
