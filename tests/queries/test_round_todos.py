"""What the desk says of rounds: plans, a round that stands still, the countdown; both databases."""

from datetime import date

import pytest
from sqlalchemy import func, select

from db.change import ChangeSet
from db.codes import HolderKind
from desktop.domain.errors import RuleViolation
from desktop.queries.countdown import countdown
from desktop.queries.desk import desk
from desktop.queries.todos import todos
from desktop.usecases.findings import Finding
from desktop.usecases.nodes import ConfirmNodes, confirm_nodes
from desktop.usecases.planned_visits import Planned, PlanVisits, plan_visits
from desktop.usecases.rounds import OpenRound, RefreshRound, open_round, refresh_round
from desktop.usecases.settings import ChangeSettings, change_settings
from tests.queries.test_figures import statements
from tests.usecases.county import do
from tests.usecases.round_county import (
    FIRST,
    TODAY,
    RoundCounty,
    history_visit,
    made_visit,
    settle_rounds,
)


@pytest.fixture
def county(database) -> RoundCounty:
    return settle_rounds(database)


def groups(database, today: date = TODAY):
    with database.reading() as session:
        return {group.kind: group for group in todos(session, today)}


def told(database, today: date = TODAY):
    with database.reading() as session:
        return countdown(session, today)


def test_plans_of_today_and_missed_ones(database, county):
    people = county.base.inspectors
    chosen = (
        Planned(county.school, TODAY, people[0], people[1]),
        Planned(county.road, date(2026, 11, 13), people[1], people[0]),
    )
    do(database, plan_visits, PlanVisits(chosen))
    (item,) = groups(database)["planned"].items
    assert (item.words, item.who, item.is_late) == (
        "示例县中心小学教学楼：今天检查（同去 邢䶮）",
        "林喆",
        False,
    )
    later = groups(database, date(2026, 11, 13))["planned"]
    assert [one.is_late for one in later.items] == [True, False]
    made_visit(database, county, county.school, TODAY)
    assert "planned" not in groups(database)


def test_a_round_stands_still_after_the_office_s_own_number_of_days(database, county):
    key = do(database, open_round, OpenRound(date(2026, 10, 20))).id
    visit = made_visit(database, county, county.school, date(2026, 10, 30), round_id=key)
    assert visit
    assert "idle_round" not in groups(database), "13 days"
    (item,) = groups(database, date(2026, 11, 13))["idle_round"].items
    assert item.words == "2026年第1轮自 2026-10-30 起已 14 天没有新的检查"
    do(database, change_settings, ChangeSettings((("round.idle_days", "60"),)))
    assert "idle_round" not in groups(database, date(2026, 11, 13))


def test_the_countdown_says_what_is_left_and_whose(database, county):
    found = Finding("整层无连墙件", item="2024-7-2")
    made_visit(database, county, county.school, date(2026, 11, 2), signed=False, findings=(found,))
    key = do(database, open_round, OpenRound(FIRST)).id
    do(database, refresh_round, RefreshRound(key))
    history_visit(database, county.road, date(2026, 10, 2))
    shown = told(database)
    assert shown.title == "三年行动倒计时：还有 49 天（至 2026-12-31）"
    assert (shown.majors, shown.overdue) == (1, 0)
    assert [shown.missing[kind] for kind in shown.missing] == [3, 5, 2]
    assert dict(shown.whose) == {"林喆": 5, "邢䶮": 6}
    assert told(database, date(2027, 1, 5)).title == "三年行动已于 2026-12-31 结束（过了 5 天）"


def test_without_a_round_nothing_is_said_to_be_missing(database, county):
    shown = told(database)
    assert (shown.round_id, shown.whose, shown.majors) == (None, (), None)


def test_a_node_is_met_when_the_office_says_so(database, county):
    shown = told(database)
    assert len(shown.nodes) == len(shown.unmet) == 10
    late = [node.code for node in shown.unmet if node.is_late]
    assert "goal-2024" in late
    assert "2-clearance" not in late
    clearance = next(node for node in shown.nodes if node.code == "2-clearance")
    assert clearance.evidence == "期末在账重大隐患 —，其中逾期未销号 —"
    assert do(database, confirm_nodes, ConfirmNodes(frozenset({"goal-2024"}))) == 1
    assert "goal-2024" not in [node.code for node in told(database).unmet]
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(ChangeSet.verb == "confirm_nodes")) == 1
    with pytest.raises(RuleViolation, match="没有“9-9”"):
        do(database, confirm_nodes, ConfirmNodes(frozenset({"9-9"})))
    assert do(database, confirm_nodes, ConfirmNodes(frozenset())) == 1


def test_the_desk_costs_the_same_however_large_the_round(database, county):
    key = do(database, open_round, OpenRound(FIRST)).id
    few = statements(database, desk, TODAY)
    do(database, refresh_round, RefreshRound(key))
    for site in (county.school, county.road, county.tower):
        made_visit(database, county, site, date(2026, 11, 2), round_id=key)
    assert statements(database, desk, TODAY) <= few + 2
    with database.reading() as session:
        assert desk(session, TODAY).countdown.missing[HolderKind.PROJECT] == 0
