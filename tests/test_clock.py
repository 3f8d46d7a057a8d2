"""The clock: the office's zone, and a set day on which the time of day still runs."""

from datetime import UTC, date, datetime, timedelta

from desktop.app.clock import Clock


def test_time_is_that_of_china():
    now = Clock().now()
    assert now.utcoffset() == timedelta(hours=8)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_set_day_keeps_the_time_of_day():
    clock = Clock(date(2026, 11, 12))
    assert clock.today() == date(2026, 11, 12)
    elsewhere = datetime.now(UTC).astimezone(clock.now().tzinfo)
    seconds = abs((clock.now().replace(tzinfo=None) - elsewhere.replace(tzinfo=None)).seconds)
    assert min(seconds, 86400 - seconds) < 5


def test_without_a_set_day_today_is_the_day_in_china():
    assert Clock().today() == (datetime.now(UTC) + timedelta(hours=8)).date()
