"""When visits were, for the photos of a phone."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.projects import Project
from db.tables.signatures import Signature
from db.tables.visits import Visit
from desktop.domain.photo_times import VisitTime, clock_of
from desktop.queries.visits import ENTITY


def visits_for_photos(session: Session, first: date, last: date) -> tuple[VisitTime, ...]:
    """The visits between two days that nobody has signed yet: a signature binds the photos too."""
    signed = select(Signature.id).where(Signature.entity == ENTITY, Signature.record_id == Visit.id)
    rows = (
        select(Visit.id, Visit.visited_on, Visit.started_at, Visit.ended_at, Project.name)
        .join(Project, Project.id == Visit.project_id)
        .where(Visit.visited_on.between(first, last), Visit.history.is_(False), ~signed.exists())
        .order_by(Visit.visited_on, Visit.id)
    )
    return tuple(
        VisitTime(
            row.id,
            f"{row.visited_on.isoformat()} {row.started_at or ''} {row.name}".replace("  ", " "),
            row.visited_on,
            clock_of(row.started_at),
            clock_of(row.ended_at),
        )
        for row in session.execute(rows)
    )
