"""The papers themselves: right words, nothing empty announced, refusals, the same bytes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from db.codes import ServiceWay
from desktop.documents import month_report, rectification_notice, service_receipt
from desktop.documents.sheets import Officer, sheet_json
from desktop.domain.errors import RuleViolation
from tests.documents.reading import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    body,
    pages,
    pdfium_text,
    plumber_text,
    reach,
    rows,
)
from tests.documents.sheets import BARE, HUGE, ITEMS, LONG, MONTH, NOTICE, RECEIPT

ALL = [
    pytest.param(rectification_notice, NOTICE, id="notice"),
    pytest.param(rectification_notice, LONG, id="notice of twelve"),
    pytest.param(rectification_notice, HUGE, id="notice of 2000 characters"),
    pytest.param(rectification_notice, BARE, id="bare notice"),
    pytest.param(service_receipt, RECEIPT, id="receipt"),
    pytest.param(month_report, MONTH, id="month"),
]


@pytest.mark.parametrize(("kind", "sheet"), ALL)
def test_the_same_facts_give_the_same_bytes(kind, sheet):
    assert kind.render(sheet) == kind.render(sheet)


@pytest.mark.parametrize(("kind", "sheet"), ALL)
def test_everything_stands_in_the_type_area_and_nothing_lies_over_another(kind, sheet):
    data = kind.render(sheet)
    for text, left, right in reach(data):
        assert left >= LEFT - 0.1, text
        assert right <= RIGHT + 0.1, text
    for page in pages(data):
        for char in body(page):
            assert char.top + char.size <= BOTTOM + 1.2, char
        assert min(char.top for char in body(page)) >= TOP - 0.1
        seen = {(round(c.x0), round(c.top)) for c in page if c.text.strip()}
        assert len(seen) == len([c for c in page if c.text.strip()])


@pytest.mark.parametrize(("kind", "sheet"), ALL)
def test_no_character_is_a_blank_box(kind, sheet):
    """A missing glyph would be the subset's glyph 0, and its text U+0000."""
    assert "\x00" not in pdfium_text(kind.render(sheet))
    assert "\ufffd" not in plumber_text(kind.render(sheet))


@pytest.mark.parametrize("read", [pdfium_text, plumber_text])
def test_names_beyond_the_bmp_are_found_as_they_are_written(read):
    words = read(rectification_notice.render(NOTICE))
    for name in ("韦𣈶", "张𬱖"):
        assert name in words
    assert "陈𠮷" in read(service_receipt.render(RECEIPT))


def test_the_notice_says_who_what_by_when_and_on_what_ground():
    words = plumber_text(rectification_notice.render(NOTICE))
    for said in (
        "椰城县住房和城乡建设局",
        "责令限期整改通知书",
        "X建安整〔2026〕15号",
        "海南椰城第一建筑工程有限公司：",
        "2026年11月10日，我局监督人员韦𣈶、张𬱖对椰城滨海壹号（二期）（主体结构）",
        "发现下列3项安全隐患",
        "《中华人民共和国安全生产法》第六十五条第一款第（二）项、第（三）项",
        "《建设工程安全生产管理条例》第四十三条",
        "于2026年11月25日18时前整改完毕",
        "2026年11月20日前",
        "由建设单位组织验收",
        "《中华人民共和国安全生产法》第一百零二条",
        "执法证号：HN46902301",
        "由韦𣈶、张𬱖负责复查",
        "（建质规〔2024〕5号）第八条第（七）项",
        "签收人",
        "2026年11月12日",
        "抄送：椰城滨海置业有限公司（建设单位）、海南椰城工程监理有限公司（监理单位）。",
    ):
        assert said in words, said


def test_what_is_empty_is_not_announced():
    data = rectification_notice.render(BARE)
    words = plumber_text(data)
    for silent in ("抄送", "救济", "待录入原文", "依据：", "录入件", "回复", "None", "()", "〔〕"):
        assert silent not in words, silent
    assert "一、整改期限" in words
    assert "二、" not in words
    assert len(pages(data)) == 1


def test_the_text_on_remedies_is_printed_where_the_office_has_one():
    words = plumber_text(
        rectification_notice.render(replace(NOTICE, remedy="对本通知书不服的，本单位另行告知。"))
    )
    assert "四、救济途径。对本通知书不服的，本单位另行告知。" in words


def test_twelve_items_stand_in_order_under_a_repeated_heading():
    found = pages(rectification_notice.render(LONG))
    words = "".join(char.text for page in found for char in page)
    places = [words.index(f"第{number}处：") for number in range(1, 13)]
    assert places == sorted(places)
    assert words.count("部位、存在的问题及依据") >= 2


def test_two_thousand_characters_are_all_printed():
    words = plumber_text(rectification_notice.render(HUGE))
    assert len(HUGE.items[0].description) == 2000
    assert words.count("核") == HUGE.items[0].description.count("核")


def test_a_copy_of_a_paper_issued_elsewhere_says_so_on_every_page():
    for kind, sheet in ((rectification_notice, LONG), (service_receipt, RECEIPT)):
        for page in pages(kind.render(replace(sheet, transcribed=True))):
            above = rows([char for char in page if char.top < TOP - 1])
            assert list(above.values()) == ["录入件（以原件为准）"]


def test_markup_in_a_name_is_printed_as_it_is():
    words = pdfium_text(rectification_notice.render(replace(NOTICE, project='<b>甲&amp;"乙"</b>')))
    assert '<b>甲&amp;"乙"</b>' in words


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"project": "陈𰻞工程"},
            "责令限期整改通知书X建安整〔2026〕15号的工程名称中的“𰻞”（U+30EDE）",
        ),
        ({"inspectors": (Officer("李\ue000"),)}, "的监督人员第1项的姓名中的自造字符（U+E000"),
        (
            {"items": (ITEMS[0], replace(ITEMS[1], description="甲\x08乙"))},
            "的隐患清单第2项的问题描述中的不可见的控制字符（U+0008）",
        ),
        ({"copied_to": ("甲公司", "乙𰻞公司")}, "的抄送单位第2项中的“𰻞”"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_the_field(changed, told):
    with pytest.raises(RuleViolation) as refusal:
        rectification_notice.render(replace(NOTICE, **changed))
    assert told in refusal.value.sentence


def test_the_receipt_marks_the_way_and_keeps_blanks_for_ink():
    words = plumber_text(service_receipt.render(RECEIPT))
    assert "■留置送达" in words
    assert words.count("□") == 5
    assert "2026年11月12日16时30分" in words
    blank = replace(
        RECEIPT, way=None, receiver="", receiver_post="", received=None, refusal="", servers=()
    )
    words = plumber_text(service_receipt.render(blank))
    assert words.count("□") == len(ServiceWay)
    assert "None" not in words
    assert "年" in words


def test_a_sheet_is_kept_as_canonical_json():
    kept = sheet_json(NOTICE)
    assert kept == sheet_json(replace(NOTICE))
    assert '"due": "2026-11-25"' in kept
    assert "韦𣈶" in kept


def test_papers_drawn_at_the_same_time_do_not_disturb_each_other():
    """A preview is drawn by a reader while the writer issues."""
    sheets = [replace(NOTICE, number=f"X建安整〔2026〕{number}号") for number in range(1, 9)]
    alone = [rectification_notice.render(sheet) for sheet in sheets]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(rectification_notice.render, sheets)) == alone
