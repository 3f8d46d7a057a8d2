"""The month: its days, its due day, its states, and 累计 proved."""

from datetime import date

import pytest

from db.codes import MonthState
from desktop.domain.calendar import WorkCalendar
from desktop.domain.errors import RuleViolation
from desktop.domain.months import (
    Edition,
    Proof,
    check_can_approve,
    check_can_change_cut_off,
    check_can_check,
    check_can_explain,
    check_can_open,
    check_can_reopen,
    check_can_return,
    check_can_seal,
    check_can_submit,
    check_can_withdraw,
    due_day,
    first_day,
    last_day,
    last_month,
    month_of,
    next_month,
    period_of,
)
from desktop.reference.holidays import year_tables

TODAY = date(2026, 11, 12)
DAY = date(2026, 10, 31)
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
    check_can_approve(edition(M.CHECKED), Proof())
    check_can_seal(edition(M.APPROVED), Proof(), DAY, TODAY)
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
        check_can_approve(edition(M.DRAFT), Proof())
    with pytest.raises(RuleViolation, match="封存"):
        check_can_seal(edition(M.SEALED), Proof(), DAY, TODAY)
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
        check_can_seal(Edition(202611, 1, M.APPROVED), Proof(), date(2026, 11, 25), TODAY)
    with pytest.raises(RuleViolation, match="早于截止日"):
        check_can_submit(edition(M.SEALED), date(2026, 10, 28), date(2026, 10, 29), TODAY)
    with pytest.raises(RuleViolation, match="晚于今天"):
        check_can_submit(edition(M.SEALED), date(2026, 11, 13), date(2026, 10, 29), TODAY)


def test_sums_that_do_not_agree_are_not_approved() -> None:
    with pytest.raises(RuleViolation, match="累计不平，不能审定：检查次数"):
        check_can_approve(edition(M.CHECKED), Proof(wrong_sums=("检查次数",)))
    with pytest.raises(RuleViolation, match="不能封存：检查次数"):
        check_can_seal(edition(M.APPROVED), Proof(wrong_sums=("检查次数",)), DAY, TODAY)


def test_a_correction_without_its_reason_is_not_approved() -> None:
    with pytest.raises(RuleViolation, match="写明理由才能审定：责令限期整改通知书"):
        check_can_approve(edition(M.CHECKED), Proof(unexplained=("责令限期整改通知书",)))


def test_nothing_is_sealed_upon_what_was_sent_back() -> None:
    with pytest.raises(RuleViolation, match="2026年9月第2稿还没有封存"):
        check_can_approve(edition(M.CHECKED), Proof(pending=Edition(202609, 2, M.DRAFT)))
    with pytest.raises(RuleViolation, match="2026年11月第1稿已按它的累计封存"):
        check_can_withdraw(edition(M.SEALED), "漏录", Edition(202611, 1, M.SEALED))


def test_a_draft_alone_is_cut_off_otherwise() -> None:
    with pytest.raises(RuleViolation, match="方可改截止日"):
        check_can_change_cut_off(edition(M.CHECKED))
    with pytest.raises(RuleViolation, match="不必退回草稿"):
        check_can_reopen(edition(M.SEALED))
    with pytest.raises(RuleViolation, match="理由不能再改"):
        check_can_explain(edition(M.SEALED))
