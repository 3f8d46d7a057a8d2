"""The copies the program keeps are held against what its rules derive, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select

from db.codes import HazardState
from db.tables.hazards import Hazard
from db.tables.months import MonthFigure
from desktop.domain.id_lists import pack_ids
from desktop.usecases.months import CloseMonth, close_month
from desktop.usecases.verify import verify_office
from tests.queries.test_figures import ORDINARY, ordered
from tests.usecases.county import ACT, County, do, settle


@pytest.fixture
def county(database) -> County:
    county = settle(database)
    ordered(database, county, date(2026, 10, 20), ORDINARY)
    do(database, close_month, CloseMonth(202610))
    return county


def wrong(database):
    with database.reading() as session:
        return [(row.table, row.what) for row in verify_office(session)]


def test_a_whole_office_has_nothing_wrong(database, county):
    assert wrong(database) == []


def test_a_state_that_its_steps_do_not_give(database, county):
    with database.writing(ACT, "edit_record") as session:
        session.scalars(select(Hazard)).one().state = HazardState.CLOSED
    assert wrong(database) == [("hazard", "状态、期限或销号日期与步骤推出的不符")]


def test_a_frozen_list_that_is_not_as_it_was(database, county):
    with database.writing(ACT, "edit_record") as session:
        figure = session.scalars(select(MonthFigure).where(MonthFigure.code == "C01")).one()
        figure.ids = pack_ids([1, 2, 3])
    assert wrong(database) == [("month_figure", "封存的明细与其数目或摘要不符")]
