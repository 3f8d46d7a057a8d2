"""What clerks type for a day or a number."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.ui.typed import NotUnderstood, typed_date, typed_number

TODAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("20260305", date(2026, 3, 5)),
        ("2026-3-5", date(2026, 3, 5)),
        ("2026.03.05", date(2026, 3, 5)),
        ("2026/3/5", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("3.5", date(2026, 3, 5)),
        ("3。5", date(2026, 3, 5)),
        ("３．５", date(2026, 3, 5)),  # noqa: RUF001
        ("3-5", date(2026, 3, 5)),
        ("3月5日", date(2026, 3, 5)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 11)),
        ("2024-2-29", date(2024, 2, 29)),
    ],
)
def test_a_day_is_understood(words, day):
    assert typed_date(words, TODAY) == day


@pytest.mark.parametrize(
    "words", ["2.30", "2026-2-29", "13.1", "202603", "三月五日", "1/2/3", "0.0"]
)
def test_what_is_no_day_is_said(words):
    with pytest.raises(NotUnderstood):
        typed_date(words, TODAY)


def test_numbers():
    assert typed_number("1,200.5", 2) == Decimal("1200.5")
    assert typed_number("１２", 0) == 12  # noqa: RUF001
    for words, decimals in (("12.5", 0), ("abc", 2), ("nan", 2), ("1.234", 2)):
        with pytest.raises(NotUnderstood):
            typed_number(words, decimals)
