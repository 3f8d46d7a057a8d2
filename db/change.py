"""The change log: one change set a commit, chained by hash, written by one session hook.

A change set names who, when, what for (verb, subject); its changes name each record touched with
the digest of the row as stored, and the row before where there was one. From them come undo,
verify, the timeline and later the packets. Tables stay the truth; nothing is rebuilt from here.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy import Float, Index, Integer, Table, event, inspect, select, text, update
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from db.base import BIG, Base, Record, ref
from db.codes import Op
from db.ids import new_id, new_ids

Stored = str | int | float | bytes | None

GENESIS = bytes(32)


class ChangeSet(Base):
    """One commit of one use-case: number, who, when, what for, and its link in the chain."""

    __tablename__ = "change_set"
    audited = False

    id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(BIG, unique=True)
    at: Mapped[str]
    who: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str]
    previous: Mapped[bytes]
    hash: Mapped[bytes]


class Change(Base):
    """One record touched by a change set."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "entity", "record_id"),)
    audited = False

    id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    change_set_id: Mapped[int] = ref("change_set")
    entity: Mapped[str]
    record_id: Mapped[int] = mapped_column(BIG)
    op: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[bytes]
    before: Mapped[str | None]


class ChainHead(Base):
    """The one row that gives out the next n and remembers the last hash."""

    __tablename__ = "chain_head"
    audited = False

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(BIG)
    hash: Mapped[bytes]


@dataclass(frozen=True, slots=True)
class Touched:
    """A change not yet written."""

    entity: str
    record_id: int
    op: Op
    version: int
    digest: bytes
    before: str | None = None


def stored(value: object) -> Stored:
    """Return ``value`` as the database keeps it, the same for both databases."""
    if value is None or isinstance(value, float | bytes):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    return str(value)


def _plain(value: object) -> object:
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def row_text(row: dict[str, Stored]) -> str:
    """Return the canonical text of a stored row.

    Empty columns are left out, so that a column added later does not change old digests.
    """
    filled = {name: value for name, value in row.items() if value is not None}
    return json.dumps(
        filled, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def digest_of(text_of_row: str) -> bytes:
    return hashlib.sha256(text_of_row.encode()).digest()


def row_from_text(written: str) -> dict[str, Stored]:
    """Return the stored row again from its canonical text."""
    row: dict[str, Stored] = {}
    for name, value in json.loads(written).items():
        row[name] = bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
    return row


def stored_row(table: Table, values: dict[str, object]) -> dict[str, Stored]:
    """Return ``values`` by column name, as stored in ``table``."""
    row: dict[str, Stored] = {}
    for column in table.columns:
        value = stored(values.get(column.name))
        if isinstance(value, int) and isinstance(column.type, Float):
            value = float(value)
        row[column.name] = value
    return row


def _row_of(record: Record, *, before: bool = False) -> dict[str, Stored]:
    state = inspect(record)
    values: dict[str, object] = {}
    for attribute in state.mapper.column_attrs:
        name = attribute.columns[0].name
        value = getattr(record, attribute.key)
        if before and attribute.key in state.committed_state:
            value = state.committed_state[attribute.key]
        values[name] = value
    return stored_row(_table(record), values)


def _table(record: Record) -> Table:
    table = type(record).__table__
    assert isinstance(table, Table)
    return table


def pending(session: Session) -> dict[tuple[str, int], Touched]:
    """Return the changes of this session that its commit will write."""
    waiting: dict[tuple[str, int], Touched] = session.info.setdefault("changes", {})
    return waiting


def note(session: Session, touched: Iterable[Touched]) -> None:
    """Remember changes; several to one record in a commit become one."""
    waiting = pending(session)
    for new in touched:
        key = (new.entity, new.record_id)
        old = waiting.get(key)
        if old is None:
            waiting[key] = new
            continue
        if old.op is Op.INSERT and new.op is Op.DELETE:
            del waiting[key]
            continue
        op = new.op
        if old.op is Op.INSERT:
            op = Op.INSERT
        elif old.op is Op.DELETE:
            op = Op.UPDATE
        waiting[key] = Touched(*key, op, new.version, new.digest, old.before)


def insert_rows(session: Session, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Write many rows at once, and their changes; each row brings id and version.

    For bulk import: one statement by the driver, values already as stored.
    """
    if not rows:
        return
    names = [column.name for column in table.columns]
    floats = {column.name for column in table.columns if isinstance(column.type, Float)}
    entity = table.name
    waiting = pending(session)
    values: list[tuple[Stored, ...]] = []
    order = sorted(names)
    for given in rows:
        row = {name: stored(given.get(name)) for name in order}
        for name in floats:
            if row[name] is not None:
                row[name] = float(row[name])  # type: ignore[arg-type]
        values.append(tuple(row[name] for name in names))
        digest = digest_of(row_text(row))
        key = (entity, given["id"])
        waiting[key] = Touched(entity, given["id"], Op.INSERT, 1, digest)  # type: ignore[index,arg-type]
    _driver_insert(session, table, names, values)


def _driver_insert(
    session: Session, table: Table, names: list[str], values: Sequence[tuple[Stored, ...]]
) -> None:
    connection = session.connection()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    quoted = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quoted(name) for name in names)
    marks = ", ".join([mark] * len(names))
    connection.exec_driver_sql(
        f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})",
        values,
    )


def about(session: Session, subject: str) -> None:
    """Say what this commit is about, for the timeline."""
    session.info["subject"] = subject


def _before_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    befores: dict[tuple[str, int], str] = session.info.setdefault("befores", {})
    for record in session.new:
        if isinstance(record, Record) and record.id is None:
            record.id = new_id(session)
    for record in [*session.dirty, *session.deleted]:
        if not isinstance(record, Record) or not record.audited:
            continue
        if record in session.deleted or session.is_modified(record):
            key = (_table(record).name, record.id)
            befores[key] = row_text(_row_of(record, before=True))


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    befores: dict[tuple[str, int], str] = session.info.get("befores", {})
    found: list[Touched] = []
    for record in session.new:
        if isinstance(record, Record) and record.audited:
            found.append(_touched(record, Op.INSERT, None))
    for record in session.dirty:
        if isinstance(record, Record) and record.audited:
            before = befores.pop((_table(record).name, record.id), None)
            if before is not None:
                found.append(_touched(record, Op.UPDATE, before))
    for record in session.deleted:
        if isinstance(record, Record) and record.audited:
            before = befores.pop((_table(record).name, record.id), None)
            entity = _table(record).name
            found.append(Touched(entity, record.id, Op.DELETE, record.version, GENESIS, before))
    note(session, found)


def _touched(record: Record, op: Op, before: str | None) -> Touched:
    digest = digest_of(row_text(_row_of(record)))
    return Touched(_table(record).name, record.id, op, record.version, digest, before)


def _before_commit(session: Session) -> None:
    session.flush()
    waiting = session.info.pop("changes", {})
    if waiting:
        write_change_set(session, list(waiting.values()))


def hash_of(head: Sequence[object], previous: bytes, changes: Iterable[Sequence[object]]) -> bytes:
    """Return the hash that chains a change set to the one before it.

    ``head`` is n, at, who, verb, subject; each change is entity, record id, op, version, digest,
    before. Every part is written as JSON, so that no two contents share one text.
    """
    running = hashlib.sha256(previous)
    running.update(json.dumps(list(head), ensure_ascii=False).encode())
    for change in changes:
        running.update(json.dumps(change, ensure_ascii=False, default=_plain).encode())
    return running.digest()


def write_change_set(session: Session, changes: list[Touched]) -> None:
    """Lock the head, take n, write the change set and its changes; last before the commit."""
    info = session.info
    connection = session.connection()
    lock = " FOR UPDATE" if connection.dialect.name == "postgresql" else ""
    head = connection.execute(text(f"SELECT n, hash FROM chain_head WHERE id = 1{lock}")).one()
    n, previous = int(head[0]) + 1, bytes(head[1])
    named = [n, info["at"], info["who"], info["verb"], info.get("subject", "")]
    rows = [(c.entity, c.record_id, c.op.value, c.version, c.digest, c.before) for c in changes]
    own = hash_of(named, previous, rows)
    set_id = new_id(session)
    values = dict(zip(("n", "at", "who", "verb", "subject"), named, strict=True))
    connection.execute(
        ChangeSet.__table__.insert(),  # type: ignore[attr-defined]
        {"id": set_id, **values, "previous": previous, "hash": own},
    )
    ids = new_ids(session, len(rows))
    table = Change.__table__
    assert isinstance(table, Table)
    names = [column.name for column in table.columns]
    stamped = [(key, set_id, *row) for key, row in zip(ids, rows, strict=True)]
    _driver_insert(session, table, names, stamped)
    connection.execute(update(ChainHead).where(ChainHead.id == 1).values(n=n, hash=own))
    info["change_set_id"] = set_id


def change_set(session: Session, key: int) -> ChangeSet | None:
    """Return the change set with this id, if there is one."""
    return session.scalar(select(ChangeSet).where(ChangeSet.id == key))


def listen(session_class: type[Session]) -> None:
    """Attach the hook to every session of ``session_class``."""
    event.listen(session_class, "before_flush", _before_flush)
    event.listen(session_class, "after_flush", _after_flush)
    event.listen(session_class, "before_commit", _before_commit)
