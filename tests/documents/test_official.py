"""GB/T 9704-2012 on paper: heads, titles, signatures, imprint, attachments, measured by others."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pdfplumber
import pytest

from desktop.documents import document, letter, minutes
from desktop.documents.blocks import Paragraph, SignatureBlock
from desktop.documents.endings import AttachmentNote, PlainSignature
from desktop.documents.measure import measure
from desktop.documents.page import Form, Paper, render_paper
from desktop.domain.errors import RuleViolation
from tests.documents.official import CIRCULAR, LETTER, LIST, MINUTES, REPORT, SHORT
from tests.documents.reading import (
    BOTTOM,
    LEFT,
    MM,
    RIGHT,
    TOP,
    body,
    pages,
    pdfium_text,
    rows,
)

SQUARE = (156 * MM - 16) / 27
RED, BLACK = (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)
ALL = [
    pytest.param(document, CIRCULAR, id="circular"),
    pytest.param(document, REPORT, id="report"),
    pytest.param(document, SHORT, id="short"),
    pytest.param(letter, LETTER, id="letter"),
    pytest.param(minutes, MINUTES, id="minutes"),
]


def opened(data):
    return pdfplumber.open(io.BytesIO(data))


def lines_of(data, page=0):
    with opened(data) as pdf:
        return [line for line in pdf.pages[page].lines if abs(line["top"] - line["bottom"]) < 0.1]


def ink(data, area, page=0):
    """Upper and lower edge of the ink in an area of the page, seen at 300 dpi."""
    with opened(data) as pdf:
        picture = pdf.pages[page].to_image(resolution=300).original.convert("RGB")
    scale = 300 / 72
    left, top, right, bottom = (int(edge * scale) for edge in area)
    crop = picture.crop((left, top, right, bottom))
    _, green, _ = crop.split()
    reds = green.point(lambda shade: 255 if shade < 128 else 0)
    _, y0, _, y1 = reds.getbbox()
    return (top + y0) / scale, (top + y1) / scale


@pytest.mark.parametrize(("kind", "sheet"), ALL)
def test_the_same_facts_give_the_same_bytes(kind, sheet):
    assert kind.render(sheet) == kind.render(sheet)


@pytest.mark.parametrize(("kind", "sheet"), ALL)
def test_everything_stands_in_the_type_area(kind, sheet):
    for number, page in enumerate(pages(kind.render(sheet))):
        for char in page:
            if char.top < TOP - 1 and kind is letter and not number:
                continue  # the office's name of a letter stands above it
            assert char.x0 >= LEFT - 0.2, char
            assert char.x1 <= RIGHT + 0.2, char
            assert char.top >= TOP - 1, char


@pytest.mark.parametrize("sheet", [CIRCULAR, REPORT, SHORT])
def test_the_office_s_name_lies_35_millimetres_below_and_the_red_line_4_below_the_number(sheet):
    data = document.render(sheet)
    (red,) = [line for line in lines_of(data) if line["stroking_color"] == RED]
    assert red["x0"] == pytest.approx(LEFT, abs=0.1)
    assert red["x1"] == pytest.approx(RIGHT, abs=0.1)
    assert red["linewidth"] == pytest.approx(0.5 * MM, abs=0.01)
    below = TOP + 2 * 28.95 + 5
    top, bottom = ink(data, (LEFT, below, RIGHT, below + 90))
    assert top == pytest.approx(TOP + 35 * MM, abs=0.6)
    number_top, number_bottom = ink(data, (LEFT, bottom + 3, RIGHT, red["top"] - 2))
    assert red["top"] - number_bottom == pytest.approx(4 * MM, abs=1.0)
    assert number_top > bottom + 28.95  # two empty lines


def test_the_number_stands_in_the_middle_or_beside_the_last_signer():
    first = pages(document.render(CIRCULAR))[0]
    number = row_of(first, "X建安〔2026〕12号")
    assert (number[0].x0 + number[-1].x1) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    first = pages(document.render(REPORT))[0]
    words = list(rows(body(first)).values())
    assert "签发人：符启明　王安" in words
    last = row_of(first, "X建安〔2026〕12号李全")
    assert last[0].x0 == pytest.approx(LEFT + SQUARE, abs=0.5)
    signed = row_of(first, "签发人：符启明　王安")
    assert signed[-1].x1 == pytest.approx(RIGHT - SQUARE, abs=0.5)
    assert signed[4].font.endswith("FandolKai-Regular")
    assert signed[0].font.endswith("FandolFang-Regular")
    assert row_of(first, "特急")[0].font.endswith("NotoSansSC-Medium")


def row_of(page, words):
    top = next(top for top, said in rows(page).items() if said == words)
    line = [char for char in page if char.top == pytest.approx(top, abs=0.1)]
    return sorted(line, key=lambda char: char.x0)


def test_the_title_is_in_second_size_and_breaks_at_words():
    first = pages(document.render(CIRCULAR))[0]
    title = [char for char in first if char.size == 22.0]
    assert list(rows(title).values()) == [
        "椰城县住房和城乡建设局",
        "关于椰城滨海壹号（二期）项目",
        "重大事故隐患整改不力的通报",
    ]
    assert {char.font.split("+")[1] for char in title} == {"NotoSerifSC-Black"}


def test_levels_have_their_faces():
    words = {}
    for page in pages(document.render(CIRCULAR)):
        for top, said in rows(body(page)).items():
            first = min((c for c in page if abs(c.top - top) < 0.1), key=lambda c: c.x0)
            words[said[:3]] = first.font.split("+")[1]
    assert words["一、基"] == "NotoSansSC-Medium"
    assert words["（一）"] == "FandolKai-Regular"
    assert words["1. "] == "FandolFang-Regular"
    assert words["（1）"] == "FandolFang-Regular"


def test_a_letter_has_its_lines_where_the_standard_wants_them():
    """10.1: 标志上边缘距上页边 30 mm; 4 mm 下红双线; 距下页边 20 mm; 线长 170 mm; 文号居右."""
    data = letter.render(LETTER)
    reds = [line for line in lines_of(data) if line["stroking_color"] == RED]
    assert len(reds) == 4
    for line in reds:
        assert line["x1"] - line["x0"] == pytest.approx(170 * MM, abs=0.1)
        assert line["x0"] == pytest.approx(20 * MM, abs=0.1)
    thick, thin, thinner, thicker = sorted(reds, key=lambda line: line["top"])
    assert thick["linewidth"] > thin["linewidth"]
    assert thinner["linewidth"] < thicker["linewidth"]
    assert thicker["bottom"] + thicker["linewidth"] / 2 == pytest.approx(277 * MM, abs=0.3)
    top, bottom = ink(data, (LEFT - 10, 60, RIGHT + 10, thick["top"] - 3))
    assert top == pytest.approx(30 * MM, abs=0.6)
    assert thick["top"] - thick["linewidth"] / 2 - bottom == pytest.approx(4 * MM, abs=0.6)
    first, second = pages(data)
    number = row_of(first, "X建安函〔2026〕3号")
    assert number[-1].x1 == pytest.approx(RIGHT, abs=0.2)
    gap = ink(data, (LEFT, thin["bottom"] + 3, RIGHT, thin["bottom"] + 40))[0] - thin["bottom"]
    assert gap == pytest.approx(14, abs=1.5)  # seven eighths of the height of 三号
    assert "—1—" not in rows(first).values()
    assert "—2—" in rows(second).values()
    assert not [line for line in lines_of(data, 1) if line["stroking_color"] == RED]
    last = max(char.top + char.size for char in body(first))
    assert thinner["top"] - last > 14
    assert lines_of(data, 1) == []  # no rules in the imprint of a letter
    assert "抄送：椰城滨海置业有限公司。" in rows(body(second)).values()


def test_minutes_have_their_name_and_the_lists_of_who_was_there():
    data = minutes.render(MINUTES)
    top, _ = ink(data, (LEFT, TOP + 60, RIGHT, TOP + 140))
    assert top == pytest.approx(TOP + 35 * MM, abs=0.6)
    last = pages(data)[-1]
    said = list(rows(body(last)).values())
    word = next(line for line in said if line.startswith("出席："))
    assert word.startswith("出席：椰城县住房和城乡建设局　韦")
    attended = row_of(last, word)
    assert attended[0].font.endswith("NotoSansSC-Medium")
    assert attended[0].x0 == pytest.approx(LEFT + 2 * SQUARE, abs=0.5)
    assert attended[3].font.endswith("FandolFang-Regular")
    unit = next(line for line in said if line.startswith("海南椰城第一建筑"))
    assert row_of(last, unit)[0].x0 == pytest.approx(LEFT + 5 * SQUARE, abs=0.8)


def test_the_imprint_ends_the_last_page():
    """7.4: 0.35 mm 首末条, 0.25 mm 中间; 末条与版心下边缘重合; 抄送左右各空一字, 句号."""
    data = document.render(REPORT)
    last = pages(data)[-1]
    first, middle, end = sorted(lines_of(data, 1), key=lambda line: line["top"])
    assert [line["linewidth"] / MM for line in (first, middle, end)] == pytest.approx(
        [0.35, 0.25, 0.35], abs=0.01
    )
    assert end["bottom"] + end["linewidth"] / 2 == pytest.approx(BOTTOM, abs=0.1)
    for line in (first, middle, end):
        assert (line["x0"], line["x1"]) == pytest.approx((LEFT, RIGHT), abs=0.1)
    copies = [char for char in last if first["top"] < char.top < middle["top"]]
    assert {char.size for char in copies} == {14.0}
    said = list(rows(copies).values())
    assert said[0].startswith("抄送：椰城县安全生产委员会办公室、")
    assert said[-1].endswith("。")
    assert min(c.x0 for c in row_of(last, said[1])) == pytest.approx(LEFT + 14 * 4, abs=0.5)
    printed = row_of(last, "椰城县住房和城乡建设局2026年11月12日印发")
    assert printed[0].x0 == pytest.approx(LEFT + 14, abs=0.2)
    assert printed[-1].x1 == pytest.approx(RIGHT - 14, abs=0.2)


def test_too_many_addressees_move_into_the_imprint_so_that_page_one_has_text():
    many = tuple(f"椰城县第{number}建筑工程有限公司" for number in range(1, 31))
    data = document.render(replace(CIRCULAR, addressees=many, enclosures=()))
    first, *_, last = pages(data)
    assert any("2026年10月" in said for said in rows(body(first)).values())
    said = [words for words in rows(body(last)).values() if words.startswith(("主送", "抄送"))]
    assert [words[:3] for words in said] == ["主送：", "抄送："]


def test_attachments_begin_pages_before_the_imprint_and_wide_tables_lie_across():
    data = document.render(CIRCULAR)
    found = pages(data)
    third = rows(body(found[2]))
    tops = list(third)
    assert third[tops[0]] == "附件1"
    assert tops[0] == pytest.approx(TOP, abs=0.1)
    assert third[tops[1]] == "重大事故隐患清单"
    assert tops[1] == pytest.approx(TOP + 2 * 28.95, abs=3)
    with opened(data) as pdf:
        upright = [[c["upright"] for c in page.chars] for page in pdf.pages]
        fourth = pdf.pages[3]
        title = [c for c in fourth.chars if c["text"] == "件" and not c["upright"]]
        assert title[0]["x0"] == pytest.approx(LEFT, abs=1)  # the head at the left edge
        heads = [
            [c for c in page.chars if c["text"] == "序" and not c["upright"]]
            for page in pdf.pages[3:6]
        ]
    assert all(upright[2])
    assert not all(upright[3])
    assert all(len(head) == 1 for head in heads)
    # The page number stands where it stands on the others.
    assert "—4—" in rows([c for c in found[3] if c.top > BOTTOM]).values()


def test_even_pages_mirror_their_margins_by_setting():
    data = document.render(replace(REPORT, mirrored=True))
    first, second = pages(data)
    assert min(c.x0 for c in body(first)) == pytest.approx(28 * MM, abs=0.3)
    assert min(c.x0 for c in body(second)) == pytest.approx(26 * MM, abs=0.3)
    assert max(c.x1 for c in body(second)) == pytest.approx((26 + 156) * MM, abs=0.3)


def plain(name, day):
    blocks = (Paragraph("特此通知。"), PlainSignature(name, day))
    (page,) = pages(render_paper(Paper("试印", Form.DOCUMENT, "甲", blocks)))
    return row_of(page, name), row_of(page, day)


def test_without_a_seal_the_name_ends_two_squares_in_and_the_date_begins_two_after_it():
    name, day = plain("椰城县住房和城乡建设局", "2026年3月5日")
    assert name[-1].x1 == pytest.approx(RIGHT - 2 * SQUARE, abs=0.3)
    assert day[0].x0 == pytest.approx(name[0].x0 + 2 * SQUARE, abs=0.3)
    name, day = plain("县局", "2026年11月12日")
    assert day[-1].x1 == pytest.approx(RIGHT - 2 * SQUARE, abs=0.3)
    assert name[0].x0 == pytest.approx(day[0].x0 - 2 * SQUARE, abs=0.3)


def test_attachment_names_are_aligned_and_end_without_a_mark():
    names = ("整改情况一览表。", "重大事故隐患清单" * 4)
    blocks = (Paragraph("特此通知。"), AttachmentNote(names))
    (page,) = pages(render_paper(Paper("试印", Form.DOCUMENT, "甲", blocks)))
    text, first, second, turned = rows(body(page)).values()
    assert first == "附件：1.整改情况一览表"
    one, two, three = (row_of(page, words) for words in (first, second, turned))
    assert one[0].x0 == pytest.approx(LEFT + 2 * SQUARE, abs=0.2)
    assert two[0].x0 == pytest.approx(one[3].x0, abs=0.6)
    assert three[0].x0 == pytest.approx(two[2].x0, abs=0.6)
    assert one[0].top - row_of(page, text)[0].top == pytest.approx(2 * 28.95, abs=0.2)


@pytest.mark.parametrize("filled", range(10, 46))
def test_spacing_gives_before_the_seal_stands_with_hardly_any_text(filled):
    blocks = (
        Paragraph("国" * 28 * filled, indent=0.0),
        SignatureBlock("椰城县住房和城乡建设局", "2026年3月5日"),
    )
    found = pages(render_paper(Paper("试印", Form.DOCUMENT, "甲", blocks)))
    assert "此页无正文" not in "".join(char.text for page in found for char in page)
    lines = [top for top, words in rows(body(found[-1])).items() if set(words) == {"国"}]
    assert len(lines) >= 2
    for page in found:
        tops = [top for top, words in rows(body(page)).items() if set(words) == {"国"}]
        steps = [low - high for high, low in pairwise(tops)]
        assert all(27.95 <= step <= 30.05 for step in steps)


def test_the_remark_stands_below_the_date():
    second = pages(document.render(CIRCULAR))[1]
    day = row_of(second, "2026年11月12日")
    remark = row_of(second, "（此件公开发布）")
    assert remark[0].top - day[0].top == pytest.approx(28.95, abs=0.2)
    assert remark[0].x0 == pytest.approx(LEFT + 2 * SQUARE, abs=0.5)


def test_what_is_empty_is_not_announced():
    words = pdfium_text(document.render(SHORT))
    for silent in ("抄送", "附件", "签发人", "印发", "None", "（）", "主送"):
        assert silent not in words


def test_a_single_attachment_has_no_number():
    words = pdfium_text(document.render(replace(CIRCULAR, enclosures=(LIST,))))
    assert "附件：重大事故隐患清单" in words
    assert "附件1" not in words


@pytest.mark.parametrize(
    ("kind", "sheet", "told"),
    [
        (document, replace(CIRCULAR, title="关于𰻞的通报"), "通报X建安〔2026〕12号的标题中的“𰻞”"),
        (letter, replace(LETTER, addressees=("甲", "乙\ue000")), "的主送机关第2项中的自造字符"),
        (minutes, replace(MINUTES, attended=("甲\x07",)), "的出席第1项中的不可见的控制字符"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_the_field(kind, sheet, told):
    with pytest.raises(RuleViolation) as refusal:
        kind.render(sheet)
    assert told in refusal.value.sentence


def test_a_paper_of_another_day_differs():
    later = replace(SHORT, issued=date(2026, 11, 13))
    assert document.render(SHORT) != document.render(later)


LONG_NAME = "海南省椰城黎族苗族自治县住房和城乡建设局建设工程质量安全监督管理总站"


@pytest.mark.parametrize(
    ("kind", "sheet"),
    [
        (document, replace(CIRCULAR, enclosures=(), printer=LONG_NAME)),
        (document, replace(SHORT, issuer=LONG_NAME, mark=LONG_NAME, sealed=True)),
        (document, replace(SHORT, issuer=LONG_NAME, mark=LONG_NAME, sealed=False)),
        (letter, replace(LETTER, issuer=LONG_NAME)),
        (minutes, replace(MINUTES, issuer=LONG_NAME)),
    ],
)
def test_the_longest_name_lies_over_nothing(kind, sheet):
    data = kind.render(sheet)
    assert [one.as_words() for one in measure(data).wrong] == []
    for page in pages(data):
        for char in body(page):
            assert char.x0 >= LEFT - 0.3
            assert char.x1 <= RIGHT + 0.3


@pytest.mark.parametrize("field", ["issuer", "number", "title", "remark"])
def test_a_line_end_pasted_into_a_name_is_no_obstacle(field):
    sheet = replace(SHORT, **{field: f"椰城县\n{getattr(SHORT, field)}\r\n"})
    assert "椰城县" in pdfium_text(document.render(sheet))


def test_no_addressee_no_copy_no_text_is_still_a_paper():
    bare = replace(LETTER, addressees=(), copied_to=(), text="", contact="", number="")
    words = pdfium_text(letter.render(bare))
    assert "None" not in words
