"""The later 执法文书: each says what it must, at every length, and announces nothing empty."""

import importlib
import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from desktop.documents.photo_sheets import PrintPhoto
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.papers import check_wording, fill_wording
from desktop.reference.rules import laws
from desktop.reference.wording import wording
from tests.documents.form_sheets import BARE, FULL, LONG
from tests.documents.office_extremes import WHOLE
from tests.documents.reading import BOTTOM, LEFT, RIGHT, TOP, body, pages, pdfium_text, reach

SHEETS = [
    pytest.param(kind, sheet, id=f"{size} {kind}")
    for size, sheets in (("full", FULL), ("bare", BARE), ("long", LONG))
    for kind, sheet in sheets.items()
]
TABLES = {
    "listed_supervision_notice": {"隐患清单"},
    "listed_supervision_release": {"审查清单"},
    "referral": {"材料清单"},
    "inquiry_record": {"问答", "核对意见"},
    "service_address": {"被授权签收人"},
    "urging_notice": {"催办清单"},
    "supervision_plan": {"参建单位", "危大工程", "监督内容", "监督措施"},
    "briefing_record": {"交底内容"},
    "supervision_notice": {"监督重点", "各方责任", "报告事项"},
    "restart_notice": {"查验清单"},
    "termination_notice": {"申请材料"},
    "exposure_list": {"曝光清单"},
}
# 挂牌督办通知书: the five contents of 建质〔2011〕158号.
FIVE = ("工程名称。", "重大隐患具体内容", "治理要求及期限。", "督办解除程序。", "其他要求。")
MUST_SAY = {
    "listed_supervision_notice": ("2026年12月1日（含当日）前治理完毕", "3号楼", *FIVE),
    "listed_supervision_release": ("X建安督〔2026〕2号", "审查合格", "自2026年11月27日起解除"),
    "referral": ("椰城县综合行政执法局：", "移送事由", "现场检查笔录", "安全生产法》第六十九条"),
    "inquiry_record": (
        "2026年11月13日9时至10时25分",
        "韦𣈶（执法证号HN46902301）、张𬱖",
        "申请询问人员回避",
        "问：塔式起重机附着间距超出规定",
        "答：不申请。",
        "逐页签名、捺指印",
    ),
    "service_address": (
        "陈𠮷",
        "2027年6月30日",
        "2026年3月1日起",
        "13800000000",
        "■同意",
        "□不同意",
        "变更告知",
    ),
    "urging_notice": ("下列2项", "X建安整〔2026〕15号", "2026年11月18日（含当日）前办结"),
    "supervision_plan": (
        "抽查频次。每两个月抽查1次",
        "超过一定规模的危大工程、施工企业近一年发生过生产安全事故",
        "第2版",
        "开挖深度9.6米",
        "负责人批准意见",
    ),
    "briefing_record": (
        "X建安告〔2026〕5号",
        "三方均已填写",
        "陈𠮷",
        "2026年11月9日9时",
    ),
    "supervision_notice": (
        "HN46902301",
        "监督依据",
        "监督重点",
        "各方责任",
        "报告义务",
        "送达确认",
    ),
    "suspension_notice": ("2026年11月3日", "自2026年11月10日起中止", "查验结论：安全保障措施"),
    "restart_notice": ("X建安中〔2026〕1号", "具备复工条件", "自2026年11月26日起恢复"),
    "termination_notice": ("标准化自评材料", "查验合格", "自2026年11月9日起终止"),
    "exposure_list": (
        "椰城第二小学教学楼",
        "责令停工，挂牌督办。",
        "2026年10月1日至2026年10月31日",
    ),
    "issue_sheet": ("加急", "5份", "核稿意见", "会签意见", "审核意见", "签发意见", "局印章"),
}


def module_of(kind):
    return importlib.import_module(f"desktop.documents.{kind}")


def told(kind, sheet):
    return pdfium_text(module_of(kind).render(sheet))


@pytest.mark.parametrize("kind", FULL)
def test_a_form_says_its_name_its_number_and_what_it_is_for(kind):
    words = told(kind, FULL[kind]).replace(" ", "")
    for said in (label(module_of(kind).KIND), FULL[kind].number, *MUST_SAY[kind]):
        assert said.replace(" ", "") in words, said


@pytest.mark.parametrize(("kind", "sheet"), SHEETS)
def test_everything_stands_in_the_type_area_and_nothing_lies_over_another(kind, sheet):
    data = module_of(kind).render(sheet)
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
    words = told(kind, BARE[kind])
    for silent in ("None", "{", "（）", "：。", "。。", "，。", "；。", "待录入", "救济", "录入件"):
        assert silent not in words, silent
    numerals = re.findall(r"([一二三四五六七八九十])、", words)
    assert numerals == list("一二三四五六七八九十")[: len(numerals)]
    assert len(pages(module_of(kind).render(BARE[kind]))) <= 2


@pytest.mark.parametrize("kind", LONG)
def test_all_of_a_long_list_is_printed_in_order(kind):
    words = told(kind, LONG[kind])
    assert words.count("核") >= WHOLE.count("核")
    if kind != "exposure_list":
        assert "海南椰城第12建筑工程有限公司" in words or "第12处：" in words
    places = [words.index(f"第{number}处：") for number in range(1, 13) if "第1处" in words]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", FULL)
def test_the_seed_of_the_words_names_just_what_the_form_fills_in(kind):
    module, seed = module_of(kind), wording(kind)
    assert kind == module.KIND
    assert seed.title == label(module.KIND)
    assert set(module.wording_fields(FULL[kind])) | TABLES.get(kind, set()) == set(seed.fields)
    check_wording(seed.body, seed.fields)
    assert "：。" not in fill_wording(seed.body, {})
    assert all(article.startswith(tuple(law.short for law in laws())) for article in seed.basis)
    for block in seed.blocks:
        assert (block.text, block.status) == ("", "待录入原文")


@pytest.mark.parametrize("kind", BARE)
def test_what_no_font_has_is_refused_with_paper_and_character(kind):
    with pytest.raises(RuleViolation) as refusal:
        module_of(kind).render(replace(BARE[kind], issuer="乙县\ue000局"))
    assert refusal.value.sentence.startswith(label(module_of(kind).KIND))
    assert "U+E000" in refusal.value.sentence


@pytest.mark.parametrize("kind", BARE)
def test_the_office_words_are_printed_as_they_are_and_lose_no_table(kind):
    words = told(kind, replace(LONG[kind], words="本单位自拟<b>用语</b>&amp;。"))
    assert "本单位自拟<b>用语</b>&amp;。" in words
    if kind in TABLES:
        assert "第12处：" in words


def test_every_page_of_an_inquiry_is_signed():
    found = pages(module_of("inquiry_record").render(LONG["inquiry_record"]))
    assert len(found) > 2
    for page in found:
        assert "本页核对签名" in "".join(char.text for char in page)


def test_photos_follow_the_list_of_what_is_made_public():
    made = io.BytesIO()
    Image.new("RGB", (80, 60), (120, 120, 120)).save(made, "JPEG")
    photo = PrintPhoto("3号楼塔机", 80, 60, made.getvalue())
    words = pdfium_text(module_of("exposure_list").render(FULL["exposure_list"], (photo,)))
    assert words.index("附：现场照片") < words.index("3号楼塔机")


def test_without_answers_there_are_lines_and_without_receivers_rows_for_ink():
    assert "问：" not in told("inquiry_record", BARE["inquiry_record"])
    assert "被授权签收人" in told("service_address", BARE["service_address"])
    assert told("service_address", BARE["service_address"]).count("□") == 2
    assert "建设单位（签名）" in told("briefing_record", BARE["briefing_record"])
