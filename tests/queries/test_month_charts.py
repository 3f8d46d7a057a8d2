"""What the charts show, on a county of a few records, counted by hand, on both databases."""

from datetime import date

import pytest
from sqlalchemy import event

from db.codes import HazardLevel, HazardSource, HazardState, Outcome
from db.tables.hazards import Hazard
from desktop.queries.month_charts import NO_CLASS, month_charts
from desktop.reference.standards import class_of, codes_of_class, standards
from desktop.usecases.month_chart_sheets import month_chart_facts, month_labels
from desktop.usecases.rounds import OpenRound, RefreshRound, open_round, refresh_round
from tests.queries.seed import ACT, in_grid, put, small_county
from tests.usecases.county import do
from tests.usecases.round_county import FIRST, history_visit, settle_rounds

OCTOBER = 202610
GENERAL, MAJOR = HazardLevel.GENERAL, HazardLevel.MAJOR


@pytest.fixture
def county(database):
    return small_county(database)


def hazard(session, site: int, level: HazardLevel, found: date, closed: date | None, **more):
    told = {"outcome": Outcome.ORDERED, "source": HazardSource.LEDGER, **more}
    state = HazardState.FOUND if closed is None else HazardState.CLOSED
    row = Hazard(
        project_id=site,
        found_on=found,
        month=found.year * 100 + found.month,
        description="洞口没有防护",
        level=level,
        closed_on=closed,
        state=state,
        history=True,
        entered_on=ACT.today,
        **told,
    )
    return put(session, row)


@pytest.fixture
def october(database, county):
    """Of 2026: four majors, two ordinary ones ordered, one put right on the spot; one of 2025."""
    with database.writing(ACT, "import_ledger") as session:
        site, day = county.school, date
        hazard(session, site, MAJOR, day(2026, 10, 5), day(2026, 10, 9), criterion="2024-8-1")
        hazard(session, site, MAJOR, day(2026, 3, 5), day(2026, 3, 25), criterion="2022-6-1")
        hazard(session, site, MAJOR, day(2026, 9, 30), None, criterion="2024-8-1")
        hazard(session, site, MAJOR, day(2026, 10, 31), day(2026, 11, 2))
        hazard(session, site, GENERAL, day(2026, 10, 1), day(2026, 10, 1))
        hazard(session, site, GENERAL, day(2026, 8, 1), day(2026, 10, 20))
        on_the_spot = {"outcome": Outcome.ON_THE_SPOT}
        hazard(session, site, GENERAL, day(2026, 10, 8), day(2026, 10, 8), **on_the_spot)
        hazard(session, site, MAJOR, day(2025, 10, 3), None, criterion="2024-4-1")
    return county


def shown(database, through: date | None = None):
    with database.reading() as session:
        return month_charts(session, OCTOBER, through)


def test_majors_of_the_year_stand_in_the_class_of_the_newest_criteria(database, october):
    lines = {line.category: line for line in shown(database).classes}
    assert list(lines) == [*standards()[-1].categories, NO_CLASS]
    assert len(lines) == 15, "14 classes of 2024, and those without an item"
    cranes = lines["建筑起重机械及吊装工程"]
    assert (cranes.closed, cranes.open, cranes.of_month) == (1, 1, 1)
    formwork = lines["模板工程及支撑体系"]
    assert (formwork.closed, formwork.open, formwork.of_month) == (1, 0, 0)
    assert (lines[NO_CLASS].closed, lines[NO_CLASS].open) == (0, 1), "closed only in November"
    assert lines["施工安全管理"].found == 0, "found in the year before"
    assert sum(line.found for line in lines.values()) == 4


def test_days_to_close_leave_out_what_was_put_right_on_the_spot(database, october):
    lines = {line.title: (line.general, line.major) for line in shown(database).days}
    assert lines == {
        "当日": (1, 0),
        "1至3天": (0, 0),
        "4至7天": (0, 1),
        "8至15天": (0, 0),
        "16至30天": (0, 1),
        "31至60天": (0, 0),
        "60天以上": (1, 0),
    }


def test_courses_go_thirteen_months_back_and_keep_what_is_unknown(database, october):
    courses = shown(database).courses
    assert (courses.periods[0], courses.periods[-1]) == (202510, 202610)
    found = dict(zip(courses.periods, courses.values["C01"], strict=True))
    assert (found[202510], found[202603], found[202610]) == (1, 1, 4)
    assert found[202607] is None
    closed = dict(zip(courses.periods, courses.sums("C06", "C07"), strict=True))
    assert (closed[202603], closed[202610], closed[202601]) == (1, 3, None)
    rates = dict(zip(courses.periods, courses.values["C21"], strict=True))
    assert (rates[202610], rates[202607]) == (25.0, None)


def test_a_cut_off_month_ends_there(database, october):
    charts = shown(database, date(2026, 10, 8))
    assert charts.courses.values["C01"][-1] == 3
    assert sum(line.found for line in charts.classes) == 3
    assert {line.title: line.major for line in charts.days}["4至7天"] == 0


def test_a_few_statements_whatever_is_shown(database, october):
    asked = []
    with database.reading() as session:
        event.listen(session.get_bind(), "before_cursor_execute", lambda *told: asked.append(told))
        month_charts(session, OCTOBER)
    assert len(asked) <= 5


def test_without_a_record_the_charts_are_empty_and_not_nought(database, county):
    with database.reading() as session:
        facts = month_chart_facts(session, OCTOBER, date(2026, 10, 31))
    assert [one.title[:4] for one in facts if not one.is_empty] == []


def test_every_item_of_both_versions_is_in_a_class():
    newest = standards()[-1]
    assert len(newest.categories) == 14
    for version in standards():
        for row in version.criteria:
            assert class_of(row.full_code) in newest.categories, row.full_code
    assert "2022-6-1" in codes_of_class("模板工程及支撑体系")
    assert class_of("乱写") is None


def test_months_are_named_with_their_year_where_it_changes():
    assert month_labels((202511, 202512, 202601, 202602)) == (
        "2025年11月",
        "12月",
        "2026年1月",
        "2月",
    )


def test_sites_of_the_round_by_their_grid_of_that_day_the_least_covered_first(database):
    county = settle_rounds(database)
    history_visit(database, county.school, date(2026, 9, 10))
    key = do(database, open_round, OpenRound(FIRST)).id
    do(database, refresh_round, RefreshRound(key))
    with database.writing(ACT, "add_record") as session:
        in_grid(session, county.tower, date(2026, 11, 1), county.base.grid)
    told = [(one.grid, one.due, one.covered) for one in shown(database).grids]
    assert told == [("第二网格", 2, 0), ("第一网格", 1, 1)]
    with database.reading() as session:
        november = month_charts(session, 202611).grids
    assert [(one.grid, one.due, one.covered) for one in november] == [
        ("第二网格", 1, 0),
        ("第一网格", 2, 1),
    ]
