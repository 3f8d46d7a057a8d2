"""Whom to visit first, on which day and by which two; counted by hand."""

from datetime import date

import pytest

from desktop.domain.calendar import WorkCalendar
from desktop.domain.errors import RuleViolation
from desktop.domain.week_plan import (
    Candidate,
    by_urgency,
    check_can_plan,
    check_two,
    fulfilled_on,
    monday_of,
    planned_week,
    week_days,
)
from desktop.reference.holidays import year_tables

CALENDAR = WorkCalendar(year_tables())
MON, TUE, WED = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)


def test_majors_then_over_scale_then_the_longest_not_visited():
    rows = [
        Candidate(1, "甲", last_visit=date(2026, 10, 1)),
        Candidate(2, "乙", last_visit=date(2026, 3, 1)),
        Candidate(3, "丙"),
        Candidate(4, "丁", over_scale=2, last_visit=date(2026, 11, 1)),
        Candidate(5, "戊", open_majors=1, last_visit=date(2026, 11, 2)),
        Candidate(6, "己", open_majors=1, over_scale=1, last_visit=date(2026, 11, 3)),
    ]
    assert [one.project for one in by_urgency(rows)] == [6, 5, 4, 3, 2, 1]
    assert rows[5].why == "未销号重大隐患 1 项，超规模危大工程 1 项，上次检查 2026-11-03"
    assert rows[2].why == "没有检查过"


@pytest.mark.parametrize(
    ("monday", "today", "days"),
    [
        (MON, date(2026, 11, 12), 5),
        (MON, WED, 3),
        # National Day 2026: 1 to 7 October off, Saturday 10 October worked.
        (date(2026, 10, 5), date(2026, 9, 28), 3),
        # Not published yet: Monday to Friday, no crash.
        (date(2031, 5, 5), date(2026, 11, 12), 5),
        (MON, date(2026, 11, 23), 0),
    ],
)
def test_the_working_days_of_a_week(monday, today, days):
    assert len(week_days(monday, today, CALENDAR)) == days


def test_the_responsible_one_goes_with_who_assists():
    (one,) = planned_week(
        [Candidate(1, "甲", inspector=10, assistants=(12,))], (MON,), (10, 11, 12)
    )
    assert (one.day, one.inspector, one.partner) == (MON, 10, 12)


def test_two_a_day_each_and_the_pair_stays_together():
    rows = [Candidate(key, f"{key}", inspector=10) for key in range(1, 6)]
    found = planned_week(rows, (MON, TUE), (10, 11, 12))
    assert [(one.candidate.project, one.day) for one in found] == [
        (1, MON),
        (2, MON),
        (3, TUE),
        (4, TUE),
    ], "the fifth finds no place: he has his fill on both days"
    assert {one.partner for one in found} == {11}


def test_what_is_planned_already_takes_its_place():
    found = planned_week(
        [Candidate(1, "甲", inspector=10)], (MON, TUE), (10, 11), [(MON, 10, 11)], most=1
    )
    assert found[0].day == TUE


def test_nobody_s_site_goes_to_the_least_busy_two():
    (one,) = planned_week([Candidate(1, "甲")], (MON,), (10, 11, 12), [(MON, 10, 11)])
    assert (one.inspector, one.partner) == (12, 10)


def test_one_inspector_alone_plans_nothing():
    assert planned_week([Candidate(1, "甲", inspector=10)], (MON,), (10,)) == ()


def test_a_plan_is_done_by_the_first_visit_since_its_monday():
    assert monday_of(WED) == MON
    assert fulfilled_on(WED, [date(2026, 11, 13), TUE, WED]) == TUE
    assert fulfilled_on(WED, [date(2026, 11, 15)]) is None


def test_a_plan_lies_ahead_and_takes_two():
    check_can_plan(MON, MON)
    check_two(1, 2)
    check_two(None, None)
    with pytest.raises(RuleViolation):
        check_can_plan(MON, TUE)
    with pytest.raises(RuleViolation):
        check_two(1, 1)
