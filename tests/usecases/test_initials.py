"""Pinyin initials: as the words are read, and with the other readings of a heteronym."""

import pytest

from desktop.usecases.initials import initials_of


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("重庆路小学", "cqlxx"),  # 重 is chóng in 重庆
        ("长春花园", "cchy"),
        ("银行大厦", "yhds"),  # 行 is háng
        ("单县大道", "sxdd"),  # 单 is shàn as a place, dān by itself
        ("单县大道", "dxdd"),
        ("3#楼（一期）", "3lyq"),
        ("ABC 项目", "abcxm"),
    ],
)
def test_a_title_is_found_by_what_a_clerk_types(title, typed):
    assert any(typed in reading for reading in initials_of(title).split())


def test_readings_are_bounded_and_the_usual_one_comes_first():
    long_name = "重长行单" * 20
    readings = initials_of(long_name).split()
    assert len(readings) <= 12
    assert initials_of("环城西路").split()[0] == "hcxl"


def test_nothing_readable_gives_nothing():
    assert initials_of("") == ""
    assert initials_of("（）——") == ""


def test_reading_sign_by_sign_agrees_for_plain_words():
    name = "环城西路改造"
    assert initials_of(name, by_words=False).split()[0] == initials_of(name).split()[0]
