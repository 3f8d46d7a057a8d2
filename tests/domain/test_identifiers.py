"""Identifiers against GB 32100-2015, GB 11643-1999 and the damage Excel does.

Check characters are worked out here from the weights of the standards, not by the program.
All numbers are invented: organisation part MAXX…, sequence codes from 960.
"""
# ruff: noqa: RUF001 - full width is what people type and what is tested

from datetime import date

import pytest

from desktop.domain.identifiers import (
    check_id_number,
    check_paper_number,
    check_permit,
    check_phone,
    check_project_code,
    check_uscc,
    masked,
    permit_parts,
)

TODAY = date(2026, 11, 12)
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def whole_uscc(first: str) -> str:
    total = sum(USCC_CHARACTERS.index(c) * w for c, w in zip(first, USCC_WEIGHTS, strict=True))
    return first + USCC_CHARACTERS[(31 - total % 31) % 31]


def whole_id(first: str) -> str:
    total = sum(int(c) * w for c, w in zip(first, ID_WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


GOOD = whole_uscc("91469023MAXX0001A")


@pytest.mark.parametrize("start", ["91469023", "11469023", "A1469023", "N2469023", "Y1469023"])
def test_codes_of_every_registering_department(start: str) -> None:
    code = whole_uscc(start + "MAXX0002B")
    assert check_uscc(code) == (code, None)


def test_published_example() -> None:
    assert check_uscc("91110000600037341L").problem is None


@pytest.mark.parametrize(
    "typed",
    [
        GOOD.lower(),
        " ".join([GOOD[:8], GOOD[8:]]),
        "'" + GOOD,
        "".join(chr(ord(c) + 0xFEE0) for c in GOOD),
        GOOD + "\u200b",
    ],
)
def test_code_put_right(typed: str) -> None:
    assert check_uscc(typed) == (GOOD, None)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (GOOD[:-1], "17 位"),
        (GOOD[:-2] + GOOD[-1] + GOOD[-2], "校验"),
        ("92" + GOOD[2:], "校验"),
        (GOOD[:10] + "I" + GOOD[11:], "I"),
        (GOOD[:4] + "A" + GOOD[5:], "行政区划"),
    ],
)
def test_code_refused_with_its_own_reason(typed: str, word: str) -> None:
    assert word in (check_uscc(typed).problem or "")


PERSON = whole_id("46902319900228961")
WITH_X = next(n for n in (whole_id(f"46902319900228{s}") for s in range(960, 999)) if n[-1] == "X")


@pytest.mark.parametrize(
    "typed",
    [PERSON, PERSON[:6] + " " + PERSON[6:14] + "　" + PERSON[14:], "＇" + PERSON],
)
def test_id_number_put_right(typed: str) -> None:
    assert check_id_number(typed, TODAY) == (PERSON, None)


def test_small_x_and_full_width_x() -> None:
    assert check_id_number(WITH_X.lower(), TODAY) == (WITH_X, None)
    assert check_id_number(WITH_X[:-1] + "ｘ", TODAY) == (WITH_X, None)


@pytest.mark.parametrize("region", ["460106", "469002", "460400", "440001", "810000", "911562"])
def test_region_code_is_not_judged(region: str) -> None:
    assert check_id_number(whole_id(region + "19900228961"), TODAY).problem is None


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (PERSON[:-1] + ("0" if PERSON[-1] != "0" else "1"), "校验"),
        (whole_id("46902319900230961"), "19900230"),
        (whole_id("46902320990101961"), "2099-01-01"),
        (whole_id("46902318991231961"), "1899-12-31"),
        (PERSON[:15], "15 位"),
        (PERSON[:16] + "A" + PERSON[17:], "数字"),
        ("469023199002280000", "失真"),
        ("4.69E+17", "Excel"),
        (4.69023199002280e17, "失真"),
        (469023199002280000, "Excel"),
    ],
)
def test_id_number_refused_with_its_own_reason(typed: str | float, word: str) -> None:
    assert word in (check_id_number(typed, TODAY).problem or "")


def test_born_today_is_possible_and_tomorrow_is_not() -> None:
    assert check_id_number(whole_id("46902320261112961"), TODAY).problem is None
    assert check_id_number(whole_id("46902320261113961"), TODAY).problem is not None


def test_ending_of_three_noughts_is_believed_when_typed_by_hand() -> None:
    rare = next(
        n for n in (whole_id(f"469023199002{d:02}900") for d in range(1, 29)) if n[-1] == "0"
    )
    assert check_id_number(rare, TODAY).problem is not None
    assert check_id_number(rare, TODAY, typed=True).problem is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+86 138-0000-0001", "13800000001"),
        ("１３８００００００００", "13800000000"),
        ("0898 66660000", "0898-66660000"),
        ("（0898）66660000", "0898-66660000"),
        ("12350", "12350"),
    ],
)
def test_phone(typed: str, kept: str) -> None:
    assert check_phone(typed) == (kept, None)


@pytest.mark.parametrize("typed", ["1380000000", "23800000000", "无此号"])
def test_phone_that_is_none(typed: str) -> None:
    assert check_phone(typed).problem


def test_permit_taken_apart_and_other_lengths_allowed() -> None:
    parts = permit_parts("469023202403150102")
    assert parts is not None
    assert (parts.region, parts.day, parts.serial, parts.category) == (
        "469023",
        date(2024, 3, 15),
        1,
        "02",
    )
    assert check_permit("琼建许2019-018").problem is None
    assert check_permit("469023202413150102").problem is not None


def test_project_code_gets_its_dashes() -> None:
    assert check_project_code("24014690230401000123") == ("2401-469023-04-01-000123", None)
    assert check_project_code("2401-469023-04-01-000123").problem is None
    assert check_project_code("2401-469023-04-01").problem is not None


def test_paper_number_gets_its_brackets() -> None:
    assert check_paper_number("示建安整[2026]15号") == ("示建安整〔2026〕15号", None)
    assert check_paper_number("示建安整（２０２６） 15 号").value == "示建安整〔2026〕15号"
    assert check_paper_number("口头").problem is not None


def test_masking_keeps_three_and_four() -> None:
    assert masked(PERSON) == "469***********" + PERSON[-4:]
    assert masked("13800000001") == "138****0001"
    assert masked("") == ""
