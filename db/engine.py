"""The engines: SQLite with its traps closed, PostgreSQL with the same promise."""

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from db.driver import run

_WRITER_LOCK = 7_261_990
_BUSY_MS = 15_000


def make_engine(url: URL, *, read_only: bool) -> Engine:
    if url.get_backend_name() == "sqlite":
        arguments: dict[str, Any] = {"timeout": _BUSY_MS / 1000, "check_same_thread": False}
        engine = create_engine(url, connect_args=arguments)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "checkin", _end_transaction)
        if read_only:
            event.listen(engine, "connect", _forbid_writing)
        begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    else:
        # A month asks hundreds of short counts at once: compiling them costs seconds, gains none.
        told = {"options": "-c jit=off"}
        engine = create_engine(url, pool_pre_ping=True, connect_args=told)
        begin = ""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if begin:
            run(connection, begin)
        elif read_only:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        else:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_BUSY_MS}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")

    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -65536",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _end_transaction(connection: sqlite3.Connection | None, _record: object) -> None:
    """Let go of a transaction whose COMMIT was refused for a deferred key: it stays open."""
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _forbid_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")
