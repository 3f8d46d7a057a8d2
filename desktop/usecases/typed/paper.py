"""A typed paper: declared by kind, begun from its subject, issued with its number and bytes."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, PaperKind
from desktop.documents.sheets import words_of
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.domain.labels import label
from desktop.queries.papers import issuer_on
from desktop.queries.typed_subject import Subject, TypedGround, ground_on
from desktop.queries.wordings import office_words
from desktop.usecases.done import Done
from desktop.usecases.leaving import number_where_used, take_number
from desktop.usecases.paper_ground import OFFICE, UNNUMBERED, Issued, check_whole
from desktop.usecases.papers import Written, paper_items, store_paper
from desktop.usecases.series import has_series


class About(StrEnum):
    """From what a typed paper may be begun."""

    PROJECT = "project"
    ENTERPRISE = "enterprise"
    HAZARDS = "hazards"
    PAPER = "paper"
    NOTHING = "nothing"


@dataclass(frozen=True)
class TypedPaper:
    """One kind: its sheet, how it begins, what may not be left empty.

    ``day`` names the sheet's field that is the day of issue, ``told`` the one that names to whom
    it goes. ``begin`` gives the sheet with what the record knows; ``check`` refuses more than an
    empty field. ``numbered`` kinds always have a number, others where the office has a series.
    ``long`` are fields of several lines; ``after`` the kind of paper it follows (解除 a 督办).
    """

    kind: PaperKind
    begin: Callable[[Session, TypedGround], Any]
    render: Callable[[Any], bytes]
    required: tuple[str, ...]
    abouts: tuple[About, ...]
    day: str = "issued"
    told: str = "addressee"
    due: str = ""
    title: str = ""
    numbered: bool = True
    long: tuple[str, ...] = ()
    after: PaperKind | None = None
    check: Callable[[Session, Any, Subject, date], None] | None = None


@dataclass(frozen=True)
class IssueTyped:
    """The typed sheet; its issuer, number and 文书用语 are put in at issue."""

    kind: PaperKind
    sheet: Any
    subject: Subject
    leave: Leave = AS_USUAL


def begin_typed(session: Session, declared: TypedPaper, subject: Subject, day: date) -> Any:
    """The sheet as it is first shown, for the clerk to complete: a query."""
    sheet = declared.begin(session, ground_on(session, subject, day))
    return _worded(session, declared, sheet)


def draft_typed(session: Session, declared: TypedPaper, command: IssueTyped) -> bytes:
    """The paper as it would be printed, without a number: a query for the preview."""
    numbered = declared.numbered or has_series(session, declared.kind)
    sheet = replace(command.sheet, number=UNNUMBERED if numbered else "")
    return declared.render(_issued_by(session, sheet, _day(declared, sheet)))


def issue_declared(
    session: Session, declared: TypedPaper, command: IssueTyped, act: Act
) -> Done[Issued]:
    """Check, number, print and keep."""
    kind, day = declared.kind, _day(declared, command.sheet)
    sheet = _issued_by(session, command.sheet, day)
    check_whole(kind, _lacking(declared, sheet), day, act.today)
    if declared.check is not None:
        declared.check(session, sheet, command.subject, act.today)
    taken = take_number if declared.numbered else number_where_used
    drawn = taken(session, kind, day, command.leave)
    number = drawn.number if drawn else ""
    sheet = replace(sheet, number=number)
    ground = ground_on(session, command.subject, day)
    paper = store_paper(
        session,
        Written(kind, day, sheet, declared.render(sheet), drawn),
        act,
        project_id=ground.project.id if ground.project else None,
        enterprise_id=ground.addressee_id,
        enterprise_text=_told(declared, sheet),
        about_paper_id=command.subject.paper_id,
        due=getattr(sheet, declared.due) if declared.due else None,
        title=getattr(sheet, declared.title) if declared.title else None,
    )
    paper_items(session, paper, command.subject.hazards)
    about(session, " ".join(filter(None, (number or label(kind), ground.project_name))))
    return Done(Issued(paper.id, number), frozenset({Area.PAPERS, Area.HAZARDS}))


def _worded(session: Session, declared: TypedPaper, sheet: Any) -> Any:
    """Forms take the office's words; a document's words are in its text already."""
    if "words" not in {one.name for one in fields(sheet)}:
        return sheet
    return replace(sheet, words=office_words(session, declared.kind))


def _issued_by(session: Session, sheet: Any, day: date) -> Any:
    return replace(sheet, issuer=issuer_on(session, day).name)


def _lacking(declared: TypedPaper, sheet: Any) -> dict[str, object]:
    named = words_of(type(sheet))
    told = {named[name]: getattr(sheet, name) for name in declared.required}
    return {OFFICE: sheet.issuer, **told}


def _day(declared: TypedPaper, sheet: Any) -> date:
    day: date = getattr(sheet, declared.day)
    return day.date() if isinstance(day, datetime) else day


def _told(declared: TypedPaper, sheet: Any) -> str | None:
    value = getattr(sheet, declared.told, "") if declared.told else ""
    return "、".join(value) if isinstance(value, tuple) else value or None
