"""Several at work at once: nothing is lost, nobody reads half a change, readers never wait."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy.exc import DBAPIError

from db.change import ChangeSet, insert_rows, require_version
from db.errors import Refused, StoreProblem
from db.ids import new_ids
from db.places import Folder
from db.session import Database
from db.tables.inspectors import Grid
from db.tables.office import NumberSeries
from tests.db.people import ACT, OTHER, add, grid, wrong

ROOT = Path(__file__).resolve().parents[2]
WRITERS, EACH = 4, 100
COUNT = """
import sys
from db.session import Database
from tests.db.test_transactions import count_up
database = Database.open(sys.argv[1])
count_up(database, int(sys.argv[2]), int(sys.argv[3]))
database.close()
"""


def count_up(database: Database, key: int, times: int) -> None:
    for _ in range(times):
        with database.writing(ACT, "save_record") as session:
            counter = session.get(Grid, key)
            counter.code = str(int(counter.code) + 1)


def counted(database: Database, key: int) -> int:
    with database.reading() as session:
        return int(session.get(Grid, key).code)


@pytest.fixture
def counter(database):
    record = grid("计数", code="0")
    add(database, record)
    return record.id


def place_of(database: Database) -> str:
    if database.folder is not None:
        return str(database.folder.root)
    return database.url.render_as_string(hide_password=False)


def test_four_threads_lose_nothing(database, counter):
    with ThreadPoolExecutor(WRITERS) as pool:
        done = [pool.submit(count_up, database, counter, EACH) for _ in range(WRITERS)]
    assert [one.exception() for one in done] == [None] * WRITERS
    assert counted(database, counter) == WRITERS * EACH
    assert_whole(database, 1 + WRITERS * EACH)


def test_four_processes_lose_nothing(database, counter):
    command = [sys.executable, "-c", COUNT, place_of(database), str(counter), str(EACH)]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(WRITERS)]
    assert [process.communicate()[1] for process in running] == [b""] * WRITERS
    assert counted(database, counter) == WRITERS * EACH
    assert_whole(database, 1 + WRITERS * EACH)


def assert_whole(database: Database, sets: int) -> None:
    with database.reading() as session:
        numbers = [row.n for row in session.query(ChangeSet).order_by(ChangeSet.n)]
    assert numbers == list(range(1, sets + 1))
    assert wrong(database) == []


def test_numbers_of_a_series_have_no_gaps_though_every_tenth_is_rolled_back(database):
    from db import codes

    series = NumberSeries(kind=codes.PaperKind.RECTIFICATION_NOTICE, year=2026, prefix="样")
    add(database, series)
    drawn: list[int] = []

    def draw(times: int) -> None:
        for turn in range(times):
            with database.writing(ACT, "issue") as session:
                own = session.get(NumberSeries, series.id)
                number, own.next_number = own.next_number, own.next_number + 1
                session.flush()
                if turn % 10 == 9:
                    session.rollback()
                else:
                    drawn.append(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(draw, [50] * WRITERS))
    assert sorted(drawn) == list(range(1, WRITERS * 45 + 1))
    assert_whole(database, 1 + WRITERS * 45)


def test_readers_do_not_wait_for_a_long_write_nor_see_half_of_it(database, counter):
    inside, go = threading.Event(), threading.Event()

    def write_long() -> None:
        with database.writing(ACT, "import") as session:
            rows = [{"id": key, "version": 1, "name": f"{key}"} for key in new_ids(session, 500)]
            insert_rows(session, Grid.__table__, rows)
            inside.set()
            assert go.wait(30)

    writer = threading.Thread(target=write_long)
    writer.start()
    assert inside.wait(30)
    started = monotonic()
    with database.reading() as session:
        during = session.query(Grid).count()
    waited = monotonic() - started
    go.set()
    writer.join()
    with database.reading() as session:
        after = session.query(Grid).count()
    assert (during, after) == (1, 501)
    assert waited < 5


def test_a_reader_sees_one_moment(database, counter):
    with database.reading() as session:
        before = session.query(Grid).count()
        add(database, grid("后来"))
        assert session.query(Grid).count() == before


def test_a_reading_session_cannot_write(database):
    sql = "UPDATE site_counter SET next = 5"
    with pytest.raises((StoreProblem, DBAPIError)), database.reading() as session:
        session.connection().exec_driver_sql(sql)
    assert wrong(database) == []


def test_an_error_leaves_nothing(database, counter):
    def fail_half_way() -> None:
        with database.writing(ACT, "save_record") as session:
            session.add(grid("半个"))
            session.flush()
            session.get(Grid, counter).code = str(1 // 0)

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with database.reading() as session:
        assert [row.name for row in session.query(Grid)] == ["计数"]
    assert_whole(database, 1)


def test_who_saved_first_is_named_to_the_second(database, counter):
    """Two clerks open the same record; the second to save is told who changed it, and when."""
    with database.reading() as session:
        seen = session.get(Grid, counter).version
    with database.writing(OTHER, "edit_grid") as session:
        record = session.get(Grid, counter)
        require_version(session, record, seen)
        record.code = "7"
    with pytest.raises(Refused) as caught, database.writing(ACT, "edit_grid") as session:
        require_version(session, session.get(Grid, counter), seen)
    assert caught.value.sentence == (
        "这条记录已被李大暑在 2026-11-12 10:30 改过，没有覆盖；请看过新内容后再改。"
    )
    assert counted(database, counter) == 7


def test_a_stale_object_is_refused_by_the_database_itself(database, counter):
    """Without any check of ours: the version stands in the UPDATE's own condition."""

    def save_over() -> None:
        with database.writing(ACT, "edit_grid") as session:
            record = session.get(Grid, counter)
            session.connection().exec_driver_sql("UPDATE grid SET version = 9")
            record.code = "8"

    with pytest.raises(Refused, match="刚被别人改过"):
        save_over()
    assert counted(database, counter) == 0


def test_a_writer_that_waits_too_long_is_told(database, monkeypatch):
    from db import engine

    monkeypatch.setattr(engine, "_BUSY_MS", 50)
    second = Database(database.url, database.folder)
    with database.writing(ACT, "save_record") as session:
        session.add(grid("甲"))
        session.flush()
        with pytest.raises(StoreProblem, match="占用"):
            add(second, grid("乙"))
    second.close()
    add(database, grid("乙"))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limit")
def test_a_full_disk_stores_nothing_and_says_so(office):
    """In a child whose files may not grow: the system answers as a full disk does."""
    child = """
import resource, signal, sys
from db.errors import StoreProblem
from db.session import Database, files_of
from tests.db.people import ACT, add, grid
database = Database.open(sys.argv[1])
add(database, grid("甲"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
for what in ("record", "file"):
    try:
        if what == "record":
            add(database, *(grid(f"网格{at}" + "长" * 500) for at in range(3000)))
        else:
            with database.writing(ACT, "attach") as session:
                files_of(session).put(bytes(700_000), "jpg")
    except StoreProblem as problem:
        print(problem.sentence)
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", child, str(office)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    record, file = done.stdout.splitlines()
    assert "磁盘" in record
    assert "磁盘" in file
    database = Database.open(str(office))
    with database.reading() as session:
        assert [row.name for row in session.query(Grid)] == ["甲"]
    assert wrong(database) == []
    assert [path for path in Folder(office).files.rglob("*") if path.is_file()] == []
    database.close()
