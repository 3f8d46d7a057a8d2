"""The one search box: any record by name, number, pinyin initials or phone tail."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db import search
from desktop.domain.labels import entity_label


@dataclass(frozen=True)
class Hit:
    """One record found: its kind in words, what it is called, and a line about it."""

    entity: str
    id: int
    kind: str
    title: str
    detail: str


def find(session: Session, text: str, limit: int = 40) -> tuple[Hit, ...]:
    """Records that hold every word of ``text``; those whose name begins with it come first."""
    return tuple(
        Hit(row.entity, row.record_id, entity_label(row.entity), row.title, row.detail)
        for row in search.find(session, text, limit)
    )
