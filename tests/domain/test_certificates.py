"""The ladder 90/60/30/0: the last day itself is valid."""

from datetime import date

import pytest

from desktop.domain.certificates import expiry, valid_on

TODAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("last_day", "step", "expired", "words"),
    [
        (date(2027, 2, 10), 90, False, "90天后到期"),
        (date(2027, 1, 12), 90, False, "61天后到期"),
        (date(2027, 1, 11), 60, False, "60天后到期"),
        (date(2026, 12, 12), 30, False, "30天后到期"),
        (date(2026, 11, 13), 30, False, "1天后到期"),
        (date(2026, 11, 12), 0, False, "今天到期"),
        (date(2026, 11, 11), 0, True, "已过期1天"),
        (date(2025, 11, 12), 0, True, "已过期365天"),
    ],
)
def test_ladder(last_day: date, step: int, expired: bool, words: str) -> None:
    found = expiry(last_day, TODAY)
    assert found is not None
    assert (found.step, found.expired, found.words) == (step, expired, words)


@pytest.mark.parametrize("last_day", [date(2027, 2, 11), None])
def test_far_off_or_without_end(last_day: date | None) -> None:
    assert expiry(last_day, TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "valid"),
    [
        (date(2026, 11, 12), date(2026, 11, 12), True),
        (date(2026, 11, 13), None, False),
        (None, date(2026, 11, 11), False),
        (None, None, True),
    ],
)
def test_valid_on(first: date | None, last: date | None, valid: bool) -> None:
    assert valid_on(TODAY, first, last) is valid
