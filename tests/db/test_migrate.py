"""Migrations: the models' own tables, in one transaction, after a backup."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from db import migrate
from db.backup import automatic_backup, inspect_backup
from db.session import Database
from db.tables.all import METADATA
from tests.db.people import NOW, add, grid, wrong

NEXT = '''
"""A migration that makes a table{then}."""
from alembic import op
import sqlalchemy as sa
revision, down_revision = "next", "{head}"
def upgrade():
    op.create_table("made_half_way", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE grid SET code = 'migrated'")
    {last}
'''


def test_the_program_knows_its_newest_migration():
    with_scripts = migrate.config(None)
    assert ScriptDirectory.from_config(with_scripts).get_current_head() == migrate.HEAD


def test_models_and_migrations_agree(database):
    with database.engine.connect() as connection:
        options = {"include_name": migrate.is_record_table, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


@pytest.fixture
def scripts(tmp_path) -> Path:
    """The migrations, as a copy that a test may add to."""
    import shutil

    return Path(shutil.copytree(migrate.SCRIPTS, tmp_path / "migrations"))


def add_script(scripts: Path, last: str) -> None:
    content = NEXT.format(then="", head=migrate.HEAD, last=last)
    (scripts / "versions" / "next_next.py").write_text(content, encoding="utf-8")


def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(office, scripts):
    database = Database.open(str(office))
    add(database, grid())
    database.close()
    before = (office / "office.db").read_bytes()
    add_script(scripts, "raise InterruptedError")
    with pytest.raises(InterruptedError):
        migrate.migrate(database.engine, scripts=scripts)
    database.close()
    assert (office / "office.db").read_bytes() == before
    again = Database.open(str(office))
    assert wrong(again) == []
    again.close()


def test_the_same_on_a_server(new_server_office, scripts):
    database = Database.open(new_server_office())
    add(database, grid())
    add_script(scripts, "raise InterruptedError")
    with pytest.raises(InterruptedError):
        migrate.migrate(database.engine, scripts=scripts)
    with database.reader.connect() as connection:
        names = connection.dialect.get_table_names(connection)
    assert "made_half_way" not in names
    assert migrate.revision(database) == (migrate.HEAD, False)
    assert wrong(database) == []
    database.close()


def test_a_migration_that_breaks_a_reference_is_taken_back(office, scripts):
    database = Database.open(str(office))
    before = (office / "office.db").read_bytes()
    add_script(scripts, "op.execute(\"INSERT INTO project_part VALUES (1, 1, 999, 'x', NULL)\")")
    with pytest.raises(Exception, match="引用对不上"):
        migrate.migrate(database.engine, scripts=scripts)
    database.close()
    assert (office / "office.db").read_bytes() == before


def test_an_older_office_is_backed_up_before_it_is_migrated(database, scripts):
    add(database, grid())
    add_script(scripts, "pass")
    back_up = partial(automatic_backup, database, "migration", NOW)
    migrate.bring_up_to_date(database, back_up, head="next", scripts=scripts)
    (kept,) = database.home.backups.glob("auto-20261112-090000-migration*.zhiben")
    assert inspect_backup(kept).records == 1
    assert migrate.revision(database)[0] == "next"


def test_opening_an_office_of_today_takes_no_alembic(office):
    import subprocess
    import sys

    code = (
        "import sys; from db.session import Database; Database.open(sys.argv[1]).close();"
        "print('alembic' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(office)], cwd=root, capture_output=True, check=True
    )
    assert done.stdout.strip() == b"False"


def test_two_that_make_one_office_at_once_make_one(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    def make(_turn: int) -> None:
        Database.open(str(tmp_path / "office")).close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(make, range(3)))
    with closing(sqlite3.connect(tmp_path / "office" / "office.db")) as raw:
        assert raw.execute("SELECT n FROM chain_head").fetchall() == [(0,)]


def test_an_office_of_the_first_tables_comes_up_whole(office):
    database = Database.open(str(office))
    add(database, grid())
    database.close()
    with closing(sqlite3.connect(office / "office.db", isolation_level=None)) as raw:
        _take_back_second(raw)
    again = Database.open(str(office), now=NOW)
    assert migrate.revision(again)[0] == migrate.HEAD
    assert wrong(again) == []
    with again.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql(
            "INSERT INTO visit (id, version, project_id, visited_on, month, kind, source, online,"
            " history, entered_on, manner) VALUES (1, 1, 1, '2026-11-12', 202611, 'check', 'plan',"
            " 0, 0, '2026-11-12', 'by chance')"
        )
    again.close()


def _take_back_second(raw: sqlite3.Connection) -> None:
    """Bring the tables back to the first migration, with everything that stands in them."""
    import importlib

    third = importlib.import_module("db.migrations.versions.0003_issuing")
    raw.execute("DROP INDEX ix_paper_code")
    for column in third.COLUMNS:
        raw.execute(f"ALTER TABLE paper DROP COLUMN {column.split()[0]}")
    for table in third.NEW:
        raw.execute(f"DROP TABLE {table}")
    second = importlib.import_module("db.migrations.versions.0002_rounds_to_month")
    for table, columns in second.COLUMNS.items():
        for column in columns:
            raw.execute(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}")
    for table in second.NEW:
        raw.execute(f"DROP TABLE {table}")
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
