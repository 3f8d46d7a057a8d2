"""公文: title and text out of the office's words; nothing unwritten, nobody's identity number."""

import pytest

from desktop.domain.errors import RuleViolation
from desktop.domain.official_texts import check_publishable, check_written, title_and_text, to_write

WORDS = """
{发文机关}关于{事由}的通报
现将{事由}通报如下。
一、基本情况
{情况}
二、处理情况
已下达{文书}。
三、有关要求
（一）立即整改。
附记：{备注}。"""


def test_the_first_line_is_the_title_and_empty_headings_go():
    facts = {"发文机关": "示例县住建局", "事由": "甲工程（）隐患。", "情况": "第一段。\n第二段。"}
    title, text = title_and_text(WORDS, facts)
    assert title == "示例县住建局关于甲工程隐患。的通报"
    assert text.split("\n") == [
        "现将甲工程隐患。通报如下。",
        "一、基本情况",
        "第一段。",
        "第二段。",
        "二、有关要求",
        "（一）立即整改。",
    ]


def test_a_fact_that_ends_with_a_stop_gets_no_second_one():
    assert title_and_text("题\n已下达{文书}。", {"文书": "通知书。"}) == ("题", "已下达通知书。")
    assert title_and_text("", {}) == ("", "")


def test_what_is_not_written_yet_is_named():
    with pytest.raises(RuleViolation, match="正文中还有待写的【要求】，请写好或删去这一处"):
        check_written("关于检查的函", f"现函告如下。\n{to_write('要求')}")
    with pytest.raises(RuleViolation, match="标题中还有待写的【事由】"):
        check_written("关于【事由】的函", "")
    check_written("关于检查的函", "现函告如下。")


@pytest.mark.parametrize("number", ["11010519491231002X", "440308199901101512"])
def test_nobody_is_published_by_his_identity_number(number):
    with pytest.raises(RuleViolation, match="正文中有身份证件号码"):
        check_publishable({"正文": f"项目经理（身份证号{number}）不在岗。"})


@pytest.mark.parametrize("number", ["914600001234567890", "460000202611120001234", "13800000000"])
def test_other_long_numbers_may_be_published(number):
    check_publishable({"正文": f"统一社会信用代码{number}。"})
