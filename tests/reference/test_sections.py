"""Sections of a visit, against the counts of the two standards."""

from datetime import date

import pytest

from db.codes import PartyRole
from desktop.reference.duties import asked_roles, duties, duties_of
from desktop.reference.sections import item_of, section_title, sections_on

TODAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("day", "classes", "items"),
    [(date(2024, 12, 13), 14, 53), (date(2024, 12, 12), 12, 34), (date(2022, 4, 18), 0, 0)],
)
def test_the_classes_are_those_of_the_criteria_in_force_on_the_day(day, classes, items):
    judged = [section for section in sections_on(day) if section.standard.startswith("判定标准")]
    assert len(judged) == classes
    assert sum(len(section.items) for section in judged) == items


def test_the_nineteen_tables_of_jgj_59_follow():
    tables = [section for section in sections_on(TODAY) if section.standard == "JGJ 59-2011"]
    assert [section.key for section in tables] == [f"B.{number}" for number in range(1, 20)]
    assert tables[12].title == "高处作业"
    assert [item.title for item in tables[12].items][:2] == ["安全帽", "安全网"]


def test_an_item_is_cited_by_its_place():
    assert item_of("2024-5-4").citation.endswith("（建质规〔2024〕5号）第五条第（四）项")
    assert item_of("B13-2").citation == "《建筑施工安全检查标准》（JGJ 59-2011）表B.13第2项"


def test_the_foreboding_of_collapse_names_its_four_sub_items():
    assert [sub.code for sub in item_of("2024-5-4").subs] == [f"5-4-{n}" for n in range(1, 5)]


def test_a_stored_section_has_its_words_and_a_part_of_the_site_is_its_own():
    assert section_title("2024-9") == "高处作业"
    assert section_title("3 号楼") == "3 号楼"


def test_each_party_answers_for_its_own_duties_by_article():
    roles = [row.role for row in duties()]
    assert [roles.count(role) for role in asked_roles()] == [15, 6, 8]
    assert len({row.code for row in duties()}) == len(roles) == 29
    laws = ("安全生产法第", "建设工程安全生产管理条例第", "建筑法第", "住建部令第37号第")
    known = (*laws, "省厅通知二（")
    for row in duties():
        assert all(part.startswith(known) for part in row.article.split("；")), row.code


@pytest.mark.parametrize("task", ["9", "10", "16", "17", "19"])
def test_the_notice_asks_these_tasks_of_the_contractor(task):
    asked = [row.article for row in duties_of(PartyRole.CONTRACTOR)]
    assert any(article.endswith(f"）{task}") for article in asked)
