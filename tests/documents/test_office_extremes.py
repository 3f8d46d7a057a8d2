"""The papers of visit and loop at their shortest and longest: all is said, nothing is announced."""

import importlib
import re
from dataclasses import replace

import pytest

from db.codes import PaperKind
from desktop.documents.page import render_papers
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from tests.documents.office_extremes import BARE, LONG, WHOLE
from tests.documents.reading import BOTTOM, LEFT, RIGHT, TOP, body, pages, pdfium_text, reach

SHEETS = [
    *(pytest.param(kind, sheet, id=f"bare {kind}") for kind, sheet in BARE.items()),
    *(pytest.param(kind, sheet, id=f"long {kind}") for kind, sheet in LONG.items()),
]


def printed(kind: str, sheet: object) -> bytes:
    return importlib.import_module(f"desktop.documents.{kind}").render(sheet)


@pytest.mark.parametrize(("kind", "sheet"), SHEETS)
def test_everything_stands_in_the_type_area(kind, sheet):
    data = printed(kind, sheet)
    for text, left, right in reach(data):
        assert left >= LEFT - 0.1, text
        assert right <= RIGHT + 0.1, text
    for page in pages(data):
        assert min(char.top for char in body(page)) >= TOP - 0.1
        assert max(char.top + char.size for char in body(page)) <= BOTTOM + 1.2
        seen = {(round(c.x0), round(c.top)) for c in page if c.text.strip()}
        assert len(seen) == len([c for c in page if c.text.strip()])


@pytest.mark.parametrize("kind", BARE)
def test_what_is_empty_is_not_announced(kind):
    words = pdfium_text(printed(kind, BARE[kind]))
    for silent in ("None", "{", "（）", "：。", "。。", "，。", "抄送", "待录入", "救济", "录入件"):
        assert silent not in words, silent
    assert len(pages(printed(kind, BARE[kind]))) <= 2
    # What is printed is numbered without a gap.
    numerals = re.findall(r"([一二三四五六七八九十])、", words)
    assert numerals == list("一二三四五六七八九十")[: len(numerals)]


@pytest.mark.parametrize("kind", LONG)
def test_all_of_a_long_list_is_printed_in_order(kind):
    words = pdfium_text(printed(kind, LONG[kind]))
    wanted = {
        "inspection_approval": "海南椰城第60建筑工程有限责任公司",
        "inspection_notice": "一不得甲；二不得乙；三不得丙。",
        "site_record": "第60处：",
    }.get(kind, "第12处：")
    assert wanted in words
    places = [words.index(f"第{number}处：") for number in range(1, 13) if "第1处" in words]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", ["site_record", "stop_order", "interview_record"])
def test_two_thousand_characters_are_all_printed(kind):
    words = pdfium_text(printed(kind, LONG[kind]))
    assert words.count("核") >= WHOLE.count("核")
    assert len(WHOLE) == 2000


@pytest.mark.parametrize("kind", [*LONG])
def test_no_signature_stands_alone_on_a_page(kind):
    """此页无正文 is no page of an official paper: some text goes along."""
    for page in pages(printed(kind, LONG[kind]))[1:]:
        first = sorted(body(page), key=lambda char: (round(char.top), char.x0))[:12]
        assert not "".join(char.text for char in first).startswith(("签收人", "监督人员", "（签名"))


@pytest.mark.parametrize("kind", BARE)
def test_what_no_font_has_is_refused_with_paper_and_character(kind):
    with pytest.raises(RuleViolation) as refusal:
        printed(kind, replace(BARE[kind], issuer="乙县\ue000局"))
    assert refusal.value.sentence.startswith(label(PaperKind(kind)))
    assert "U+E000" in refusal.value.sentence


@pytest.mark.parametrize("kind", BARE)
def test_the_office_words_are_printed_as_they_are_and_lose_no_table(kind):
    words = "本单位自拟<b>用语</b>&amp;。"
    told = pdfium_text(printed(kind, replace(LONG[kind], words=words)))
    assert words in told
    if kind not in {"inspection_approval", "inspection_notice", "closure_approval"}:
        assert "第12处：" in told


def test_a_stop_that_was_typed_is_not_doubled():
    sheet = replace(BARE["interview_notice"], reason="整改迟缓", place="局会议室。")
    assert "局会议室。" in pdfium_text(printed("interview_notice", sheet))
    assert "。。" not in pdfium_text(printed("interview_notice", sheet))


def test_many_papers_go_to_one_print_file():
    modules = [importlib.import_module(f"desktop.documents.{kind}") for kind in BARE]
    single = [module.paper(BARE[kind]) for kind, module in zip(BARE, modules, strict=True)]
    together = pages(render_papers(single))
    assert len(together) == sum(len(pages(printed(kind, BARE[kind]))) for kind in BARE)
