"""Statements straight to the driver, for what every save runs: SQLAlchemy's way costs fivefold.

The marks of values are ``?`` on both databases.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection


def run(connection: Connection, sql: str, values: Sequence[object] = ()) -> list[Any]:
    """Run one statement and return its rows, if it has any."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        rows: list[Any] = driver.execute(sql, values).fetchall()
        return rows
    result = connection.exec_driver_sql(sql.replace("?", "%s"), tuple(values))
    return list(result) if result.returns_rows else []


def run_many(connection: Connection, sql: str, rows: Sequence[Sequence[object]]) -> None:
    """Run one statement for each of ``rows``."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.executemany(sql, rows)
    else:
        connection.exec_driver_sql(sql.replace("?", "%s"), [tuple(row) for row in rows])
