"""The table of holidays: years held, the office's own file, and lines that cannot be read."""

from datetime import date

import pytest

from desktop.reference.holidays import parse_table, published_years


def test_published_years_reach_2026_and_no_further() -> None:
    assert set(range(2019, 2027)) <= set(published_years())
    assert 2027 not in published_years()


def test_a_table_is_read_from_lines() -> None:
    table = parse_table("日期,休或班,名称\n# 草案\n2027-01-01,休,元旦\n2027-01-03,班,\n", "本单位")
    assert table.year == 2027
    assert table.days_off == {date(2027, 1, 1)}
    assert table.worked_weekends == {date(2027, 1, 3)}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2027-02-30,休,", "第 1 行"),
        ("2027-01-01,放假,", "休"),
        ("2027-01-01,休,\n2028-01-01,休,", "一个年度"),
        ("", "一个年度"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        parse_table(text, "x")
