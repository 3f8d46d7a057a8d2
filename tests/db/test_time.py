"""Facts that hold from a day, and facts that hold between two: each on both sides of its day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from db import codes
from db.errors import Refused
from db.tables.inspectors import GridAssistant, GridInspector
from db.tables.projects import Participation, ProjectStatusSince
from tests.db.people import ACT, add, grid, inspector, project

DAY = timedelta(days=1)
FIRST, SECOND, VACANT = date(2026, 3, 1), date(2026, 6, 15), date(2026, 10, 1)


@pytest.fixture
def held(database):
    """One grid: nobody before March, the first from March, the second from mid-June, then none."""
    place, first, second = grid(), inspector("韦秋分"), inspector("符春分")
    add(database, place, first, second)
    add(
        database,
        GridInspector(grid_id=place.id, since=FIRST, inspector_id=first.id),
        GridInspector(grid_id=place.id, since=SECOND, inspector_id=second.id),
        GridInspector(grid_id=place.id, since=VACANT, inspector_id=None),
    )
    return place, first, second


def responsible(database, day):
    with database.reading() as session:
        return [row.inspector_id for row in session.scalars(GridInspector.as_of(day))]


def test_since_row_holds_to_the_eve_of_the_next(database, held):
    _, first, second = held
    assert responsible(database, FIRST - DAY) == []
    assert responsible(database, FIRST) == [first.id]
    assert responsible(database, SECOND - DAY) == [first.id]
    assert responsible(database, SECOND) == [second.id]
    assert responsible(database, VACANT - DAY) == [second.id]


def test_vacancy_is_a_row_without_a_holder(database, held):
    assert responsible(database, VACANT) == [None]
    assert responsible(database, date(2099, 12, 31)) == [None]


def test_as_of_gives_one_row_a_subject(database, held):
    other = grid("二号网格")
    add(database, other)
    add(database, GridInspector(grid_id=other.id, since=SECOND, inspector_id=held[1].id))
    with database.reading() as session:
        rows = session.scalars(GridInspector.as_of(SECOND)).all()
    assert sorted(row.grid_id for row in rows) == sorted([held[0].id, other.id])


def test_two_holders_from_one_day_cannot_be_written(database, held):
    place, first, _ = held
    with pytest.raises(Refused, match="重复"):
        add(database, GridInspector(grid_id=place.id, since=SECOND, inspector_id=first.id))


def test_reassigning_today_leaves_march_as_it_was(database, held):
    place, first, second = held
    add(database, GridInspector(grid_id=place.id, since=date(2026, 11, 12), inspector_id=first.id))
    assert responsible(database, date(2026, 7, 1)) == [second.id]
    assert responsible(database, date(2026, 3, 31)) == [first.id]


def test_status_of_a_day(database):
    site = project()
    add(database, site)
    statuses = codes.ProjectStatus
    add(
        database,
        ProjectStatusSince(project_id=site.id, since=FIRST, status=statuses.ACTIVE),
        ProjectStatusSince(project_id=site.id, since=SECOND, status=statuses.STOPPED),
    )
    with database.reading() as session:
        found = [
            session.scalars(ProjectStatusSince.as_of(day)).one().status
            for day in (SECOND - DAY, SECOND)
        ]
    assert found == [statuses.ACTIVE, statuses.STOPPED]


def assisting(database, day):
    with database.reading() as session:
        return len(session.scalars(GridAssistant.as_of(day)).all())


def test_period_is_half_open(database, held):
    place, first, _ = held
    add(
        database,
        GridAssistant(grid_id=place.id, inspector_id=first.id, valid_from=FIRST, valid_to=SECOND),
    )
    days = (FIRST - DAY, FIRST, SECOND - DAY, SECOND)
    assert [assisting(database, day) for day in days] == [0, 1, 1, 0]


def test_open_period_holds_on(database, held):
    place, first, _ = held
    add(database, GridAssistant(grid_id=place.id, inspector_id=first.id, valid_from=FIRST))
    assert [assisting(database, day) for day in (FIRST - DAY, date(2099, 1, 1))] == [0, 1]


@pytest.mark.parametrize("end", [FIRST, FIRST - DAY])
@pytest.mark.parametrize("kind", [GridAssistant, Participation])
def test_period_that_ends_before_it_begins_cannot_be_written(database, held, kind, end):
    place, first, _ = held
    site = project()
    add(database, site)
    facts = {
        GridAssistant: {"grid_id": place.id, "inspector_id": first.id},
        Participation: {
            "project_id": site.id,
            "role": codes.PartyRole.CONTRACTOR,
            "name": "立秋建筑公司",
        },
    }
    with pytest.raises(Refused, match="先后颠倒"):
        add(database, kind(valid_from=FIRST, valid_to=end, **facts[kind]))


def test_the_database_itself_refuses_a_backward_period(database, held):
    sql = (
        "INSERT INTO grid_assistant (id, version, grid_id, inspector_id, valid_from, valid_to)"
        f" VALUES (999, 1, {held[0].id}, {held[1].id}, '2026-05-02', '2026-05-01')"
    )
    with pytest.raises(Refused), database.writing(ACT, "save_record") as session:
        session.execute(text(sql))
