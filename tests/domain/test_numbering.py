"""Numbers of papers as GB/T 9704-2012 writes them, and what a register must show."""

from datetime import date

import pytest

from db.codes import NumberSource, PaperKind
from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import (
    Block,
    Held,
    PaperNumber,
    Used,
    check_block,
    check_can_return,
    check_can_settle,
    check_can_use,
    check_source,
    format_number,
    gap_report,
    parse_number,
)


def test_format_has_no_leading_noughts() -> None:
    assert format_number("X建安整", 2026, 15) == "X建安整〔2026〕15号"


@pytest.mark.parametrize("prefix", ["", "建安 整", "建安〔", "建安1", "很" * 13])
def test_prefix_that_cannot_be_taken_apart_again_is_refused(prefix: str) -> None:
    with pytest.raises(RuleViolation):
        format_number(prefix, 2026, 1)


def test_nought_is_no_serial() -> None:
    with pytest.raises(RuleViolation, match="从 1 起"):
        format_number("X建安整", 2026, 0)


@pytest.mark.parametrize(
    "typed",
    ["X建安整〔2026〕15号", "X建安整[2026]15号", "X建安整（2026）15 号", "Ｘ建安整【2026】15号"],
)
def test_parse_whatever_the_brackets(typed: str) -> None:
    assert parse_number(typed) == PaperNumber("X建安整", 2026, 15)


@pytest.mark.parametrize(
    "typed", ["X建安整2026-15", "〔2026〕15号", "X建安整〔26〕15号", "X建安整〔2026〕00号", ""]
)
def test_what_is_no_number(typed: str) -> None:
    assert parse_number(typed) is None


def test_gaps_start_at_the_number_of_the_first_day() -> None:
    report = gap_report([Used(12), Used(13, voided=True), Used(16), Used(16)], first=11)
    assert report.missing == (11, 14, 15)
    assert report.doubled == (16,)
    assert report.voided == (13,)
    assert not report.whole


def test_a_voided_number_is_no_gap_and_an_unused_series_is_whole() -> None:
    assert gap_report([Used(1), Used(2, voided=True), Used(3)]).whole
    empty = gap_report([], first=41)
    assert (empty.whole, empty.last) == (True, 40)


def test_a_block_has_a_range_of_its_own() -> None:
    block = Block("X建安现", 2026, 1, 50)
    check_block(block, [Block("X建安现", 2026, 51, 80), Block("X建安现", 2025, 1, 50)])
    with pytest.raises(RuleViolation, match="重叠"):
        check_block(block, [Block("X建安现", 2026, 50, 60)])
    with pytest.raises(RuleViolation, match="起止"):
        check_block(Block("X建安现", 2026, 9, 3), [])
    with pytest.raises(RuleViolation, match="最多 1000"):
        check_block(Block("X建安现", 2026, 1, 1001), [])
    with pytest.raises(RuleViolation, match="机关代字"):
        check_block(Block("X建安〔", 2026, 1, 50), [])


SERIES, BLOCK, EXTERNAL = NumberSource.SERIES, NumberSource.BLOCK, NumberSource.EXTERNAL
NOTICE, STOP = PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER


@pytest.mark.parametrize(
    ("wanted", "held", "refusal"),
    [
        (Held(SERIES, NOTICE), [], None),
        (Held(SERIES, NOTICE), [Held(SERIES, NOTICE)], None),
        (Held(SERIES, NOTICE), [Held(SERIES, STOP)], "已用于停工通知书，一个代字只编一种文书"),
        (Held(SERIES, NOTICE), [Held(BLOCK, NOTICE)], "领用号段的代字，本系统自动编号须另用"),
        (Held(SERIES, NOTICE), [Held(EXTERNAL)], "已用于另行取的文号"),
        (Held(BLOCK, NOTICE), [Held(BLOCK, NOTICE)], None),
        (Held(BLOCK, NOTICE), [Held(BLOCK, STOP)], "一个代字只编一种文书"),
        (Held(BLOCK, NOTICE), [Held(SERIES, NOTICE)], "由本系统为责令限期整改通知书编号，号段须另"),
        (Held(BLOCK, NOTICE), [Held(EXTERNAL)], "号段须另用"),
        (Held(EXTERNAL), [Held(EXTERNAL)], None),
        (Held(EXTERNAL), [Held(SERIES, STOP)], "由本系统为停工通知书编号"),
        (Held(EXTERNAL), [Held(BLOCK, STOP)], "请从号段中选号"),
    ],
)
def test_three_sources_never_share_a_series(wanted, held, refusal) -> None:
    if refusal is None:
        check_source("X建安整", wanted, held)
        return
    with pytest.raises(RuleViolation, match=refusal):
        check_source("X建安整", wanted, held)


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (PaperNumber("X建安现", 2026, 3), None),
        (PaperNumber("X建安现", 2026, 2), "已用、已作废或已交回"),
        (PaperNumber("X建安现", 2026, 51), "不在领用的号段X建安现〔2026〕1—50号内"),
        (PaperNumber("X建安现", 2025, 3), "不在领用的号段"),
        (PaperNumber("X建安整", 2026, 3), "不在领用的号段"),
    ],
)
def test_a_number_of_a_block_leaves_once(number, refusal) -> None:
    block = Block("X建安现", 2026, 1, 50)
    if refusal is None:
        check_can_use(block, number, {1, 2})
        return
    with pytest.raises(RuleViolation, match=refusal):
        check_can_use(block, number, {1, 2})


def test_a_blank_is_voided_with_its_reason() -> None:
    block = Block("X建安现", 2026, 1, 50)
    check_can_settle(block, 4, {1}, "写坏")
    with pytest.raises(RuleViolation, match="原因"):
        check_can_settle(block, 4, {1}, "  ")
    with pytest.raises(RuleViolation, match="已用"):
        check_can_settle(block, 1, {1}, "写坏")


def test_a_block_comes_back_once() -> None:
    handed, today = date(2026, 10, 9), date(2026, 11, 12)
    check_can_return(handed, None, date(2026, 11, 2), today)
    with pytest.raises(RuleViolation, match="不能早于领用日期2026年10月9日"):
        check_can_return(handed, None, date(2026, 10, 8), today)
    with pytest.raises(RuleViolation, match="交回"):
        check_can_return(handed, None, date(2026, 11, 13), today)
    with pytest.raises(RuleViolation, match="已于2026年11月2日交回"):
        check_can_return(handed, date(2026, 11, 2), today, today)
