"""What was left unsaved on a page."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.office import Draft


def draft_of(session: Session, account: str, page: str, subject: str) -> str | None:
    """The kept words of one form, as JSON."""
    return session.scalar(
        select(Draft.content).where(
            Draft.account == account, Draft.page == page, Draft.subject == subject
        )
    )
