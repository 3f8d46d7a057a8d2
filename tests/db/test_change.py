"""The change log: what a commit writes of itself, on both databases alike."""

import hashlib
from datetime import date

import pytest
from sqlalchemy import event, func, update
from sqlalchemy.orm import load_only

from db import codes
from db.change import GENESIS, Change, ChangeSet, about, insert_rows, own_id, row_from_text
from db.ids import new_ids
from db.shape import shape_of
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Grid, Inspector
from db.tables.projects import Project
from db.tables.training import TrainingSession
from tests.db.people import ACT, OTHER, add, grid, hazard, inspector, project, wrong


def sets(database):
    with database.reading() as session:
        return session.query(ChangeSet).order_by(ChangeSet.n).all()


def changes(database, key):
    with database.reading() as session:
        found = session.query(Change).filter_by(change_set_id=key).order_by(Change.position)
        return [(row.entity, row.record_id, row.op, row.version, row.before) for row in found]


def test_one_change_set_a_commit(database):
    add(database, grid("甲"), grid("乙"), project())
    (only,) = sets(database)
    assert (only.n, only.at, only.who, only.verb) == (
        1,
        "2026-11-12T09:00:00+08:00",
        "王小满",
        "save_record",
    )
    assert len(changes(database, only.id)) == 3


def test_a_commit_without_changes_leaves_no_set(database):
    with database.writing(ACT, "save_record") as session:
        session.query(Grid).all()
    assert sets(database) == []


def test_each_set_is_chained_to_the_one_before(database):
    for name in "甲乙丙":
        add(database, grid(name))
    found = sets(database)
    assert [one.n for one in found] == [1, 2, 3]
    assert found[0].previous == GENESIS
    assert [one.previous for one in found[1:]] == [one.hash for one in found[:-1]]


def test_a_set_says_what_it_is_about(database):
    with database.writing(ACT, "save_record") as session:
        about(session, "一号网格")
        session.add(grid())
    assert sets(database)[0].subject == "一号网格"


def test_own_id_is_known_before_the_commit(database):
    with database.writing(ACT, "save_record") as session:
        session.add(grid())
        known = own_id(session)
    assert known == session.info["change_set_id"] == sets(database)[0].id


def test_insert_update_delete(database):
    record = grid()
    first = add(database, record)
    with database.writing(OTHER, "save_record") as session:
        session.get(Grid, record.id).code = "G1"
    second = session.info["change_set_id"]
    with database.writing(OTHER, "delete") as session:
        session.delete(session.get(Grid, record.id))
    third = session.info["change_set_id"]
    assert changes(database, first) == [("grid", record.id, "insert", 1, None)]
    ((*_, op, version, before),) = changes(database, second)
    assert (op, version) == ("update", 2)
    assert row_from_text(before) == {"id": record.id, "version": 1, "name": "一号网格"}
    ((*_, op, version, before),) = changes(database, third)
    assert (op, row_from_text(before)["code"]) == ("delete", "G1")


def test_several_changes_to_a_record_are_one(database):
    record, gone = grid(), grid("过客")
    kept = grid("留下")
    add(database, kept)
    with database.writing(ACT, "save_record") as session:
        session.add_all([record, gone])
        session.flush()
        record.code = "G1"
        session.delete(gone)
        held = session.get(Grid, kept.id)
        held.code = "1"
        session.flush()
        held.code = "2"
    found = changes(database, session.info["change_set_id"])
    assert sorted((op, version) for _, _, op, version, _ in found) == [("insert", 2), ("update", 3)]
    assert "code" not in row_from_text(next(b for *_, b in found if b))
    assert wrong(database) == []


def test_deleted_and_put_back_in_one_commit_is_an_update(database):
    record = grid()
    add(database, record)
    with database.writing(ACT, "save_record") as session:
        session.delete(session.get(Grid, record.id))
        session.flush()
        session.add(Grid(id=record.id, name="又一个"))
    ((_, _, op, _, before),) = changes(database, session.info["change_set_id"])
    assert (op, row_from_text(before)["name"]) == ("update", "一号网格")
    assert wrong(database) == []


def test_savepoint_rolled_back_leaves_no_trace(database):
    with database.writing(ACT, "save_record") as session:
        session.add(grid("留下"))
        savepoint = session.begin_nested()
        session.add(grid("退回"))
        session.flush()
        savepoint.rollback()
        with session.begin_nested():
            session.add(grid("也留下"))
    assert len(changes(database, session.info["change_set_id"])) == 2
    assert len(sets(database)) == 1
    assert wrong(database) == []


def test_a_new_record_rolled_back_is_gone_from_its_session(database):
    with database.writing(ACT, "save_record") as session:
        record = grid(name="甲")
        session.add(record)
        session.flush()
        session.rollback()
        assert record not in session
        session.add(grid(name="乙"))
    assert len(changes(database, session.info["change_set_id"])) == 1
    assert wrong(database) == []


def test_a_new_record_is_read_without_asking_the_database_again(database):
    with database.writing(ACT, "save_record") as session:
        record = grid()
        session.add(record)
        session.flush()
        statements = []
        event.listen(session.connection(), "before_cursor_execute", lambda *a: statements.append(a))
        assert (record.code, record.version, record in session) == (None, 1, True)
        assert statements == []
        record.name = "改了"
    with database.reading() as session:
        assert session.get(Grid, record.id).name == "改了"
    assert wrong(database) == []


def test_value_set_before_it_was_read_still_has_its_row_before(database):
    record = grid(code="G1")
    add(database, record)
    with database.writing(ACT, "save_record") as session:
        held = session.get(Grid, record.id)
        session.expire(held)
        held.code = "G2"
    ((*_, before),) = changes(database, session.info["change_set_id"])
    assert row_from_text(before)["code"] == "G1"
    assert wrong(database) == []


def test_a_value_made_by_the_database_is_read_back_for_its_digest(database):
    record = grid(code="g1")
    add(database, record)
    with database.writing(ACT, "save_record") as session:
        session.get(Grid, record.id).code = func.upper("g2")
        session.add(grid("乙", code=func.upper("g3")))
    assert wrong(database) == []


def test_a_record_loaded_in_part_is_logged_whole(database):
    record = grid(code="G1")
    add(database, record)
    with database.writing(ACT, "save_record") as session:
        held = session.query(Grid).options(load_only(Grid.name)).one()
        held.name = "乙"
    ((*_, before),) = changes(database, session.info["change_set_id"])
    assert row_from_text(before)["code"] == "G1"
    assert wrong(database) == []


FILLED = {
    "text": lambda: Enterprise(
        name="汉字𠮷 \x1f\\ '\"\n",
        name_key="",
        uscc="1",
        kind=codes.EnterpriseKind.CLIENT,
    ),
    "day, code, float": lambda: Project(
        name="甲",
        name_key="甲",
        kind=codes.ProjectKind.MUNICIPAL,
        area_m2=0.1 + 0.2,
        cost_wan=3,
        start=date(1999, 12, 31),
    ),
    "smallest and largest floats": lambda: Project(
        name="乙",
        name_key="乙",
        kind=codes.ProjectKind.BUILDING,
        area_m2=-0.0,
        cost_wan=1.7976931348623157e308,
    ),
    "truth": lambda: TrainingSession(
        title="丙", held_on=date(2026, 1, 1), covers_major_hazards=True, hours=2
    ),
    "falsehood": lambda: TrainingSession(
        title="丁", held_on=date(2026, 1, 1), covers_major_hazards=False
    ),
    "nothing": lambda: TrainingSession(title="戊", held_on=date(2026, 1, 1)),
    "bytes": lambda: Inspector(name="己", id_number=bytes(range(256)), id_number_key=b"\x00\x1f"),
}


@pytest.mark.parametrize("name", FILLED)
def test_digest_is_of_the_row_as_stored(database, name):
    """Whatever a column is made of, what is read back raw has the digest that was written."""
    record = FILLED[name]()
    add(database, record)
    assert wrong(database) == []
    with database.writing(OTHER, "save_record") as session:
        held = session.get(type(record), record.id)
        for key in ("subject", "remark", "location", "place", "post", "qualification"):
            if hasattr(held, key):
                setattr(held, key, "改过")
    assert wrong(database) == []


def test_bulk_rows_have_the_digests_of_single_ones(database):
    with database.writing(ACT, "import") as session:
        ids = new_ids(session, 20)
        rows = [
            {
                "id": key,
                "version": 1,
                "title": f"第{at}期",
                "held_on": date(2026, 1, 1 + at),
                "hours": at,
                "covers_major_hazards": at % 2 == 0,
                "kind": next(iter(codes.TrainingKind)),
            }
            for at, key in enumerate(ids)
        ]
        insert_rows(session, TrainingSession.__table__, rows)
    assert len(changes(database, session.info["change_set_id"])) == 20
    assert wrong(database) == []
    with database.reading() as session:
        kept = session.get(TrainingSession, ids[3])
    assert (kept.hours, kept.covers_major_hazards, kept.held_on) == (3.0, False, date(2026, 1, 4))


def test_digest_of_a_row_is_fixed_for_all_time():
    """The very text that is hashed: other programs, and every later version, can do the same."""
    shape = shape_of(Grid.__table__)
    text = "id,name,version\n7\x1f一号网格\x1f1"
    row, digest = shape.put([None, 7, "一号网格", 1])
    assert shape.names == ("code", "id", "name", "version")
    assert (row, digest) == ((None, 7, "一号网格", 1), hashlib.sha256(text.encode()).digest())


def test_moving_text_between_columns_changes_the_digest():
    shape = shape_of(Inspector.__table__)

    def digest(**values):
        return shape.put([values.get(name) for name in shape.names])[1]

    whole = digest(id=1, version=1, name="甲", phone="1\x1f2", post="3")
    assert whole != digest(id=1, version=1, name="甲", phone="1", post="2\x1f3")
    assert digest(id=1, version=1, name="a\\u") != digest(id=1, version=1, name="a\x1f")


@pytest.mark.parametrize("value", ["no number", 1.5, float("nan")])
def test_a_value_its_column_cannot_store_is_a_bug(value):
    shape = shape_of(Project.__table__)
    with pytest.raises(TypeError):
        shape.put([value if name == "version" else None for name in shape.names])


def test_writing_past_the_log_is_refused(database):
    add(database, grid())
    with pytest.raises(RuntimeError, match="log"), database.writing(ACT, "save_record") as session:
        session.execute(update(Grid).values(code="x"))


def test_one_commit_and_few_statements_a_save(office):
    """Counted at the driver: begin, read, head, record, set, changes, head, commit."""
    from db.session import Database

    database = Database.open(str(office))
    record = inspector()
    add(database, record)
    said: list[str] = []
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.set_trace_callback(said.append)
    with database.writing(ACT, "save_record") as session:
        session.get(Inspector, record.id).post = "站长"
    driver.set_trace_callback(None)
    database.close()
    words = [statement.split()[0] for statement in said if not statement.startswith("--")]
    assert words == [
        "BEGIN",
        "SELECT",
        "UPDATE",
        "SELECT",
        "INSERT",
        "INSERT",
        "UPDATE",
        "COMMIT",
    ]


def test_statements_of_a_save_do_not_grow_with_its_records(database):
    counts = []
    for size in (1, 50):
        statements: list[str] = []

        def seen(_connection, _cursor, statement, *_rest, into=statements):
            into.append(statement)

        records = [project(f"{size}-{at}") for at in range(size)]
        event.listen(database.engine, "before_cursor_execute", seen)
        add(database, *records)
        event.remove(database.engine, "before_cursor_execute", seen)
        counts.append(len(statements))
    assert counts[1] <= counts[0] + 3  # the ids come by the handful


def test_a_new_record_is_not_read_back(database):
    site = project()
    add(database, site)
    statements: list[str] = []

    def seen(_connection, _cursor, statement, *_rest):
        statements.append(statement.split()[0])

    event.listen(database.engine, "before_cursor_execute", seen)
    add(database, hazard(site.id))
    event.remove(database.engine, "before_cursor_execute", seen)
    assert [word for word in statements if word in ("SELECT", "INSERT")].count("SELECT") <= 2
