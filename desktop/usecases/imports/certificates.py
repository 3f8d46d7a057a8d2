"""The certificates that come in as columns of their holder's row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import CertificateKind, HolderKind
from db.tables.inspectors import Certificate
from desktop.domain.days import NO_END
from desktop.usecases.imports.importer import Entry, Facts, Work


@dataclass(frozen=True)
class Card:
    """A certificate of the rows: whose, which, and the columns of its number and last day."""

    holder: HolderKind
    kind: CertificateKind
    number: str
    expiry: str


def add_held(session: Session, card: Card, held: dict[int, Facts]) -> None:
    """Fill the two columns of each holder with what the office holds."""
    for facts in held.values():
        facts[card.number] = facts[card.expiry] = None
    for row in session.scalars(_of(card).order_by(Certificate.id)):
        if row.holder_id in held:
            held[row.holder_id][card.number] = row.number
            held[row.holder_id][card.expiry] = last_day(row.valid_to, row.lasting)


def last_day(valid_to: date | None, lasting: bool) -> date | None:
    """The last valid day as a ledger writes it; 长期 is its own day."""
    if lasting:
        return NO_END
    return None if valid_to is None else valid_to - timedelta(days=1)


def store_cards(work: Work, card: Card, entries: Iterable[Entry]) -> None:
    """Write the certificates of new holders, and what changed of the others."""
    own = {row.holder_id: row for row in work.session.scalars(_of(card))}
    rows = []
    for entry in entries:
        number, expiry = entry.facts[card.number], entry.facts[card.expiry]
        if number is None and expiry is None:
            continue
        values = {"number": number, **_until(expiry)}
        if entry.id in own:
            work.change(own[entry.id], values)
        else:
            named = {"holder_kind": card.holder, "holder_id": entry.id, "kind": card.kind}
            rows.append({**named, **values})
    work.insert(Certificate, rows)


def _until(expiry: date | None) -> dict[str, Any]:
    if expiry is None or expiry == NO_END:
        return {"valid_to": None, "lasting": expiry is not None}
    return {"valid_to": expiry + timedelta(days=1), "lasting": False}


def _of(card: Card) -> Any:
    return select(Certificate).where(
        Certificate.holder_kind == card.holder, Certificate.kind == card.kind
    )
