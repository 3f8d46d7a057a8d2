"""A typed paper: declared by kind, begun from its subject, issued with its number and bytes."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, PaperKind
from db.tables.papers import Paper
from desktop.documents.photo_sheets import PrintPhoto
from desktop.documents.sheets import words_of
from desktop.domain.calendar import check_in_order
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.domain.labels import label
from desktop.queries.papers import issuer_on
from desktop.queries.typed_subject import Subject, TypedGround, ground_on
from desktop.usecases.done import Done
from desktop.usecases.leaving import number_where_used, take_number
from desktop.usecases.paper_ground import OFFICE, UNNUMBERED, Issued, check_whole
from desktop.usecases.papers import Written, paper_items, store_paper
from desktop.usecases.series import has_series
from desktop.usecases.worded import in_office_words


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
    it goes, ``happened`` those of days on which something was done, in their order: none may lie
    after the next, nor after the issue. ``begin`` gives the sheet with what the record knows;
    ``check`` refuses more than an empty field, ``notes`` says what the clerk should weigh.
    ``numbered`` kinds always have a number, others where the office has a series. ``long`` are
    fields of several lines; ``after`` is the kind it may be begun from (解除 from a 督办) and
    ``follows`` finds, or refuses, the paper it rests on where that is not simply the one begun
    from. A kind about ``several`` sites says so; ``photos`` are drawn after what its sheet says;
    ``fixed`` are fields the kind itself settles. ``lines`` tells what each hazard picked by hand
    is written as, for one whose line the clerk struck out is not on the paper.
    """

    kind: PaperKind
    begin: Callable[[Session, TypedGround], Any]
    render: Callable[..., bytes]
    required: tuple[str, ...]
    abouts: tuple[About, ...]
    day: str = "issued"
    told: str = "addressee"
    due: str = ""
    title: str = ""
    numbered: bool = True
    long: tuple[str, ...] = ()
    happened: tuple[str, ...] = ()
    after: PaperKind | None = None
    follows: Callable[[Session, Any, TypedGround], Paper | None] | None = None
    check: Callable[[Session, Any, TypedGround], None] | None = None
    notes: Callable[[Session, Any, TypedGround], tuple[str, ...]] | None = None
    several: bool = False
    photos: Callable[[Session, Any], tuple[PrintPhoto, ...]] | None = None
    fixed: tuple[str, ...] = ()
    lines: Callable[[Any], tuple[str, ...]] | None = None


@dataclass(frozen=True)
class IssueTyped:
    """The typed sheet; its issuer, number and 文书用语 are put in at issue."""

    kind: PaperKind
    sheet: Any
    subject: Subject
    leave: Leave = AS_USUAL


def begin_typed(session: Session, declared: TypedPaper, subject: Subject, day: date) -> Any:
    """The sheet as it is first shown, for the clerk to complete: a query."""
    sheet = declared.begin(session, _ground(session, declared, subject, day))
    return _in_our_name(session, declared, sheet)


def draft_typed(session: Session, declared: TypedPaper, command: IssueTyped) -> bytes:
    """The paper as it would be printed, without a number: a query for the preview."""
    numbered = declared.numbered or has_series(session, declared.kind)
    sheet = replace(command.sheet, number=UNNUMBERED if numbered else "")
    return _drawn(session, declared, _in_our_name(session, declared, sheet))


def notes_typed(session: Session, declared: TypedPaper, command: IssueTyped) -> tuple[str, ...]:
    """What the clerk should weigh before the paper leaves; nothing of it refuses: a query."""
    if declared.notes is None:
        return ()
    day = _day(declared, command.sheet)
    ground = _ground(session, declared, command.subject, day)
    return declared.notes(session, command.sheet, ground)


def issue_declared(
    session: Session, declared: TypedPaper, command: IssueTyped, act: Act
) -> Done[Issued]:
    """Check, number, print and keep."""
    kind, day = declared.kind, _day(declared, command.sheet)
    sheet = _in_our_name(session, declared, command.sheet)
    check_whole(kind, _lacking(declared, sheet), day, act.today)
    _check_days(declared, sheet, day)
    ground = _left(declared, sheet, _ground(session, declared, command.subject, day))
    if declared.check is not None:
        declared.check(session, sheet, ground)
    earlier = ground.about if declared.follows is None else declared.follows(session, sheet, ground)
    taken = take_number if declared.numbered else number_where_used
    drawn = taken(session, kind, day, command.leave)
    number = drawn.number if drawn else ""
    sheet = replace(sheet, number=number)
    told = _told(declared, sheet)
    paper = store_paper(
        session,
        Written(kind, day, sheet, _drawn(session, declared, sheet), drawn),
        act,
        project_id=ground.project.id if ground.project else None,
        enterprise_id=ground.id_of(told),
        enterprise_text=told or None,
        about_paper_id=earlier.id if earlier else None,
        due=getattr(sheet, declared.due) if declared.due else None,
        title=getattr(sheet, declared.title) if declared.title else None,
    )
    paper_items(session, paper, tuple(one.id for one in ground.hazards))
    about(session, " ".join(filter(None, (number or label(kind), ground.project_name))))
    return Done(Issued(paper.id, number), frozenset({Area.PAPERS, Area.HAZARDS}))


def _ground(session: Session, declared: TypedPaper, subject: Subject, day: date) -> TypedGround:
    return ground_on(session, subject, day, several=declared.several)


def _left(declared: TypedPaper, sheet: Any, ground: TypedGround) -> TypedGround:
    """The ground with those hazards picked by hand whose lines still stand."""
    if declared.lines is None or ground.about or ground.papers:
        return ground
    lines = declared.lines(sheet)
    if len(lines) >= len(ground.hazards):
        return ground
    told = (one.description.strip().rstrip("。；") for one in ground.hazards)
    pairs = zip(ground.hazards, told, strict=True)
    kept = tuple(one for one, words in pairs if any(words in line for line in lines))
    return replace(ground, hazards=kept)


def _drawn(session: Session, declared: TypedPaper, sheet: Any) -> bytes:
    photos = [] if declared.photos is None else [declared.photos(session, sheet)]
    return declared.render(sheet, *photos)


def _in_our_name(session: Session, declared: TypedPaper, sheet: Any) -> Any:
    """The issuer and the office's words of the day; a document's words are in its text."""
    day = _day(declared, sheet)
    named = replace(sheet, issuer=issuer_on(session, day).name)
    return in_office_words(session, declared.kind, named, day)


def _lacking(declared: TypedPaper, sheet: Any) -> dict[str, object]:
    named = words_of(type(sheet))
    told = {named[name]: _given(getattr(sheet, name)) for name in declared.required}
    return {OFFICE: sheet.issuer, **told}


def _given(value: Any) -> bool:
    """Blanks, an officer without a name, and a list of nothing else are nothing."""
    if is_dataclass(value):
        return any(_given(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, tuple):
        return any(map(_given, value))
    return bool(value.strip() if isinstance(value, str) else value)


def _check_days(declared: TypedPaper, sheet: Any, day: date) -> None:
    named = words_of(type(sheet))
    told = [(named[name], getattr(sheet, name)) for name in declared.happened]
    check_in_order(
        [*((word, _date(when)) for word, when in told if when), (named[declared.day], day)]
    )


def _day(declared: TypedPaper, sheet: Any) -> date:
    return _date(getattr(sheet, declared.day))


def _date(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _told(declared: TypedPaper, sheet: Any) -> str:
    value = getattr(sheet, declared.told) if declared.told else ""
    return "、".join(value) if isinstance(value, tuple) else value
