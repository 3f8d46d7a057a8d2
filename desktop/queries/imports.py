"""The imports there were, so that one can be undone also after a restart."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, SQLColumnExpression, func, select
from sqlalchemy.orm import Session, aliased

from db.change import Change, ChangeSet

_VERBS = ("import_ledger", "import_opening")
_UNDO = "undo"
_LAST = 60


@dataclass(frozen=True)
class ImportRow:
    """One import: what came in, when and by whom, and whether it has been taken back."""

    id: int
    at: datetime
    who: str
    subject: str
    records: int
    undone: bool

    @property
    def state(self) -> str:
        return "已撤销" if self.undone else "在账"


def earlier_imports(session: Session) -> tuple[ImportRow, ...]:
    """The last imports, the newest first."""
    rows = session.execute(
        select(ChangeSet, _count_of(ChangeSet.id))
        .where(ChangeSet.verb.in_(_VERBS))
        .order_by(ChangeSet.id.desc())
        .limit(_LAST)
    ).all()
    undone = _undone(session, [done.id for done, _ in rows])
    return tuple(
        ImportRow(
            done.id,
            datetime.fromisoformat(done.at),
            done.who,
            done.subject,
            records,
            records in undone.get(done.id, ()),
        )
        for done, records in rows
    )


def _count_of(key: SQLColumnExpression[int]) -> ScalarSelect[int]:
    """How many changes a set has, from its last position: counting them would read them all."""
    other = aliased(Change)
    last = func.max(other.position) - func.min(other.position) + 1
    return select(last).where(other.change_set_id == key).scalar_subquery()


def _undone(session: Session, keys: list[int]) -> dict[int, set[int]]:
    """By import, the sizes of the undoings that touched its first record.

    An undoing touches exactly the records of what it undoes: the same first record and the
    same number of records make it that of the import.
    """
    first, later = aliased(Change), aliased(Change)
    found = session.execute(
        select(first.change_set_id, _count_of(ChangeSet.id))
        .join(later, (later.entity == first.entity) & (later.record_id == first.record_id))
        .join(ChangeSet, ChangeSet.id == later.change_set_id)
        .where(
            first.change_set_id.in_(keys),
            first.position == _first_position(first.change_set_id),
            later.change_set_id > first.change_set_id,
            ChangeSet.verb == _UNDO,
        )
    )
    sizes: dict[int, set[int]] = {}
    for key, size in found:
        sizes.setdefault(key, set()).add(size)
    return sizes


def _first_position(key: SQLColumnExpression[int]) -> ScalarSelect[int]:
    other = aliased(Change)
    return select(func.min(other.position)).where(other.change_set_id == key).scalar_subquery()
