"""The sums a month must prove, on small sets written by hand."""

import pytest

from desktop.domain.month_sums import (
    FigureSum,
    Movement,
    Stock,
    carried,
    correction_words,
    earlier_code,
    figure_of,
    moved,
)


def test_a_flow_by_its_records() -> None:
    """Reported: 1..5. Since then 5 was voided, 6 and 7 of earlier days were entered late."""
    change = moved({1, 2, 3, 4, 5}, {1, 2, 3, 4, 6, 7})
    assert (change.late, change.lost, change.judged) == ({6, 7}, {5}, set())
    assert change.correction == -1
    sums = Movement(last=25, this_month=3, supplement=2, correction=-1, total=29)
    assert sums.agrees
    assert sums.arithmetic == "上期累计 25 + 本月 3 + 补报 2 − 更正 1 = 29"  # noqa: RUF001


def test_what_another_figure_lost_was_judged_anew() -> None:
    """9 was reported as general and is major: it leaves one figure and comes to another."""
    change = moved({1}, {1, 8, 9}, lost_elsewhere={9})
    assert (change.late, change.judged, change.correction) == ({8}, {9}, 1)


def test_a_wrong_sum_says_what_it_should_be() -> None:
    wrong = Movement(last=10, this_month=3, supplement=1, correction=-2, total=13)
    assert not wrong.agrees
    assert wrong.arithmetic.endswith("= 13（应为 12）")
    assert not Stock(10, 2, 1, 12).agrees
    assert "应为 11" in Stock(10, 2, 1, 12).arithmetic


def test_unknown_is_added_as_nothing_and_shown_as_a_dash() -> None:
    sums = Movement(last=None, this_month=None, supplement=0, correction=0, total=None)
    assert sums.agrees
    assert sums.arithmetic == "上期累计 — + 本月 — + 补报 0 + 更正 0 = —"


def test_a_stock_by_its_records() -> None:
    sums = Stock(last=3, added=2, removed=1, now=4)
    assert sums.agrees
    assert sums.arithmetic == "上次 3 + 新增 2 − 减少 1 = 本次 4"  # noqa: RUF001


@pytest.mark.parametrize(
    ("reported", "this_month", "late", "corrected", "carried_on"),
    [
        ({1, 2}, {3}, set(), set(), {1, 2, 3}),
        ({1, 2}, {3}, {4}, {2}, {1, 3, 4}),
        ({1, 2}, {3}, set(), {5}, {1, 2, 3, 5}),
        # 2 was found to have happened this month: taken out of the past, counted now.
        ({1, 2}, {2, 3}, set(), {2}, {1, 2, 3}),
    ],
)
def test_what_stands_reported_goes_on(reported, this_month, late, corrected, carried_on) -> None:
    assert carried(reported, this_month, late, corrected) == carried_on


def test_only_a_changed_flow_needs_a_reason() -> None:
    still = Movement(5, 1, 0, 0, 6)
    assert not FigureSum("C01", still).needs_reason
    swapped = FigureSum("C01", still, corrected=frozenset({1, 2}))
    assert swapped.needs_reason, "one came and one went: the sum is the same, the records are not"
    assert not FigureSum("C09", Stock(3, 0, 1, 2), corrected=frozenset({1})).needs_reason


def test_words_of_a_correction() -> None:
    assert correction_words(12, -1) == "原报累计 12，更正后 11（-1）"
    assert correction_words(None, 2) == "原报累计 —，更正后 2（+2）"


def test_the_code_of_an_earlier_year() -> None:
    assert earlier_code("C01", 2026) == "C01@2026"
    assert figure_of("C01@2026") == ("C01", 2026)
    assert figure_of("C01") == ("C01", None)
