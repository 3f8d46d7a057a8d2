"""更正: which visit stands for which, and what was found by the visits that were corrected."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.hazards import Hazard
from db.tables.visits import VisitCorrection
from desktop.reference.standards import criterion


def chain_of(session: Session, visit_id: int | None) -> tuple[int, ...]:
    """The visit and all it stands for, the newest first; nothing for none."""
    chain: list[int] = []
    while visit_id is not None and visit_id not in chain:
        chain.append(visit_id)
        rows = select(VisitCorrection.corrected_id).where(VisitCorrection.visit_id == visit_id)
        visit_id = session.scalar(rows)
    return tuple(chain)


def corrections_of(session: Session, ids: Sequence[int]) -> dict[int, VisitCorrection]:
    """By the corrected visit: what corrects it."""
    rows = select(VisitCorrection).where(VisitCorrection.corrected_id.in_(ids))
    return {row.corrected_id: row for row in session.scalars(rows)}


def items_found(session: Session, visit_id: int | None) -> frozenset[str]:
    """The items under which this visit, or one it stands for, found something."""
    chain = chain_of(session, visit_id)
    if not chain:
        return frozenset()
    rows = select(Hazard.criterion).where(Hazard.visit_id.in_(chain), Hazard.criterion.is_not(None))
    return frozenset(_item(code) for code in session.scalars(rows) if code)


def _item(code: str) -> str:
    """A sub-item is answered under its item."""
    told = criterion(code)
    return code if told is None else f"{told.standard}-{told.parent_code}"
