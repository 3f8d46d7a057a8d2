"""Rounds on a county counted by hand, on both databases."""

from datetime import date

import pytest
from sqlalchemy import func, select

from db.change import ChangeSet
from db.codes import HolderKind, PartyRole, ProjectStatus, VisitKind, VisitSource
from db.tables.rounds import Round, RoundUnit
from db.tables.visits import Visit
from desktop.domain.errors import RuleViolation
from desktop.domain.rounds import Unit
from desktop.queries.coverage import covered_enterprises, covered_machines, covered_projects
from desktop.queries.round_scope import round_changes
from desktop.queries.rounds import open_rounds, round_on, rounds
from desktop.usecases.rounds import (
    CloseRound,
    OpenRound,
    PutUnitIn,
    RefreshRound,
    TakeUnitOut,
    close_round,
    open_round,
    put_unit_in,
    refresh_round,
    take_unit_out,
)
from desktop.usecases.settings import ChangeSettings, change_settings
from desktop.usecases.undo import Undo, undo
from desktop.usecases.verify import verify_office
from tests.usecases.county import do
from tests.usecases.import_county import County as ImportCounty
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
)

P, E, M = HolderKind.PROJECT, HolderKind.ENTERPRISE, HolderKind.MACHINE


@pytest.fixture
def county(database) -> RoundCounty:
    return settle_rounds(database)


def begin(database, **more):
    return do(database, open_round, OpenRound(FIRST, **more))


def units(database, kind: HolderKind) -> set[int]:
    """What is in scope now."""
    rows = select(RoundUnit.unit_id).where(RoundUnit.unit_kind == kind, RoundUnit.left_on.is_(None))
    with database.reading() as session:
        return set(session.scalars(rows))


def row_of(database, kind: HolderKind, key: int) -> RoundUnit:
    with database.reading() as session:
        rows = select(RoundUnit).where(RoundUnit.unit_kind == kind, RoundUnit.unit_id == key)
        return session.scalars(rows).one()


def test_opening_freezes_three_denominators(database, county):
    opened = begin(database)
    assert (opened.projects, opened.enterprises, opened.machines) == (2, 4, 1)
    assert units(database, P) == {county.school, county.road}
    assert county.ring in units(database, E)
    assert units(database, M) == {county.crane}
    with database.reading() as session:
        (one,) = rounds(session)
    assert (one.ref.title, one.number) == ("2026年第1轮", 1)
    assert one.counting_words.startswith("企业计：建设单位、施工单位、监理单位；设备计：塔式起重机")


def test_what_counts_is_a_setting_frozen_onto_the_round(database, county):
    only = (("round.party_roles", "contractor"), ("round.machine_kinds", "gondola"))
    do(database, change_settings, ChangeSettings(only))
    opened = begin(database)
    assert (opened.projects, opened.enterprises, opened.machines) == (2, 2, 1)
    assert county.crane not in units(database, M)
    do(database, change_settings, ChangeSettings((("round.party_roles", "client"),)))
    with database.reading() as session:
        assert session.scalars(select(Round.party_roles)).one() == "contractor"
        joined = [row.change.unit.kind for row in round_changes(session, opened.id, TODAY)]
    assert joined.count(E) == 1, "the labour firm counts as the contractor of 塔楼, no client joins"


def test_only_what_counts_may_be_set(database, county):
    with pytest.raises(RuleViolation, match="请从列表中选"):
        do(database, change_settings, ChangeSettings((("round.party_roles", "neighbour"),)))


def test_a_round_under_way_takes_in_the_visits_made_since(database, county):
    """Imported and own ones; not a re-check, a complaint, another site or an earlier day."""
    past = history_visit(database, county.school, date(2026, 9, 10))
    own = made_visit(database, county, county.road, date(2026, 11, 2))
    history_visit(database, county.school, date(2026, 8, 31))
    history_visit(database, county.school, date(2026, 9, 11), VisitKind.RECHECK)
    history_visit(database, county.hall, date(2026, 9, 12))
    made_visit(database, county, county.school, date(2026, 11, 3), source=VisitSource.COMPLAINT)
    opened = begin(database)
    assert opened.visits == 2
    with database.reading() as session:
        bound = set(session.scalars(select(Visit.id).where(Visit.round_id == opened.id)))
        covered = covered_projects(session, opened.id)
    assert bound == {past, own}
    assert {key: one.history for key, one in covered.items()} == {
        county.school: True,
        county.road: False,
    }


def test_visits_brought_in_later_stand_in_the_round_of_their_day(database, county, tmp_path):
    key = begin(database).id
    sheets = ImportCounty(database, tmp_path)
    row = {"工程名称": "示例县中心小学教学楼", "检查人员": "林喆", "检查类型": "季度检查"}
    days = ("2026-08-31", "2026-09-01", "2026-10-15")
    sheets.bring("visits", *(row | {"检查日期": day} for day in days))
    sheets.bring("visits", row | {"检查日期": "2026-10-20", "检查类型": "复查"})
    with database.reading() as session:
        bound = session.scalars(select(Visit.visited_on).where(Visit.round_id == key)).all()
        covered = covered_projects(session, key)
    assert sorted(bound) == [date(2026, 9, 1), date(2026, 10, 15)]
    assert (covered[county.school].day, covered[county.school].history) == (FIRST, True)


def test_opening_can_be_taken_back_whole(database, county):
    visit = history_visit(database, county.school, date(2026, 9, 10))
    begin(database)
    with database.reading() as session:
        last = session.scalars(select(ChangeSet.id).order_by(ChangeSet.n.desc())).first()
    do(database, undo, Undo(str(last)))
    with database.reading() as session:
        assert session.get_one(Visit, visit).round_id is None
        assert session.scalar(select(func.count()).select_from(RoundUnit)) == 0


def test_visits_cover_only_when_they_count(database, county):
    key = begin(database).id
    day = date(2026, 11, 2)
    unsigned = made_visit(database, county, county.school, day, signed=False, round_id=key)
    answered(database, unsigned, county.base.contractor, PartyRole.CONTRACTOR)
    ticked(database, unsigned, county.crane)
    made_visit(database, county, county.road, day)
    with database.reading() as session:
        assert not covered_projects(session, key)
        assert not covered_enterprises(session, key)
        assert not covered_machines(session, key)


def test_each_unit_by_its_own_rule(database, county):
    key = begin(database).id
    visit = made_visit(
        database, county, county.school, date(2026, 11, 2), signed=False, round_id=key
    )
    answered(database, visit, county.base.contractor, PartyRole.CONTRACTOR)
    ticked(database, visit, county.crane)
    sign(database, county, visit)
    with database.reading() as session:
        assert set(covered_projects(session, key)) == {county.school}
        assert set(covered_enterprises(session, key)) == {county.base.contractor}
        assert covered_machines(session, key)[county.crane].visit_id == visit


def test_arrivals_and_departures_with_their_day_and_reason(database, county):
    key = begin(database).id
    change_status(database, county.road, date(2026, 10, 20), ProjectStatus.COMPLETED)
    with database.reading() as session:
        proposed = {
            (row.name.partition("（")[0], row.change.day, row.change.joins)
            for row in round_changes(session, key, TODAY)
        }
    assert proposed == {
        ("滨海塔楼", date(2026, 10, 1), True),
        ("海南虚构高塔建筑公司", date(2026, 10, 1), True),
        ("无编号", date(2026, 10, 5), True),
        ("环岛路改造", date(2026, 10, 20), False),
        ("海南假想环岛市政公司", date(2026, 10, 20), False),
    }
    assert do(database, refresh_round, RefreshRound(key)) == 5
    assert units(database, P) == {county.school, county.tower}
    left = row_of(database, P, county.road)
    assert (left.left_on, left.left_reason) == (date(2026, 10, 20), "竣工，不再监督")
    joined = row_of(database, P, county.tower)
    assert (joined.joined_on, joined.reason) == (date(2026, 10, 1), "新增在监工程")
    assert do(database, refresh_round, RefreshRound(key)) == 0


def test_the_clerk_may_confirm_some_of_them(database, county):
    key = begin(database).id
    only = RefreshRound(key, (Unit(P, county.tower),))
    assert do(database, refresh_round, only) == 1
    with database.reading() as session:
        assert len(round_changes(session, key, TODAY)) == 2


def test_a_stopped_site_stays_until_supervision_ends(database, county):
    key = begin(database).id
    assert county.road in units(database, P)
    change_status(database, county.school, date(2026, 10, 8), ProjectStatus.STOPPED)
    change_status(database, county.road, date(2026, 10, 9), ProjectStatus.NOT_STARTED)
    do(database, refresh_round, RefreshRound(key))
    assert county.school in units(database, P)
    left = row_of(database, P, county.road)
    assert (left.left_on, left.left_reason) == (date(2026, 10, 9), "中止监督")
    change_status(database, county.road, date(2026, 11, 1), ProjectStatus.ACTIVE)
    do(database, refresh_round, RefreshRound(key))
    assert county.road in units(database, P)


def test_by_hand_with_a_reason(database, county):
    key = begin(database).id
    row = row_of(database, P, county.road)
    with pytest.raises(RuleViolation, match="原因"):
        do(database, take_unit_out, TakeUnitOut(row.id, date(2026, 10, 1), " "))
    do(database, take_unit_out, TakeUnitOut(row.id, date(2026, 10, 1), "已发中止监督告知书"))
    do(database, refresh_round, RefreshRound(key))
    assert county.road not in units(database, P), "what a person decided stays decided"
    with pytest.raises(RuleViolation, match="已不在"):
        do(database, take_unit_out, TakeUnitOut(row.id, date(2026, 10, 1), "再移一次"))
    back = PutUnitIn(key, Unit(P, county.road), date(2026, 11, 1), "恢复施工，告知书撤回")
    do(database, put_unit_in, back)
    assert county.road in units(database, P)
    with pytest.raises(RuleViolation, match="已在本轮"):
        do(database, put_unit_in, back)
    hall = PutUnitIn(key, Unit(P, county.hall), date(2026, 11, 1), "竣工后仍有拆除作业")
    do(database, put_unit_in, hall)
    do(database, refresh_round, RefreshRound(key))
    assert county.hall in units(database, P)


def test_a_round_ends_after_its_changes_were_looked_through(database, county):
    key = begin(database).id
    with pytest.raises(RuleViolation, match="3 个范围变动没有核对"):
        do(database, close_round, CloseRound(key, TODAY))
    do(database, refresh_round, RefreshRound(key))
    made_visit(database, county, county.school, date(2026, 11, 5), round_id=key)
    with pytest.raises(RuleViolation, match="1 次检查在这一天之后"):
        do(database, close_round, CloseRound(key, date(2026, 11, 4)))
    do(database, close_round, CloseRound(key, date(2026, 11, 10)))
    with pytest.raises(RuleViolation, match="已结束"):
        do(database, put_unit_in, PutUnitIn(key, Unit(P, county.hall), TODAY, "补"))
    again = do(database, open_round, OpenRound(date(2026, 11, 11)))
    assert (again.projects, again.visits) == (3, 0)
    with database.reading() as session:
        assert [one.number for one in rounds(session)] == [2, 1]


def test_which_round_a_visit_stands_in(database, county):
    key = begin(database).id
    with database.reading() as session:
        on = round_on(session, county.school, date(2026, 9, 1))
        assert on is not None
        assert (on.id, on.words) == (key, "2026年第1轮（2026-09-01起，进行中）")
        assert round_on(session, county.school, date(2026, 8, 31)) is None
        assert round_on(session, county.tower, TODAY) is None
        assert [one.id for one in open_rounds(session, TODAY)] == [key]
    do(database, refresh_round, RefreshRound(key))
    with database.reading() as session:
        assert round_on(session, county.tower, TODAY) is not None
        assert round_on(session, county.tower, date(2026, 9, 30)) is None


def test_two_rounds_never_share_a_day(database, county):
    begin(database)
    with pytest.raises(RuleViolation, match="还没有结束"):
        do(database, open_round, OpenRound(date(2026, 11, 1)))


def test_a_first_day_without_any_site_is_asked_again(database, county):
    with pytest.raises(RuleViolation, match="没有在监工程"):
        do(database, open_round, OpenRound(date(2025, 1, 1)))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Round)) == 0


def test_the_record_verifies_after_it_all(database, county):
    made_visit(database, county, county.road, date(2026, 11, 2))
    key = begin(database).id
    do(database, refresh_round, RefreshRound(key))
    with database.reading() as session:
        assert verify_office(session) == ()
