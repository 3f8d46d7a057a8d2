"""Names that offices write in several ways, and names that must stay apart."""

import pytest

from desktop.domain.names import clean_name, clean_text, normal_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例建设（集团）有限公司", "示例建设(集团)有限公司"),
        ("示例建设【集团】有限公司", "示例建设〔集团〕 有限公司"),
        ("示例县\n第一小学", "示例县第一小学"),
        ("Ａ１地块安居房", "A1地块安居房"),
        ("　示例公司\u200b", "示例公司"),
        ("'示例公司", "示例公司"),
    ],
)
def test_same_name(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("一期", "二期"), ("②地块", "2地块"), ("A区", "a区"), ("示例公司", "示例分公司")],
)
def test_different_name(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张　三", "张三"),
        ("韦 𣈶", "韦𣈶"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("John  Smith", "John Smith"),
        ("示例\r\n公司", "示例公司"),
        ("\uf900", "\uf900"),
    ],
)
def test_clean_name_exchanges_no_character(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_clean_text_keeps_inner_lines() -> None:
    assert clean_text(" '第一行\r\n第二行\x07 ") == "第一行\n第二行"
