"""The visit a photo is proposed for: by its camera's time, never by a guess."""

from datetime import date, datetime, time

import pytest

from desktop.domain.photo_times import VisitTime, clock_of, proposed_visit

DAY = date(2026, 11, 5)
at = datetime.fromisoformat  # a camera knows no zone
MORNING = VisitTime(1, "上午", DAY, time(9, 30), time(11, 0))
AFTERNOON = VisitTime(2, "下午", DAY, time(14, 0), time(15, 30))
UNTIMED = VisitTime(3, "没有时刻", date(2026, 11, 6))


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9:30", time(9, 30)),
        ("9时05分", time(9, 5)),
        ("14：00", time(14, 0)),
        ("9点", time(9, 0)),
        ("上午", None),
        ("25:00", None),
        (None, None),
    ],
)
def test_an_hour_is_read_as_it_is_typed(typed, clock):
    assert clock_of(typed) == clock


@pytest.mark.parametrize(
    ("taken", "visit"),
    [
        (at("2026-11-05 09:41"), 1),
        (at("2026-11-05 08:45"), 1),  # they came early: within the hour
        (at("2026-11-05 12:00"), 1),
        (at("2026-11-05 12:31"), None),  # an hour and a half from either
        (at("2026-11-05 13:10"), 2),
        (at("2026-11-06 22:00"), 3),
        (at("2026-11-07 09:41"), None),
        (None, None),
    ],
)
def test_a_photo_goes_to_the_visit_it_was_taken_in(taken, visit):
    assert proposed_visit(taken, (MORNING, AFTERNOON, UNTIMED)) == visit


def test_two_visits_as_near_leave_it_to_the_clerk():
    both = (UNTIMED, VisitTime(4, "也没有时刻", UNTIMED.day))
    assert proposed_visit(at("2026-11-06 10:00"), both) is None
