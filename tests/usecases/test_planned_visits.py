"""The week's plan on the small county, on both databases."""

from datetime import date

import pytest

from desktop.domain.errors import RuleViolation
from desktop.queries.planned_visits import planned_rows, week_offer
from desktop.queries.rounds import rounds
from desktop.usecases.planned_visits import (
    DropPlannedVisit,
    Planned,
    PlanSites,
    PlanVisits,
    SavePlannedVisit,
    drop_planned_visit,
    plan_sites,
    plan_visits,
    save_planned_visit,
)
from desktop.usecases.rounds import OpenRound, RefreshRound, open_round, refresh_round
from tests.usecases.county import do
from tests.usecases.round_county import (
    FIRST,
    TODAY,
    RoundCounty,
    history_visit,
    made_visit,
    settle_rounds,
)

NEXT_MONDAY = date(2026, 11, 16)


@pytest.fixture
def county(database) -> RoundCounty:
    """学校, 道路 and 塔楼 are to be covered; 学校 was visited in March."""
    found = settle_rounds(database)
    history_visit(database, found.school, date(2026, 3, 2))
    key = do(database, open_round, OpenRound(FIRST)).id
    do(database, refresh_round, RefreshRound(key))
    return found


def the_round(database) -> int:
    with database.reading() as session:
        return rounds(session)[0].ref.id


def offered(database, day: date = NEXT_MONDAY):
    with database.reading() as session:
        return week_offer(session, the_round(database), day, TODAY)


def planned(database):
    with database.reading() as session:
        return planned_rows(session, TODAY)


def test_what_is_not_covered_is_offered_with_its_inspectors(database, county):
    """Both never visited come before 学校; 邢䶮 leads the second grid, 林喆 the first."""
    offer = offered(database)
    told = {one.id: (one.proposal.day, one.inspector) for one in offer.offers}
    assert (
        told
        == {
            county.road: (NEXT_MONDAY, "邢䶮"),
            county.tower: (NEXT_MONDAY, "邢䶮"),
            county.school: (NEXT_MONDAY, "林喆"),
        }
        or told[county.school][1] == "林喆"
    )
    assert {one.inspector for one in offer.offers} == {"邢䶮", "林喆"}
    assert all(one.partner and one.partner != one.inspector for one in offer.offers)
    assert offer.left_over == 0


def test_covered_and_planned_ones_are_not_offered_again(database, county):
    made_visit(database, county, county.road, date(2026, 11, 10), round_id=the_round(database))
    do(database, plan_visits, PlanVisits((Planned(county.tower, date(2026, 11, 18)),)))
    assert [one.id for one in offered(database).offers] == [county.school]


def test_this_week_begins_today(database, county):
    """12 November 2026 is a Thursday: two working days are left."""
    days = {one.proposal.day for one in offered(database, TODAY).offers}
    assert days <= {date(2026, 11, 12), date(2026, 11, 13)}


def test_a_plan_is_kept_changed_and_dropped(database, county):
    people = county.base.inspectors
    chosen = tuple(
        Planned(one.id, one.proposal.day, one.proposal.inspector, one.proposal.partner)
        for one in offered(database).offers
    )
    assert do(database, plan_visits, PlanVisits(chosen)) == 3
    first = planned(database)[0]
    assert (first.state, first.round_id) == ("waiting", the_round(database))
    later = SavePlannedVisit(
        date(2026, 11, 20), None, people[2], people[0], "带上塔机清单", first.id, first.version
    )
    do(database, save_planned_visit, later)
    moved = next(row for row in planned(database) if row.id == first.id)
    assert (moved.planned_on, moved.inspector, moved.partner) == (
        date(2026, 11, 20),
        "吴海波",
        "林喆",
    )
    with pytest.raises(RuleViolation, match="您打开之后"):
        do(database, save_planned_visit, later)
    do(database, drop_planned_visit, DropPlannedVisit(moved.id, moved.version))
    assert len(planned(database)) == 2


def test_a_plan_is_done_by_a_visit_never_by_itself(database, county):
    do(database, plan_visits, PlanVisits((Planned(county.school, TODAY),)))
    with database.reading() as session:
        (row,) = planned_rows(session, date(2026, 11, 13))
    assert (row.is_late, row.state) == (True, "late")
    visit = made_visit(database, county, county.school, TODAY)
    (row,) = planned(database)
    assert (row.done_on, row.visit_id, row.state) == (TODAY, visit, "done")


def test_a_past_day_the_same_day_twice_and_one_person_twice_are_refused(database, county):
    people = county.base.inspectors
    with pytest.raises(RuleViolation, match="不能早于今天"):
        do(database, plan_visits, PlanVisits((Planned(county.school, date(2026, 11, 11)),)))
    do(database, save_planned_visit, SavePlannedVisit(TODAY, county.school))
    with pytest.raises(RuleViolation, match="已有检查计划"):
        do(database, save_planned_visit, SavePlannedVisit(TODAY, county.school))
    command = SavePlannedVisit(TODAY, county.road, people[0], people[0])
    with pytest.raises(RuleViolation, match="同一个人"):
        do(database, save_planned_visit, command)
    with pytest.raises(RuleViolation, match="请选工程"):
        do(database, save_planned_visit, SavePlannedVisit(TODAY))


def test_sites_chosen_on_the_board_find_day_and_people(database, county):
    command = PlanSites(the_round(database), (county.road, county.school), TODAY)
    assert do(database, plan_sites, command) == 2
    rows = planned(database)
    assert {row.project_id for row in rows} == {county.road, county.school}
    assert all(row.inspector and row.partner for row in rows)
    with pytest.raises(RuleViolation, match="已有计划"):
        do(database, plan_sites, command)
