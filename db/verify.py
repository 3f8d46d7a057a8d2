"""核验: holds every record, file, number and link of the chain against the change log.

Everything is read as raw rows, so that no value put in with a database editor can stop it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Float, Table, text
from sqlalchemy.orm import Session

from db.base import Base
from db.change import GENESIS, Stored, digest_of, hash_of, row_from_text, row_text, stored
from db.codes import Op
from db.errors import StoreProblem
from db.files import FileStore
from db.tables.all import METADATA

_LABELS = ("number", "name", "title", "description", "key", "code", "n", "verb")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One record that is not as the change log says."""

    table: str
    id: int
    label: str
    what: str


@dataclass(frozen=True, slots=True)
class WrongFile:
    """One file that is missing, changed, or that nothing names."""

    file: str
    what: str


def verify(session: Session, files: FileStore) -> list[Wrong | WrongFile]:
    """Return everything that is wrong, table by table; an empty list is a clean office."""
    connection = session.connection()
    wrong: list[Wrong | WrongFile] = list(_chain(connection))
    last = _last_changes(connection)
    for table in METADATA.sorted_tables:
        if _audited(table.name):
            wrong.extend(_records(connection, table, last.get(table.name, {})))
    wrong.extend(_files(connection, files))
    return wrong


def _rows(connection: Connection, table: str) -> Iterator[dict[str, Stored]]:
    quoted = connection.dialect.identifier_preparer.quote(table)
    result = connection.exec_driver_sql(f"SELECT * FROM {quoted} ORDER BY id")
    names = list(result.keys())
    for row in result:
        yield {name: raw(value) for name, value in zip(names, row, strict=True)}


def raw(value: Any) -> Stored:
    """Return a value of a raw row as the change log wrote it, whatever it has become."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return stored(value)


def _chain(connection: Connection) -> Iterator[Wrong]:
    by_set: dict[Any, list[list[object]]] = {}
    for row in _rows(connection, "change"):
        by_set.setdefault(row["change_set_id"], []).append(
            [row[name] for name in ("entity", "record_id", "op", "version", "digest", "before")]
        )
    previous, count = GENESIS, 0
    sets = sorted(_rows(connection, "change_set"), key=lambda row: str(row["n"]).zfill(20))
    for row in sets:
        count += 1
        label = f"第{row['n']!s}次操作 {row['at']!s} {row['verb']!s}"
        own = [row[name] for name in ("n", "at", "who", "verb", "subject")]
        key = _number(row["id"])
        if row["n"] != count:
            yield Wrong("change_set", key, label, f"操作编号不连续，应为 {count}（有操作被删除）")
            count = _number(row["n"])
        computed = hash_of(own, previous, by_set.pop(row["id"], []))
        if row["previous"] != previous:
            yield Wrong("change_set", key, label, "与前一次操作接不上")
        elif row["hash"] != computed:
            yield Wrong("change_set", key, label, "操作记录或其变更明细被改动")
        previous = row["hash"] if isinstance(row["hash"], bytes) else computed
    for key in by_set:
        yield Wrong("change", _number(key), str(key), "变更明细没有对应的操作")
    head = connection.exec_driver_sql("SELECT n, hash FROM chain_head WHERE id = 1").first()
    if head is None or raw(head[0]) != count or raw(head[1]) != previous:
        yield Wrong("chain_head", 1, "链头", "链头与最后一次操作不符（末尾的操作可能被删除）")


def _number(value: Stored) -> int:
    return value if isinstance(value, int) else 0


def _last_changes(connection: Connection) -> dict[str, dict[Stored, tuple[Stored, Stored]]]:
    last: dict[str, dict[Stored, tuple[Stored, Stored]]] = {}
    for row in _rows(connection, "change"):
        own = last.setdefault(str(row["entity"]), {})
        own[row["record_id"]] = (row["op"], row["digest"])
    return last


def _records(
    connection: Connection, table: Table, last: dict[Stored, tuple[Stored, Stored]]
) -> Iterator[Wrong]:
    floats = {column.name for column in table.columns if isinstance(column.type, Float)}
    left = dict(last)
    for row in _rows(connection, table.name):
        for name in floats:
            value = row[name]
            if isinstance(value, int):
                row[name] = float(value)
        op, digest = left.pop(row["id"], (None, None))
        if op is None:
            yield Wrong(table.name, _number(row["id"]), label_of(row), "记录不是由程序写入的")
        elif op == Op.DELETE:
            yield Wrong(table.name, _number(row["id"]), label_of(row), "已删除的记录又出现了")
        elif digest_of(row_text(row)) != digest:
            yield Wrong(table.name, _number(row["id"]), label_of(row), "记录的内容被改动")
    for key, (op, _) in left.items():
        if op != Op.DELETE:
            label = _label_before(connection, table.name, key)
            yield Wrong(table.name, _number(key), label, "记录被删除")


def label_of(row: dict[str, Stored]) -> str:
    """Return what a person knows the record by."""
    for name in _LABELS:
        if isinstance(row.get(name), str) and row[name]:
            return str(row[name])[:40]
    return str(row.get("id"))


def _label_before(connection: Connection, entity: str, key: Stored) -> str:
    query = text(
        "SELECT before FROM change WHERE entity = :entity AND record_id = :key"
        " AND before IS NOT NULL ORDER BY id DESC"
    )
    before = connection.execute(query, {"entity": entity, "key": key}).scalar()
    return label_of(row_from_text(before)) if before else str(key)


def _audited(entity: str) -> bool:
    for mapper in Base.registry.mappers:
        if mapper.local_table is not None and mapper.local_table.description == entity:
            return bool(mapper.class_.audited)
    return False


def _files(connection: Connection, files: FileStore) -> Iterator[WrongFile]:
    named: dict[str, str] = {}
    for row in _rows(connection, "paper"):
        if row["sha256"]:
            named[str(row["sha256"])] = f"文书 {row['number'] or row['id']!s}"
    for row in _rows(connection, "attachment"):
        named[str(row["sha256"])] = f"附件 {row['name']!s}"
    here = set(files.names())
    for name, what in named.items():
        if name not in here:
            yield WrongFile(name, f"{what}：文件缺失")
            continue
        try:
            content = files.get(name)
        except (StoreProblem, OSError):
            yield WrongFile(name, f"{what}：文件读不出来")
            continue
        if hashlib.sha256(content).hexdigest() != name:
            yield WrongFile(name, f"{what}：文件内容被改动")
