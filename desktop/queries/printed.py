"""Every paper whose bytes are kept, for copies outside the house."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.codes import PaperKind, PaperState
from db.tables.papers import Paper
from desktop.queries.papers import kind_words


@dataclass(frozen=True)
class Printed:
    """A paper to copy; a receipt without a number is named after the paper it is about."""

    id: int
    kind: PaperKind | None
    number: str | None
    name: str


def printed_papers(session: Session) -> tuple[Printed, ...]:
    """Every paper not voided, in the order of issue."""
    about = aliased(Paper)
    rows = (
        select(Paper.id, Paper.kind, Paper.kind_text, Paper.number, about.number)
        .outerjoin(about, about.id == Paper.about_paper_id)
        .where(Paper.sha256.is_not(None), Paper.state != PaperState.VOIDED)
        .order_by(Paper.id)
    )
    return tuple(
        Printed(key, kind, number, f"{kind_words(kind, text)}-{number or of or key}")
        for key, kind, text, number, of in session.execute(rows)
    )
