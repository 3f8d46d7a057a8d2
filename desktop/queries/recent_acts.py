"""What was done last in the office, so that any of it can be undone, also after a restart."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.change import Change, ChangeSet
from desktop.domain.verbs import verb_label

_LAST = 100


@dataclass(frozen=True)
class ActRow:
    """One act: when, who, what, and how many records it touched."""

    id: int
    at: datetime
    who: str
    words: str
    records: int


def recent_acts(session: Session) -> tuple[ActRow, ...]:
    """The last acts, the newest first."""
    own = aliased(Change)
    size = func.max(own.position) - func.min(own.position) + 1
    records = select(size).where(own.change_set_id == ChangeSet.id).scalar_subquery()
    query = select(ChangeSet, records).order_by(ChangeSet.id.desc()).limit(_LAST)
    return tuple(
        ActRow(
            done.id,
            datetime.fromisoformat(done.at),
            done.who,
            f"{verb_label(done.verb)}　{done.subject}".rstrip("　"),
            count or 0,
        )
        for done, count in session.execute(query)
    )
