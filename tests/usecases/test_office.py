"""The office's own row, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select

from db.session import Database
from db.tables.office import Office
from desktop.domain.errors import RuleViolation
from desktop.usecases.office import InitOffice, has_office, init_office, set_up_office
from tests.usecases.import_county import act

NAMED = InitOffice("示例县住房和城乡建设局", "示例县质安站", "469023")


def run(database: Database, usecase, command) -> None:
    with database.writing(act(), usecase.__name__) as session:
        usecase(session, command, act())


def test_an_office_is_made_once(database: Database) -> None:
    with database.reading() as session:
        assert not has_office(session)
    run(database, init_office, InitOffice())
    run(database, init_office, NAMED)
    with pytest.raises(RuleViolation, match="已经建立"):
        run(database, init_office, NAMED)
    with database.reading() as session:
        [office] = session.scalars(select(Office)).all()
        assert (office.bureau_name, office.region_code) == ("示例县住房和城乡建设局", "469023")


def test_the_first_day_fills_in_and_leaves_the_rest(database: Database) -> None:
    run(database, init_office, NAMED)
    run(database, set_up_office, InitOffice(start_day=date(2026, 11, 1), station_name="示例站"))
    with database.reading() as session:
        office = session.scalars(select(Office)).one()
        told = (office.bureau_name, office.station_name, office.start_day)
    assert told == ("示例县住房和城乡建设局", "示例站", date(2026, 11, 1))
