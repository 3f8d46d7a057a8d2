"""How many steps a kind of paper passes before it is issued."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind
from db.tables.issuing import PaperRule


def steps_of(session: Session, kind: PaperKind) -> int:
    """0 to 2; a kind the office set nothing for is issued directly."""
    found = select(PaperRule.steps).where(PaperRule.kind == kind)
    return session.scalar(found) or 0
