"""档案: what of a project's supervision file is there, what is missing, which projects wait."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.codes import HazardLevel, Outcome, PaperKind, PaperState, PartyRole, ProjectStatus
from db.tables.dangerous_works import DangerousWork
from db.tables.hazards import Hazard
from db.tables.office import Office
from db.tables.papers import Interview, Paper, Service
from db.tables.projects import Participation, Project, ProjectStatusSince
from db.tables.signatures import Attachment
from db.tables.visits import Visit
from desktop.domain.dossiers import Lack, Occasion, PaperFacts, lacks
from desktop.domain.labels import label
from desktop.queries.papers import SIGNED_COPY, TRANSCRIPT, kind_words
from desktop.queries.responsibility import responsible_for
from desktop.queries.todo import SHOWN, Todo, TodoGroup
from desktop.queries.visits import ENTITY as VISIT
from desktop.queries.visits import SIGNED_SCAN
from desktop.reference.archive import answers, archive_entries, keeping

OTHERS = "其他材料"
WORKS = "works"
"""The entry the program writes itself, from the ledger."""

_FOLLOWERS = (PaperKind.ISSUE_SHEET, PaperKind.SERVICE_RECEIPT)
_NEVER = (PaperKind.DOSSIER, PaperKind.MONTH_REPORT)


@dataclass(frozen=True)
class Material:
    """One thing to bind in, in its order; a scan ``follows`` its paper."""

    section: str
    name: str
    number: str
    day: date | None
    sha256: str
    suffix: str = "pdf"
    follows: bool = False


@dataclass(frozen=True)
class WorkLine:
    """A dangerous work as its list in the file tells it."""

    kind: str
    size: str
    over_scale: str
    scheme_on: date | None
    reviewed_on: date | None
    conclusion: str
    status: str


@dataclass(frozen=True)
class Filing:
    """A file that was made of a project already."""

    paper_id: int
    day: date


@dataclass(frozen=True)
class DossierView:
    """A project's file as it would be bound today."""

    project_id: int
    project: str
    permit: str
    place: str
    parties: tuple[tuple[str, str], ...]
    inspector: str
    first: date | None
    last: date | None
    completed: bool
    materials: tuple[Material, ...]
    works: tuple[WorkLine, ...]
    lacks: tuple[Lack, ...]
    filings: tuple[Filing, ...]


def dossier_view(session: Session, project_id: int, today: date) -> DossierView | None:
    project = session.get(Project, project_id)
    if project is None:
        return None
    status = _status(session, project_id, today)
    held = _Held(session, project_id)
    works = _works(session, project_id)
    done = status is not None and status.status is ProjectStatus.COMPLETED
    occasions = _occasions(session, project_id, works=bool(works), completed=done)
    ended = [one.issued_on for one in held.papers if one.kind is PaperKind.TERMINATION_NOTICE]
    over = status.since if done and status is not None else None
    return DossierView(
        project_id=project_id,
        project=project.name,
        permit=project.permit or "",
        place=project.location or "",
        parties=_parties(session, project_id),
        inspector=responsible_for(session, project_id, today).inspector or "",
        first=_first(session, project_id, held.papers),
        last=max(ended, default=over),
        completed=done,
        materials=tuple(held.materials(bool(works))),
        works=works,
        lacks=lacks(archive_entries(), answers(), held.facts(), occasions),
        filings=_filings(session, project_id),
    )


class _Held:
    """The papers of a project in force, with what follows each of them."""

    def __init__(self, session: Session, project_id: int) -> None:
        visits = select(Visit.id).where(Visit.project_id == project_id)
        approvals = select(Visit.approval_id).where(
            Visit.project_id == project_id, Visit.approval_id.is_not(None)
        )
        approved = Paper.kind == PaperKind.INSPECTION_APPROVAL
        mine = or_(
            Paper.project_id == project_id,
            Paper.visit_id.in_(visits),
            approved & Paper.approval_id.in_(approvals),
        )
        rows = select(Paper).where(
            mine,
            Paper.state != PaperState.VOIDED,
            or_(Paper.kind.is_(None), Paper.kind.not_in((*_NEVER, *_FOLLOWERS))),
        )
        self.papers = list(session.scalars(rows.order_by(Paper.issued_on, Paper.id)))
        keys = [paper.id for paper in self.papers]
        self._after = _resting(session, keys)
        self._services = _services(session, keys)
        every = [*keys, *(one.id for found in self._after.values() for one in found)]
        seen = [paper.visit_id for paper in self.papers if paper.visit_id is not None]
        receipts = [row.receipt_id for row in self._services.values() if row.receipt_id]
        self._scans = _scans(session, every, seen)
        self._receipts = _attachments(session, receipts)
        self._transcripts = _transcripts(session, keys)

    def facts(self) -> list[PaperFacts]:
        return [self._facts(paper, paper.kind) for paper in self.papers if paper.kind is not None]

    def _facts(self, paper: Paper, kind: PaperKind) -> PaperFacts:
        after, service = self._after[paper.id], self._services.get(paper.id)
        receipts = [one for one in after if one.kind is PaperKind.SERVICE_RECEIPT]
        return PaperFacts(
            kind=kind,
            name=f"{kind_words(kind, None)} {paper.number or ''}".rstrip(),
            stored=paper.sha256 is not None,
            history=paper.history,
            served=paper.served_on is not None or paper.state is PaperState.SERVED,
            way=service.way if service else None,
            receipt=bool(service and service.receipt_id)
            or any(self._signed(one) for one in receipts),
            signed=bool(self._signed(paper)) or (paper.registered and paper.sha256 is not None),
            answered=frozenset(one.kind for one in after if one.kind is not None),
        )

    def _signed(self, paper: Paper) -> list[Attachment]:
        found = self._scans["paper", paper.id]
        if paper.kind is PaperKind.SITE_RECORD and paper.visit_id is not None:
            return found + self._scans[VISIT, paper.visit_id]
        return found

    def materials(self, has_works: bool) -> Iterator[Material]:
        """Everything to bind in, in the order of the list, what it does not name at the end."""
        listed: set[PaperKind] = set()
        for entry in archive_entries():
            listed.update(entry.kinds)
            if entry.code == WORKS and has_works:
                yield Material(entry.name, entry.name, "", None, "")
            for paper in self.papers:
                if paper.kind in entry.kinds:
                    yield from self._of(paper, entry.name)
        for paper in self.papers:
            if paper.kind not in listed:
                yield from self._of(paper, OTHERS)

    def _of(self, paper: Paper, section: str) -> Iterator[Material]:
        """A paper, its signed copies, the draft it was signed on, its receipt."""
        follows = False
        followers = [one for one in self._after[paper.id] if one.kind in _FOLLOWERS]
        for one in (paper, *followers):
            name = kind_words(one.kind, one.kind_text)
            content, copied = one.sha256, ""
            if content is None and one.id in self._transcripts:
                content, copied = self._transcripts[one.id], "（录入件）"
            if content is not None:
                number, told = one.number or "", f"{name}{copied}"
                yield Material(section, told, number, one.issued_on, content, "pdf", follows)
                follows = True
            for scan in self._copies(one, paper):
                told = f"{name}（签字件）"
                yield Material(section, told, "", scan.added_on, scan.sha256, scan.suffix, follows)
                follows = True

    def _copies(self, one: Paper, about: Paper) -> list[Attachment]:
        if one.kind is not PaperKind.SERVICE_RECEIPT:
            return self._signed(one)
        service = self._services.get(about.id)
        scan = self._receipts.get(service.receipt_id or 0) if service else None
        return [*self._signed(one), *([scan] if scan is not None else [])]


def _resting(session: Session, keys: Sequence[int]) -> dict[int, list[Paper]]:
    """The papers in force that rest on each of these."""
    found: dict[int, list[Paper]] = defaultdict(list)
    rows = select(Paper).where(Paper.about_paper_id.in_(keys), Paper.state != PaperState.VOIDED)
    for paper in session.scalars(rows.order_by(Paper.issued_on, Paper.id)):
        if paper.about_paper_id is not None:
            found[paper.about_paper_id].append(paper)
    return found


def _services(session: Session, keys: Sequence[int]) -> dict[int, Service]:
    rows = select(Service).where(Service.paper_id.in_(keys)).order_by(Service.id)
    return {row.paper_id: row for row in session.scalars(rows)}


def _scans(
    session: Session, papers: Sequence[int], visits: Sequence[int]
) -> dict[tuple[str, int], list[Attachment]]:
    found: dict[tuple[str, int], list[Attachment]] = defaultdict(list)
    for entity, keys in ((Paper.__tablename__, papers), (VISIT, visits)):
        rows = select(Attachment).where(
            Attachment.entity == entity,
            Attachment.record_id.in_(keys),
            Attachment.purpose.in_((SIGNED_COPY, SIGNED_SCAN)),
        )
        for row in session.scalars(rows.order_by(Attachment.id)):
            found[entity, row.record_id].append(row)
    return found


def _transcripts(session: Session, keys: Sequence[int]) -> dict[int, str]:
    """Our copies of papers registered afterwards, for those whose original has not come."""
    rows = select(Attachment.record_id, Attachment.sha256).where(
        Attachment.entity == Paper.__tablename__,
        Attachment.record_id.in_(keys),
        Attachment.purpose == TRANSCRIPT,
    )
    found: dict[int, str] = {}
    for key, sha256 in session.execute(rows.order_by(Attachment.id)):
        found[key] = sha256
    return found


def _attachments(session: Session, keys: Sequence[int]) -> dict[int, Attachment]:
    rows = select(Attachment).where(Attachment.id.in_(keys))
    return {row.id: row for row in session.scalars(rows)}


def _status(session: Session, key: int, today: date) -> ProjectStatusSince | None:
    rows = select(ProjectStatusSince).where(
        ProjectStatusSince.project_id == key, ProjectStatusSince.since <= today
    )
    return session.scalar(rows.order_by(ProjectStatusSince.since.desc()).limit(1))


def _parties(session: Session, key: int) -> tuple[tuple[str, str], ...]:
    """All who had a part, by role in the usual order."""
    rows = select(Participation.role, Participation.name).where(Participation.project_id == key)
    found = session.execute(rows.order_by(Participation.valid_from, Participation.id)).all()
    order = list(PartyRole)
    named: dict[str, list[str]] = defaultdict(list)
    for role, name in sorted(found, key=lambda row: order.index(row[0])):
        if name not in named[label(role)]:
            named[label(role)].append(name)
    return tuple((role, "、".join(names)) for role, names in named.items())


def _works(session: Session, key: int) -> tuple[WorkLine, ...]:
    rows = select(DangerousWork).where(DangerousWork.project_id == key).order_by(DangerousWork.id)
    return tuple(
        WorkLine(
            kind=work.kind,
            size=work.size or "",
            over_scale={True: "是", False: "否", None: ""}[work.over_scale],
            scheme_on=work.scheme_on,
            reviewed_on=work.reviewed_on,
            conclusion=label(work.conclusion) if work.conclusion else "",
            status=label(work.status) if work.status else "",
        )
        for work in session.scalars(rows)
    )


def _occasions(session: Session, key: int, *, works: bool, completed: bool) -> set[str]:
    """What happened at the project, by which papers are expected."""
    own = (Hazard.project_id == key, Hazard.history.is_(False))
    major_closed = (Hazard.level == HazardLevel.MAJOR, Hazard.closed_on.is_not(None))
    asked: dict[Occasion, Any] = {
        Occasion.VISITED: exists().where(Visit.project_id == key, Visit.history.is_(False)),
        Occasion.ORDERED: exists().where(*own, Hazard.outcome == Outcome.ORDERED),
        Occasion.STOPPED: exists().where(*own, Hazard.outcome == Outcome.STOPPED),
        Occasion.MAJOR_CLOSED: exists().where(*own, *major_closed),
        Occasion.TALKED: exists().where(Interview.project_id == key),
    }
    row = session.execute(select(*asked.values())).one()
    found = {one.value for one, there in zip(asked, row, strict=True) if there}
    found |= {Occasion.ALWAYS.value}
    found |= {Occasion.DANGEROUS.value} if works else set()
    return found | ({Occasion.COMPLETED.value} if completed else set())


def _first(session: Session, key: int, papers: Sequence[Paper]) -> date | None:
    visited = session.scalar(select(func.min(Visit.visited_on)).where(Visit.project_id == key))
    days = [one.issued_on for one in papers if one.kind is not PaperKind.INSPECTION_APPROVAL]
    return min([*days, *([visited] if visited else [])], default=None)


def _filings(session: Session, key: int) -> tuple[Filing, ...]:
    rows = select(Paper.id, Paper.issued_on).where(
        Paper.project_id == key,
        Paper.kind == PaperKind.DOSSIER,
        Paper.state != PaperState.VOIDED,
    )
    found = session.execute(rows.order_by(Paper.issued_on.desc(), Paper.id.desc()))
    return tuple(Filing(*row) for row in found)


def projects_to_file(session: Session, today: date) -> TodoGroup:
    """Completed since the office's first day and not yet filed."""
    later = aliased(ProjectStatusSince)
    started = select(Office.start_day).scalar_subquery()
    rows = (
        select(func.count().over(), Project.id, Project.name, ProjectStatusSince.since)
        .join(ProjectStatusSince, ProjectStatusSince.project_id == Project.id)
        .where(
            ProjectStatusSince.status == ProjectStatus.COMPLETED,
            ProjectStatusSince.since <= today,
            or_(started.is_(None), ProjectStatusSince.since >= started),
            ~exists().where(
                later.project_id == Project.id,
                later.since > ProjectStatusSince.since,
                later.since <= today,
            ),
            ~exists().where(
                Paper.project_id == Project.id,
                Paper.kind == PaperKind.DOSSIER,
                Paper.state != PaperState.VOIDED,
                Paper.issued_on >= ProjectStatusSince.since,
            ),
        )
        .order_by(ProjectStatusSince.since, Project.id)
        .limit(SHOWN)
    )
    kept = keeping()
    count, items = 0, []
    for total, key, name, since in session.execute(rows):
        count = total
        words = f"{name}：{since.isoformat()}起竣工，待归档（自归档之日起保存{kept.years}年）"
        items.append(Todo("to_file", words, None, "", "projects", "project", key, is_late=False))
    title, where = "竣工待归档的工程", (("status", ProjectStatus.COMPLETED.value),)
    return TodoGroup("to_file", title, kept.article, count, tuple(items), "projects", where)
