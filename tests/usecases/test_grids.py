"""Grids: one 主 on any day, others who assist, history kept."""

from datetime import date

import pytest

from desktop.domain.errors import RuleViolation
from desktop.queries.assistants import assistants_now
from desktop.queries.grids import grid_card
from desktop.queries.responsibility import blind_spots, responsible_for
from desktop.usecases.assistants import (
    AddAssistant,
    EndAssistant,
    add_assistant,
    end_assistant,
)
from desktop.usecases.grids import (
    AppointGridInspector,
    SaveGrid,
    appoint_grid_inspector,
    save_grid,
)
from tests.queries.seed import ACT, TODAY, small_county


@pytest.fixture
def county(database):
    return small_county(database)


def do(database, usecase, command):
    with database.writing(ACT, usecase.__name__) as session:
        return usecase(session, command, ACT).value


def who(database, project, day):
    with database.reading() as session:
        return responsible_for(session, project, day).inspector


def test_the_one_before_led_until_the_day_before(database, county):
    day = date(2026, 10, 1)
    do(database, appoint_grid_inspector, AppointGridInspector(county.east, county.wu, day))
    assert who(database, county.school, date(2026, 9, 30)) == "周一鸣"
    assert who(database, county.school, day) == "吴双"
    with database.reading() as session:
        lines = [x.words for x in grid_card(session, county.east, TODAY).timeline.happenings]
    assert "责任监督员（主）自此日起：吴双" in lines
    assert "责任监督员（主）自此日起：周一鸣" in lines


def test_a_vacant_grid_makes_blind_spots(database, county):
    do(database, appoint_grid_inspector, AppointGridInspector(county.east, None, TODAY))
    with database.reading() as session:
        spots = {row.id for row in blind_spots(session, TODAY)}
    assert spots == {county.school, county.hall}


def test_who_leads_already_is_not_appointed_again(database, county):
    with pytest.raises(RuleViolation, match="已是责任监督员"):
        do(database, appoint_grid_inspector, AppointGridInspector(county.east, county.zhou, TODAY))


def test_helpers_come_for_a_time_and_never_beside_themselves(database, county):
    begin, last = date(2026, 3, 1), date(2026, 11, 30)
    do(database, add_assistant, AddAssistant("grid", county.east, county.wu, begin, last))
    with database.reading() as session:
        assert responsible_for(session, county.school, last).assistants == ("吴双",)
        assert responsible_for(session, county.school, date(2026, 12, 1)).assistants == ()
        helper = assistants_now(session, "grid", county.east, TODAY)[0]
    with pytest.raises(RuleViolation, match="已是这个网格的协办"):
        do(database, add_assistant, AddAssistant("grid", county.east, county.wu, TODAY))
    with pytest.raises(RuleViolation, match="不能同时为协办"):
        do(database, add_assistant, AddAssistant("grid", county.east, county.zhou, TODAY))
    do(database, end_assistant, EndAssistant("grid", helper.id, date(2026, 6, 30)))
    with database.reading() as session:
        assert responsible_for(session, county.school, date(2026, 6, 30)).assistants == ("吴双",)
        assert responsible_for(session, county.school, date(2026, 7, 1)).assistants == ()


def test_a_helper_who_takes_over_helps_no_longer(database, county):
    do(database, add_assistant, AddAssistant("grid", county.east, county.wu, date(2026, 3, 1)))
    day = date(2026, 10, 1)
    do(database, appoint_grid_inspector, AppointGridInspector(county.east, county.wu, day))
    with database.reading() as session:
        answer = responsible_for(session, county.school, TODAY)
    assert (answer.inspector, answer.assistants) == ("吴双", ())


def test_names_are_told_apart(database, county):
    key = do(database, save_grid, SaveGrid("南片网格", "469023-03-01"))
    with pytest.raises(RuleViolation, match="网格名称已用于"):
        do(database, save_grid, SaveGrid("东片网格"))
    do(database, save_grid, SaveGrid("南部网格", "469023-03-01", id=key, version=1))
    with database.reading() as session:
        assert grid_card(session, key, TODAY).title == "南部网格"


def test_a_project_has_helpers_of_its_own(database, county):
    begin, last = date(2026, 9, 1), date(2026, 9, 30)
    do(database, add_assistant, AddAssistant("project", county.road, county.zhou, begin, last))
    with database.reading() as session:
        answer = responsible_for(session, county.road, last)
        assert (answer.inspector, answer.assistants) == ("吴双", ("周一鸣",))
        assert responsible_for(session, county.road, TODAY).assistants == ()
    with pytest.raises(RuleViolation, match="不能同时为协办"):
        do(database, add_assistant, AddAssistant("project", county.road, county.wu, begin))
