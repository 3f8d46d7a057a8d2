"""The month's booklet read back: unknown is a dash, empty parts fall away, charts keep values."""

import io
from dataclasses import replace

import pdfplumber
import pytest

from desktop.documents import month_report
from desktop.documents.month_charts import ChartFacts, ChartSeries, Shape
from desktop.documents.month_facts import (
    CorrectionLine,
    FieldWords,
    FigureLine,
    PartWords,
)
from desktop.documents.sheets import sheet_json
from tests.documents.reading import body, pages, pdfium_text, rows
from tests.documents.sheets import MONTH

CLASSES = ChartFacts(
    "重大隐患按判定标准分类",
    Shape.ROWS,
    ("施工安全管理", "建筑起重机械及吊装工程"),
    (ChartSeries("已销号", (17, 0)), ChartSeries("未销号", (2, 0))),
    "项",
    "各来源的重大隐患。",
)
COURSE = ChartFacts(
    "限期整改率",
    Shape.COURSE,
    ("9月", "10月"),
    (ChartSeries("限期整改率", (None, 97.6)),),
)
UNKNOWN = replace(COURSE, title="覆盖情况", series=(ChartSeries("已覆盖", (None, None)),))


def words_of(sheet):
    return pdfium_text(month_report.render(sheet))


def test_a_page_says_what_when_and_by_whom():
    words = words_of(replace(MONTH, number="示建报〔2026〕3号"))
    for said in (
        "2026年10月1日至2026年10月31日",
        "第1稿",
        "示建报〔2026〕3号",
        "填报人",
        "审核人",
        "签发人",
        "（盖章）",
        "2026年10月30日",
        "第128个变更集",
        MONTH.chain_head,
    ):
        assert said in words, said
    assert "截止说明" not in words
    with pdfplumber.open(io.BytesIO(month_report.render(MONTH))) as opened:
        assert opened.metadata["Subject"] == "zhiben:report"
        assert opened.metadata["Title"] == "椰城县2026年10月房屋市政工程安全生产治本攻坚工作月报"


def test_unknown_is_a_dash_and_what_a_figure_has_not_is_empty():
    found = [row for page in pages(month_report.render(MONTH)) for row in rows(body(page)).values()]
    assert "B09整改一般隐患—9" in found
    flow = FigureLine("C01", "发现隐患", "99", 96, "", "项", "701", "2", "-1", "801", "2598", "—")
    sheet = replace(MONTH, lines=(flow,))
    found = [row for page in pages(month_report.render(sheet)) for row in rows(body(page)).values()]
    assert "C01发现隐患（项）99962-18012598—" in found


def test_headlines_stand_on_the_first_page_two_a_row():
    first = rows(body(pages(month_report.render(MONTH))[0])).values()
    assert "在监工程13事故起数195" in first
    assert "整改一般隐患—" in first


def test_who_confirmed_that_nothing_happened_and_of_what_nobody_did():
    words = words_of(MONTH)
    assert "事故起数韦𣈶2026年10月30日" in words.replace(" ", "")
    assert "1 个指标" in words
    assert "整改一般隐患。" in words
    words = words_of(replace(MONTH, confirmations=(), unconfirmed=()))
    assert "零报告" not in words


def test_a_cut_off_month_says_so():
    told = "本期数据截至2026年10月25日，此后至月末发生的列入下期补报。"
    assert told in words_of(replace(MONTH, cut_off=told))


def test_fields_without_words_fall_away_and_the_rest_count_on():
    fields = (
        FieldWords("健全施工安全事前预防机制", (PartWords("主要做法", " "),)),
        FieldWords(
            "提升安全生产监督执法能力",
            (PartWords("主要做法", "组织检查45次。"), PartWords("需省厅协调事项", "无。")),
        ),
    )
    words = words_of(replace(MONTH, texts=fields))
    assert "健全施工安全事前预防机制" not in words
    assert "（一）提升安全生产监督执法能力" in words
    assert "主要做法：组织检查45次。" in words
    assert "二、工作情况" in words
    assert "二、零报告" in words_of(MONTH)


def test_late_and_corrected_figures_have_old_and_new_value_and_reason():
    sheet = replace(
        MONTH,
        supplements=(CorrectionLine("检查次数", "原报累计 10，补报后 12（+2）"),),
        corrections=(CorrectionLine("发现隐患", "原报累计 12，更正后 11（-1）", "重复登记"),),
        earlier=("2025年检查次数：2025年已报累计 5 + 补报 1",),
    )
    words = words_of(sheet).replace(" ", "")
    assert "补报检查次数原报累计10，补报后12（+2）已报期内发生，报后录入" in words
    assert "更正发现隐患原报累计12，更正后11（-1）重复登记" in words
    assert "2025年检查次数" in words


def test_proofs_are_printed_where_they_are_asked_for():
    told = "发现隐患：上期累计 710 + 本月 99 + 补报 2 + 更正 0 = 811"
    assert "累计勾稽" not in words_of(MONTH)
    assert told in words_of(replace(MONTH, proofs=(told,)))


def test_a_definition_shared_by_figures_is_told_once():
    words = words_of(MONTH)
    assert words.count("竣工、中止监督的不计") == 1
    assert "B01、B02、" in words


def test_charts_print_their_values_and_name_those_of_which_nothing_is_known():
    words = words_of(replace(MONTH, charts=(CLASSES, COURSE, UNKNOWN)))
    for said in ("19（17＋2）", "建筑起重机械及吊装工程", "已销号", "97.6", "各来源的重大隐患"):
        assert said in words, said
    assert "没有数据、未画的图：覆盖情况。" in words
    assert '"shape": "rows"' in sheet_json(replace(MONTH, charts=(CLASSES,)))


@pytest.mark.parametrize("shape", list(Shape))
def test_every_shape_is_drawn_within_the_measure(shape):
    chart = replace(CLASSES, shape=shape)
    words = words_of(replace(MONTH, charts=(chart,)))
    assert "17" in words


def test_many_figures_flow_on_under_their_heading_and_no_page_begins_a_table_with_one_row():
    lines = tuple(
        FigureLine(f"{letter}{number:02}", f"指标{number}", str(number), definition="口径。" * 9)
        for letter in "ABC"
        for number in range(1, 45)
    )
    found = pages(month_report.render(replace(MONTH, lines=lines, unconfirmed=())))
    for page in found[1:]:
        shown = list(rows(body(page)).values())
        codes = [row for row in shown if row[:1] in "ABC" and row[1:3].isdigit()]
        if codes:
            assert any(row.startswith("代码指标") for row in shown)


def test_a_first_month_of_which_nothing_is_known_is_a_report_all_the_same():
    lines = tuple(replace(line, value=None, history=0) for line in MONTH.lines)
    sheet = replace(
        MONTH,
        lines=lines,
        confirmations=(),
        unconfirmed=tuple(line.name for line in lines),
        charts=(UNKNOWN,),
        chain_count=0,
        chain_head="",
        version="",
    )
    words = words_of(sheet)
    assert "没有记录、也未确认无发生的 15 个指标" in words
    assert "记录链" not in words
    assert "统计图" not in words
    assert "None" not in words
