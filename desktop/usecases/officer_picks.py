"""Officers of a paper as they are picked: with the card each held on the day it is dated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.inspectors import Inspector
from desktop.documents.sheets import Officer
from desktop.queries.visit_form import Candidate, candidates, candidates_named
from desktop.usecases.officers import officers_on


@dataclass(frozen=True)
class OfficerPick(Candidate):
    """A candidate as he would be printed."""

    number: str = ""

    @property
    def officer(self) -> Officer:
        return Officer(self.name, self.number)


def officers_named(session: Session, text: str, day: date) -> tuple[OfficerPick, ...]:
    """Inspectors by name or initials, with the card of the day."""
    return _picked(session, candidates_named(session, text, day), day)


def officers_printed(
    session: Session, officers: tuple[Officer, ...], day: date
) -> tuple[OfficerPick, ...]:
    """These as they stand on a sheet; whoever is not in the ledger has no card that is known."""
    names = select(Inspector.id).where(Inspector.name.in_([one.name for one in officers]))
    held = candidates(session, tuple(session.scalars(names)), day)
    known = {one.officer: one for one in _picked(session, held, day)}
    return tuple(
        known.get(one) or OfficerPick(-place, one.name, None, one.card)
        for place, one in enumerate(officers, start=1)
    )


def _picked(session: Session, found: Sequence[Candidate], day: date) -> tuple[OfficerPick, ...]:
    printed = officers_on(session, [one.id for one in found], day)
    return tuple(
        OfficerPick(one.id, one.name, one.card, officer.card)
        for one, officer in zip(found, printed, strict=True)
    )
