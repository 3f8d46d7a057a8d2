"""A county made larger: every record of an office copied many times, for tests that count."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from desktop.jobs.runner import InlineRunner
from desktop.queries.view import Outline

STRIDE = 1_000_000
FEW = (
    "office",
    "grid",
    "inspector",
    "grid_inspector",
    "number_series",
    "paper_rule",
    "signatory",
    "attachment",
    "setting",
    "round",
    "wording_edition",
)
OUTSIDE = ("alembic_version", "change", "change_set", "chain_head", "site_counter", "file_chunk")


def multiply(office: Path, times: int) -> None:
    """Copy all records but the few of which an office has few; past the log, for speed."""
    with closing(sqlite3.connect(office / "office.db")) as raw, raw:
        for table in _tables(raw):
            _copy(raw, table, times)


def _tables(raw: sqlite3.Connection) -> list[str]:
    found = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    )
    names = [name for (name,) in found if not name.startswith(("cache_", "sqlite_", "search"))]
    return [name for name in names if name not in FEW + OUTSIDE and _has_id(raw, name)]


def _has_id(raw: sqlite3.Connection, table: str) -> bool:
    return any(row[1] == "id" for row in raw.execute(f"PRAGMA table_info({table})"))


def _copy(raw: sqlite3.Connection, table: str, times: int) -> None:
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    moved = {"id", "holder_id", "unit_id"} & set(columns)
    for row in raw.execute(f"PRAGMA foreign_key_list({table})"):
        if row[2] not in FEW:
            moved.add(row[3])
    texts = _unique_texts(raw, table)
    rows = raw.execute(f"SELECT * FROM {table}").fetchall()
    marks = ", ".join("?" * len(columns))
    raw.executemany(
        f"INSERT INTO {table} VALUES ({marks})",
        (
            [
                _moved(value, name, copy, moved, texts)
                for name, value in zip(columns, row, strict=True)
            ]
            for copy in range(1, times)
            for row in rows
        ),
    )


def _moved(value: Any, name: str, copy: int, moved: set[str], texts: set[str]) -> Any:
    if value is None:
        return None
    if name in moved:
        return value + copy * STRIDE
    if name in texts:
        return f"{value}-{copy}" if isinstance(value, str) else None
    return value + copy * 1000 if name == "serial" else value


def _unique_texts(raw: sqlite3.Connection, table: str) -> set[str]:
    found = set()
    for _, index, unique, *_ in raw.execute(f"PRAGMA index_list({table})").fetchall():
        columns = [row[2] for row in raw.execute(f"PRAGMA index_info({index})")]
        if unique and len(columns) == 1 and columns[0] != "id":
            found.add(columns[0])
    return found


class CountingRunner(InlineRunner):
    """Runs at once, and keeps how many rows each read of a list brought."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fetched: list[int] = []

    def ask(self, query: Any, *args: Any, **kw: Any) -> Any:
        found = super().ask(query, *args, **kw)
        if isinstance(found, Outline):
            self.fetched.append(len(found.first))
        elif getattr(query, "__name__", "") == "page":
            self.fetched.append(len(found))
        return found


@contextmanager
def counted(engine: Any, happening: str) -> Iterator[list[str]]:
    """Keep what happens on an engine: statements, or commits."""
    seen: list[str] = []

    def note(connection: Any, *more: Any) -> None:
        seen.append(str(more[1]) if len(more) > 1 else happening)

    event.listen(engine, happening, note)
    try:
        yield seen
    finally:
        event.remove(engine, happening, note)
