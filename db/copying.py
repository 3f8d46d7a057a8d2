"""Copying a record from one database into another, and checking a copy by opening it."""

import contextlib
import sqlite3
from pathlib import Path

from sqlalchemy import Connection

from db.errors import StoreProblem
from db.tables.all import METADATA

_STEP = 1000
_BAD_COPY = "备份打开后检查不通过：里面的数据库已损坏。"
#: the files travel by themselves, and caches are built again from the record
_LEFT_OUT = frozenset({"file_chunk", "cache_search", "cache_search_head"})


def copy_tables(source: Connection, target: Connection) -> None:
    """Copy every table of the record; the target has been migrated and holds no records."""
    for table in METADATA.sorted_tables:
        if table.name in _LEFT_OUT:
            continue
        target.execute(table.delete())
        # of the statement, not of the connection: a server-side cursor cannot begin a transaction
        rows = source.execute(table.select().execution_options(yield_per=_STEP)).mappings()
        for some in rows.partitions(_STEP):
            target.execute(table.insert(), [dict(row) for row in some])


def check_copy(copy: Path) -> int:
    """Open the copy, let SQLite check it, and return how many change sets it holds."""
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        try:
            answer = connection.execute("PRAGMA quick_check").fetchone()[0]
            held = connection.execute("SELECT n FROM chain_head WHERE id = 1").fetchone()
        except sqlite3.DatabaseError as error:
            raise StoreProblem(_BAD_COPY) from error
    if answer != "ok" or held is None or not isinstance(held[0], int):
        raise StoreProblem(_BAD_COPY)
    return int(held[0])
