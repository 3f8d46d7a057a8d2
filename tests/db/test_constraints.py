"""What cannot be true cannot be written, whatever the code above forgets."""

from datetime import date

import pytest

from db import codes
from db.errors import Refused
from db.session import Database
from db.tables.hazards import HazardCondition
from db.tables.months import Month, MonthFigure, NothingHappened
from db.tables.office import NumberSeries, Office, Setting, SubmittedFigure
from db.tables.papers import Paper, PaperItem
from db.tables.projects import Project, ProjectPart
from db.tables.rounds import Round
from db.tables.visits import Visit, VisitAnswer, VisitInspector
from tests.db.people import ACT, add, enterprise, grid, hazard, inspector, project

NOTICE = codes.PaperKind.RECTIFICATION_NOTICE


def month(period=202610, edition=1, state=codes.MonthState.DRAFT):
    return Month(
        period=period,
        edition=edition,
        state=state,
        first_day=date(2026, 10, 1),
        through=date(2026, 10, 31),
    )


def series(**more):
    return NumberSeries(**{"kind": NOTICE, "year": 2026, "prefix": "样建监", **more})


def paper(**more):
    given = {
        "kind": NOTICE,
        "issued_on": date(2026, 11, 12),
        "month": 202611,
        "state": next(iter(codes.PaperState)),
        "entered_on": date(2026, 11, 12),
    }
    return Paper(**{**given, **more})


PAIRS = {
    "a second office": lambda: [Office(key_check=b"1"), Office(key_check=b"2")],
    "a second grid of a name": lambda: [grid(), grid()],
    "a second firm of a code": lambda: [enterprise("甲"), enterprise("乙")],
    "an identity number twice": lambda: [
        inspector("甲", id_number_key=b"k"),
        inspector("乙", id_number_key=b"k"),
    ],
    "a second series a kind and year": lambda: [series(), series(prefix="另")],
    "one prefix for two series": lambda: [series(), series(kind=codes.PaperKind.STOP_ORDER)],
    "one number for two papers": lambda: [paper(number="一号"), paper(number="一号")],
    "a setting twice": lambda: [Setting(key="a", value="1"), Setting(key="a", value="2")],
    "a figure submitted twice": lambda: [
        SubmittedFigure(code="V1", period=202601, value=1.0),
        SubmittedFigure(code="V1", period=202601, value=2.0),
    ],
    "two open reports of a month": lambda: [month(), month(edition=2)],
    "one edition twice": lambda: [
        month(state=codes.MonthState.SEALED),
        month(state=codes.MonthState.SEALED),
    ],
    "nothing happened, twice": lambda: [
        NothingHappened(period=202610, code="A1", who="甲", at="x"),
        NothingHappened(period=202610, code="A1", who="乙", at="y"),
    ],
    "a round's number twice": lambda: [
        Round(year=2026, number=1, title="第一轮", first_day=date(2026, 1, 1)),
        Round(year=2026, number=1, title="又一轮", first_day=date(2026, 2, 1)),
    ],
}


@pytest.mark.parametrize("name", PAIRS)
def test_one_of_a_kind(database, name):
    one, other = PAIRS[name]()
    add(database, one)
    with pytest.raises(Refused, match="重复"):
        add(database, other)


def test_a_closed_edition_leaves_room_for_the_next(database):
    add(database, month(state=codes.MonthState.SEALED))
    add(database, month(edition=2))


def test_numbers_of_a_series_are_used_once(database):
    own = series()
    add(database, own)
    add(database, paper(series_id=own.id, serial=7, number="7"))
    with pytest.raises(Refused, match="重复"):
        add(database, paper(series_id=own.id, serial=7, number="七"))


def test_children_are_unique_in_their_parent(database):
    site, person = project(), inspector()
    add(database, site, person)
    visit = Visit(
        project_id=site.id,
        visited_on=date(2026, 10, 9),
        month=202610,
        kind=next(iter(codes.VisitKind)),
        source=next(iter(codes.VisitSource)),
        entered_on=date(2026, 10, 9),
    )
    found = hazard(site.id)
    sheet = paper()
    add(database, visit, found, sheet)
    report = month()
    add(database, report)
    twice = [
        lambda at: VisitInspector(visit_id=visit.id, inspector_id=person.id, position=at),
        lambda at: VisitAnswer(
            visit_id=visit.id, item="1.1", value=next(iter(codes.AnswerValue)), remark=str(at)
        ),
        lambda at: HazardCondition(hazard_id=found.id, position=1, text=str(at)),
        lambda at: PaperItem(paper_id=sheet.id, hazard_id=found.id, position=at),
        lambda at: MonthFigure(month_id=report.id, code="V1", count=at),
    ]
    for make in twice:
        add(database, make(1))
        with pytest.raises(Refused, match="重复"):
            add(database, make(2))


def test_a_reference_must_lead_somewhere(database):
    with pytest.raises(Refused, match="引用"):
        add(database, ProjectPart(project_id=987_654, name="一标段"))


def test_after_a_refused_commit_the_next_one_goes_through(database):
    """SQLite keeps the transaction of a COMMIT it refuses: it has to be rolled back by name."""
    for _ in range(3):
        with pytest.raises(Refused, match="引用"):
            add(database, ProjectPart(project_id=987_654, name="一标段"))
        other = Database(database.url, database.folder)
        add(other, project())  # nobody else waits for it either
        other.close()
    add(database, project())
    with database.reading() as session:
        assert session.query(Project).count() == 4
        assert session.query(ProjectPart).count() == 0


def test_what_is_referred_to_cannot_go(database):
    site = project()
    add(database, site)
    add(database, ProjectPart(project_id=site.id, name="一标段"))
    with pytest.raises(Refused, match="引用"), database.writing(ACT, "delete") as session:
        session.delete(session.get(Project, site.id))


def test_codes_outside_the_list_are_refused_by_the_database(database):
    site = project()
    add(database, site)
    with pytest.raises(Refused), database.writing(ACT, "save_record") as session:
        session.connection().exec_driver_sql("UPDATE project SET kind = 'castle'")


def test_numbers_begin_at_one(database):
    with pytest.raises(Refused):
        add(database, series(next_number=0))


def test_a_round_does_not_end_before_it_begins(database):
    days = {"first_day": date(2026, 2, 2), "last_day": date(2026, 2, 1)}
    with pytest.raises(Refused):
        add(database, Round(year=2026, number=2, title="倒着的一轮", **days))


def test_a_refused_commit_leaves_nothing(database):
    add(database, grid())
    with pytest.raises(Refused):
        add(database, project("留不下"), grid())
    with database.reading() as session:
        assert session.query(Project).count() == 0
