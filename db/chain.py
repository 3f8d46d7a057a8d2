"""Following the chain of change sets from its beginning to its head."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from db.change import GENESIS, ChainHash
from db.raw import Groups, raw_rows
from db.wrong import Wrong, number

_HEAD = "链头与最后一次操作不符（末尾的操作可能被删除）"
_CHUNK = 1000
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


def chain_links(connection: Connection) -> Iterator[Wrong]:
    """Follow the chain from its beginning; each broken link is named once."""
    links: set[Any] = {GENESIS}
    count = 0
    groups = Groups(raw_rows(connection, _CHANGES))
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
    for (key,) in raw_rows(connection, "SELECT id FROM chain_head WHERE id <> 1"):
        yield Wrong("chain_head", number(key), "链头", "多出来的链头，不是由程序写入的")


def _orphan(change: tuple[Any, ...]) -> Wrong:
    return Wrong("change", number(change[0]), str(change[0]), "变更明细没有对应的操作")


def _computed(row: tuple[Any, ...], changes: Iterator[tuple[Any, ...]]) -> bytes | None:
    """Return the hash the set should have; none where a value is not even of the right type."""
    right = tuple(map(type, row)) == _RIGHT_SET
    chain = ChainHash(row[1:6], row[6] if right else GENESIS)
    while some := list(islice(changes, _CHUNK)):
        right = right and _RIGHT_CHANGES.issuperset({tuple(map(type, one)) for one in some})
        if right:
            chain.take(one[1:] for one in some)
    return chain.digest() if right else None
