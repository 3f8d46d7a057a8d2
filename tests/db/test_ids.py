"""Identity: site x 2^44 + counter, in whole ranges, never given twice."""

import json
from itertools import pairwise

from db.ids import SITE_SPAN, SITES, SiteCounter, new_id, new_ids
from tests.db.people import ACT, add, grid, wrong


def test_id_is_site_and_counter(database):
    with database.writing(ACT, "save_record") as session:
        session.info["site"] = 0
        assert new_ids(session, 3) == range(1, 4)


def test_ranges_are_contiguous_and_apart(database):
    taken = []
    for size in (1, 500, 20_000, 2):
        with database.writing(ACT, "save_record") as session:
            taken.append(new_ids(session, size))
    assert [len(ids) for ids in taken] == [1, 500, 20_000, 2]
    assert all(left.stop <= right.start for left, right in pairwise(taken))


def test_no_ids_are_no_statement(database):
    with database.writing(ACT, "save_record") as session:
        assert new_ids(session, 0) == range(0)


def test_single_ids_never_meet_ranges(database):
    with database.writing(ACT, "save_record") as session:
        one = [new_id(session) for _ in range(40)]
        many = list(new_ids(session, 100))
        more = [new_id(session) for _ in range(40)]
    assert len({*one, *many, *more}) == 180


def test_id_of_a_deleted_record_is_not_given_again(database):
    first = grid()
    add(database, first)
    with database.writing(ACT, "save_record") as session:
        session.delete(session.get(type(first), first.id))
    second = grid("二号网格")
    add(database, second)
    assert second.id > first.id


def test_id_of_a_rolled_back_record_may_return_but_never_twice(database):
    with database.writing(ACT, "save_record") as session:
        session.add(grid())
        session.flush()
        session.rollback()
    one, two = grid("甲"), grid("乙")
    add(database, one)
    add(database, two)
    assert one.id != two.id


def test_ids_left_over_from_a_commit_are_used_by_the_next(database):
    records = [grid(f"{place}号") for place in range(20)]
    for record in records:
        add(database, record)
    with database.reading() as session:
        following = session.query(SiteCounter.next).filter_by(site=0).scalar()
    assert len({record.id for record in records}) == 20
    assert following - min(record.id for record in records) == 32  # two handfuls
    assert wrong(database) == []


def test_rollback_to_a_savepoint_does_not_give_ids_twice(database):
    with database.writing(ACT, "save_record") as session:
        savepoint = session.begin_nested()
        lost = new_id(session)
        savepoint.rollback()
        kept = [new_id(session) for _ in range(20)]
        later = list(new_ids(session, 20))
    assert lost not in kept or kept.count(lost) == 1
    assert len({*kept, *later}) == 40


def test_highest_id_is_exact_in_json():
    highest = SITES * SITE_SPAN - 1
    assert highest == 2**53 - 1
    assert json.loads(json.dumps(float(highest))) == highest
