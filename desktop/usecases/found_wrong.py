"""What verify found, as lines a clerk can read: each by its kind, its label and what is wrong."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.verify import Wrong
from desktop.domain.labels import ENTITIES
from desktop.usecases.verify import verify_office

_PARTS = {"change_set": "操作链", "change": "操作链", "chain_head": "操作链", "": "核对"}


@dataclass(frozen=True)
class FoundWrong:
    """One record or file that is not as the log of changes says."""

    kind: str
    label: str
    what: str
    key: str


def verify_found(session: Session) -> tuple[FoundWrong, ...]:
    """Everything that is wrong; an empty tuple is a clean office: a query."""
    return tuple(
        FoundWrong(_kind(found.table), found.label, found.what, str(found.id))
        if isinstance(found, Wrong)
        else FoundWrong("附件", found.file, found.what, "")
        for found in verify_office(session)
    )


def _kind(table: str) -> str:
    return ENTITIES.get(table) or _PARTS.get(table) or table
