"""What the window's frame reads."""

from datetime import date

from sqlalchemy import select

from db.codes import HazardLevel, HazardSource, HazardState, PaperKind, PaperState
from db.ids import new_id
from db.tables.hazards import Hazard
from db.tables.inspectors import Grid, GridInspector
from db.tables.office import Office
from db.tables.papers import Paper
from desktop.queries.frame import first_page, office_name, waiting_counts
from tests.usecases.county import ACT, settle

DAY = date(2026, 10, 12)


def test_an_office_before_its_first_day(database):
    with database.reading() as session:
        assert office_name(session) == ""
        assert first_page(session) == "first_day"
        assert waiting_counts(session, DAY) == {
            "desk": 0,
            "approvals": 0,
            "cases": 0,
            "hazards": 0,
            "papers": 0,
            "projects": 0,
        }


def test_what_is_closed_or_served_does_not_wait(database):
    county = settle(database)
    with database.writing(ACT, "add_record") as session:
        for state in (HazardState.ORDERED, HazardState.REPLIED, HazardState.CLOSED):
            session.add(
                Hazard(
                    id=new_id(session),
                    project_id=county.project,
                    found_on=DAY,
                    month=202610,
                    description="临边防护缺失",
                    level=HazardLevel.GENERAL,
                    source=HazardSource.PLATFORM,
                    state=state,
                    entered_on=DAY,
                )
            )
        for state in (PaperState.ISSUED, PaperState.SERVED, PaperState.VOIDED):
            session.add(
                Paper(
                    id=new_id(session),
                    kind=PaperKind.RECTIFICATION_NOTICE,
                    issued_on=DAY,
                    month=202610,
                    state=state,
                    entered_on=DAY,
                )
            )
        session.scalar(select(Office)).start_day = date(2026, 9, 1)
    with database.reading() as session:
        assert waiting_counts(session, DAY) == {
            "desk": 3,  # the reply to look at again, the notice to serve, September's report
            "approvals": 0,
            "cases": 0,
            "hazards": 2,
            "papers": 1,
            "projects": 0,
        }
        assert office_name(session) == "示例县建设工程质量安全监督站"
        assert first_page(session) == "desk"


def test_a_project_without_an_inspector_of_the_day_is_a_blind_spot(database):
    settle(database)
    with database.reading() as session:
        assert waiting_counts(session, DAY)["projects"] == 0
        assert waiting_counts(session, date(2025, 12, 31))["projects"] == 0
    with database.writing(ACT, "change_record") as session:
        grid = session.scalar(select(Grid))
        session.add(GridInspector(grid_id=grid.id, since=DAY, inspector_id=None))
    with database.reading() as session:
        assert waiting_counts(session, DAY)["projects"] == 1
        assert waiting_counts(session, date(2026, 10, 11))["projects"] == 0
