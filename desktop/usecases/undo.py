"""撤销: a new change set puts back what one change set did, also after a restart."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import Change, ChangeSet, about
from db.codes import Area, Op
from db.tables.office import Office
from db.undo import undo_change_set
from desktop.domain.errors import RuleViolation
from desktop.domain.verbs import verb_label
from desktop.usecases.done import Done

_AREAS = {
    "office": Area.OFFICE,
    "setting": Area.OFFICE,
    "entrustment": Area.OFFICE,
    "holiday_year": Area.OFFICE,
    "number_series": Area.OFFICE,
    "number_block": Area.OFFICE,
    "block_number": Area.PAPERS,
    "wording_edition": Area.WORDINGS,
    "submitted_figure": Area.MONTHS,
    "enterprise": Area.ENTERPRISES,
    "inspector": Area.INSPECTORS,
    "certificate": Area.INSPECTORS,
    "grid": Area.GRIDS,
    "project": Area.PROJECTS,
    "participation": Area.PROJECTS,
    "key_person": Area.KEY_PEOPLE,
    "machine": Area.MACHINES,
    "dangerous_work": Area.DANGEROUS_WORKS,
    "training": Area.TRAINING,
    "round": Area.ROUNDS,
    "planned_visit": Area.ROUNDS,
    "approval": Area.ROUNDS,
    "inspection_approval": Area.ROUNDS,
    "visit": Area.VISITS,
    "hazard": Area.HAZARDS,
    "paper": Area.PAPERS,
    "signatory": Area.OFFICE,
    "month": Area.MONTHS,
}


@dataclass(frozen=True)
class Undo:
    """The number of the change set, as the import or the timeline gave it."""

    id: str


@dataclass(frozen=True)
class Undone:
    """How many records were put back, and what had been done to them."""

    records: int
    verb: str
    subject: str


def undo(session: Session, command: Undo, act: Act) -> Done[Undone]:
    """Put it all back, or refuse with the reason and change nothing."""
    if not (command.id.isascii() and command.id.isdecimal() and int(command.id) < 2**63):
        raise RuleViolation(f"“{command.id}”不是操作编号，编号是导入后给出的那串数字。")
    key = int(command.id)
    _refuse_beginning(session, key)
    done = session.scalar(select(ChangeSet).where(ChangeSet.id == key))
    touched = select(Change.entity).where(Change.change_set_id == key).distinct()
    entities = list(session.scalars(touched))
    records = undo_change_set(session, key)
    assert done is not None
    about(session, f"{verb_label(done.verb)} {done.subject}".strip())
    areas = frozenset(area for name in entities for area in areas_of(name))
    return Done(Undone(records, verb_label(done.verb), done.subject), areas)


def _refuse_beginning(session: Session, key: int) -> None:
    """All else stands on the office's own row, though nothing refers to it."""
    made = select(Change.record_id).where(
        Change.change_set_id == key,
        Change.entity == Office.__tablename__,
        Change.op == Op.INSERT,
    )
    if session.scalar(made) is not None:
        raise RuleViolation("建立本单位这一步不能撤销；名称写错了，请在“系统 · 本单位”里修改。")


def areas_of(entity: str) -> list[Area]:
    """A table belongs to the notion it is named after: project_status to the projects."""
    return [area for name, area in _AREAS.items() if entity.startswith(name)]
