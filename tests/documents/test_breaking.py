"""Lines of Chinese: forbidden marks at their edges, whole things, measure, no lost character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.breaking import breaks
from desktop.documents.plain import plain
from desktop.documents.typeset import Span, Style, set_lines

# GB/T 9704-2012 and common practice (避头尾), written down apart from the program's own sets.
FORBIDDEN_FIRST = "，。、；：？！）》〉】〕』」”’…—·\uff05℃"
FORBIDDEN_LAST = "（《〈【〔『「“‘"

STYLE = Style(size=16.0, pitch=15.79, leading=28.95)
WIDE = 27 * 15.79 + 16
WHOLE = [
    "2026年3月5日",
    "12月31日",
    "X建安整〔2026〕15号",
    "建质规〔2024〕5号",
    "第六十五条",
    "第（三）项",
    "5万元",
    "21.5米",
    "3个月",
    "96.9%",
    "38℃",
    "QTZ80",
    "JGJ59-2011",
    "20260115",
    "GB 50300-2013",
    "18时30分",
    "3个工作日",
    "φ48.3×3.6mm",
    "±0.000",
    "≥20kPa",
    "5.0kN/m²",
    "3～5天",
    "3#楼",
    "第3号楼",
    "2026年度",
    "示建质安监停〔2026〕15号",
]
HAN = "监督检查发现安全隐患整改通知书应当立即停止使用并撤出作业人员"

whole = st.sampled_from(WHOLE)
han = st.text(alphabet=HAN, min_size=1, max_size=9)
inner = st.one_of(whole, han)
bracketed = st.tuples(inner, st.sampled_from(["（）", "《》", "“”", "【】"])).map(
    lambda pair: pair[1][0] + pair[0] + pair[1][1]
)
phrases = st.lists(
    st.tuples(
        st.one_of(inner, bracketed), st.sampled_from(["，", "。", "；", "、", "：", "……", "——", ""])
    ),
    min_size=1,
    max_size=30,
).map(lambda pairs: "".join(word + mark for word, mark in pairs))


def lines(text, squares=28, first=2):
    margins = (first * STYLE.pitch, 0.0)
    return set_lines([Span(text)], STYLE, measure(squares), margins)


def measure(squares):
    return (squares - 1) * STYLE.pitch + STYLE.size


@settings(max_examples=300, deadline=None)
@given(phrases, st.integers(20, 28))
def test_no_line_begins_or_ends_with_a_forbidden_mark(text, squares):
    cut = [line.text for line in lines(text, squares)]
    for line in cut[1:]:
        assert line[0] not in FORBIDDEN_FIRST
    for line in cut[:-1]:
        assert line[-1] not in FORBIDDEN_LAST


@settings(max_examples=300, deadline=None)
@given(phrases, st.integers(20, 28))
def test_no_character_is_lost_and_no_line_passes_its_measure(text, squares):
    cut = lines(text, squares)
    assert "".join(line.text for line in cut).replace(" ", "") == text.replace(" ", "")
    for number, line in enumerate(cut):
        room = measure(squares - (0 if number else 2))
        assert line.width <= room + 0.01
        assert "".join(run.text for run in line.runs) == line.text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=HAN, max_size=80), whole, st.text(alphabet=HAN, max_size=80))
def test_what_is_read_as_one_stays_on_one_line(before, thing, after):
    cut = [line.text for line in lines(f"{before}，{thing}，{after}")]
    assert any(thing in line for line in cut)


@pytest.mark.parametrize("squares", [6, 7, 8])
def test_a_cell_too_narrow_for_a_number_parts_it_at_its_year(squares):
    cell = Style(size=12.0, pitch=12.0, leading=16.2)
    cut = [line.text for line in set_lines([Span("示建质安审〔2026〕61号")], cell, squares * 12.0)]
    assert cut == ["示建质安审", "〔2026〕61号"]


def test_a_blank_after_a_mark_gives_no_room_for_it():
    cell = Style(size=12.0, pitch=12.0, leading=16.2)
    text = "知通到现层按3#楼， 经改边停监设施总起"
    for squares in range(6, 16):
        for line in set_lines([Span(text)], cell, squares * 12.0 + 2.0):
            assert line.width <= squares * 12.0 + 2.01


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="，。（《国A1 ", max_size=200), st.integers(1, 28))
def test_the_oddest_text_still_ends(text, squares):
    cut = lines(text, squares, first=0)
    assert "".join(line.text for line in cut).replace(" ", "") == text.replace(" ", "")


def test_han_alone_stand_on_the_grid():
    cut = lines("国" * 54)
    assert [len(line.text) for line in cut] == [26, 28]
    for line in cut:
        assert len(line.runs) == 1
        assert line.runs[0].spacing == pytest.approx(15.79 - 16, abs=1e-3)


def test_a_full_line_takes_one_more_mark_by_squeezing_those_inside():
    text = "国" * 10 + "，" + "国" * 8 + "；" + "国" * 8 + "。" + "国" * 5
    first, second = lines(text, first=0)
    assert first.text == text[:29]
    assert first.width == pytest.approx(WIDE)
    assert second.text == "国" * 5


def test_without_marks_inside_the_last_character_goes_down_and_the_line_is_spread():
    text = "国" * 28 + "。" + "国" * 5
    first, second = lines(text, first=0)
    assert first.text == "国" * 27
    assert first.width == pytest.approx(WIDE)
    assert second.text == "国。国国国国国"


def test_digits_of_one_number_are_not_spread_apart():
    text = "国" * 20 + "20260115" + "国" * 3 + "（二）国国"
    first = lines(text, first=0)[0]
    assert first.width == pytest.approx(WIDE)
    assert ("0260115", 0.0) in [(run.text, run.spacing) for run in first.runs]


def test_a_word_longer_than_the_line_is_taken_apart():
    cut = lines("A" * 200)
    assert len(cut) > 3
    assert "".join(line.text for line in cut) == "A" * 200


@pytest.mark.parametrize("thing", WHOLE)
def test_no_break_inside(thing):
    allowed = breaks(thing)
    assert allowed[0]
    assert allowed[-1]
    assert not any(allowed[1:-1])


# Where a line may end, marked by hand: | between two characters.
CASES = [
    "监|督|检|查，|发|现|隐|患。",
    "甲、|乙、|丙；|丁",
    "依|据|《条|例》|第二十一条|的|规|定",
    "责|令|整|改|（X建安整〔2026〕15号），|至",
    "建质规〔2024〕5号",
    "2026年11月12日|前|完|成",
    "11月12日|至|2026年12月|底",
    "上|午|9时30分|起",
    "“三|合|一”|宿|舍",
    "等……|共|3项",
    "甲——|乙",
    "高|21.5米、|重|3t",
    "塔|吊|（QTZ80）|1台",
    "第|一|季|度|整|改|率|96.6%，|同|比",
    "参|照|JGJ 46-2005|第8.1.3条",
    "电|话：|0898-00000000",
    "网|址|www.example.gov.cn|上",
    "罚|款|5万元|以|下",
    "￥300元|整",
    "共|1,250人次",
    "甲·|乙",
]


@pytest.mark.parametrize("case", CASES)
def test_where_a_line_may_end(case):
    text = case.replace("|", "")
    wanted, place = set(), 0
    for char in case:
        if char == "|":
            wanted.add(place)
        else:
            place += 1
    allowed = breaks(text)
    assert {n for n in range(1, len(text)) if allowed[n]} == wanted


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("国" * 10 + "，" + "国" * 8 + "；" + "国" * 8 + "。" + "国" * 5, 29),
        ("国" * 5 + "（" + "国" * 9 + "）" + "国" * 11 + "）。" + "国" * 5, 29),
        ("国" * 5 + "“" + "国" * 9 + "”" + "国" * 11 + "国，" + "国" * 5, 29),
    ],
)
def test_marks_inside_a_full_line_give_room_for_the_one_that_may_not_begin_the_next(text, squeezed):
    first, second = lines(text, first=0)[:2]
    assert len(first.text) == squeezed
    assert second.text[0] not in FORBIDDEN_FIRST
    assert first.width == pytest.approx(WIDE)


def test_digits_and_letters_are_half_width_and_a_year_stands_in_its_brackets():
    assert plain("２０２６年ＱＴＺ８０ａ") == "2026年QTZ80a"
    for written in ("X建安整[2026]15号", "X建安整【2026】15号", "X建安整\uff3b2026\uff3d第15号"):
        assert "〔2026〕" in plain(written)
    assert plain("见[2026]年报") == "见[2026]年报"
    assert plain("（2024版）【甲】") == "（2024版）【甲】"
