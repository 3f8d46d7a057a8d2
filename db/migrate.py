"""Bringing an office's tables up to date, with a backup first; nothing is left half done."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text

from db.errors import StoreProblem

if TYPE_CHECKING:
    from alembic.config import Config

    from db.session import Database

#: the newest migration; a test holds it against the scripts, so that opening needs no alembic
HEAD = "0003"
SCRIPTS = Path(__file__).parent / "migrations"


def bring_up_to_date(
    database: "Database",
    back_up: Callable[[], object] | None = None,
    *,
    head: str = HEAD,
    scripts: Path = SCRIPTS,
) -> None:
    """Migrate the office to ``head``, ``back_up`` first where it holds something.

    A newer or foreign database is refused untouched.
    """
    found, empty = revision(database)
    if found == head:
        return
    if found is not None and not _known(found, scripts):
        raise StoreProblem(
            f"这个办公室由更新版本的治本建立（数据版本 {found}），请先升级程序，数据没有改动。"
        )
    if found is None and not empty:
        raise StoreProblem("这个数据库不是治本的办公室（里面是别的表），没有改动它。")
    if found is None and database.folder is not None and database.folder.holds_more:
        raise StoreProblem("office.db 是空的，但文件夹里有文书或备份：它已损坏，请从备份恢复。")
    if found is not None and back_up is not None:
        back_up()
    migrate(database.engine, scripts=scripts)


def revision(database: "Database") -> tuple[str | None, bool]:
    """Return the migration the database stands at, and whether it holds no table at all.

    A file is looked at read-only, past the engine, which would put it into WAL mode.
    """
    if database.folder is not None:
        return _revision_of_file(database.folder.database)
    with database.reader.connect() as connection:
        names = inspect(connection).get_table_names()
        if "alembic_version" not in names:
            return None, not names
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return (None if found is None else str(found)), False


def _revision_of_file(path: Path) -> tuple[str | None, bool]:
    if not path.exists():
        return None, True
    # Where nobody has it open, immutable leaves no file of SQLite's own beside a foreign one.
    how = "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [row[0] for row in found]
        if "alembic_version" not in names:
            return None, not names
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return (None if row is None else str(row[0])), False


def key_check(database: "Database") -> bytes | None:
    """Return the fingerprint of the office's key, None before the office is named."""
    with database.reader.connect() as connection:
        if not inspect(connection).has_table("office"):
            return None  # somebody dropped it: verify has to open to say so
        found = connection.exec_driver_sql("SELECT key_check FROM office LIMIT 1").scalar()
    return bytes(found) if isinstance(found, bytes | memoryview) else None


def migrate(engine: Engine, target: str = "head", scripts: Path = SCRIPTS) -> None:
    """Run the migrations in one transaction; an exception half way leaves everything as it was."""
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                upgrade(connection, target, scripts)
                if is_sqlite:
                    _check_foreign_keys(connection)
        finally:
            if is_sqlite:
                _foreign_keys(connection, "ON")


def upgrade(connection: Connection, target: str = "head", scripts: Path = SCRIPTS) -> None:
    """Run the migrations inside the transaction that is open on ``connection``."""
    from alembic import command

    command.upgrade(config(connection, scripts), target)


def config(connection: Connection, scripts: Path = SCRIPTS) -> "Config":
    """Return alembic's configuration for a connection whose transaction is already open."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(scripts).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def is_record_table(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the search index to itself: each database makes its own kind of it."""
    return not (kind == "table" and (name or "").startswith("cache_search_terms"))


def _foreign_keys(connection: Connection, state: str) -> None:
    # Only outside a transaction does SQLite listen to this pragma, so past SQLAlchemy's begin.
    raw: Any = connection.connection.dbapi_connection
    with closing(raw.cursor()) as cursor:
        cursor.execute(f"PRAGMA foreign_keys = {state}")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StoreProblem(f"升级后有 {len(broken)} 处引用对不上，已退回升级前的状态。")


def _known(found: str, scripts: Path) -> bool:
    names = (path.name for path in (scripts / "versions").glob("*.py"))
    return any(re.match(rf"{re.escape(found)}_", name) for name in names)
