"""The change log: one change set a commit, chained by hash, written by one session hook.

A change set names who, when, what for (verb, subject); its changes name each record touched with
the digest of the row as stored, and the row before where there was one. From them come undo,
verify, the timeline and later the packets. Tables stay the truth; nothing is rebuilt from here.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Index, Integer, Table, select
from sqlalchemy.orm import (
    Mapped,
    Session,
    mapped_column,
)

from db.base import BIG, Base, Record, ref
from db.codes import Op
from db.driver import run, run_many
from db.errors import Refused
from db.ids import SITE_SPAN
from db.shape import Stored, StoredRow, row_from_text, shape_of, stored_row

__all__ = [
    "Change",
    "ChangeSet",
    "Stored",
    "about",
    "insert_rows",
    "own_id",
    "row_from_text",
    "stored_row",
]

GENESIS = bytes(32)
_CHUNK = 1000


class ChangeSet(Base):
    """One commit of one use-case: number, who, when, what for, and its link in the chain.

    Its id is the site's number and n, so that ids of change sets rise as the chain does.
    """

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
    """One record touched by a change set; the rows of one set lie together on the disk."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_record", "entity", "record_id"),
        {"sqlite_with_rowid": False},
    )
    audited = False

    change_set_id: Mapped[int] = ref("change_set", index=False, primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
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


class Touched(NamedTuple):
    """A change not yet written."""

    entity: str
    record_id: int
    op: Op
    version: int
    digest: bytes
    before: str | None = None


def change_text(change: Sequence[Any]) -> str:
    """Return entity, record id, op, version, digest and row before as one unambiguous text."""
    entity, record_id, op, version, digest, before = change
    tail = "-" if before is None else f"{len(before)}:{before}"
    return f"{len(entity)}:{entity}{record_id} {op} {version} {digest.hex()}{tail}\n"


class ChainHash:
    """The hash that ties a change set to the one before it, fed with its changes in order."""

    def __init__(self, head: Iterable[str | int], previous: bytes) -> None:
        """Begin with n, at, who, verb and subject of the set."""
        words = [str(part) for part in head]
        self._hash = hashlib.sha256(previous)
        self._add("".join(f"{len(word)}:{word}" for word in words) + "\n")

    def _add(self, text: str) -> None:
        self._hash.update(text.encode("utf-8", "surrogateescape"))

    def take(self, changes: Iterable[Sequence[Any]]) -> None:
        self._add("".join(map(change_text, changes)))

    def digest(self) -> bytes:
        return self._hash.digest()


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
        elif old.op is Op.INSERT and new.op is Op.DELETE:
            del waiting[key]
        else:
            waiting[key] = new._replace(op=_merged(old.op, new.op), before=old.before)


def _merged(old: Op, new: Op) -> Op:
    if old is Op.INSERT:
        return Op.INSERT
    return Op.UPDATE if old is Op.DELETE else new


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Write many rows at once, and their changes; each row brings id and version.

    For bulk import: one statement by the driver, values already as stored.
    """
    if not rows:
        return
    shape, entity, waiting = shape_of(table), table.name, pending(session)
    identity = shape.at["id"]
    stored: list[StoredRow] = []
    for given in rows:
        row, digest = shape.put(tuple(map(given.get, shape.names)))
        stored.append(row)
        key: Any = row[identity]
        waiting[(entity, key)] = Touched(entity, key, Op.INSERT, 1, digest)
    store_rows(session.connection(), table, stored)


def store_rows(connection: Connection, table: Table, rows: Sequence[StoredRow]) -> None:
    """Insert stored rows as they are, past the change log."""
    shape = shape_of(table)
    run_many(connection, shape.insert, shape.bind(rows, connection.dialect.name))


def about(session: Session, subject: str) -> None:
    """Say what this commit is about, for the timeline."""
    session.info["subject"] = subject


def own_id(session: Session) -> int:
    """Return the id the change set of this commit will have, for whoever may undo it."""
    site: int = session.info.get("site", 0)
    return site * SITE_SPAN + _head(session)[0] + 1


def _head(session: Session) -> tuple[int, bytes]:
    """Return n and hash of the last change set; only this writer can add one until it commits."""
    head: tuple[int, bytes] | None = session.info.get("head")
    if head is None:
        sql = "SELECT n, hash FROM chain_head WHERE id = 1"
        ((n, last),) = run(session.connection(), sql)
        head = session.info["head"] = (int(n), bytes(last))
    return head


_INSERT_SET = (
    "INSERT INTO change_set (id, n, at, who, verb, subject, previous, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_CHANGES = (
    "INSERT INTO change"
    " (change_set_id, position, entity, record_id, op, version, digest, before)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_MOVE_HEAD = "UPDATE chain_head SET n = ?, hash = ? WHERE id = 1"


def write_change_set(session: Session, changes: list[Touched]) -> None:
    """Take n, write the change set and its changes, move the head: last before the commit."""
    info = session.info
    n, previous = _head(session)
    key, n = own_id(session), n + 1
    head = (n, info["at"], info["who"], info["verb"], info.pop("subject", ""))
    chain = ChainHash(head, previous)
    rows: list[tuple[Any, ...]] = []
    for at in range(0, len(changes), _CHUNK):
        some = changes[at : at + _CHUNK]
        chain.take(some)
        # plain str: the driver asks how to adapt every value of a class derived from it
        rows.extend(
            (key, at + place, str(entity), record_id, str(op), *rest)
            for place, (entity, record_id, op, *rest) in enumerate(some)
        )
    own = chain.digest()
    connection = session.connection()
    run(connection, _INSERT_SET, (key, *head, previous, own))
    run_many(connection, _INSERT_CHANGES, rows)
    run(connection, _MOVE_HEAD, (n, own))
    info["change_set_id"] = key


def change_set(session: Session, key: int) -> ChangeSet | None:
    """Return the change set with this id, if there is one."""
    return session.scalar(select(ChangeSet).where(ChangeSet.id == key))


def require_version(session: Session, record: Record, seen: int) -> None:
    """Refuse a change to a record that is not the one the clerk had seen; name who was first."""
    if record.version == seen:
        return
    entity = record.__tablename__
    last = (
        select(ChangeSet.who, ChangeSet.at)
        .join(Change, Change.change_set_id == ChangeSet.id)
        .where(Change.entity == entity, Change.record_id == record.id)
        .order_by(ChangeSet.id.desc())
        .limit(1)
    )
    found = session.execute(last).first()
    who, at = (found.who, minute(found.at)) if found else ("别人", "刚才")
    raise Refused(f"这条记录已被{who}在 {at} 改过，没有覆盖；请看过新内容后再改。")


def minute(at: str) -> str:
    """Return the moment of a change set as people read it."""
    return at[:16].replace("T", " ")
