"""The page machine, measured in the PDF by other libraries against GB/T 9704-2012."""

import io
from itertools import pairwise

import pdfplumber
import pytest

from desktop.documents.blocks import (
    Heading,
    KeepTogether,
    Paragraph,
    SignatureBlock,
    Spacer,
    Title,
)
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.tables import Cell, Row, Table
from tests.documents.reading import BOTTOM, LEFT, MM, RIGHT, TOP, body, pages, pdfium_text, rows

SQUARE = (156 * MM - 16) / 27
"""28 characters of 16 pt (三号) that begin and end at the edges of the type area."""


def paper(*blocks, mark="", foot=""):
    return Paper("试印", Form.FORM, "椰城县住房和城乡建设局", blocks, mark, foot)


def printed(*blocks, **extra):
    return pages(render_paper(paper(*blocks, **extra)))


def test_a_full_page_has_22_lines_of_28_characters_from_37_and_28_millimetres():
    first, second = printed(Paragraph("国" * 28 * 25, indent=0))
    lines = rows(body(first))
    assert [len(words) for words in lines.values()] == [28] * 22
    assert [len(words) for words in rows(body(second)).values()] == [28] * 3
    tops = list(lines)
    assert tops[0] == pytest.approx(TOP, abs=0.1)
    assert [low - high for high, low in pairwise(tops)] == pytest.approx([28.95] * 21, abs=0.15)
    line = [char for char in body(first) if char.top == pytest.approx(TOP, abs=0.1)]
    assert [char.x0 for char in line] == pytest.approx(
        [LEFT + SQUARE * place for place in range(28)], abs=0.1
    )
    assert line[-1].x1 == pytest.approx(RIGHT, abs=0.1)
    assert {char.size for char in line} == {16.0}
    assert {char.font.split("+")[1] for char in line} == {"FandolFang-Regular"}


def test_paragraphs_begin_two_squares_in():
    (page,) = printed(Paragraph("国" * 40))
    first, second = sorted({char.top for char in body(page)})
    assert min(c.x0 for c in body(page) if c.top == first) == pytest.approx(LEFT + 2 * SQUARE, 0.1)
    assert min(c.x0 for c in body(page) if c.top == second) == pytest.approx(LEFT, abs=0.1)


def test_page_numbers_stand_outside_seven_millimetres_below():
    """7.5: 四号宋体, 一字线上距版心下边缘 7 mm; 单页居右空一字, 双页居左空一字."""
    data = render_paper(paper(Paragraph("国" * 28 * 60, indent=0)))
    for number, page in enumerate(pages(data), start=1):
        folio = [char for char in page if char.top > BOTTOM]
        assert "".join(char.text for char in folio) == f"—{number}—"
        assert {char.size for char in folio} == {14.0}
        assert {char.font.split("+")[1] for char in folio} == {"NotoSerifSC-Regular"}
        if number % 2:
            assert folio[-1].x1 == pytest.approx(RIGHT - 14, abs=0.5)
        else:
            assert folio[0].x0 == pytest.approx(LEFT + 14, abs=0.5)
    assert dash_top(data) == pytest.approx(BOTTOM + 7 * MM, abs=0.5)


def dash_top(data):
    """Where the ink of the dash begins, seen in a picture at 300 dpi."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        picture = opened.pages[0].to_image(resolution=300).original.convert("L")
    scale = 300 / 72
    band = (int(LEFT * scale), int((BOTTOM + 9) * scale), int(RIGHT * scale), picture.height)
    rows_of_ink = picture.crop(band).point(lambda shade: 255 if shade < 128 else 0)
    left, _, _, _ = rows_of_ink.getbbox()
    dash = rows_of_ink.crop((left, 0, left + 30, rows_of_ink.height))
    return (band[1] + dash.getbbox()[1]) / scale


def test_the_date_stands_four_squares_in_and_the_name_is_centred_over_it():
    (page,) = printed(Paragraph("特此通知。"), SignatureBlock("椰城县住建局", "2026年3月5日"))
    lines = rows(body(page))
    date_top = next(top for top, words in lines.items() if words == "2026年3月5日")
    name_top = next(top for top, words in lines.items() if words == "椰城县住建局")
    date = [c for c in page if c.top == pytest.approx(date_top, abs=0.1)]
    name = [c for c in page if c.top == pytest.approx(name_top, abs=0.1)]
    assert date[-1].x1 == pytest.approx(RIGHT - 4 * SQUARE, abs=0.5)
    middle = (date[0].x0 + date[-1].x1) / 2
    assert (name[0].x0 + name[-1].x1) / 2 == pytest.approx(middle, abs=0.5)
    assert date_top > name_top


@pytest.mark.parametrize("filled", range(14, 23))
def test_the_signature_never_stands_on_a_page_without_text_and_leaves_room_for_the_seal(filled):
    """印章 42 mm 下压署名和日期, 顶端距正文一行之内; no page without text."""
    found = printed(
        Paragraph("国" * 28 * filled, indent=0),
        SignatureBlock("椰城县住房和城乡建设局", "2026年3月5日"),
        Paragraph("抄送：甲。"),
    )
    page = next(page for page in found if any("日" in c.text for c in body(page)))
    lines = rows(body(page))
    text = [top for top, words in lines.items() if set(words) == {"国"}]
    name = next(top for top, words in lines.items() if words.startswith("椰城县"))
    date = next(top for top, words in lines.items() if words.endswith("5日"))
    assert text
    seal_bottom = date + 16 + 20  # pressed over the date, its lower edge a line below
    seal_top = seal_bottom - 42 * MM
    assert 0 <= seal_top - (max(text) + 16) <= 28.95
    others = [top for top in lines if top not in (name, date) and top > max(text)]
    assert all(top >= seal_bottom - 0.5 for top in others)


def test_a_heading_is_not_the_last_line_of_a_page():
    first, second = printed(
        Paragraph("国" * 28 * 21, indent=0), Heading("一、要求"), Paragraph("国国")
    )
    assert "一、要求" not in rows(body(first)).values()
    assert list(rows(body(second)).values()) == ["一、要求", "国国"]


def test_what_is_kept_together_moves_together():
    kept = KeepTogether((Paragraph("甲" * 28 * 3, indent=0), Paragraph("乙")))
    first, second = printed(Paragraph("国" * 28 * 20, indent=0), kept)
    assert len(rows(body(first))) == 20
    assert len(rows(body(second))) == 4


def test_space_opens_no_page():
    assert len(printed(Paragraph("国" * 28 * 22, indent=0), Spacer(3))) == 1
    _, second = printed(Paragraph("国" * 28 * 22, indent=0), Spacer(3), Paragraph("甲"))
    assert min(char.top for char in body(second)) == pytest.approx(TOP, abs=0.1)


def table(rows_of_words, header=1):
    heading = Row((Cell("序号"), Cell("内容")))
    return Table((1, 5), (heading, *(Row(tuple(map(Cell, row))) for row in rows_of_words)), header)


def test_the_heading_of_a_table_is_repeated_on_each_page():
    found = printed(table([(str(n), "国" * 60) for n in range(30)]))
    assert len(found) > 1
    for page in found:
        assert next(iter(rows(body(page)).values())) == "序号内容"


def test_a_row_longer_than_a_page_parts_and_loses_nothing():
    words = "".join(chr(0x4E00 + n) for n in range(0, 3000))
    words = "".join(char for char in words if char.encode("gb2312", "ignore"))
    found = printed(table([("1", words)]))
    assert len(found) > 1
    inside = "".join(c.text for page in found for c in body(page) if c.text in words)
    assert [char for char in words if char not in inside] == []
    for page in found:
        assert max(char.top + char.size for char in body(page)) <= BOTTOM + 0.5


def test_every_page_of_a_parted_table_is_ruled_shut():
    data = render_paper(paper(table([("1", "国" * 2500)])))
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            flat = [line for line in page.lines if abs(line["top"] - line["bottom"]) < 0.1]
            upright = [line for line in page.lines if abs(line["x0"] - line["x1"]) < 0.1]
            assert min(line["top"] for line in flat) == pytest.approx(
                min(line["top"] for line in upright), abs=0.1
            )
            assert max(line["bottom"] for line in flat) == pytest.approx(
                max(line["bottom"] for line in upright), abs=0.1
            )
            for line in upright:
                assert LEFT - 0.1 <= line["x0"] <= RIGHT + 0.1


def test_a_long_title_breaks_into_even_lines_in_the_middle():
    (page,) = printed(Title("关于" + "椰城滨海壹号项目" * 3 + "安全隐患整改情况的通报"))
    words = rows(body(page))
    assert len(words) == 2
    first, second = words.values()
    assert abs(len(first) - len(second)) <= 3
    for top in words:
        line = [c for c in page if c.top == pytest.approx(top, abs=0.1)]
        assert (line[0].x0 + line[-1].x1) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def test_mark_and_foot_stand_outside_the_type_area_on_every_page():
    found = printed(Paragraph("国" * 28 * 30), mark="录入件", foot="链首 abc")
    for page in found:
        assert "录入件" in rows([c for c in page if c.top < TOP - 1]).values()
        assert "链首 abc" in rows([c for c in page if c.top > BOTTOM + 7 * MM]).values()


def test_the_file_says_what_it_is_and_embeds_every_font():
    data = render_paper(paper(Paragraph("监督<b>&amp;</b>")))
    with pdfplumber.open(io.BytesIO(data)) as opened:
        assert opened.metadata["Subject"] == "zhiben:form"
        assert opened.metadata["Title"] == "试印"
        assert (opened.pages[0].width, opened.pages[0].height) == pytest.approx(
            (595.276, 841.89), abs=0.01
        )
    assert b"Helvetica" not in data
    assert data.count(b"/FontDescriptor ") >= 1
    assert data.count(b"/FontFile2") == data.count(b"/Type /FontDescriptor")
    assert "监督<b>&amp;</b>" in pdfium_text(data)
