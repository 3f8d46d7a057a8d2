"""核验: holds every record, file, number and link of the chain against the change log.

Everything is read as raw rows, one after the other, so that no value put in with a database
editor can stop it and no size of the record fills the memory. What the program derives (states,
closed months) is checked by functions its caller gives.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from db.change import GENESIS, ChainHash
from db.codes import Op
from db.errors import StoreProblem
from db.files import FileStore
from db.ids import SITE_SPAN
from db.labels import label_of
from db.raw import Unreadable, raw_rows, reading_raw, select_rows
from db.shape import Shape, Stored, row_from_text, shape_of
from db.tables.all import audited_tables

_HEAD = "链头与最后一次操作不符（末尾的操作可能被删除）"
_LOST = "读不出来：数据库文件已损坏，请从备份恢复"
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Wrong:
    """One record that is not as the change log says."""

    table: str
    id: int
    label: str
    what: str


@dataclass(frozen=True, slots=True)
class WrongFile:
    """One file that is missing, changed, or that the program never stored."""

    file: str
    what: str


Check = Callable[[Connection], Iterable[Wrong]]
Found = Wrong | WrongFile


def verify(session: Session, files: FileStore, checks: Sequence[Check] = ()) -> list[Found]:
    """Return everything that is wrong, part by part; an empty list is a clean office."""
    connection = session.connection()
    with reading_raw(connection):
        wrong = _part(connection, "change_set", _chain(connection))
        for table in audited_tables():
            wrong += _part(connection, table.name, _records(connection, table))
        wrong += _part(connection, "site_counter", _counters(connection))
        wrong += _part(connection, "attachment", _files(connection, files))
        for check in checks:
            wrong += _part(connection, "", _derived(connection, check))
    return wrong


def _part(connection: Connection, name: str, finding: Iterator[Found]) -> list[Found]:
    """Return what one part finds; a part that cannot be read does not stop the next."""
    found: list[Found] = []
    try:
        with connection.begin_nested():
            found.extend(finding)
    except Unreadable:
        found.append(Wrong(name, 0, "", _LOST))
    return found


def _derived(connection: Connection, check: Check) -> Iterator[Found]:
    try:
        yield from check(connection)
    except (LookupError, ValueError, TypeError, ArithmeticError):
        # A value put in by hand that its rule cannot read: the record itself is named above.
        yield Wrong("", 0, "", "由记录推导的状态没有核对完，请先处理上面的问题")


_SETS = "SELECT id, n, at, who, verb, subject, previous, hash FROM change_set ORDER BY id"
_CHANGES = (
    "SELECT change_set_id, entity, record_id, op, version, digest, before"
    " FROM change ORDER BY change_set_id, position"
)
_RIGHT_SET = (int, int, str, str, str, str, bytes, bytes)
_RIGHT_CHANGES = {
    (int, str, int, str, int, bytes, str),
    (int, str, int, str, int, bytes, type(None)),
}


def _chain(connection: Connection) -> Iterator[Found]:
    """Follow the chain from its beginning; each broken link is named once."""
    links: set[Any] = {GENESIS}
    count = 0
    groups = _Groups(raw_rows(connection, _CHANGES))
    for row in raw_rows(connection, _SETS):
        key, n, at, _who, verb, *_, previous, own = row
        for orphan in groups.passed(key):
            yield _orphan(orphan)
        changes = groups.of(key)
        label = f"第{n}次操作 {at} {verb}"
        count += 1
        computed = _computed(row, changes)
        if n != count:
            yield Wrong("change_set", key, label, f"操作编号不连续，应为 {count}（有操作被删除）")
            count = n if isinstance(n, int) else count
        elif previous not in links:
            yield Wrong("change_set", key, label, "与前一次操作接不上")
        if own != computed:
            yield Wrong("change_set", key, label, "操作记录或其变更明细被改动")
        links = {own, computed}
    for orphan in groups.passed(None):
        yield _orphan(orphan)
    head = list(raw_rows(connection, "SELECT n, hash FROM chain_head WHERE id = 1"))
    if not head or head[0][0] != count or head[0][1] not in links:
        yield Wrong("chain_head", 1, "链头", _HEAD)


def _orphan(change: tuple[Any, ...]) -> Wrong:
    return Wrong("change", _number(change[0]), str(change[0]), "变更明细没有对应的操作")


def _computed(row: tuple[Any, ...], changes: Iterator[tuple[Any, ...]]) -> bytes | None:
    """Return the hash the set should have; none where a value is not even of the right type."""
    right = tuple(map(type, row)) == _RIGHT_SET
    chain = ChainHash(row[1:6], row[6] if right else GENESIS)
    while some := list(islice(changes, _CHUNK)):
        right = right and _RIGHT_CHANGES.issuperset({tuple(map(type, one)) for one in some})
        if right:
            chain.take(one[1:] for one in some)
    return chain.digest() if right else None


class _Groups:
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

    def last(self, key: int) -> tuple[Any, ...] | None:
        """Return the last row of ``key``, if there is one, and pass it."""
        last = None
        for last in self.of(key):  # noqa: B007 - the last one is wanted
            pass
        return last


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


_LAST = (
    "SELECT record_id, op, digest FROM change WHERE entity = ?"
    " ORDER BY record_id, change_set_id, position"
)


def _records(connection: Connection, table: Table) -> Iterator[Found]:
    """Hold each row of ``table`` against the last change of its id."""
    shape = shape_of(table)
    at = shape.at["id"]
    last = _Groups(raw_rows(connection, _LAST, (table.name,)))
    for row in raw_rows(connection, select_rows(connection, table)):
        key = row[at]
        for gone in last.passed(key):
            yield from _gone(connection, table, gone)
        change = last.last(key)
        if change is None:
            what = "记录不是由程序写入的"
        elif change[1] == Op.DELETE:
            what = "已删除的记录又出现了"
        elif shape.look(row)[1] != change[2]:
            what = "记录的内容被改动"
        else:
            continue
        yield Wrong(table.name, _number(key), _label(shape, row), what)
    for gone in last.passed(None):
        yield from _gone(connection, table, gone)


def _label(shape: Shape, row: Sequence[Stored]) -> str:
    return label_of(dict(zip(shape.names, row, strict=True))) or str(row[shape.at["id"]])


def _gone(connection: Connection, table: Table, change: tuple[Any, ...]) -> Iterator[Found]:
    key, op, _ = change
    if op != Op.DELETE:
        yield Wrong(table.name, _number(key), _label_before(connection, table, key), "记录被删除")


def _label_before(connection: Connection, table: Table, key: object) -> str:
    """Return what the record was known by when it was last changed, its id where it never was."""
    query = (
        "SELECT before FROM change WHERE entity = ? AND record_id = ? AND before IS NOT NULL"
        " ORDER BY change_set_id DESC LIMIT 1"
    )
    label = ""
    for (before,) in raw_rows(connection, query, (table.name, key)):
        try:
            label = label_of(row_from_text(before))
        except (ValueError, TypeError, AttributeError, KeyError):
            label = ""  # the row before was touched too, and its change set is named for it
    return label or str(key)


def _counters(connection: Connection) -> Iterator[Found]:
    """Find a site whose next id is one that has been given out: it would be given twice."""
    sites = dict(raw_rows(connection, "SELECT site, next FROM site_counter ORDER BY site"))
    for table in audited_tables():
        quoted = connection.dialect.identifier_preparer.quote(table.name)
        query = f"SELECT max(id) FROM {quoted} WHERE id >= ? AND id < ?"
        for site, following in sites.items():
            first = _number(site) * SITE_SPAN
            ((highest,),) = raw_rows(connection, query, (first, first + SITE_SPAN))
            if highest is not None and highest >= first + _number(following):
                what = f"下一个编号小于“{table.name}”里已用的编号"
                yield Wrong("site_counter", _number(site), f"编号计数器 {site}", what)


def _files(connection: Connection, files: FileStore) -> Iterator[Found]:
    here = set(files.names())
    for name, what in named_files(connection):
        if name not in here:
            yield WrongFile(name, f"{what}：文件缺失")
            continue
        try:
            content = files.get(name)
        except StoreProblem:
            yield WrongFile(name, f"{what}：文件读不出来")
            continue
        if hashlib.sha256(content).hexdigest() != name:
            yield WrongFile(name, f"{what}：文件内容被改动")
    for name in files.strangers():
        yield WrongFile(name, "不是由程序存放的文件")


def named_files(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the hash of each file that a record names, and what the record is known by."""
    for table in audited_tables():
        if "sha256" not in table.c:
            continue
        shape = shape_of(table)
        at = shape.at["sha256"]
        word = "附件" if table.name == "attachment" else "文书"
        for row in raw_rows(connection, select_rows(connection, table)):
            if row[at] is not None:
                yield str(row[at]), f"{word} {_label(shape, row)}"


def sweep(session: Session, files: FileStore) -> int:
    """Remove the files that no record names: a stop between a file and its commit leaves them.

    In a writing session alone: while it lasts, nobody else is about to name a file.
    """
    connection = session.connection()
    with reading_raw(connection):
        named = {name for name, _ in named_files(connection)}
    return files.keep_only(named)
