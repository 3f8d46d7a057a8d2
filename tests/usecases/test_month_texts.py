"""The text part of a month: by the six fields, with figures that stay linked."""

import pytest

from db.codes import MonthPart
from desktop.domain.errors import RuleViolation
from desktop.domain.month_texts import filled
from desktop.queries.month_texts import month_texts, placeholder_names
from desktop.usecases.month_texts import FieldText, WriteMonthText, write_month_text
from desktop.usecases.months import CloseMonth, OpenMonth, close_month, open_month
from tests.usecases.county import do, settle

SEPTEMBER, OCTOBER = 202609, 202610
FIELDS = (
    "健全施工安全事前预防机制",
    "构建施工安全数字化监管体系",
    "完善市场现场监管有效联动机制",
    "提升安全生产监督执法能力",
    "提高企业本质安全水平",
    "加强安全生产文化建设",
)


@pytest.fixture
def drafted(database):
    settle(database)
    do(database, open_month, OpenMonth(OCTOBER))
    return database


def write(database, text: str, field: int = 1, period: int = OCTOBER) -> None:
    told = FieldText(field, MonthPart.PRACTICE, text)
    do(database, write_month_text, WriteMonthText(period, (told,)))


def texts(database, period: int = OCTOBER):
    with database.reading() as session:
        return month_texts(session, period)


def test_six_fields_of_the_notice(drafted):
    assert tuple(one.title for one in texts(drafted).fields) == FIELDS


def test_what_is_written_is_kept_and_taken_away(drafted):
    write(drafted, "本月发现隐患{发现隐患}项。")
    assert texts(drafted).fields[0].texts == {MonthPart.PRACTICE: "本月发现隐患{发现隐患}项。"}
    write(drafted, " ")
    assert texts(drafted).fields[0].texts == {}


def test_only_figures_stand_in_braces(drafted):
    write(drafted, "{C01}项，本年{发现隐患本年累计}项，{ 发现隐患 }")
    for text, told in (
        ("{发现的隐患}", "没有叫“发现的隐患”的指标"),
        ("{}", "没有叫“”的指标"),
        ("{发现隐患", "没有成对"),
        ("项}", "没有成对"),
        ("字" * 4001, "最多 4000 字"),
    ):
        with pytest.raises(RuleViolation, match=told):
            write(drafted, text)
    with pytest.raises(RuleViolation, match="没有第 7 个"):
        write(drafted, "", field=7)


def test_last_months_words_are_at_hand(drafted):
    write(drafted, "组织排查。")
    do(drafted, close_month, CloseMonth(OCTOBER))
    told = texts(drafted, 202611)
    assert told.last_period == OCTOBER
    assert told.fields[0].last == {MonthPart.PRACTICE: "组织排查。"}
    assert "还没有起草" in told.why_not


def test_words_are_settled_with_the_figures(drafted):
    do(drafted, close_month, CloseMonth(OCTOBER))
    assert "不能再改" in texts(drafted).why_not
    with pytest.raises(RuleViolation, match="不能再改"):
        write(drafted, "迟了")
    with pytest.raises(RuleViolation, match="还没有起草"):
        write(drafted, "早了", period=SEPTEMBER)


def test_numbers_are_filled_when_printed():
    assert filled("发现{发现隐患}项，{没有}", {"发现隐患": "12"}) == "发现12项，{没有}"
    assert "发现隐患" in placeholder_names()
