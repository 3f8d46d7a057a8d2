"""A sheet in the words of the office: its template and the official passages of the day."""

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from db.codes import PaperKind
from desktop.documents.sheets import words_of
from desktop.queries.wordings import office_words, passages_on

T = TypeVar("T")


def in_office_words(session: Session, kind: PaperKind, sheet: T, day: date) -> T:
    """The sheet with the newest 文书用语 and, where it has room for them, 五个严禁 and 救济告知.

    The issued sheet keeps them: what is printed again says what it said.
    """
    named = words_of(type(sheet))
    passages = passages_on(session, kind, day)
    told: dict[str, Any] = {
        name: passages[word] for name, word in named.items() if word in passages
    }
    if "words" in named:
        told["words"] = office_words(session, kind)
    return replace(sheet, **told) if told else sheet  # type: ignore[type-var]
