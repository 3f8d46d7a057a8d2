"""What was changed in a record, told in the clerk's words, from the change log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Boolean, Column, Date, Enum, and_, or_, select
from sqlalchemy.orm import Session

from db.change import Change, ChangeSet, Stored, row_from_text, stored_row
from db.codes import Op
from db.tables.all import METADATA
from desktop.domain.labels import label
from desktop.domain.ledgers.all import LEDGERS

_TITLES = {
    "valid_from": "自",
    "valid_to": "有效期至",
    "number": "编号",
    "lasting": "长期有效",
    "id_number_tail": "身份证号尾号",
    "part_id": "部位",
    "code": "编码",
    "inspector_id": "责任监督员（主）",
    "grid_id": "网格",
    "project_id": "工程",
    "enterprise_id": "企业",
    "title": "名称",
    "held_on": "日期",
}
_NAMED = {
    "project_id": "project",
    "enterprise_id": "enterprise",
    "grid_id": "grid",
    "inspector_id": "inspector",
    "parent_id": "enterprise",
}
_EMPTY = "（空）"
Key = tuple[str, int]
"""Entity and id of a record."""


@dataclass(frozen=True)
class Tie:
    """Records whose changes belong to a timeline; ``prefix`` tells them from the main one.

    Those that are not ``told`` (dated rows, which a timeline tells by their own day) still
    count where the last change is asked for.
    """

    entity: str
    ids: tuple[int, ...]
    prefix: str = ""
    told: bool = True


@dataclass(frozen=True)
class Edit:
    """One record's part in one change set; ``differences`` are title, before, after."""

    set_id: int
    at: datetime
    who: str
    verb: str
    subject: str
    op: Op
    tie: Tie
    differences: tuple[tuple[str, str, str], ...]


_TABLES = {
    "enterprises": "enterprise",
    "inspectors": "inspector",
    "projects": "project",
    "key-people": "key_person",
    "machines": "machine",
    "dangerous-works": "dangerous_work",
    "hazards": "hazard",
    "training": "training_record",
    "visits": "visit",
    "papers": "paper",
}


@lru_cache(maxsize=1)
def column_titles() -> Mapping[str, Mapping[str, str]]:
    """Table → column → what the clerk calls it; a column without a word is not told."""
    return {
        _TABLES[ledger.key]: {column.key: column.title for column in ledger.columns}
        for ledger in LEDGERS
    }


def edits_of(session: Session, ties: Iterable[Tie], *, after: int = 0) -> list[Edit]:
    """The changes of these records, oldest first; ``after`` leaves out the versions up to it."""
    tied = {(tie.entity, key): tie for tie in ties for key in tie.ids}
    if not tied:
        return []
    now = _rows_now(session, tied)
    found: list[Edit] = []
    for key, group in groupby(_changes(session, tied), key=lambda row: row[:2]):
        changes, tie = list(group), tied[tuple(key)]
        befores = [row_from_text(row.before) if row.before else {} for row in changes]
        afters = [*befores[1:], now.get(tuple(key), {})]
        for row, before, then in zip(changes, befores, afters, strict=True):
            if row.version > after:
                is_told = tie.told and row.op == Op.UPDATE
                differences = tuple(_differences(session, tie, before, then)) if is_told else ()
                found.append(_edit(row, tie, differences))
    return sorted(found, key=lambda edit: edit.set_id)


def _changes(session: Session, tied: Iterable[Key]) -> Sequence[Any]:
    """What the log says of these records, record by record, oldest first."""
    wanted = [
        and_(Change.entity == entity, Change.record_id.in_(ids))
        for entity, ids in _by_entity(tied).items()
    ]
    return session.execute(
        select(
            Change.entity,
            Change.record_id,
            Change.op,
            Change.version,
            Change.before,
            ChangeSet,
        )
        .join(ChangeSet, ChangeSet.id == Change.change_set_id)
        .where(or_(*wanted))
        .order_by(Change.entity, Change.record_id, Change.change_set_id)
    ).all()


def _rows_now(session: Session, tied: Mapping[Key, Tie]) -> dict[Key, dict[str, Stored]]:
    """The rows as they stand, of the records whose changes are told."""
    found: dict[Key, dict[str, Stored]] = {}
    told = (key for key, tie in tied.items() if tie.told)
    for entity, ids in _by_entity(told).items():
        table = METADATA.tables[entity]
        for row in session.execute(table.select().where(table.c.id.in_(ids))).mappings():
            found[entity, row["id"]] = stored_row(table, dict(row))
    return found


def _by_entity(keys: Iterable[Key]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for entity, key in keys:
        found.setdefault(entity, []).append(key)
    return found


def _edit(row: Any, tie: Tie, differences: tuple[tuple[str, str, str], ...]) -> Edit:
    made: ChangeSet = row.ChangeSet
    at = datetime.fromisoformat(made.at)
    return Edit(made.id, at, made.who, made.verb, made.subject, Op(row.op), tie, differences)


def _differences(
    session: Session, tie: Tie, before: Mapping[str, Stored], now: Mapping[str, Stored]
) -> Iterator[tuple[str, str, str]]:
    titles = column_titles().get(tie.entity, {})
    for column in METADATA.tables[tie.entity].columns:
        title = titles.get(column.name) or _TITLES.get(column.name)
        old, new = before.get(column.name), now.get(column.name)
        is_told = title is not None and not isinstance(old or new, bytes)
        if is_told and old != new:
            words = _words(session, column, old), _words(session, column, new)
            yield (f"{tie.prefix}{title}", *words)


def _words(session: Session, column: Column[Any], value: Stored) -> str:
    if value is None or value == "":
        return _EMPTY
    if column.name in _NAMED:
        table = METADATA.tables[_NAMED[column.name]]
        return str(session.scalar(select(table.c.name).where(table.c.id == value)) or _EMPTY)
    if isinstance(value, float):
        return f"{value:.10g}"
    return "（保密）" if isinstance(value, bytes) else _of_type(column, value)


def _of_type(column: Column[Any], value: Any) -> str:
    kind: Any = column.type
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return label(cast(type[StrEnum], kind.enum_class)(value))
    if isinstance(kind, Boolean):
        return "是" if value else "否"
    if isinstance(kind, Date) and column.name == "valid_to":
        return (date.fromisoformat(str(value)) - timedelta(days=1)).isoformat()
    return str(value)
