"""核验: holds every record, file, number and link of the chain against the change log.

Everything is read as raw rows, one after the other, so that no value put in with a database
editor can stop it and no size of the record fills the memory. What the program derives (states,
closed months) is checked by functions its caller gives.
"""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from db.chain import chain_links
from db.codes import Op
from db.errors import StoreProblem
from db.files import FileStore
from db.ids import SITE_SPAN
from db.labels import label_of
from db.raw import Unreadable, raw_rows, reading_raw, select_rows
from db.shape import Shape, Stored, row_from_text, shape_of
from db.tables.all import audited_tables
from db.wrong import Check, Found, Wrong, WrongFile, number

__all__ = ["Check", "Found", "Wrong", "WrongFile", "sweep", "verify"]

_LOST = "读不出来：数据库文件已损坏，请从备份恢复"


def verify(session: Session, files: FileStore, checks: Sequence[Check] = ()) -> list[Found]:
    """Return everything that is wrong, part by part; an empty list is a clean office."""
    connection = session.connection()
    with reading_raw(connection):
        wrong = _part(connection, "change_set", chain_links(connection))
        sites: dict[int, int] = {}
        wrong += _part(connection, "site_counter", _counters(connection, sites))
        for table in audited_tables():
            own = chain(_records(connection, table), _given_again(connection, table, sites))
            wrong += _part(connection, table.name, own)
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


_LAST = (
    "SELECT record_id, op, digest FROM change WHERE entity = ?"
    " ORDER BY record_id, change_set_id, position"
)


_END: tuple[Any, ...] = (None, None, None)


def _records(connection: Connection, table: Table) -> Iterator[Found]:
    """Hold each row of ``table`` against the last change of its id; both come in order of id."""
    shape = shape_of(table)
    at, look = shape.at["id"], shape.look
    changes = _last_changes(connection, table)
    change = next(changes, _END)
    for row in raw_rows(connection, select_rows(connection, table)):
        key = row[at]
        while _below(change[0], key):
            yield from _gone(connection, table, change)
            change = next(changes, _END)
        if change[0] != key:
            what = "记录不是由程序写入的"
        elif change[1] == Op.DELETE:
            what = "已删除的记录又出现了"
        elif look(row)[1] != change[2]:
            what = "记录的内容被改动"
        else:
            change = next(changes, _END)
            continue
        if change[0] == key:
            change = next(changes, _END)
        yield Wrong(table.name, number(key), _label(shape, row), what)
    while change is not _END:
        yield from _gone(connection, table, change)
        change = next(changes, _END)


def _below(key: Any, limit: int) -> bool:
    """Numbers come before all else that a database editor can put in their place."""
    return isinstance(key, int | float) and key < limit


def _last_changes(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield the last change of each record, in order of its id."""
    last = _END
    for change in raw_rows(connection, _LAST, (table.name,)):
        if change[0] != last[0] and last is not _END:
            yield last
        last = change
    if last is not _END:
        yield last


def _label(shape: Shape, row: Sequence[Stored]) -> str:
    return label_of(dict(zip(shape.names, row, strict=True))) or str(row[shape.at["id"]])


def _gone(connection: Connection, table: Table, change: tuple[Any, ...]) -> Iterator[Found]:
    key, op, _ = change
    if op != Op.DELETE:
        yield Wrong(table.name, number(key), _label_before(connection, table, key), "记录被删除")


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


def _counters(connection: Connection, sites: dict[int, int]) -> Iterator[Found]:
    """Read the counters into ``sites``; the office's own is always there."""
    for site, following in raw_rows(connection, "SELECT site, next FROM site_counter"):
        sites[number(site)] = number(following)
    if 0 not in sites:
        yield Wrong("site_counter", 0, "编号计数器 0", "记录被删除")


def _given_again(connection: Connection, table: Table, sites: dict[int, int]) -> Iterator[Found]:
    """Find a site whose next id has been given out already: it would be given twice."""
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    query = f"SELECT max(id) FROM {quoted} WHERE id >= ? AND id < ?"
    for site, following in sites.items():
        first = site * SITE_SPAN
        ((highest,),) = raw_rows(connection, query, (first, first + SITE_SPAN))
        if highest is not None and highest >= first + following:
            what = f"下一个编号小于“{table.name}”里已用的编号"
            yield Wrong("site_counter", site, f"编号计数器 {site}", what)


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


def file_tables() -> list[Table]:
    return [table for table in audited_tables() if "sha256" in table.c]


def named_files(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the hash of each file that a record names, and what the record is known by."""
    for table in file_tables():
        shape = shape_of(table)
        at = shape.at["sha256"]
        word = "附件" if table.name == "attachment" else "文书"
        for row in raw_rows(connection, select_rows(connection, table)):
            if row[at] is not None:
                yield str(row[at]), f"{word} {_label(shape, row)}"


def sweep(session: Session, files: FileStore) -> int:
    """Remove the files that no record names: a stop between a file and its commit leaves them.

    In a writing session alone: while it lasts, nobody else is about to name a file. Nothing goes
    where a record cannot be read, nor the files of records that were deleted past the log.
    """
    connection = session.connection()
    try:
        with reading_raw(connection), connection.begin_nested():
            named = {name for name, _ in named_files(connection)}
            touched = any(chain_links(connection)) or any(
                any(_records(connection, table)) for table in file_tables()
            )
    except Unreadable:
        return 0
    return 0 if touched else files.keep_only(named)
