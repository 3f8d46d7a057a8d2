"""The board of a round on the county counted by hand, on both databases."""

from datetime import date

import pytest

from db.codes import HolderKind, PartyRole, ProjectStatus
from desktop.queries.round_board import NO_GRID, round_board
from desktop.queries.rounds import rounds
from desktop.usecases.planned_visits import Planned, PlanVisits, plan_visits
from desktop.usecases.rounds import (
    OpenRound,
    RefreshRound,
    TakeUnitOut,
    open_round,
    refresh_round,
    take_unit_out,
)
from tests.queries.seed import party
from tests.queries.test_figures import statements
from tests.usecases.county import ACT, do
from tests.usecases.round_county import (
    FIRST,
    TODAY,
    RoundCounty,
    answered,
    change_status,
    history_visit,
    made_visit,
    settle_rounds,
    sign,
    ticked,
    vacate,
)

P, E, M = HolderKind.PROJECT, HolderKind.ENTERPRISE, HolderKind.MACHINE


@pytest.fixture
def county(database) -> RoundCounty:
    return settle_rounds(database)


def board(database):
    with database.reading() as session:
        return round_board(session, None, TODAY)


def unit(told, kind: HolderKind, key: int):
    return next(one for one in told.units if (one.kind, one.unit_id) == (kind, key))


def test_no_round_yet(database, county):
    told = board(database)
    assert (told.chosen, told.units) == (None, ())
    assert told.asked_words == "通知要求每年至少 2 轮全覆盖，本年已开 0 轮"


def test_three_denominators_with_their_arithmetic(database, county):
    """学校 by history; 道路 of our own with its contractor; then 道路 is finished."""
    history_visit(database, county.school, date(2026, 9, 10))
    key = do(database, open_round, OpenRound(FIRST)).id
    visit = made_visit(
        database, county, county.road, date(2026, 10, 10), signed=False, round_id=key
    )
    answered(database, visit, county.ring, PartyRole.CONTRACTOR)
    ticked(database, visit, county.crane)
    sign(database, county, visit)
    told = board(database)
    assert [bar.words for bar in told.bars] == [
        "2/2　100.0%（其中历史导入 1）",
        "1/4　25.0%",
        "1/1　100.0%",
    ]
    assert told.pending == 3
    change_status(database, county.road, date(2026, 10, 20), ProjectStatus.COMPLETED)
    do(database, refresh_round, RefreshRound(key))
    told = board(database)
    assert [bar.arithmetic for bar in told.bars] == [
        "首日 2 ＋ 进入 1 － 离开 1 ＝ 应覆盖 2",
        "首日 4 ＋ 进入 1 － 离开 1 ＝ 应覆盖 4",
        "首日 1 ＋ 进入 1 － 离开 0 ＝ 应覆盖 2",
    ]
    assert [bar.words for bar in told.bars] == [
        "1/2　50.0%（其中历史导入 1）",
        "0/4　0.0%",
        "1/2　50.0%",
    ]
    assert told.pending == 0


def test_who_is_not_covered_and_whose_it_is(database, county):
    do(database, open_round, OpenRound(FIRST))
    told = board(database)
    school, road = unit(told, P, county.school), unit(told, P, county.road)
    assert (school.grids, school.inspectors, school.state) == (("第一网格",), ("林喆",), "missing")
    assert (road.grids, road.inspectors) == (("第二网格",), ("邢䶮",))
    assert unit(told, M, county.crane).inspectors == ("林喆",)
    contractor = unit(told, E, county.base.contractor)
    assert (contractor.detail, contractor.inspectors) == ("施工单位", ("林喆",))
    vacate(database, county.second_grid, date(2026, 11, 1))
    assert unit(board(database), P, county.road).inspectors == ()


def test_a_visit_that_does_not_count_is_said(database, county):
    key = do(database, open_round, OpenRound(FIRST)).id
    day = date(2026, 11, 3)
    visit = made_visit(database, county, county.road, day, signed=False, round_id=key)
    road = unit(board(database), P, county.road)
    assert (road.state, road.uncounted_on) == ("missing", day)
    sign(database, county, visit)
    road = unit(board(database), P, county.road)
    assert (road.state, road.uncounted_on) == ("covered", None)


def test_parties_the_ledger_does_not_hold_are_said(database, county):
    """Two unlisted firms of roles that count, one of a role that does not, one ended."""
    with database.writing(ACT, "save_project") as session:
        party(session, county.road, PartyRole.CLIENT, "无名市政处")
        party(session, county.school, PartyRole.CONSULTANT, "无名监理")
        party(session, county.school, PartyRole.LABOUR, "无名劳务")
        party(session, county.hall, PartyRole.CLIENT, "无名业主")
    do(database, open_round, OpenRound(FIRST))
    told = board(database)
    assert told.bars[1].progress.due == 4
    assert told.unlisted_words == "另有 2 家参建单位没有登入企业台账，未计入应覆盖的企业"


def test_coverage_by_grid_the_least_covered_first(database, county):
    key = do(database, open_round, OpenRound(FIRST)).id
    do(database, refresh_round, RefreshRound(key))
    made_visit(database, county, county.school, date(2026, 11, 2), round_id=key)
    lines = board(database).by_grid(P)
    assert [(one.grid, one.inspector, one.covered, one.due) for one in lines] == [
        ("第二网格", "邢䶮", 0, 2),
        ("第一网格", "林喆", 1, 1),
    ]
    firms = {one.grid: (one.covered, one.due) for one in board(database).by_grid(E)}
    assert firms == {"第一网格": (0, 3), "第二网格": (0, 3)}, "合欢 is on sites of both"


def test_a_site_in_no_grid_is_said(database, county):
    do(database, open_round, OpenRound(date(2026, 8, 1)))
    hall = unit(board(database), P, county.hall)
    assert (hall.grids, hall.inspectors) == ((NO_GRID,), ())


def test_what_left_and_what_is_planned(database, county):
    do(database, open_round, OpenRound(FIRST))
    road = unit(board(database), P, county.road)
    do(database, take_unit_out, TakeUnitOut(road.id, date(2026, 11, 1), "已发中止监督告知书"))
    do(database, plan_visits, PlanVisits((Planned(county.school, date(2026, 11, 16)),)))
    told = board(database)
    assert unit(told, P, county.road).state == "left"
    assert unit(told, P, county.road).left_reason == "已发中止监督告知书"
    assert unit(told, P, county.school).planned_on == date(2026, 11, 16)
    assert unit(told, M, county.crane).planned_on == date(2026, 11, 16)


def test_it_costs_the_same_however_many_units(database, county):
    key = do(database, open_round, OpenRound(FIRST)).id
    few = statements(database, round_board, None, TODAY)
    do(database, refresh_round, RefreshRound(key))
    for site in (county.school, county.road, county.tower):
        made_visit(database, county, site, date(2026, 11, 2), round_id=key)
    assert statements(database, round_board, None, TODAY) == few <= 18
    with database.reading() as session:
        assert len(rounds(session)) == 1
