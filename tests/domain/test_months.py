"""The month: its days, its due day, its states, and 累计 proved."""

from datetime import date

import pytest

from db.codes import MonthState
from desktop.domain.calendar import WorkCalendar
from desktop.domain.errors import RuleViolation
from desktop.domain.months import (
    Edition,
    Movement,
    check_can_approve,
    check_can_check,
    check_can_open,
    check_can_return,
    check_can_seal,
    check_can_submit,
    check_can_withdraw,
    due_day,
    first_day,
    last_day,
    last_month,
    month_of,
    movement,
    next_month,
    period_of,
    stock,
)
from desktop.reference.holidays import year_tables

TODAY = date(2026, 11, 12)
M = MonthState


def edition(state: MonthState, number: int = 1) -> Edition:
    return Edition(202610, number, state)


def test_months_as_numbers() -> None:
    assert month_of(date(2026, 10, 31)) == 202610
    assert (next_month(202612), last_month(202701)) == (202701, 202612)
    assert last_day(202602) == date(2026, 2, 28)
    assert last_day(202402) == date(2024, 2, 29)
    with pytest.raises(RuleViolation, match="不是月份"):
        first_day(202613)


@pytest.mark.parametrize(
    ("month", "due"),
    [
        (202610, date(2026, 10, 30)),
        (202609, date(2026, 9, 30)),
        (202604, date(2026, 4, 30)),
        (202602, date(2026, 2, 28)),  # a worked Saturday
        (202612, date(2026, 12, 31)),
    ],
)
def test_due_on_the_last_working_day_before_the_first(month: int, due: date) -> None:
    found = due_day(month, WorkCalendar(year_tables()))
    assert found.day == due
    assert "省厅" in found.article


def test_period_with_a_cut_off() -> None:
    assert period_of(202610).whole
    cut = period_of(202610, cut_off=25)
    assert (cut.through, cut.whole) == (date(2026, 10, 25), False)
    assert cut.words == "2026年10月1日至2026年10月25日"
    assert period_of(202602, cut_off=28).whole
    assert period_of(202610, 25, date(2026, 10, 29)).through == date(2026, 10, 29)
    with pytest.raises(RuleViolation, match="不在2026年10月内"):
        period_of(202610, through=date(2026, 11, 1))


def test_the_way_to_submitted() -> None:
    assert check_can_open(202610, [], TODAY) == 1
    check_can_check(edition(M.DRAFT))
    check_can_approve(edition(M.CHECKED), [])
    check_can_seal(edition(M.APPROVED), date(2026, 10, 31), TODAY)
    check_can_submit(edition(M.SEALED), date(2026, 10, 30), date(2026, 10, 29), TODAY)
    check_can_return(edition(M.SUBMITTED), "口径不符")
    assert check_can_open(202610, [edition(M.RETURNED)], TODAY) == 2
    check_can_withdraw(edition(M.SEALED), "漏录一次检查")


@pytest.mark.parametrize("state", [M.DRAFT, M.CHECKED, M.APPROVED, M.SEALED, M.SUBMITTED])
def test_no_second_version_beside_one_that_stands(state: MonthState) -> None:
    with pytest.raises(RuleViolation, match="不能另起一稿"):
        check_can_open(202610, [edition(M.RETURNED), edition(state, 2)], TODAY)


def test_steps_out_of_turn_are_refused() -> None:
    with pytest.raises(RuleViolation, match="现为“已报”，“已封存”时方可撤回封存"):
        check_can_withdraw(edition(M.SUBMITTED), "改")
    with pytest.raises(RuleViolation, match="审定"):
        check_can_approve(edition(M.DRAFT), [])
    with pytest.raises(RuleViolation, match="封存"):
        check_can_seal(edition(M.SEALED), date(2026, 10, 31), TODAY)
    with pytest.raises(RuleViolation, match="已报"):
        check_can_submit(edition(M.APPROVED), TODAY, date(2026, 10, 31), TODAY)
    with pytest.raises(RuleViolation, match="退回须写明原因"):
        check_can_return(edition(M.SUBMITTED), " ")
    with pytest.raises(RuleViolation, match="撤回封存须写明原因"):
        check_can_withdraw(edition(M.SEALED), "")
    with pytest.raises(RuleViolation, match="晚于今天"):
        check_can_open(202612, [], TODAY)


def test_days_of_sealing_and_submitting() -> None:
    with pytest.raises(RuleViolation, match="未到"):
        check_can_seal(Edition(202611, 1, M.APPROVED), date(2026, 11, 25), TODAY)
    with pytest.raises(RuleViolation, match="早于截止日"):
        check_can_submit(edition(M.SEALED), date(2026, 10, 28), date(2026, 10, 29), TODAY)
    with pytest.raises(RuleViolation, match="晚于今天"):
        check_can_submit(edition(M.SEALED), date(2026, 11, 13), date(2026, 10, 29), TODAY)


def test_sums_that_do_not_agree_are_not_approved() -> None:
    wrong = Movement(last=10, this_month=3, supplement=1, correction=-2, total=13)
    assert not wrong.agrees
    assert "应为 12" in wrong.arithmetic
    with pytest.raises(RuleViolation, match="累计不平"):
        check_can_approve(edition(M.CHECKED), ["检查次数"])


def test_movement_by_records() -> None:
    # Reported so far: 1..5 and an opening figure of 20. Since then 5 was voided, 6 and 7 of
    # earlier days were entered late, and 8, 9, 10 happened this month.
    found = movement(25, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 6, 7}, {8, 9, 10})
    assert (found.this_month, found.supplement, found.correction) == (3, 2, -1)
    assert found.total == 29
    assert found.agrees
    assert found.arithmetic == "上期累计 25 + 本月 3 + 补报 2 + 更正 -1 = 29"


def test_stock_by_records() -> None:
    found = stock({1, 2, 3}, {2, 3, 4, 5})
    assert (found.added, found.removed, found.now, found.agrees) == (2, 1, 4, True)
