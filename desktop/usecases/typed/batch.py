"""One kind of paper to many enterprises: what is alike is typed once, the rest the record tells.

Each paper is issued by itself, with its own number; what one of them lacks keeps back none of the
others.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.codes import PaperKind
from db.tables.enterprises import Enterprise
from desktop.queries.owed import OwingRow, enterprises_owing
from desktop.queries.paper_rules import steps_of
from desktop.queries.typed_subject import Subject
from desktop.usecases.cases import DraftCase, Handled, draft_case
from desktop.usecases.done import Done
from desktop.usecases.paper_ground import Issued
from desktop.usecases.typed.all import begin, draft_paper, issue_typed
from desktop.usecases.typed.paper import IssueTyped

ALIKE: Mapping[PaperKind, tuple[str, ...]] = {
    PaperKind.URGING_NOTICE: (
        "issued",
        "due",
        "reason",
        "items",
        "requirement",
        "consequence",
        "contact",
    ),
}
"""The fields that are the same on all papers of a batch; several things are added to the own."""


@dataclass(frozen=True)
class AlikeStart:
    """What a batch begins with: the sheet to type into, to whom it goes, steps of approval."""

    sheet: Any
    to: tuple[OwingRow, ...]
    steps: int


@dataclass(frozen=True)
class IssueAlike:
    """One paper of a batch; ``from_record`` adds what the record knows this enterprise owes."""

    kind: PaperKind
    enterprise_id: int
    alike: Any
    from_record: bool = True


@dataclass(frozen=True)
class SendAlike:
    """The same, sent up for approval where the kind passes one."""

    paper: IssueAlike
    drafter: str
    unit: str = ""


def alike_start(
    session: Session, kind: PaperKind, day: date, chosen: Collection[int] = ()
) -> AlikeStart:
    """To the enterprises chosen, else to all that owe something by the record: a query."""
    sheet = begin(session, kind, Subject(), day)
    owing = enterprises_owing(session, day)
    return AlikeStart(sheet, _picked(session, chosen, owing) or owing, steps_of(session, kind))


def _picked(
    session: Session, chosen: Collection[int], owing: Sequence[OwingRow]
) -> tuple[OwingRow, ...]:
    known = {one.enterprise_id: one for one in owing}
    rows = select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_(chosen))
    return tuple(
        known.get(key) or OwingRow(key, name, 0, 0)
        for key, name in session.execute(rows.order_by(Enterprise.name_key, Enterprise.id))
    )


def untold_alike(kind: PaperKind, sheet: Any) -> frozenset[str]:
    """The fields that differ from one enterprise to the next, and so are not asked."""
    return frozenset(one.name for one in fields(sheet)) - set(ALIKE[kind])


def draft_alike(session: Session, command: IssueAlike) -> bytes:
    """One paper of the batch as it would be printed: a query for the preview."""
    return draft_paper(session, _whole(session, command))


def issue_alike(session: Session, command: IssueAlike, act: Act) -> Done[Issued]:
    return issue_typed(session, _whole(session, command), act)


def send_alike(session: Session, command: SendAlike, act: Act) -> Done[Handled]:
    """送审: each draft is a case of its own, and gets its number when it is signed."""
    drafted = _whole(session, command.paper)
    return draft_case(session, DraftCase(drafted, command.drafter, command.unit), act)


def _whole(session: Session, command: IssueAlike) -> IssueTyped:
    subject = Subject(enterprise_id=command.enterprise_id)
    alike = command.alike
    own = begin(session, command.kind, subject, alike.issued)
    if not command.from_record:
        own = replace(own, items=(), project="", reason="")
    told = {name: getattr(alike, name) for name in ALIKE[command.kind]}
    merged = {name: _merged(getattr(own, name), value) for name, value in told.items()}
    return IssueTyped(command.kind, replace(own, **merged), subject)


def _merged(own: Any, alike: Any) -> Any:
    """What is typed for all goes before what the record says; lists come after its own."""
    return (*own, *alike) if isinstance(alike, tuple) else alike or own
