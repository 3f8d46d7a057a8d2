"""The lists and the one record of each ledger, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from db.codes import CertificateKind, HolderKind, ProjectStatus
from db.tables.inspectors import Certificate, Inspector
from desktop.queries.certificates import expiring, ladder
from desktop.queries.dangerous_works import DANGEROUS_WORKS, dangerous_work_card
from desktop.queries.enterprises import ENTERPRISES, enterprise_card
from desktop.queries.grids import GRIDS, grid_card
from desktop.queries.inspectors import INSPECTORS, inspector_card
from desktop.queries.key_people import KEY_PEOPLE, key_person_card
from desktop.queries.machines import MACHINES, machine_card
from desktop.queries.pickers import inspectors_named, projects_named
from desktop.queries.project_card import project_card
from desktop.queries.projects import PROJECTS
from desktop.queries.responsibility import blind_spots, responsible_for
from desktop.queries.training import TRAINING, training_card
from desktop.queries.view import View
from tests.queries.seed import ACT, START, TODAY, small_county

VIEW = View(today=TODAY)
ALL = {
    "enterprises": (ENTERPRISES, 2),
    "inspectors": (INSPECTORS, 2),
    "grids": (GRIDS, 2),
    "projects": (PROJECTS, 3),
    "key_people": (KEY_PEOPLE, 1),
    "machines": (MACHINES, 1),
    "dangerous_works": (DANGEROUS_WORKS, 1),
    "training": (TRAINING, 1),
}


@pytest.fixture
def county(database):
    return small_county(database)


@pytest.mark.parametrize("name", ALL)
def test_every_list_reads_by_every_sort_and_way(database, county, name):
    listing, count = ALL[name]
    with database.reading() as session:
        for sort in listing.sorts:
            for descending in (False, True):
                view = replace(VIEW, sort=sort, descending=descending)
                outline = listing.outline(session, view)
                assert outline.count == count
                first = listing.everything(session, view)
                assert {row.id for row in first} == {row.id for row in outline.first}
        assert listing.outline(session, replace(VIEW, text="没有的名字")).count == 0


def ids(session, listing, **view):
    return {row.id for row in listing.everything(session, replace(VIEW, **view))}


def test_lists_are_found_by_pinyin_initials_and_numbers(database, county):
    with database.reading() as session:
        assert ids(session, PROJECTS, text="cqlxx") == {county.school}
        assert ids(session, PROJECTS, text="hanbl 小学") == set()
        assert ids(session, PROJECTS, text="haj 小学") == set()
        assert ids(session, PROJECTS, text="海岸 教学楼") == {county.school}
        assert ids(session, ENTERPRISES, text="hajz") == {county.builder}
        assert ids(session, ENTERPRISES, text="1234") == {county.builder}
        assert ids(session, MACHINES, text="t00123") == {county.crane}
        assert ids(session, MACHINES, text="cql") == {county.crane}
        # 单 is read shàn as a surname, 行 háng or xíng
        assert ids(session, KEY_PEOPLE, text="sxx") == {county.manager}
        assert [ref.words for ref in projects_named(session, "hcxl")] == ["环城西路改造"]


def test_signs_of_like_are_ordinary_letters(database, county):
    with database.reading() as session:
        assert ids(session, PROJECTS, text="%") == set()
        assert ids(session, PROJECTS, text="_") == set()


def test_filters(database, county):
    with database.reading() as session:
        assert ids(session, PROJECTS, where=(("status", "stopped"),)) == {county.road}
        under = (("status", "under_supervision"),)
        assert len(ids(session, PROJECTS, where=under)) == 3
        assert ids(session, PROJECTS, where=(("grid", str(county.west)),)) == {county.hall}
        assert ids(session, PROJECTS, where=(("grid", "none"),)) == set()
        assert ids(session, PROJECTS, where=(("inspector", str(county.wu)),)) == {county.road}
        assert ids(session, PROJECTS, where=(("inspector", "none"),)) == {county.hall}
        assert ids(session, ENTERPRISES, where=(("expiry", "30"),)) == {county.builder}
        assert ids(session, ENTERPRISES, where=(("expiry", "0"),)) == set()
        assert ids(session, MACHINES, where=(("expiry", "30"),)) == {county.crane}
        assert ids(session, DANGEROUS_WORKS, where=(("scale", "unreviewed"),)) == {county.pit}
        assert ids(session, TRAINING, where=(("year", "2026"),)) == {county.lesson}
        assert ids(session, TRAINING, where=(("year", "2025"),)) == set()
        assert ids(session, GRIDS, where=(("inspector", "vacant"),)) == {county.west}


def test_responsible_today_is_the_own_inspector_before_the_grids(database, county):
    with database.reading() as session:
        rows = {row.id: row for row in PROJECTS.everything(session, VIEW)}
        assert rows[county.school].inspector == "周一鸣"
        assert rows[county.road].inspector == "吴双"
        assert rows[county.hall].inspector is None
        assert rows[county.hall].is_blind_spot
        assert [row.id for row in blind_spots(session, TODAY)] == [county.hall]


def test_responsible_on_another_day_is_who_it_was_then(database, county):
    with database.reading() as session:
        march = responsible_for(session, county.road, date(2026, 3, 1))
        assert (march.inspector, march.grid) == ("周一鸣", "东片网格")
        now = responsible_for(session, county.road, TODAY)
        assert now.inspector == "吴双"
        assert now.ground == "本工程指定，自 2026-06-01 起"
        before = responsible_for(session, county.road, date(2025, 12, 31))
        assert before.inspector is None


def test_an_enterprise_shows_its_licence_and_its_projects(database, county):
    with database.reading() as session:
        card = enterprise_card(session, county.builder, TODAY)
        assert card.values["safety_licence_expiry"].words == "2026-11-30 18天后到期"
        assert card.warnings == ("安全生产许可证18天后到期",)
        assert card.links[0].entity == "project"
        assert card.links[0].words == "重庆路小学教学楼（施工单位）"
        assert card.links[1].where == (("text", "海岸建筑有限公司"),)
        assert card.timeline.happenings[0].words.startswith("导入台账")
        row = next(r for r in ENTERPRISES.everything(session, VIEW) if r.id == county.builder)
        assert row.projects == 1


def test_an_inspector_shows_cards_grids_and_projects(database, county):
    with database.reading() as session:
        card = inspector_card(session, county.zhou, TODAY)
        # valid_to is the day after the last good one
        assert card.warnings == ("执法证已过期1天",)
        assert [link.words for link in card.links] == ["东片网格（主）", "重庆路小学教学楼"]


def test_a_project_tells_its_days(database, county):
    with database.reading() as session:
        card = project_card(session, county.road, TODAY)
        assert card.values["status"] is ProjectStatus.STOPPED
        assert str(card.values["grid"]) == "东片网格"
        assert str(card.values["inspector"]) == "吴双"
        words = [line.words for line in card.timeline.happenings]
        assert "本工程责任监督员自此日起：吴双" in words
        days = [line.order for line in card.timeline.happenings]
        assert days == sorted(days, reverse=True)
        assert project_card(session, county.hall, TODAY).warnings[0].startswith("盲区")
        assert project_card(session, 1, TODAY) is None


def test_a_grid_shows_who_led_it_and_its_projects(database, county):
    with database.reading() as session:
        card = grid_card(session, county.east, TODAY)
        assert card.subtitle == "主 周一鸣"
        assert {link.id for link in card.links} == {county.school, county.road}
        assert grid_card(session, county.west, TODAY).warnings
        rows = {row.name: row for row in GRIDS.everything(session, VIEW)}
        assert rows["东片网格"].projects == 2


def test_the_rest_of_the_records(database, county):
    with database.reading() as session:
        assert machine_card(session, county.crane, TODAY).warnings[0] == "检测8天后到期"
        assert dangerous_work_card(session, county.pit, TODAY).warnings
        assert training_card(session, county.lesson, TODAY).more == (
            ("2026年20学时", "还差 8 学时"),
        )
        assert key_person_card(session, county.manager, TODAY).title == "单小行　项目负责人"


def test_the_ladder_counts_each_certificate_once(database, county):
    with database.reading() as session:
        rows = expiring(session, TODAY)
        assert [(row.holder, row.step) for row in rows] == [
            ("周一鸣", -1),
            ("塔式起重机 琼F-T00123", 30),
            ("海岸建筑有限公司", 30),
        ]
        assert ladder(session, TODAY) == {-1: 1, 0: 0, 30: 2, 60: 0, 90: 0}
        assert expiring(session, START) == ()


def test_inspectors_of_one_name_are_told_apart(database):
    with database.writing(ACT, "save_inspector") as session:
        first, second = Inspector(name="罗同名"), Inspector(name="罗同名", post="副站长")
        session.add_all([first, second, Inspector(name="罗独名")])
        session.flush()
        session.add(
            Certificate(
                holder_kind=HolderKind.INSPECTOR,
                holder_id=first.id,
                kind=CertificateKind.ENFORCEMENT_CARD,
                number="琼B-0471",
            )
        )
    with database.reading() as session:
        offered = {ref.id: ref.words for ref in inspectors_named(session, "罗")}
    assert offered[first.id] == "罗同名（证号琼B-0471）"
    assert offered[second.id] == "罗同名（副站长）"
    assert "罗独名" in offered.values()
