"""文书用语 as they are being typed: the sample sheet of the kind, printed in them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.codes import PaperKind
from desktop.documents.samples import SampleField, sample_fields, sample_paper
from desktop.domain.errors import RuleViolation
from desktop.domain.wordings import PASSAGES
from desktop.queries.wordings import WordingCard, office_words, passages_on, wording_card
from desktop.reference.wording import passage_kinds
from desktop.usecases.wordings import check_words


@dataclass(frozen=True)
class DraftWording:
    """Words that are not saved; the official passages in them are those of the day."""

    key: str
    body: str
    day: date


@dataclass(frozen=True)
class WordingView:
    """One kind or passage with the names its words may use; ``printed_on`` for a passage."""

    card: WordingCard
    fields: tuple[SampleField, ...]
    printed_on: tuple[PaperKind, ...]


def wording_view(session: Session, key: str) -> WordingView | None:
    """What the editor of a kind or passage shows: a query."""
    card = wording_card(session, key)
    if card is None:
        return None
    if not card.row.is_passage:
        return WordingView(card, sample_fields(PaperKind(key)), ())
    return WordingView(card, (), passage_kinds(_field_of(key)))


def draft_wording(session: Session, draft: DraftWording) -> bytes:
    """The very sheet a paper would be, with invented facts; refuses what could not be saved."""
    card = wording_card(session, draft.key)
    if card is None:
        raise RuleViolation("没有这种文书的用语，请刷新后再选")
    check_words(card, draft.body)
    if card.row.is_passage:
        name = _field_of(draft.key)
        kind = passage_kinds(name)[0]
        return sample_paper(kind, office_words(session, kind), {name: draft.body})
    kind = PaperKind(draft.key)
    return sample_paper(kind, draft.body, passages_on(session, kind, draft.day))


def _field_of(key: str) -> str:
    return next(one.name for one in PASSAGES if one.key == key)
