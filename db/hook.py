"""The hook by which every commit of a session writes the change log.

Before a flush new records are written and the rows before of changed ones kept, after it their
digests; before the commit the change set is written. A savepoint that is rolled back takes its
changes along.

A new record goes straight to the driver: the unit of work would spend more on one row than the
disk does. What its way cannot store (a value made by the database, a savepoint) stays with it.
"""

from functools import cache
from typing import Any

from sqlalchemy import Table, event, inspect, select
from sqlalchemy.orm import (
    Mapper,
    Session,
    SessionTransaction,
    UOWTransaction,
    make_transient_to_detached,
)
from sqlalchemy.orm.base import NO_VALUE

from db.base import Record
from db.change import GENESIS, Touched, note, pending, store_rows, write_change_set
from db.codes import Op
from db.ids import new_id
from db.shape import StoredRow, shape_of


@cache
def _keys(mapper: Mapper[Any]) -> tuple[Table, tuple[str, ...]]:
    """Return the table of a class and its attributes in the order of their columns' names."""
    table = mapper.local_table
    assert isinstance(table, Table)
    by_column = {attribute.columns[0].name: attribute.key for attribute in mapper.column_attrs}
    return table, tuple(by_column[name] for name in shape_of(table).names)


@cache
def _blank(mapper: Mapper[Any]) -> dict[str, Any]:
    """Return what a new record holds where nothing was set."""
    blank = {}
    for attribute in mapper.column_attrs:
        default: Any = attribute.columns[0].default
        blank[attribute.key] = None if default is None else default.arg
    return blank


def _now(record: Record) -> tuple[StoredRow, bytes]:
    """Return the row as it was just written; what was never set is empty."""
    table, keys = _keys(record.__mapper__)
    state = inspect(record)
    if state.expired_attributes:  # set by an expression: only the database knows the value
        return shape_of(table).put([getattr(record, key) for key in keys])
    return shape_of(table).put(list(map(state.dict.get, keys)))


def _before(session: Session, record: Record) -> str:
    table, keys = _keys(record.__mapper__)
    shape = shape_of(table)
    state = inspect(record)
    now, old = state.dict, state.committed_state
    if all(key in now for key in keys):
        values = [old[key] if key in old else now[key] for key in keys]
    else:
        values = [old[key] if key in old else getattr(record, key) for key in keys]
    if NO_VALUE in values:  # set without having been loaded: only the database knows it
        with session.no_autoflush:
            query = select(*(table.c[name] for name in shape.names)).where(table.c.id == record.id)
            values = list(session.connection().execute(query).one())
    return shape.before(shape.put(values)[0])


def _before_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    new = [record for record in session.new if isinstance(record, Record)]
    for record in new:
        if record.id is None:
            record.id = new_id(session)
    if new and not session.in_nested_transaction():
        _insert(session, new)
    befores: dict[Record, str] = {}
    for record in session.dirty:
        if isinstance(record, Record) and record.audited and session.is_modified(record):
            befores[record] = _before(session, record)
    for record in session.deleted:
        if isinstance(record, Record) and record.audited:
            befores[record] = _before(session, record)
    session.info["befores"] = befores


def _insert(session: Session, new: list[Record]) -> None:
    """Write new records table by table; the session holds them afterwards as if just loaded."""
    rows: dict[Table, list[StoredRow]] = {}
    touched, written = [], []
    for record in new:
        table, keys = _keys(record.__mapper__)
        held = record.__dict__
        for key, value in _blank(record.__mapper__).items():
            held.setdefault(key, value)
        held["version"] = 1
        row, digest = shape_of(table).look([held[key] for key in keys])
        if digest is None:
            continue
        rows.setdefault(table, []).append(row)
        written.append(record)
        if record.audited:
            touched.append(Touched(table.name, record.id, Op.INSERT, 1, digest))
    for table, stored in rows.items():
        store_rows(session.connection(), table, stored)
    for record in written:
        session.expunge(record)
        make_transient_to_detached(record)
        session.add(record)
    note(session, touched)
    session.info.setdefault("written", []).extend(written)


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    found = [
        _touched(record, Op.INSERT, None)
        for record in session.new
        if isinstance(record, Record) and record.audited
    ]
    for record, before in session.info.pop("befores").items():
        if record in session.deleted:
            table = _keys(record.__mapper__)[0].name
            found.append(Touched(table, record.id, Op.DELETE, record.version, GENESIS, before))
        else:
            found.append(_touched(record, Op.UPDATE, before))
    note(session, found)


def _touched(record: Record, op: Op, before: str | None) -> Touched:
    digest = _now(record)[1]
    return Touched(_keys(record.__mapper__)[0].name, record.id, op, record.version, digest, before)


def _before_commit(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    waiting = session.info.pop("changes", {})
    if waiting:
        write_change_set(session, list(waiting.values()))
    for name in ("head", "written"):
        session.info.pop(name, None)


def _on_begin(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        kept: list[dict[tuple[str, int], Touched]] = session.info.setdefault("kept", [])
        kept.append(dict(pending(session)))


def _on_end(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info["kept"].pop()


def _on_rollback(session: Session) -> None:
    """Take the log back to where the savepoint stood that is being rolled back."""
    if session.info.get("kept"):
        session.info["changes"] = dict(session.info["kept"][-1])


def _after_rollback(session: Session, previous: SessionTransaction) -> None:
    """Forget what the rollback took back, ids too: they will be handed out again."""
    session.info.pop("spare_ids", None)
    if not previous.nested:
        for record in session.info.pop("written", ()):
            session.expunge(record)
        for name in ("changes", "head", "subject", "befores"):
            session.info.pop(name, None)


def listen(session_class: type[Session]) -> None:
    """Attach the hook to every session of ``session_class``."""
    event.listen(session_class, "before_flush", _before_flush)
    event.listen(session_class, "after_flush", _after_flush)
    event.listen(session_class, "before_commit", _before_commit)
    event.listen(session_class, "after_transaction_create", _on_begin)
    event.listen(session_class, "after_transaction_end", _on_end)
    event.listen(session_class, "after_rollback", _on_rollback)
    event.listen(session_class, "after_soft_rollback", _after_rollback)
