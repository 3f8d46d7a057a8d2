"""Every typed paper the office may issue, and the one use-case that issues them."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.act import Act
from db.codes import PaperKind
from desktop.queries.typed_subject import Subject
from desktop.usecases.done import Done
from desktop.usecases.paper_ground import Issued
from desktop.usecases.typed.briefings import BRIEFINGS
from desktop.usecases.typed.exposure import EXPOSURES
from desktop.usecases.typed.inquiry import INQUIRIES
from desktop.usecases.typed.listing import LISTINGS
from desktop.usecases.typed.minutes import MINUTES_OF_TALKS
from desktop.usecases.typed.official import OFFICIAL
from desktop.usecases.typed.paper import (
    IssueTyped,
    TypedPaper,
    begin_typed,
    draft_typed,
    issue_declared,
    notes_typed,
)
from desktop.usecases.typed.plans import PLANS
from desktop.usecases.typed.referrals import REFERRALS
from desktop.usecases.typed.suspensions import SUSPENSIONS
from desktop.usecases.typed.urging import URGINGS

TYPED: tuple[TypedPaper, ...] = (
    *PLANS,
    *BRIEFINGS,
    *SUSPENSIONS,
    *LISTINGS,
    *URGINGS,
    *INQUIRIES,
    *REFERRALS,
    *EXPOSURES,
    *OFFICIAL,
    *MINUTES_OF_TALKS,
)


def typed(kind: PaperKind) -> TypedPaper:
    """The declaration of a kind."""
    return next(one for one in TYPED if one.kind is kind)


def begin(session: Session, kind: PaperKind, subject: Subject, day: date) -> Any:
    """The sheet of a kind with what the record knows: a query."""
    return begin_typed(session, typed(kind), subject, day)


def draft_paper(session: Session, command: IssueTyped) -> bytes:
    """The paper as it would be printed: a query for the preview."""
    return draft_typed(session, typed(command.kind), command)


def notes_of(session: Session, command: IssueTyped) -> tuple[str, ...]:
    """What to weigh before it leaves, to be shown beside the form: a query."""
    return notes_typed(session, typed(command.kind), command)


def issue_typed(session: Session, command: IssueTyped, act: Act) -> Done[Issued]:
    return issue_declared(session, typed(command.kind), command, act)
