"""Keeping what was typed and not yet saved; a draft is never a record."""

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.session import Act
from db.tables.office import Draft
from desktop.usecases.done import Done


@dataclass(frozen=True)
class KeepDraft:
    """The words of one form, as JSON; ``subject`` is a record's id or "new"."""

    page: str
    subject: str
    content: str


@dataclass(frozen=True)
class DropDraft:
    """The form was saved or given up."""

    page: str
    subject: str


def keep_draft(session: Session, command: KeepDraft, act: Act) -> Done[None]:
    session.merge(
        Draft(
            account=act.who,
            page=command.page,
            subject=command.subject,
            saved_at=act.now.isoformat(timespec="seconds"),
            content=command.content,
        )
    )
    return Done(None)


def drop_draft(session: Session, command: DropDraft, act: Act) -> Done[None]:
    session.execute(
        delete(Draft).where(
            Draft.account == act.who,
            Draft.page == command.page,
            Draft.subject == command.subject,
        )
    )
    return Done(None)
