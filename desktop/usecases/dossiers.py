"""档案: a project's supervision file bound as one PDF and kept as a paper of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, PaperKind
from db.errors import StoreProblem
from db.session import files_of
from desktop.documents.binding import Bound, Volume, bind, page_count, picture_page
from desktop.documents.dossier import (
    DossierItem,
    DossierParty,
    DossierSheet,
    MissingItem,
    front,
    works_page,
)
from desktop.documents.formats import format_of
from desktop.domain.calendar import check_not_future
from desktop.domain.dossiers import kept_until
from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.domain.labels import label
from desktop.exchange.photos import print_copy
from desktop.queries.dossiers import DossierView, Material, WorkLine, dossier_view
from desktop.queries.papers import issuer_on
from desktop.reference.archive import keeping
from desktop.usecases.done import Done
from desktop.usecases.papers import Written, store_paper
from desktop.usecases.worded import in_office_words

KIND = PaperKind.DOSSIER
_DOTS = 2200
"""A scanned page is kept readable: some 190 dots an inch on A4."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class MakeDossier:
    """归档 of a project on a day: what is missing is named in it and keeps nothing back."""

    project_id: int
    archived_on: date


@dataclass(frozen=True)
class MadeDossier:
    """The paper that was kept, and how much is in it."""

    id: int
    items: int
    pages: int
    missing: int


@dataclass(frozen=True)
class _File:
    """A file as bound, with its sheet."""

    sheet: DossierSheet
    content: bytes
    pages: int


def make_dossier(
    session: Session, command: MakeDossier, act: Act, progress: Progress
) -> Done[MadeDossier]:
    check_not_future(command.archived_on, act.today, "归档")
    view = _view(session, command.project_id, act.today)
    made = _bound(session, view, command.archived_on, progress)
    written = Written(KIND, command.archived_on, made.sheet, made.content)
    paper = store_paper(session, written, act, project_id=view.project_id)
    about(session, view.project)
    answer = MadeDossier(paper.id, len(made.sheet.items), made.pages, len(made.sheet.missing))
    return Done(answer, frozenset({Area.PAPERS, Area.PROJECTS}))


def draft_dossier(session: Session, command: MakeDossier, today: date) -> bytes:
    """The file as it would be bound, not kept."""
    view = _view(session, command.project_id, today)
    return _bound(session, view, command.archived_on, lambda _done, _total: None).content


def _view(session: Session, project_id: int, today: date) -> DossierView:
    view = dossier_view(session, project_id, today)
    if view is None:
        raise RuleViolation("没有这个工程，请刷新后再选")
    if not view.materials:
        raise RuleViolation(f"{view.project}还没有可以归档的文书")
    return view


def _bound(session: Session, view: DossierView, day: date, progress: Progress) -> _File:
    issuer = issuer_on(session, day).name
    if not issuer:
        raise RuleViolation("不能归档：请先在“系统”里填写局、站名称")
    sheet = _sheet(view, issuer, day)
    items: list[DossierItem] = []
    parts: list[Bound] = []
    missing = list(sheet.missing)
    for one in view.materials:
        content = _content(session, one, sheet, view.works)
        pages = page_count(content)
        if not pages:
            said = f"{one.name} {one.number}".rstrip() + "：文件缺失或打不开，未收入"
            missing.append(MissingItem(one.section, said))
            continue
        digest = one.sha256 or sha256(content).hexdigest()
        items.append(
            DossierItem(one.section, one.name, one.number, one.day, pages, digest, one.follows)
        )
        title = f"{one.name} {one.number}".strip()
        parts.append(Bound(title, content, one.section, one.follows))
    whole = _worded(session, sheet, items, missing)
    first = front(whole, page_count)
    marks = (("封面", 1), ("卷内目录", first.index), ("缺少材料清单", first.missing))
    volume = Volume(
        front=first.content,
        marks=tuple(mark for mark in marks if mark[1]),
        title=f"{label(KIND)} {view.project}",
        subject=f"zhiben:{format_of(KIND).value}",
        author=issuer,
    )
    content = bind(volume, parts, progress)
    return _File(whole, content, first.pages + sum(one.pages for one in items))


def _worded(
    session: Session, sheet: DossierSheet, items: list[DossierItem], missing: list[MissingItem]
) -> DossierSheet:
    told = replace(sheet, items=tuple(items), missing=tuple(missing))
    return in_office_words(session, KIND, told, sheet.archived)


def _sheet(view: DossierView, issuer: str, day: date) -> DossierSheet:
    kept = keeping()
    return DossierSheet(
        issuer=issuer,
        project=view.project,
        archived=day,
        permit=view.permit,
        place=view.place,
        parties=tuple(DossierParty(role, name) for role, name in view.parties),
        inspector=view.inspector,
        first=view.first,
        last=view.last,
        kept_until=kept_until(day, kept.years),
        keeping=f"{kept.years}年，自归档之日起算（{kept.article}）",
        missing=tuple(MissingItem(one.entry, one.words, one.article) for one in view.lacks),
    )


def _content(
    session: Session, one: Material, sheet: DossierSheet, works: tuple[WorkLine, ...]
) -> bytes:
    """The bytes as PDF: a paper's own, a picture on a page; empty where they cannot be had."""
    if not one.sha256:
        return works_page(sheet, [_work(line) for line in works])
    try:
        content = files_of(session).get(one.sha256)
        if one.suffix == "pdf":
            return content
        copy = print_copy(content, _DOTS)
    except (StoreProblem, KnownProblem, OSError):
        return b""
    return picture_page(copy.content, copy.wide, copy.high)


def _work(line: WorkLine) -> tuple[str, ...]:
    days = (line.scheme_on, line.reviewed_on)
    scheme, review = (day.isoformat() if day else "" for day in days)
    return (
        line.kind,
        line.size,
        line.over_scale,
        scheme,
        review,
        line.conclusion,
        line.status,
    )
