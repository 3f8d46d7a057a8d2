"""Numbers of papers as GB/T 9704-2012 writes them, and what a register must show."""

import pytest

from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import (
    Block,
    PaperNumber,
    Used,
    check_block,
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


@pytest.mark.parametrize("typed", ["X建安整2026-15", "〔2026〕15号", "X建安整〔26〕15号", ""])
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


def test_block_never_shares_a_series() -> None:
    block = Block("X建安现", 2026, 1, 50)
    check_block(block, [Block("X建安现", 2026, 51, 80), Block("X建安现", 2025, 1, 50)], ["X建安整"])
    with pytest.raises(RuleViolation, match="重叠"):
        check_block(block, [Block("X建安现", 2026, 50, 60)], [])
    with pytest.raises(RuleViolation, match="另用"):
        check_block(block, [], ["X建安现"])
    with pytest.raises(RuleViolation, match="起止"):
        check_block(Block("X建安现", 2026, 9, 3), [], [])
