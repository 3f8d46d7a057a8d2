"""What the migrations after the first have in common: a record's table, a wider set of codes."""

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op


def made(
    table: str,
    *columns: tuple[Any, ...],
    unique: tuple[tuple[str, ...], ...],
    indexed: tuple[str, ...] = (),
    checks: Mapping[str, str] | None = None,
) -> None:
    """A record's table: (name, type) a column, for a reference the table it names, then nullable."""
    told = [(name, kind, bool(null)) for name, kind, *null in columns]
    refers = sorted((name, kind) for name, kind, _ in told if isinstance(kind, str))
    op.create_table(
        table,
        sa.Column("id", big(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.Column(name, big() if isinstance(kind, str) else kind, nullable=null)
            for name, kind, null in told
        ),
        *(
            sa.CheckConstraint(clause, name=op.f(f"ck_{table}_{name}"))
            for name, clause in (checks or {}).items()
        ),
        *(
            sa.ForeignKeyConstraint(
                [name],
                [f"{other}.id"],
                name=op.f(f"fk_{table}_{name}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for name, other in refers
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.UniqueConstraint(*names, name=op.f(f"uq_{table}_{'_'.join(names)}"))
            for names in unique
        ),
    )
    for name in indexed:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def big() -> Any:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def coded(name: str, values: tuple[str, ...]) -> Any:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def widened(table: str, column: str, check: str, values: tuple[str, ...]) -> None:
    """Let a coded column take more words; what stands in the table stays as it is.

    SQLite cannot change a check: the table is made anew with its own statement, the other checks
    and keys word for word, and the rows are copied.
    """
    listed = ", ".join(f"'{value}'" for value in values)
    clause = f"CONSTRAINT {check} CHECK ({column} IN ({listed}))"
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {check}")
        op.execute(f"ALTER TABLE {table} ADD {clause}")
        return
    rows = bind.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
    ).all()
    (old,) = [sql for kind, sql in rows if kind == "table"]
    made_anew, count = re.subn(
        rf"CONSTRAINT {check} CHECK \({column} IN \([^)]*\)\)", clause, old, count=1
    )
    if count != 1:
        raise RuntimeError(f"{table}: no check {check}")
    bind.exec_driver_sql(re.sub(rf'(?<=CREATE TABLE )"?{table}"?', f"{table}_anew", made_anew))
    bind.exec_driver_sql(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for kind, sql in rows:
        if kind != "table":
            bind.exec_driver_sql(sql)
