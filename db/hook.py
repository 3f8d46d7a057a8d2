"""The hook by which every commit of a session writes the change log.

Before a flush the rows before are kept, after it the digests of the new ones; before the commit
the change set is written. A savepoint that is rolled back takes its changes along.
"""

from functools import cache
from typing import Any

from sqlalchemy import Table, event, inspect, select
from sqlalchemy.orm import Mapper, Session, SessionTransaction, UOWTransaction
from sqlalchemy.orm.base import NO_VALUE

from db.base import Record
from db.change import GENESIS, Touched, note, pending, write_change_set
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
    for record in session.new:
        if isinstance(record, Record) and record.id is None:
            record.id = new_id(session)
    befores: dict[Record, str] = {}
    for record in session.dirty:
        if isinstance(record, Record) and record.audited and session.is_modified(record):
            befores[record] = _before(session, record)
    for record in session.deleted:
        if isinstance(record, Record) and record.audited:
            befores[record] = _before(session, record)
    session.info["befores"] = befores


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
    session.info.pop("head", None)


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
