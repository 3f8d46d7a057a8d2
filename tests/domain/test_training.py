"""32 hours, 20 hours, three calendar months, with the month-end rule of 民法典 201 and 202."""

from datetime import date

import pytest

from db.codes import TrainingKind
from desktop.domain.training import (
    Attendance,
    alone_from,
    annual_shortfall,
    apprenticeship_end,
    lacks,
    new_hire_shortfall,
    why_not_alone,
)

NEW, ANNUAL, APPRENTICE = TrainingKind.NEW_HIRE, TrainingKind.ANNUAL, TrainingKind.APPRENTICESHIP


@pytest.mark.parametrize(
    ("start", "end", "alone"),
    [
        (date(2025, 11, 30), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2027, 11, 30), date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 8, 31), date(2026, 11, 30), date(2026, 12, 1)),
        (date(2026, 8, 12), date(2026, 11, 12), date(2026, 11, 13)),
    ],
)
def test_three_calendar_months(start: date, end: date, alone: date) -> None:
    assert apprenticeship_end(start) == end
    assert alone_from(start) == alone


def test_new_hire_hours_before_the_first_day_of_work() -> None:
    rows = [
        Attendance(NEW, 24, date(2026, 3, 1), date(2026, 3, 3)),
        Attendance(NEW, 8, date(2026, 3, 10)),
        Attendance(ANNUAL, 20, date(2026, 3, 1)),
    ]
    assert new_hire_shortfall(rows) == 0
    assert new_hire_shortfall(rows, first_work_day=date(2026, 3, 8)) == 8
    assert new_hire_shortfall([]) == 32


def test_annual_hours_of_one_calendar_year() -> None:
    rows = [Attendance(ANNUAL, 12, date(2026, 1, 1)), Attendance(ANNUAL, 20, date(2025, 12, 31))]
    assert annual_shortfall(rows, 2026) == 8
    assert annual_shortfall(rows, 2025) == 0


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([], "没有实习记录"),
        ([Attendance(APPRENTICE, 0, date(2026, 8, 12))], "带教师傅"),
        ([Attendance(APPRENTICE, 0, date(2026, 8, 12), mentor="示师傅")], "2026年11月13日起"),
        (
            [Attendance(APPRENTICE, 0, date(2026, 1, 12), date(2026, 3, 1), "示师傅")],
            "不足3个月",
        ),
        ([Attendance(APPRENTICE, 0, date(2026, 8, 11), None, "示师傅")], None),
        ([Attendance(APPRENTICE, 0, date(2026, 1, 12), date(2026, 4, 12), "示师傅")], None),
    ],
)
def test_why_not_alone(rows: list[Attendance], word: str | None) -> None:
    reason = why_not_alone(rows, date(2026, 11, 12))
    assert (word is None and reason is None) or (word or "") in (reason or "")
    assert (reason is None) is (word is None)


DAY = date(2026, 11, 12)


def kinds(*rows: Attendance) -> list[TrainingKind]:
    return [one.kind for one in lacks(rows, DAY)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((Attendance(NEW, 32, date(2026, 3, 2)),), []),
        ((Attendance(NEW, 20, date(2026, 3, 2)), Attendance(NEW, 12, date(2026, 3, 5))), []),
        ((Attendance(NEW, 31.5, date(2026, 3, 2)),), [NEW]),
        # Hours held from the first day of work on came too late.
        ((Attendance(NEW, 32, date(2026, 3, 2), hired_on=date(2026, 3, 2)),), [NEW]),
        ((Attendance(NEW, 32, date(2026, 3, 1), hired_on=date(2026, 3, 2)),), []),
        # New in an earlier year: 20 hours are asked this year.
        ((Attendance(NEW, 32, date(2025, 3, 2)),), [ANNUAL]),
        ((Attendance(NEW, 32, date(2025, 3, 2)), Attendance(ANNUAL, 20, date(2026, 5, 6))), []),
        ((Attendance(ANNUAL, 12, date(2026, 5, 6)),), [ANNUAL]),
        # 12 November is the last day of the three months begun on 12 August.
        ((Attendance(APPRENTICE, 0, date(2026, 8, 12), mentor="周师傅"),), [APPRENTICE]),
        ((Attendance(APPRENTICE, 0, date(2026, 8, 11), mentor="周师傅"),), []),
        ((Attendance(APPRENTICE, 0, date(2026, 1, 5)),), [APPRENTICE]),
        # Alone on 1 March though 1 March was the first day allowed: met; the day before: not.
        (
            (
                Attendance(
                    APPRENTICE, 0, date(2025, 11, 30), mentor="周师傅", alone_on=date(2026, 3, 1)
                ),
            ),
            [ANNUAL],
        ),
        (
            (
                Attendance(
                    APPRENTICE, 0, date(2025, 11, 30), mentor="周师傅", alone_on=date(2026, 2, 28)
                ),
            ),
            [ANNUAL, APPRENTICE],
        ),
    ],
)
def test_who_has_not_met_what(rows: tuple[Attendance, ...], found: list[TrainingKind]) -> None:
    assert kinds(*rows) == found


def test_a_lack_says_why() -> None:
    (one,) = lacks([Attendance(NEW, 20, date(2026, 3, 2), hired_on=date(2026, 3, 20))], DAY)
    assert one.why == "2026年3月20日上岗前已有20学时，还差12学时"
    assert (one.rule, one.hours) == ("新进不少于32学时", 12)
