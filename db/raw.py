"""Reading rows as they lie in the database, past every type, one after the other."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Date, Table
from sqlalchemy.exc import DBAPIError

from db.shape import shape_of

_AT_ONCE = 2000
_TOLERANT = partial(str, encoding="utf-8", errors="surrogateescape")


class Unreadable(Exception):
    """A part of the record that the database itself cannot read any more."""


@contextmanager
def reading_raw(connection: Connection) -> Iterator[None]:
    """Make ready for raw rows, and leave the connection as it was."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL datestyle = 'ISO, YMD'")
        yield
        return
    driver = _driver(connection)
    usual = driver.text_factory
    try:
        yield
    finally:
        driver.text_factory = usual


def raw_rows(
    connection: Connection, sql: str, values: Sequence[object] = ()
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of ``sql`` (marked with ?, in a set order) without holding them all."""
    if connection.dialect.name == "sqlite":
        yield from _from_sqlite(_driver(connection), sql, values)
        return
    marked, options = sql.replace("%", "%%").replace("?", "%s"), {"yield_per": _AT_ONCE}
    try:
        for row in connection.exec_driver_sql(marked, tuple(values), execution_options=options):
            yield tuple(row)
    except DBAPIError as error:
        raise Unreadable(str(error.orig)) from error


def _from_sqlite(
    driver: sqlite3.Connection, sql: str, values: Sequence[object]
) -> Iterator[tuple[Any, ...]]:
    given = 0
    try:
        for row in driver.execute(sql, values):
            yield row
            given += 1
    except sqlite3.OperationalError as error:
        if "decode" not in str(error) or driver.text_factory is _TOLERANT:
            raise Unreadable(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise Unreadable(str(error)) from error
    else:
        return
    # Text that is no text, put in by hand: read on from there, letting every byte through.
    driver.text_factory = _TOLERANT
    for place, row in enumerate(_from_sqlite(driver, sql, values)):
        if place >= given:
            yield row


def select_rows(connection: Connection, table: Table) -> str:
    """Return the statement for all rows of ``table``, its columns by name, in order of id."""
    quote = connection.dialect.identifier_preparer.quote
    server = connection.dialect.name != "sqlite"
    columns = [
        f"CAST({quote(name)} AS TEXT)"
        if server and isinstance(table.c[name].type, Date)
        else quote(name)
        for name in shape_of(table).names
    ]
    return f"SELECT {', '.join(columns)} FROM {quote(table.name)} ORDER BY {quote('id')}"


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


class Groups:
    """Rows in the order of their first value, taken group by group along a rising key."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._key: Any = None
        self._rows: Iterator[tuple[Any, ...]] = iter(())
        self._more = True
        self._next()

    def _next(self) -> None:
        found = next(self._groups, None)
        self._more = found is not None
        self._key, self._rows = found or (None, iter(()))

    def passed(self, key: int | None) -> Iterator[tuple[Any, ...]]:
        """Pass the groups below ``key`` (all that are left, for none); yield the last row of each.

        Numbers come before all else that a database editor can put in their place.
        """
        while self._more and (key is None or self._below(key)):
            *_, last = self._rows
            yield last
            self._next()

    def _below(self, key: int) -> bool:
        return isinstance(self._key, int | float) and self._key < key

    def of(self, key: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of ``key`` and pass them."""
        if self._more and self._key == key:
            yield from self._rows
            self._next()
