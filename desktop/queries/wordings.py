"""文书用语: the words of a kind of paper as the office has them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind
from db.tables.issuing import WordingEdition
from desktop.reference.wording import wording


def office_words(session: Session, kind: PaperKind) -> str:
    """The newest edition of the office, else the words the program came with."""
    newest = (
        select(WordingEdition.body)
        .where(WordingEdition.key == kind.value)
        .order_by(WordingEdition.edition.desc())
        .limit(1)
    )
    return session.scalar(newest) or wording(kind).body
