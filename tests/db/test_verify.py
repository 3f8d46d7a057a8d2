"""核验: every way to touch the record with a database editor is named, and none can stop it."""

import tracemalloc
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from db.change import insert_rows
from db.ids import new_ids
from db.labels import label_of
from db.session import Database
from db.tables.inspectors import Grid
from db.verify import Wrong
from tests.db.people import ACT, add, edit, grid, inspector, project, wrong

TOUCHED, FOREIGN, RETURNED, GONE = (
    "记录的内容被改动",
    "记录不是由程序写入的",
    "已删除的记录又出现了",
    "记录被删除",
)


@pytest.fixture
def kept(database):
    return fill(database)


def fill(database: Database) -> dict[str, Any]:
    """An office with a few commits: made, edited, deleted."""
    one, two = grid("甲", code="G1"), grid("乙")
    site = project("滨江花园", area_m2=10.5, start=date(2026, 1, 2))
    person = inspector("韦秋分", id_number=b"sealed", id_number_key=b"key")
    add(database, one, two, site, person)
    with database.writing(ACT, "save_record") as session:
        session.get(Grid, one.id).code = "G2"
    gone = grid("丙")
    add(database, gone)
    with database.writing(ACT, "delete") as session:
        session.delete(session.get(Grid, gone.id))
    assert wrong(database) == []
    return {"one": one, "two": two, "site": site, "person": person, "gone": gone}


@pytest.fixture
def filed(office):
    """The same on SQLite alone, for the long lists of cases."""
    database = Database.open(str(office))
    yield database, fill(database)
    database.close()


def found(database):
    return [(one.table, one.id, one.what) for one in wrong(database)]


CHANGED = {
    "text": ("grid", "one", "name = '丁'"),
    "text to nothing": ("grid", "one", "code = NULL"),
    "nothing to text": ("grid", "two", "code = 'G9'"),
    "number": ("project", "site", "version = 5"),
    "float": ("project", "site", "area_m2 = 10.500000001"),
    "nothing to float": ("project", "site", "cost_wan = 0"),
    "date": ("project", "site", "start = '2026-01-03'"),
    "code": ("project", "site", "kind = 'municipal'"),
    "bytes": ("inspector", "person", "id_number = X'00'"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_value_names_its_record(filed, name):
    database, kept = filed
    table, key, assignment = CHANGED[name]
    edit(database, f"UPDATE {table} SET {assignment} WHERE id = {kept[key].id}")
    assert found(database) == [(table, kept[key].id, TOUCHED)]


def test_the_record_is_named_as_people_know_it(database, kept):
    edit(database, f"UPDATE grid SET code = 'x' WHERE id = {kept['one'].id}")
    (only,) = wrong(database)
    assert asdict(only) == {
        "table": "grid",
        "id": kept["one"].id,
        "label": "甲",
        "what": TOUCHED,
    }


def test_a_paper_without_a_number_is_known_by_whom_it_went_to():
    row = {"number": None, "code": "696b4123cdb8e086", "enterprise_text": "甲公司"}
    assert label_of(row) == "甲公司"


GARBAGE = {
    "text in a number": ("project", "version = 'abc'"),
    "a fraction in a number": ("project", "version = 1.5"),
    "bytes in a number": ("project", "version = X'FF00'"),
    "text in a date": ("project", "start = '2026年1月2日'"),
    "an impossible date": ("project", "start = '2026-02-30'"),
    "a number in a date": ("project", "start = 20260102"),
    "bytes in a date": ("project", "start = X'C328'"),
    "text in a float": ("project", "area_m2 = 'viel'"),
    "an infinite float": ("project", "area_m2 = 9e999"),
    "an unknown code": ("project", "kind = 'castle'"),
    "bytes in text": ("project", "name = X'C328'"),
    "text that is no text": ("project", "name = CAST(X'C328' AS TEXT)"),
    "text in bytes": ("inspector", "id_number = 'sealed'"),
    "a number in bytes": ("inspector", "id_number = 7"),
    "a NUL in text": ("project", "name = '滨江花园' || char(0)"),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_of_any_type_names_its_record(office, name):
    database = Database.open(str(office))
    site, person = project(), inspector(id_number=b"sealed")
    add(database, site, person)
    table, assignment = GARBAGE[name]
    key = {"project": site.id, "inspector": person.id}[table]
    edit(database, "PRAGMA ignore_check_constraints = ON", f"UPDATE {table} SET {assignment}")
    assert found(database) == [(table, key, TOUCHED)]
    with database.reading() as session:  # the connection reads text as text again
        assert session.execute(text("SELECT 'ä'")).scalar() == "ä"
    database.close()


SERVER_GARBAGE = {
    "an infinite date": ("project", "start = 'infinity'"),
    "a date before Christ": ("project", "start = '0044-03-15 BC'"),
    "no number": ("project", "area_m2 = 'NaN'"),
}


def test_garbage_on_a_server_names_its_record(new_server_office):
    database = Database.open(new_server_office())
    sites = [project(name, start=date(2026, 1, 2), area_m2=1.0) for name in SERVER_GARBAGE]
    add(database, *sites)
    for site in sites:
        table, assignment = SERVER_GARBAGE[site.name]
        edit(database, f"UPDATE {table} SET {assignment} WHERE id = {site.id}")
    assert found(database) == [("project", site.id, TOUCHED) for site in sites]
    database.close()


def test_touches_of_all_kinds_are_named_on_both_databases(database, kept):
    site, person, one, two = (kept[name].id for name in ("site", "person", "one", "two"))
    edit(
        database,
        f"UPDATE project SET start = '2026-01-03' WHERE id = {site}",
        f"UPDATE inspector SET id_number = X'00' WHERE id = {person}",
        f"UPDATE grid SET code = NULL WHERE id = {one}",
        f"DELETE FROM grid WHERE id = {two}",
        "UPDATE change_set SET who = '别人' WHERE n = 2",
        "UPDATE chain_head SET n = 9",
    )
    assert sorted(found(database)) == sorted(
        [
            ("project", site, TOUCHED),
            ("inspector", person, TOUCHED),
            ("grid", one, TOUCHED),
            ("grid", two, GONE),
            ("change_set", 2, "操作记录或其变更明细被改动"),
            ("chain_head", 1, "链头与最后一次操作不符（末尾的操作可能被删除）"),
        ]
    )


def test_a_deleted_row_is_named_by_what_it_was(database, kept):
    edit(
        database,
        f"DELETE FROM grid WHERE id = {kept['one'].id}",
        f"DELETE FROM grid WHERE id = {kept['two'].id}",
    )
    assert [(one.id, one.label, one.what) for one in wrong(database)] == [
        (kept["one"].id, "甲", GONE),
        (kept["two"].id, str(kept["two"].id), GONE),
    ]


def test_an_inserted_row_is_named(database, kept):
    edit(database, "INSERT INTO grid (id, version, name) VALUES (9, 1, '戊')")
    assert found(database) == [("grid", 9, FOREIGN)]


def test_a_deleted_record_put_back_is_named(database, kept):
    key = kept["gone"].id
    edit(database, f"INSERT INTO grid (id, version, name) VALUES ({key}, 1, '丙')")
    assert found(database) == [("grid", key, RETURNED)]


def test_a_row_given_another_id_is_named_twice(database, kept):
    edit(database, f"UPDATE grid SET id = 9 WHERE id = {kept['one'].id}")
    assert sorted(found(database)) == sorted([("grid", 9, FOREIGN), ("grid", kept["one"].id, GONE)])


SETS = {
    "who": "UPDATE change_set SET who = '别人' WHERE n = 2",
    "at": "UPDATE change_set SET at = '2020-01-01T00:00:00' WHERE n = 2",
    "verb": "UPDATE change_set SET verb = 'import' WHERE n = 2",
    "subject": "UPDATE change_set SET subject = '别的' WHERE n = 2",
    "a row before": "UPDATE change SET before = '{}' WHERE change_set_id = 2",
    "a row before taken out": "UPDATE change SET before = NULL WHERE change_set_id = 2",
    "an operation": "UPDATE change SET op = 'insert' WHERE change_set_id = 2",
    "a version": "UPDATE change SET version = 9 WHERE change_set_id = 2",
    "its own hash": "UPDATE change_set SET hash = X'00' WHERE n = 2",
}


@pytest.mark.parametrize("name", SETS)
def test_a_touched_change_set_is_named(filed, name):
    database, _ = filed
    edit(database, SETS[name])
    assert ("change_set", 2, "操作记录或其变更明细被改动") in found(database)


def test_the_link_to_the_set_before_is_held(database, kept):
    edit(database, "UPDATE change_set SET previous = X'00' WHERE n = 3")
    assert {what for table, key, what in found(database) if (table, key) == ("change_set", 3)} == {
        "与前一次操作接不上",
        "操作记录或其变更明细被改动",
    }


def test_a_deleted_change_is_named_with_its_set(database, kept):
    edit(database, "DELETE FROM change WHERE change_set_id = 2")
    assert ("change_set", 2, "操作记录或其变更明细被改动") in found(database)
    assert ("grid", kept["one"].id, TOUCHED) in found(database)


def test_a_deleted_change_set_is_named(database, kept):
    edit(
        database,
        "DELETE FROM change WHERE change_set_id = 2",
        "DELETE FROM change_set WHERE n = 2",
    )
    assert ("change_set", 3, "操作编号不连续，应为 2（有操作被删除）") in found(database)


def test_changes_without_their_set_are_named(database, kept):
    edit(database, "DELETE FROM change_set WHERE n = 2")
    assert ("change", 2, "变更明细没有对应的操作") in found(database)


def test_a_cut_tail_is_named(database, kept):
    edit(
        database,
        "DELETE FROM change WHERE change_set_id >= 3",
        "DELETE FROM change_set WHERE n >= 3",
    )
    assert found(database) == [("chain_head", 1, "链头与最后一次操作不符（末尾的操作可能被删除）")]


HEADS = {
    "another number": "UPDATE chain_head SET n = 3",
    "another hash": "UPDATE chain_head SET hash = X'00'",
    "none": "DELETE FROM chain_head",
    "two": "INSERT INTO chain_head (id, n, hash) SELECT 2, n, hash FROM chain_head",
}


@pytest.mark.parametrize("name", HEADS)
def test_a_swapped_head_is_named(filed, name):
    database, _ = filed
    edit(database, HEADS[name])
    assert [table for table, _, _ in found(database)] == ["chain_head"]


@pytest.mark.parametrize(
    "assignment", ["n = 'x'", "who = X'C328'", "hash = 'x'", "previous = 7", "at = NULL"]
)
def test_garbage_in_the_chain_does_not_stop_it(office, assignment):
    database = Database.open(str(office))
    add(database, grid("甲"))
    add(database, grid("乙"))
    if "NULL" in assignment:
        assignment = "at = CAST(X'FF' AS TEXT)"
    edit(database, f"UPDATE change_set SET {assignment} WHERE n = 1")
    assert ("change_set", 1) in {(table, key) for table, key, _ in found(database)}
    database.close()


@pytest.mark.parametrize(
    "assignment",
    [
        "change_set_id = 'x'",
        "change_set_id = 1.5",
        "record_id = 'x'",
        "record_id = 0.5",
        "digest = 'x'",
        "digest = 7",
        "before = X'C328'",
        "before = '['",
        "op = 'nothing'",
        "entity = 'nothing'",
        "version = 'x'",
    ],
)
def test_garbage_in_the_changes_does_not_stop_it(office, assignment):
    database = Database.open(str(office))
    record = grid("甲")
    add(database, record, grid("乙"))
    add(database, grid("丙"))
    edit(database, f"UPDATE change SET {assignment} WHERE change_set_id = 1 AND position = 0")
    assert ("change_set", 1) in {(table, key) for table, key, _ in found(database)}
    edit(database, f"DELETE FROM grid WHERE id = {record.id}")
    assert found(database)
    database.close()


def test_a_counter_set_back_is_named(database, kept):
    edit(database, "UPDATE site_counter SET next = 2")
    assert {table for table, _, _ in found(database)} == {"site_counter"}


def test_a_table_that_is_gone_is_named(database, kept):
    edit(database, "DROP TABLE training_session" + ("" if database.is_sqlite else " CASCADE"))
    assert found(database) == [("training_session", 0, "读不出来：数据库文件已损坏，请从备份恢复")]


def test_a_broken_file_is_said(office):
    database = Database.open(str(office))
    add(database, *(grid(f"{at}号网格") for at in range(3000)))
    database.close()
    path = office / "office.db"
    content = bytearray(path.read_bytes())
    content[-40_000:] = b"\xff" * 40_000
    path.write_bytes(content)
    database = Database.open(str(office))
    assert wrong(database)
    database.close()


def test_an_office_without_its_own_table_opens_to_be_verified(office):
    database = Database.open(str(office))
    edit(database, "DROP TABLE office")
    database.close()
    database = Database.open(str(office), keyless=True)
    assert ("office", 0, "读不出来：数据库文件已损坏，请从备份恢复") in found(database)
    database.close()


def test_what_the_program_derives_is_checked_by_its_own_rule(database, kept):
    def every_grid_has_a_code(connection):
        for row in connection.execute(text("SELECT id, name, code FROM grid WHERE code IS NULL")):
            yield Wrong("grid", row.id, row.name, "没有编号")

    assert [(one.label, one.what) for one in wrong(database, every_grid_has_a_code)] == [
        ("乙", "没有编号")
    ]


@pytest.mark.parametrize("error", [LookupError, ValueError, TypeError, ZeroDivisionError])
def test_a_rule_that_cannot_read_a_value_does_not_stop_it(filed, error):
    database, _ = filed

    def fails(_connection):
        raise error

    (only,) = wrong(database, fails)
    assert "没有核对完" in only.what


def test_each_tampering_is_found_beside_the_others(database, kept):
    steps: list[Callable[[], None]] = [
        lambda: edit(database, f"UPDATE grid SET code = 'x' WHERE id = {kept['one'].id}"),
        lambda: edit(database, f"DELETE FROM project WHERE id = {kept['site'].id}"),
        lambda: edit(database, "UPDATE change_set SET who = 'x' WHERE n = 1"),
    ]
    for step in steps:
        step()
    assert {(table, key) for table, key, _ in found(database)} == {
        ("grid", kept["one"].id),
        ("project", kept["site"].id),
        ("change_set", 1),
    }


def test_memory_does_not_grow_with_the_record(office):
    """A million changes are read one after the other: what is held is the same for a few."""
    database = Database.open(str(office))
    peaks = []
    for size in (1_000, 4_000):
        with database.writing(ACT, "import") as session:
            rows = [
                {"id": key, "version": 1, "name": f"{key}号网格" * 20}
                for key in new_ids(session, size)
            ]
            insert_rows(session, Grid.__table__, rows)
        with database.writing(ACT, "edit") as session:
            for row in session.query(Grid):
                row.code = str(size)
        tracemalloc.start()
        assert wrong(database) == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    database.close()
    assert peaks[1] < 1.3 * peaks[0]
