"""Undo of a whole change set: a new one that puts the rows before back."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from db.base import Base
from db.change import GENESIS, Change, ChangeSet, Touched, minute, note, store_rows
from db.codes import Op
from db.errors import Refused
from db.labels import label_of
from db.shape import StoredRow, row_from_text, shape_of
from db.tables.all import METADATA
from db.tables.signatures import Signature

_SIGNED = "这次操作里有已签名、已签发或已送达的内容，不能撤销，只能更正。"
_AT_ONCE = 500


def undo_change_set(session: Session, key: int) -> int:
    """Put back what change set ``key`` did; return how many records were put back.

    Raises Refused where there is no such change set, where it states signed or issued facts, or
    where one of its rows was changed since.
    """
    session.flush()
    if session.scalar(select(ChangeSet.id).where(ChangeSet.id == key)) is None:
        raise Refused(f"没有编号为 {key} 的操作，请核对要撤销的编号。")
    _refuse_changed_since(session, key)
    _refuse_signed(session, key)
    query = (
        select(Change.entity, Change.record_id, Change.op, Change.version, Change.before)
        .where(Change.change_set_id == key)
        .order_by(Change.entity, Change.position)
    )
    changes = session.execute(query).all()
    for entity, own in groupby(changes, key=lambda change: change.entity):
        _put_back(session, METADATA.tables[entity], list(own))
    session.expire_all()
    return len(changes)


def _refuse_changed_since(session: Session, key: int) -> None:
    """Refuse where a row is no longer as the set left it; a change undone since does not count."""
    own, later = aliased(Change), aliased(Change)
    query = (
        select(later.entity, later.record_id, later.before, ChangeSet.who, ChangeSet.at)
        .join(own, (own.entity == later.entity) & (own.record_id == later.record_id))
        .join(ChangeSet, ChangeSet.id == later.change_set_id)
        .where(own.change_set_id == key, later.change_set_id > key)
        .order_by(later.entity, later.record_id, later.change_set_id)
    )
    for entity, found in groupby(session.execute(query), key=lambda row: row.entity):
        after: dict[int, Any] = {}
        for row in found:
            after.setdefault(row.record_id, row)
        now = dict(_rows_now(session.connection(), METADATA.tables[entity], list(after)))
        for record_id, row in after.items():
            if not _as_left(METADATA.tables[entity], row.before, now.get(record_id)):
                label, when = _label(row.before, record_id), f"{row.who}，{minute(row.at)}"
                raise Refused(f"其中“{label}”后来又被改过或已经撤销（{when}），不能整批撤销。")


def _as_left(table: Table, left: str | None, now: StoredRow | None) -> bool:
    """Tell whether a row is, but for its version, what the next change to it found."""
    if left is None or now is None:
        return left is None and now is None
    shape = shape_of(table)
    at = shape.at["version"]
    found = shape.row_of(left)
    return (*found[:at], *found[at + 1 :]) == (*now[:at], *now[at + 1 :])


def _label(before: str | None, record_id: int) -> str:
    return label_of(row_from_text(before or "{}")) or str(record_id)


def _refuse_signed(session: Session, key: int) -> None:
    """Refuse where a record of the set bears a signature, or is itself a signed or issued fact."""
    signed = (
        select(Signature.id)
        .join(
            Change,
            (Change.entity == Signature.entity) & (Change.record_id == Signature.record_id),
        )
        .where(Change.change_set_id == key)
        .limit(1)
    )
    if session.execute(signed).first() is not None:
        raise Refused(_SIGNED)
    entities = select(Change.entity).where(Change.change_set_id == key).distinct()
    for entity in session.scalars(entities).all():
        if _append_only(entity) and not _all_history(session, METADATA.tables[entity], key):
            raise Refused(_SIGNED)


def _append_only(entity: str) -> bool:
    return any(
        mapper.class_.append_only
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table) and mapper.local_table.name == entity
    )


def _all_history(session: Session, table: Table, key: int) -> bool:
    """Tell whether the set's rows of ``table`` came in as 历史导入, which nobody signed here.

    A row says so itself, or by the records it belongs to.
    """
    parents = [
        (column, foreign.column.table)
        for column in table.columns
        for foreign in column.foreign_keys
        if "history" in foreign.column.table.c
    ]
    if "history" in table.c:
        signed: ColumnElement[bool] = table.c.history.is_(False)
    elif parents:
        orphan = and_(*(column.is_(None) for column, _ in parents))
        signed = or_(orphan, *(_is_ours(column, parent) for column, parent in parents))
    else:
        return False
    own = select(Change.record_id).where(Change.change_set_id == key, Change.entity == table.name)
    query = select(table.c.id).where(table.c.id.in_(own), signed).limit(1)
    return session.execute(query).first() is None


def _is_ours(column: ColumnElement[Any], parent: Table) -> ColumnElement[bool]:
    return exists().where(parent.c.id == column, parent.c.history.is_(False))


def _put_back(session: Session, table: Table, changes: Sequence[Any]) -> None:
    connection, shape = session.connection(), shape_of(table)
    rows = dict(_rows_now(connection, table, [change.record_id for change in changes]))
    _delete(connection, table, list(rows))
    back: list[StoredRow] = []
    touched: list[Touched] = []
    at = shape.at["version"]
    for change in changes:
        now, key = rows.get(change.record_id), change.record_id
        before = None if now is None else shape.before(now)
        version = change.version if now is None else int(now[at] or 0)
        if change.op == Op.INSERT:
            touched.append(Touched(table.name, key, Op.DELETE, version, GENESIS, before))
            continue
        row = list(shape.row_of(change.before or "{}"))
        row[at] = version + 1
        stored, digest = shape.put(row)
        back.append(stored)
        op = Op.INSERT if now is None else Op.UPDATE
        touched.append(Touched(table.name, key, op, version + 1, digest, before))
    if back:
        store_rows(connection, table, back)
    note(session, touched)


def _rows_now(
    connection: Connection, table: Table, keys: Sequence[int]
) -> Iterator[tuple[int, StoredRow]]:
    shape = shape_of(table)
    columns = [table.c[name] for name in shape.names]
    for at in range(0, len(keys), _AT_ONCE):
        query = select(*columns).where(table.c.id.in_(keys[at : at + _AT_ONCE]))
        for row in connection.execute(query):
            stored, _ = shape.put(tuple(row))
            yield row.id, stored


def _delete(connection: Connection, table: Table, keys: Sequence[int]) -> None:
    for at in range(0, len(keys), _AT_ONCE):
        connection.execute(table.delete().where(table.c.id.in_(keys[at : at + _AT_ONCE])))
