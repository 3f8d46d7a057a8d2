"""文书用语: the words of a kind of paper and the official passages, as the office has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind
from db.tables.issuing import WordingEdition
from desktop.domain.wordings import PASSAGES, Passage, passage_for
from desktop.queries.papers import issuer_on
from desktop.reference.wording import passage_block, wording


def newest_words(session: Session, key: str) -> str:
    """The newest edition of a key; empty where the office has none of its own."""
    newest = (
        select(WordingEdition.body)
        .where(WordingEdition.key == key)
        .order_by(WordingEdition.edition.desc())
        .limit(1)
    )
    return session.scalar(newest) or ""


def office_words(session: Session, kind: PaperKind) -> str:
    """The newest edition of the office, else the words the program came with."""
    return newest_words(session, kind.value) or wording(kind).body


def passages_on(session: Session, kind: PaperKind, day: date) -> dict[str, str]:
    """The official passages a kind of paper may print, by field: the remedy by the entrustment."""
    return {one.name: newest_words(session, one.key) for one in _passages(session, kind, day)}


@dataclass(frozen=True)
class WaitingPassage:
    """待录入原文: a passage that would be printed and that nobody has entered."""

    key: str
    title: str
    source: str

    @property
    def words(self) -> str:
        return f"{self.title}（{self.source}）"


def waiting_passages(session: Session, kind: PaperKind, day: date) -> tuple[WaitingPassage, ...]:
    """What the words of a kind name and the office has not entered: the paper issues without."""
    words = office_words(session, kind)
    named = (one for one in _passages(session, kind, day) if f"{{{one.name}}}" in words)
    return tuple(
        WaitingPassage(one.key, one.title, passage_block(one.name).source)
        for one in named
        if not newest_words(session, one.key)
    )


def _passages(session: Session, kind: PaperKind, day: date) -> Iterator[Passage]:
    blocks = wording(kind).blocks
    if blocks:
        way = issuer_on(session, day).in_name_of
        yield from (passage_for(block.name, way) for block in blocks)


@dataclass(frozen=True)
class Edition:
    """One edition; an empty body is the words the program came with."""

    number: int
    saved_on: date
    remark: str
    body: str


def editions(session: Session, key: str) -> tuple[Edition, ...]:
    """Every edition of a key, the newest first."""
    rows = select(WordingEdition).where(WordingEdition.key == key)
    return tuple(
        Edition(row.edition, row.saved_on, row.remark or "", row.body)
        for row in session.scalars(rows.order_by(WordingEdition.edition.desc()))
    )


@dataclass(frozen=True)
class WordingRow:
    """A kind of paper, or a passage, with its newest edition (0 for none of the office)."""

    key: str
    title: str
    edition: int = 0
    saved_on: date | None = None
    is_own: bool = False
    is_passage: bool = False

    @property
    def is_waiting(self) -> bool:
        return self.is_passage and not self.is_own


WORDED: tuple[PaperKind, ...] = tuple(one for one in PaperKind if one != PaperKind.MONTH_REPORT)
"""The kinds an office words here; the month's text is written, and kept, month by month."""


def wording_rows(session: Session) -> tuple[WordingRow, ...]:
    """Every kind whose words are printed from here, then the passages."""
    columns = (
        WordingEdition.key,
        WordingEdition.edition,
        WordingEdition.saved_on,
        WordingEdition.body,
    )
    newest: dict[str, tuple[int, date | None, bool]] = {
        key: (edition, saved_on, bool(body))
        for key, edition, saved_on, body in session.execute(
            select(*columns).order_by(WordingEdition.edition)
        )
    }
    keys = [(one.value, wording(one).title, False) for one in WORDED]
    keys += [(one.key, one.title, True) for one in PASSAGES]
    return tuple(
        WordingRow(key, title, *newest.get(key, (0, None, False)), is_passage)
        for key, title, is_passage in keys
    )


@dataclass(frozen=True)
class WordingCard:
    """One kind or passage whole: what its words may name, what they are, and were."""

    row: WordingRow
    fields: tuple[str, ...]
    basis: tuple[str, ...]
    body: str
    shipped: str
    source: str
    editions: tuple[Edition, ...]

    def words_of(self, edition: Edition) -> str:
        """What an edition says: an empty one is the words the program came with."""
        return edition.body or self.shipped


def wording_card(session: Session, key: str) -> WordingCard | None:
    row = next((one for one in wording_rows(session) if one.key == key), None)
    if row is None:
        return None
    own, all_of_it = newest_words(session, key), editions(session, key)
    if row.is_passage:
        name = next(one.name for one in PASSAGES if one.key == key)
        return WordingCard(row, (), (), own, "", passage_block(name).source, all_of_it)
    seed = wording(key)
    body = seed.body.strip("\n")
    return WordingCard(row, seed.fields, seed.basis, own or body, body, "", all_of_it)
