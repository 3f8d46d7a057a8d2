"""The criteria against the counts and the days of their official notices."""

from collections import Counter
from datetime import date

import pytest

from desktop.reference.checklists import checklists
from desktop.reference.standards import (
    chinese_number,
    counterpart,
    criteria,
    criterion,
    find_criterion,
    standard,
    standards,
)

ITEMS_2024 = {4: 5, 5: 4, 6: 4, 7: 3, 8: 9, 9: 5, 10: 2, 11: 4, 12: 2, 13: 7, 14: 3, 15: 3}
ITEMS_2022 = {4: 4, 5: 4, 6: 3, 7: 5, 8: 7, 9: 3, 11: 2, 13: 2}


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2022, 4, 18), None),
        (date(2022, 4, 19), "2022"),
        (date(2024, 5, 20), "2022"),
        (date(2024, 12, 12), "2022"),
        (date(2024, 12, 13), "2024"),
        (date(2026, 11, 12), "2024"),
    ],
)
def test_version_of_a_day(day: date, version: str | None) -> None:
    found = criteria(day)
    assert (found.code if found else None) == version


@pytest.mark.parametrize(
    ("code", "total", "by_article", "whole"),
    [
        ("2024", 53, ITEMS_2024, {16, 17}),
        ("2022", 34, ITEMS_2022, {10, 12, 14, 15}),
    ],
)
def test_counts(code: str, total: int, by_article: dict[int, int], whole: set[int]) -> None:
    version = standard(code)
    assert version is not None
    assert len(version.items) == total
    counted = Counter(row.article for row in version.items if row.item is not None)
    assert counted == by_article
    assert {row.article for row in version.items if row.item is None} == whole
    assert [row.sub for row in version.criteria if row.sub] == [1, 2, 3, 4]
    assert len({row.code for row in version.criteria}) == total + 4


def test_fourteen_classes_of_2024() -> None:
    version = standard("2024")
    assert version is not None
    assert len(version.categories) == 14


def test_conditions_joined_by_and() -> None:
    joined = {
        row.full_code
        for version in standards()
        for row in version.items
        if any(len(either) > 1 for either in row.alternatives)
    }
    assert {"2024-5-2", "2024-5-4", "2024-9-3", "2024-9-4", "2024-11-1"} <= joined
    shaft = criterion("2024-9-4")
    assert shaft is not None
    assert [len(either) for either in shaft.alternatives] == [1, 2]
    assert "2022-13-2" in joined


def test_catch_all_needs_a_statement() -> None:
    asking = [row.full_code for v in standards() for row in v.criteria if row.needs_statement]
    assert asking == ["2022-15", "2024-17"]


def test_citations() -> None:
    version = standard("2024")
    assert version is not None
    quoted = {code: version.citation(version.criterion(code)) for code in ("5-4", "5-4-1", "16")}  # type: ignore[arg-type]
    lead = "《房屋市政工程生产安全重大事故隐患判定标准（2024版）》（建质规〔2024〕5号）"
    assert quoted == {
        "5-4": lead + "第五条第（四）项",
        "5-4-1": lead + "第五条第（四）项第1目",
        "16": lead + "第十六条",
    }


def test_every_counterpart_exists_and_2022_items_reach_2024_but_one() -> None:
    for version in standards():
        for row in version.criteria:
            assert not row.counterpart or counterpart(row) is not None, row.full_code
    old = standard("2022")
    assert old is not None
    assert [row.code for row in old.items if not row.counterpart] == ["7-5"]
    moved = criterion("2024-8-2")
    assert moved is not None
    assert moved.counterpart == "8-7"


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("2024版 6-1", date(2025, 3, 1), "2024-6-1"),
        ("2022版 8-7", date(2024, 3, 1), "2022-8-7"),
        ("2022版 14-1", date(2024, 3, 1), None),  # article 14 of 2022 has no items
        ("2024-5-4-1", date(2025, 3, 1), "2024-5-4-1"),
        ("6-1", date(2024, 3, 1), "2022-6-1"),
        ("6-1", date(2025, 3, 1), "2024-6-1"),
        ("6-1", date(2020, 3, 1), None),
        ("判定标准（2024版）第八条第（一）项", date(2025, 3, 1), "2024-8-1"),
        ("第十六条", date(2025, 3, 1), "2024-16"),
        ("见照片", date(2025, 3, 1), None),
    ],
)
def test_clause_of_a_ledger(text: str, day: date, code: str | None) -> None:
    found = find_criterion(text, day)
    assert (found.full_code if found else None) == code


def test_jgj59_tables() -> None:
    (jgj59,) = checklists()
    tables = Counter(row.table for row in jgj59.items)
    assert len(tables) == 19
    assert len(jgj59.items) == 189
    assert (tables["B.1"], tables["B.13"], tables["B.14"], tables["B.19"]) == (10, 10, 7, 11)
    without = {row.table for row in jgj59.items if row.guaranteed is None}
    assert without == {"B.13", "B.19"}
    assert sum(row.guaranteed is True for row in jgj59.items if row.table == "B.1") == 6
    assert len({row.code for row in jgj59.items}) == 189


def test_numbers_of_articles() -> None:
    assert [chinese_number(n) for n in (1, 10, 11, 17, 20, 43)] == [
        "一",
        "十",
        "十一",
        "十七",
        "二十",
        "四十三",
    ]
