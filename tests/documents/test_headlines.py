"""Headlines break at words, keep names whole, and make a trapezium or a diamond."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.documents.headlines import headline_lines

BUREAU = "椰城县住房和城乡建设局"
FIRM = "海南椰城第一建筑工程有限公司"
PROJECT = "椰城滨海壹号（二期）"
NAMES = (BUREAU, FIRM, PROJECT, "海南椰城工程监理有限公司", "椰城滨海置业有限公司")
ROOM = 20.0  # squares of 二号 in 156 mm: 442.2 / 22

# Broken by hand, as the office's own clerks break them.
BY_HAND = [
    [BUREAU, "关于2026年10月房屋市政工程安全生产", "治本攻坚三年行动进展情况的报告"],
    [BUREAU, f"关于{PROJECT}项目", "重大事故隐患整改不力的通报"],
    ["关于第三季度建筑施工", "安全监督检查情况的通报"],
    [f"关于约谈{FIRM}", "主要负责人的会议纪要"],
    [BUREAU, "关于印发《椰城县房屋市政工程安全生产", "治本攻坚三年行动实施方案》的通知"],
]
PIECES = st.sampled_from(
    [
        *NAMES,
        "关于",
        "对",
        "2026年10月",
        "《建设工程安全生产管理条例》",
        "重大事故隐患",
        "逾期未整改",
        "情况的",
        "第三季度",
        "施工现场",
        "、",
        "和",
        "及",
        "监督检查",
    ]
)


def broken(text):
    widths = [0.55 if char.isascii() else 1.0 for char in text]
    return headline_lines(text, widths, ROOM, NAMES)


@pytest.mark.parametrize("lines", BY_HAND, ids=lambda lines: lines[1])
def test_headlines_break_where_a_clerk_breaks_them(lines):
    assert broken("".join(lines)) == lines


def test_a_headline_that_fits_stays_on_one_line():
    assert broken("关于停工整改的通报") == ["关于停工整改的通报"]


@settings(max_examples=200, deadline=None)
@example([BUREAU, NAMES[3], "2026年10月", "情况的", FIRM, "关于"])
@given(st.lists(PIECES, min_size=3, max_size=9))
def test_names_dates_and_quotations_stay_whole_and_nothing_is_lost(parts):
    text = "关于" + "".join(parts).strip("、") + "的通报"
    lines = broken(text)
    if lines is None:
        return
    assert "".join(lines) == text
    for whole in (*NAMES, "2026年10月"):
        assert sum(line.count(whole) for line in lines) == text.count(whole)
    assert lines[-1].endswith("的通报")
    for line in lines:
        assert sum(0.55 if char.isascii() else 1.0 for char in line) <= ROOM + 0.01
        assert line[0] not in "的、》）"


def test_three_lines_are_no_hourglass():
    for lines in BY_HAND:
        sizes = [len(line) for line in broken("".join(lines))]
        falls = [n for n, (a, b) in enumerate(pairwise(sizes)) if b < a]
        rises = [n for n, (a, b) in enumerate(pairwise(sizes)) if b > a]
        assert not (falls and rises and min(falls) < max(rises))


def test_a_text_of_unknown_words_is_still_broken():
    lines = broken("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒")
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 4


def test_what_needs_more_than_six_lines_is_left_to_the_paragraph_breaker():
    assert broken("国" * 200) is None
