"""Several papers of the register as they were issued, to be printed or saved together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.session import files_of
from db.tables.papers import Paper
from desktop.queries.papers import kind_words


@dataclass(frozen=True)
class PiledPaper:
    """One of them: its name and its very bytes."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Pile:
    """The papers in the order asked for; ``without`` are names of those that have no original."""

    papers: tuple[PiledPaper, ...]
    without: tuple[str, ...]


def paper_pile(session: Session, keys: Sequence[int]) -> Pile:
    rows = {row.id: row for row in session.scalars(select(Paper).where(Paper.id.in_(keys)))}
    store = files_of(session)
    found, without = [], []
    for key in keys:
        row = rows.get(key)
        if row is None:
            continue
        name = " ".join(filter(None, (kind_words(row.kind, row.kind_text), row.number)))
        if row.sha256 is None:
            without.append(name)
        else:
            found.append(PiledPaper(name, store.get(row.sha256)))
    return Pile(tuple(found), tuple(without))
