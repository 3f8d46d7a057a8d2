"""What saving any record has in common: nobody changed it meanwhile, nothing else needs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from db.base import Base, Record
from db.change import about, own_id, pending
from db.codes import Op
from db.ids import new_id
from db.session import Act, vault_of
from db.tables.all import METADATA
from db.tables.dangerous_works import DangerousWork
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Certificate, Grid, GridAssistant, GridInspector, Inspector
from db.tables.key_people import KeyPerson
from db.tables.machines import Machine
from db.tables.projects import (
    Participation,
    Project,
    ProjectAssistant,
    ProjectCode,
    ProjectGrid,
    ProjectInspector,
    ProjectName,
    ProjectPart,
    ProjectPermit,
    ProjectStage,
    ProjectStatusSince,
)
from db.tables.training import TrainingRecord
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import ENTITIES, entity_label
from desktop.queries.certificates import ENTITIES as HOLDERS
from desktop.queries.edits import Tie
from desktop.queries.timeline import changed_since
from desktop.usecases.done import Done
from desktop.usecases.undo import areas_of

_Kind = TypeVar("_Kind", bound=Record)

MODELS: dict[str, type[Any]] = {
    model.__tablename__: model
    for model in (
        Enterprise,
        Inspector,
        Grid,
        Project,
        KeyPerson,
        Machine,
        DangerousWork,
        TrainingRecord,
    )
}
_OWN: dict[str, tuple[type[Base], ...]] = {
    "project": (
        ProjectName,
        ProjectCode,
        ProjectPermit,
        ProjectStatusSince,
        ProjectStage,
        ProjectGrid,
        ProjectInspector,
        ProjectAssistant,
        Participation,
        ProjectPart,
    ),
    "grid": (GridInspector, GridAssistant),
}
_ROWS = {
    "participation": "参建记录",
    "grid_inspector": "网格责任记录",
    "grid_assistant": "网格协办记录",
    "project_grid": "工程划入记录",
    "project_inspector": "工程指定记录",
    "project_assistant": "工程协办记录",
    "visit_inspector": "检查",
    "visit_enterprise": "检查",
    "visit_machine": "检查",
    "approval_target": "行政检查审批",
    "approval_inspector": "行政检查审批",
    "planned_visit": "检查计划",
}


@dataclass(frozen=True)
class DeleteRecord:
    """The record as the clerk saw it."""

    entity: str
    id: int
    version: int


def claimed(session: Session, model: type[_Kind], key: int, version: int) -> _Kind:
    """The record to be changed, if it still is as the clerk saw it."""
    record = session.get(model, key)
    if record is None:
        raise RuleViolation("这条记录已经被删除，请刷新列表。")
    if record.version != version:
        tie = Tie(model.__tablename__, (key,))
        told = changed_since(session, tie, version) or "这条记录已被改过"
        raise RuleViolation(f"您打开之后，{told}。没有保存您的改动，请按 Esc 看过新内容后再改。")
    return record


def claimed_or_new(session: Session, model: type[_Kind], key: int | None, version: int) -> _Kind:
    """The record to be changed, or a new one that has its id already."""
    if key is not None:
        return claimed(session, model, key, version)
    record = model(id=new_id(session))
    session.add(record)
    return record


def touch(session: Session, record: Record) -> None:
    """Count a change of what belongs to a record (its certificate) as a change of the record."""
    made = pending(session).get((record.__tablename__, record.id))
    if record not in session.new and (made is None or made.op is not Op.INSERT):
        flag_modified(record, "id")


def equal_key(session: Session, number: str | None) -> bytes | None:
    """What tells whether two identity numbers are the same without opening them."""
    return None if number is None else vault_of(session).equal_key(number)


def sealed(session: Session, number: str | None, held: bytes | None) -> dict[str, Any]:
    """The columns of an identity number that was typed; none, or the same, leaves them."""
    key = equal_key(session, number)
    if number is None or key == held:
        return {}
    return {
        "id_number": vault_of(session).seal(number),
        "id_number_key": key,
        "id_number_tail": number[-4:],
    }


def tail(phone: str | None) -> str | None:
    return phone[-4:] if phone else None


def put_values(record: Record, **values: Any) -> None:
    """Set what differs, so that only what was changed stands in the log."""
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


@dataclass(frozen=True)
class Deleted:
    """What is gone, and the number by which it comes back."""

    title: str
    undo: str


def delete_record(session: Session, command: DeleteRecord, act: Act) -> Done[Deleted]:
    """Delete one record of a ledger; refused while anything else refers to it."""
    record: Any = claimed(session, MODELS[command.entity], command.id, command.version)
    held = [f"{word} {count} 条" for word, count in _references(session, command)]
    if held:
        word = entity_label(command.entity)
        raise RuleViolation(f"不能删除：还有{'、'.join(held)}与这条{word}有关，请先处理它们。")
    for row in _own_rows(session, command):
        session.delete(row)
    title = getattr(record, "name", None) or entity_label(command.entity)
    session.delete(record)
    about(session, f"{entity_label(command.entity)} {title}")
    gone = Deleted(str(title), str(own_id(session)))
    return Done(gone, frozenset(areas_of(command.entity)))


def _references(session: Session, command: DeleteRecord) -> Iterator[tuple[str, int]]:
    own = {model.__tablename__ for model in _OWN.get(command.entity, ())}
    for table in METADATA.tables.values():
        counted = _refers(session, table, command) if table.name not in own else 0
        if counted:
            yield ENTITIES.get(table.name) or _ROWS.get(table.name, "其他记录"), counted


def _refers(session: Session, table: Table, command: DeleteRecord) -> int:
    keys = [key.parent for key in table.foreign_keys if key.column.table.name == command.entity]
    counts = (select(func.count()).where(key == command.id) for key in keys)
    return sum(session.scalar(count.select_from(table)) or 0 for count in counts)


def _own_rows(session: Session, command: DeleteRecord) -> Iterator[Any]:
    for model in _OWN.get(command.entity, ()):
        key = getattr(model, f"{command.entity}_id")
        yield from session.scalars(select(model).where(key == command.id)).all()
    holder = next((kind for kind, name in HOLDERS.items() if name == command.entity), None)
    if holder is not None:
        is_own = (Certificate.holder_kind == holder, Certificate.holder_id == command.id)
        yield from session.scalars(select(Certificate).where(*is_own)).all()
