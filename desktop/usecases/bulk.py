"""批量修改: one column of many records of a ledger, seen before it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.change import about
from db.session import Act
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import entity_label
from desktop.queries.edits import column_titles
from desktop.usecases.done import Done
from desktop.usecases.records import MODELS
from desktop.usecases.undo import areas_of

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "enterprise": ("kind", "qualification"),
    "inspector": ("post",),
    "project": ("kind", "location", "manager", "chief_consultant", "planned_finish"),
    "key_person": ("post",),
    "machine": ("kind", "owner", "inspected_on", "next_inspection", "status"),
    "dangerous_work": ("over_scale", "scheme_on", "reviewed_on", "conclusion", "status"),
    "training_record": ("kind", "hours", "start", "end", "mentor"),
}


@dataclass(frozen=True)
class EditRecords:
    """One value for one column of many records."""

    entity: str
    ids: tuple[int, ...]
    column: str
    value: Any
    seen: "Seen" = ()


Seen = tuple[tuple[int, Any], ...]
"""Ids and present values as the clerk saw them in the preview; none where nobody looked."""


@dataclass(frozen=True)
class Difference:
    """What one record has now and would have."""

    id: int
    title: str
    old: Any
    new: Any


def preview(session: Session, command: EditRecords) -> tuple[Difference, ...]:
    """The records the edit would change, and how."""
    _check(command)
    return tuple(
        Difference(row.id, _title(row), getattr(row, command.column), command.value)
        for row in _rows(session, command)
        if getattr(row, command.column) != command.value
    )


def edit_records(session: Session, command: EditRecords, act: Act) -> Done[int]:
    """Change them all in one change set, which can be undone as one."""
    check_seen(command.seen, preview(session, command))
    changed = [row for row in _rows(session, command) if _put(row, command)]
    title = column_titles()[command.entity][command.column]
    about(session, f"{len(changed)} 条{entity_label(command.entity)}，{title}")
    return Done(len(changed), frozenset(areas_of(command.entity)))


def check_seen(seen: Seen, now: Iterable[Difference]) -> None:
    """Refuse where a record is no longer as it was in the preview."""
    if not seen:
        return
    held = {row.id: row.old for row in now}
    changed = sum(1 for key, old in seen if held.get(key) != old) + len(held.keys() - dict(seen))
    if changed:
        raise RuleViolation(f"您查看之后，有 {changed} 条又被改过，没有保存；请再看一次。")


def _check(command: EditRecords) -> None:
    if command.column not in COLUMNS[command.entity]:
        raise RuleViolation("这一栏不能批量修改。")


def _rows(session: Session, command: EditRecords) -> list[Any]:
    model = MODELS[command.entity]
    rows = session.scalars(select(model).where(model.id.in_(command.ids)).order_by(model.id))
    return list(rows)


def _put(row: Any, command: EditRecords) -> bool:
    if getattr(row, command.column) == command.value:
        return False
    setattr(row, command.column, command.value)
    return True


def _title(row: Any) -> str:
    return str(getattr(row, "name", None) or getattr(row, "record_no", None) or row.kind)
