"""Undo of a whole change set: a new one that puts the rows before back."""

from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from db.base import Base
from db.change import (
    GENESIS,
    Change,
    ChangeSet,
    Touched,
    digest_of,
    note,
    row_from_text,
    row_text,
    stored_row,
)
from db.codes import Op
from db.errors import Refused
from db.tables.all import METADATA


def undo_change_set(session: Session, key: int) -> int:
    """Put back what change set ``key`` did; return how many records were put back.

    Raises Refused where there is no such change set, where it states signed or issued facts, or
    where one of its rows was changed since.
    """
    if session.scalar(select(ChangeSet.id).where(ChangeSet.id == key)) is None:
        raise Refused(f"没有编号为 {key} 的操作，请核对要撤销的编号。")
    changes = session.scalars(
        select(Change).where(Change.change_set_id == key).order_by(Change.id.desc())
    ).all()
    _refuse_changed_since(session, key)
    by_entity: dict[str, list[Change]] = {}
    for change in changes:
        by_entity.setdefault(change.entity, []).append(change)
    for entity, own in by_entity.items():
        _put_back(session, METADATA.tables[entity], own)
    return len(changes)


def _refuse_changed_since(session: Session, key: int) -> None:
    later = (
        select(Change.entity, Change.record_id)
        .join(
            own := select(Change).where(Change.change_set_id == key).subquery(),
            (own.c.entity == Change.entity) & (own.c.record_id == Change.record_id),
        )
        .where(Change.id > own.c.id, Change.change_set_id != key)
        .limit(1)
    )
    if session.execute(later).first() is not None:
        raise Refused("其中有记录后来又被改过（或已经撤销），不能整批撤销。")


def _put_back(session: Session, table: Table, changes: list[Change]) -> None:
    inserted = [change.record_id for change in changes if change.op == Op.INSERT]
    restored = [change for change in changes if change.op != Op.INSERT]
    rows = _rows(session, table, [change.record_id for change in changes])
    if _append_only(table.name):
        signed = [key for key, row in rows.items() if not row.get("history")]
        if signed or not rows:
            raise Refused("这次操作里有已签名、已签发或已送达的内容，不能撤销，只能更正。")
    for at in range(0, len(inserted), 500):
        session.execute(table.delete().where(table.c.id.in_(inserted[at : at + 500])))
    touched = [
        Touched(table.name, key, Op.DELETE, int(rows[key]["version"]), GENESIS, row_text(rows[key]))
        for key in inserted
    ]
    for change in restored:
        touched.append(_restore(session, table, change, rows.get(change.record_id)))
    note(session, touched)
    session.expire_all()


def _restore(session: Session, table: Table, change: Change, now: dict[str, Any] | None) -> Touched:
    row = row_from_text(change.before or "{}")
    row["version"] = int((now or row)["version"] or 0) + 1
    names = [column.name for column in table.columns]
    values = [row.get(name) for name in names]
    connection = session.connection()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    quote = connection.dialect.identifier_preparer.quote
    if now is None:
        columns = ", ".join(quote(name) for name in names)
        marks = ", ".join([mark] * len(names))
        sql = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})"
        connection.exec_driver_sql(sql, tuple(values))
    else:
        columns = ", ".join(f"{quote(name)} = {mark}" for name in names)
        sql = f"UPDATE {quote(table.name)} SET {columns} WHERE id = {mark}"
        connection.exec_driver_sql(sql, (*values, change.record_id))
    op = Op.INSERT if now is None else Op.UPDATE
    before = None if now is None else row_text(now)
    version = int(row["version"])  # type: ignore[arg-type]
    return Touched(table.name, change.record_id, op, version, digest_of(row_text(row)), before)


def _rows(session: Session, table: Table, keys: list[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for at in range(0, len(keys), 500):
        query = table.select().where(table.c.id.in_(keys[at : at + 500]))
        for row in session.execute(query).mappings():
            found[row["id"]] = dict(stored_row(table, dict(row)))
    return found


def _append_only(entity: str) -> bool:
    for mapper in Base.registry.mappers:
        if mapper.local_table is not None and mapper.local_table.description == entity:
            return bool(mapper.class_.append_only)
    return False
