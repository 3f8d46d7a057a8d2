"""A session and who was there, and who then still lacks what, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.codes import TrainingKind
from db.tables.training import TrainingRecord, TrainingSession
from desktop.domain.errors import RuleViolation
from desktop.queries.training_lacks import training_lacks
from desktop.usecases.training import SaveTraining, save_training
from desktop.usecases.training_sessions import (
    Present,
    SaveSession,
    TakeAttendance,
    save_session,
    take_attendance,
)
from tests.usecases.county import NOW, County, do, settle

HELD = SaveSession("判定标准宣贯", date(2026, 10, 9), TrainingKind.ANNUAL, hours=8)


@pytest.fixture
def county(database) -> County:
    return settle(database)


def attend(database, key: int, firm: int, *present: Present) -> int:
    with database.reading() as session:
        version = session.get_one(TrainingSession, key).version
    return do(database, take_attendance, TakeAttendance(key, version, firm, present))


def attended(database) -> list[tuple[str, float | None, date | None]]:
    with database.reading() as session:
        rows = session.scalars(select(TrainingRecord).order_by(TrainingRecord.name))
        return [(row.name, row.hours, row.start) for row in rows]


def lacking(database) -> dict[str, str]:
    with database.reading() as session:
        return {row.name: row.why for row in training_lacks(session, NOW.date())}


def test_who_was_there_has_the_hours_of_the_session(database, county):
    key = do(database, save_session, HELD)
    firm = county.contractor
    assert attend(database, key, firm, Present("林新"), Present("符进", hours=6)) == key
    day = date(2026, 10, 9)
    assert attended(database) == [("林新", 8, day), ("符进", 6, day)]
    assert lacking(database) == {
        "林新": "2026年已有8学时，还差12学时",
        "符进": "2026年已有6学时，还差14学时",
    }


def test_a_second_list_stands_for_the_first(database, county):
    key = do(database, save_session, HELD)
    firm = county.contractor
    attend(database, key, firm, Present("林新"), Present("符进"))
    attend(database, key, firm, Present("林新", hours=20, passed=True))
    assert attended(database) == [("林新", 20, date(2026, 10, 9))]
    assert lacking(database) == {}


def test_hours_add_up_over_sessions_and_the_ledger(database, county):
    key = do(database, save_session, HELD)
    attend(database, key, county.contractor, Present("林新"))
    by_hand = SaveTraining(
        county.contractor, "林新", TrainingKind.ANNUAL, hours=12.0, start=date(2026, 3, 2)
    )
    do(database, save_training, by_hand)
    assert lacking(database) == {}


def test_a_session_moved_to_another_day_takes_its_people_along(database, county):
    key = do(database, save_session, HELD)
    attend(database, key, county.contractor, Present("林新"))
    with database.reading() as session:
        version = session.get_one(TrainingSession, key).version
    moved = replace(HELD, held_on=date(2026, 10, 10), id=key, version=version)
    do(database, save_session, moved)
    assert attended(database) == [("林新", 8, date(2026, 10, 10))]


def test_a_list_that_cannot_be_is_refused_whole(database, county):
    key = do(database, save_session, HELD)
    with pytest.raises(RuleViolation, match="第2名参加人员没有填写姓名"):
        attend(database, key, county.contractor, Present("符进"), Present(" "))
    with pytest.raises(RuleViolation, match="不在企业台账"):
        attend(database, key, 999, Present("符进"))
    assert attended(database) == []


def test_the_list_of_one_enterprise_leaves_the_other_alone(database, county):
    key = do(database, save_session, HELD)
    attend(database, key, county.contractor, Present("林新"))
    attend(database, key, county.contractor - 1, Present("林新"), Present("符进"))
    attend(database, key, county.contractor - 1)
    assert [name for name, *_ in attended(database)] == ["林新"]


def test_one_named_twice_is_refused(database, county):
    key = do(database, save_session, HELD)
    firm = county.contractor
    with pytest.raises(RuleViolation, match="写了两次"):
        attend(database, key, firm, Present("林新"), Present("林新 "))


def test_a_session_lies_behind_and_has_a_name(database, county):
    with pytest.raises(RuleViolation, match="举办"):
        do(database, save_session, replace(HELD, held_on=date(2026, 11, 13)))
    with pytest.raises(RuleViolation, match="培训名称"):
        do(database, save_session, replace(HELD, title=" "))
