"""重大隐患 of a closed month without anything personal, for whoever merges many counties."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.hazards import Hazard
from desktop.queries.closed_months import ClosedMonth

_FIGURES = ("C03", "C07", "C09")
"""Found, closed, and standing at the end."""
_AT_ONCE = 500


@dataclass(frozen=True)
class MajorRow:
    """A major hazard at the end of the period; it says where and by whom of nobody."""

    id: int
    found: date
    clause: str
    state: str
    due: date | None
    closed: date | None


def major_rows(session: Session, month: ClosedMonth) -> tuple[MajorRow, ...]:
    """Those behind the frozen figures; one that is no more in the record is left out."""
    ids: set[int] = set()
    for row in month.figures:
        if row.code in _FIGURES:
            ids.update(row.ids, row.supplement_ids)
    ordered, found = sorted(ids), []
    for at in range(0, len(ordered), _AT_ONCE):
        rows = select(Hazard).where(Hazard.id.in_(ordered[at : at + _AT_ONCE]))
        found += [_major(one, month.through) for one in session.scalars(rows)]
    return tuple(sorted(found, key=lambda one: one.id))


def _major(hazard: Hazard, through: date) -> MajorRow:
    closed = hazard.closed_on if hazard.closed_on and hazard.closed_on <= through else None
    is_overdue = closed is None and hazard.due is not None and hazard.due <= through
    state = "closed" if closed else ("overdue" if is_overdue else "open")
    clause = hazard.criterion or hazard.clause or ""
    return MajorRow(hazard.id, hazard.found_on, clause, state, hazard.due, closed)
