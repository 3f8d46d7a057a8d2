"""What the home page says is waiting, on a county of a few records, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select

from db.codes import ClosureWay
from db.tables.hazards import Hazard
from db.tables.office import Office
from db.tables.projects import Project, ProjectStatusSince
from desktop.queries.home import home
from desktop.queries.todos import months_due, todos
from desktop.usecases.findings import Finding
from desktop.usecases.hazards import RecordRecheck, RecordReply, record_recheck, record_reply
from desktop.usecases.months import CloseMonth, SubmitMonth, close_month, submit_month
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from tests.queries.test_figures import ORDINARY, sign, statements, visit
from tests.usecases.county import ACT, County, do, settle
from tests.usecases.test_thin_line import photo

TODAY = date(2026, 11, 12)


@pytest.fixture
def county(database) -> County:
    return settle(database)


def begin(database, day: date) -> None:
    with database.writing(ACT, "set_up_office") as session:
        session.query(Office).one().start_day = day


def groups(database, today: date = TODAY):
    with database.reading() as session:
        return {group.kind: group for group in todos(session, today)}


def order(database, county: County, *findings: Finding, due: date) -> int:
    found = do(database, record(county, *findings)[0], record(county, *findings)[1])
    sign(database, county, found.id)
    command = IssueNotice(found.hazards, date(2026, 10, 20), due)
    return do(database, issue_rectification_notice, command).id


def record(county: County, *findings: Finding):
    from desktop.usecases.visits import record_visit

    return record_visit, visit(county, date(2026, 10, 20), *findings)


def test_nothing_waits_in_a_quiet_office(database, county):
    assert groups(database) == {}


def test_overdue_hazards_majors_first_with_their_inspector(database, county):
    major = Finding("整层无连墙件", item="2024-7-2")
    order(database, county, ORDINARY, major, due=date(2026, 11, 11))
    found = groups(database)["overdue"]
    assert found.count == 2
    assert [item.words.partition("隐患")[0] for item in found.items] == ["重大", "一般"]
    assert {item.who for item in found.items} == {"林喆"}
    assert all(item.is_late for item in found.items)


def test_the_last_day_itself_is_still_in_time(database, county):
    order(database, county, ORDINARY, due=TODAY)
    found = groups(database)
    assert "overdue" not in found
    assert found["due_soon"].count == 1


def test_each_step_that_waits(database, county):
    """An ordinary one replied to waits for its re-check, then may be closed."""
    order(database, county, ORDINARY, due=date(2026, 12, 1))
    with database.reading() as session:
        ids = tuple(session.scalars(select(Hazard.id)))
    do(database, record_reply, RecordReply(ids, date(2026, 10, 25)))
    assert groups(database)["replied"].count == 1
    passed = RecordRecheck(
        ids,
        date(2026, 10, 26),
        passed=True,
        way=ClosureWay.ON_PAPER,
        inspector_id=county.inspectors[0],
        evidence=photo(),
    )
    do(database, record_recheck, passed)
    found = groups(database)
    assert "replied" not in found
    assert "rechecked" not in found, "no reviewer is asked for an ordinary one"
    assert found["to_close"].count == 1


def test_a_notice_in_the_drawer(database, county):
    order(database, county, ORDINARY, due=date(2026, 12, 1))
    (item,) = groups(database)["unserved"].items
    assert "示建安整〔2026〕7号" in item.words
    assert item.due == date(2026, 10, 23)


def test_found_and_not_ordered(database, county):
    do(database, *record(county, ORDINARY))
    found = groups(database)
    assert found["found"].count == 1
    assert "检查人未签名" in found["incomplete"].items[0].words


def test_a_project_nobody_watches(database, county):
    with database.writing(ACT, "add_record") as session:
        lone = Project(id=90_001, name="示例县无人管工地", name_key="示例县无人管工地")
        lone.kind = session.get(Project, county.project).kind
        session.add(lone)
        row = ProjectStatusSince(project_id=lone.id, since=date(2026, 1, 1), status="active")
        session.add(row)
    assert [item.id for item in groups(database)["blind"].items] == [90_001]


def test_the_month_is_due_the_last_working_day_before_the_first(database, county):
    """October's report is due on Friday 30 October; reminded from Wednesday the 28th."""
    begin(database, date(2026, 10, 1))
    with database.reading() as session:
        assert months_due(session, date(2026, 10, 27)).count == 0
        (item,) = months_due(session, date(2026, 10, 28)).items
        assert (item.due, item.is_late) == (date(2026, 10, 30), False)
        (late,) = months_due(session, TODAY).items
    assert (late.id, late.is_late) == (202610, True)
    assert "待封存" in late.words
    do(database, close_month, CloseMonth(202610))
    assert "待报送" in groups(database)["month"].items[0].words
    do(database, submit_month, SubmitMonth(202610, date(2026, 11, 2)))
    assert "month" not in groups(database)


def test_a_year_without_a_holiday_table_is_said(database, county):
    begin(database, date(2026, 10, 1))
    with database.reading() as session:
        due = months_due(session, date(2031, 5, 30))
    assert any("缺少2031年的节假日安排" in item.words for item in due.items)
    assert all(item.due is None for item in due.items)


def test_the_home_page_costs_the_same_however_much_there_is(database, county):
    order(database, county, ORDINARY, due=date(2026, 11, 11))
    few = statements(database, home, TODAY)
    for _ in range(3):
        order(database, county, ORDINARY, ORDINARY, due=date(2026, 11, 11))
    assert statements(database, home, TODAY) == few <= 41


def test_tiles_show_unknown_as_a_dash(database, county):
    with database.reading() as session:
        tiles = {tile.code: tile.words for tile in home(session, TODAY).tiles}
    assert (tiles["A01"], tiles["A10"]) == ("1", "0")
    assert (tiles["C01"], tiles["C22"]) == ("—", "—")
