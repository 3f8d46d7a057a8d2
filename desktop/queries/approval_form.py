"""What the forms of an approval and of a notice ask: sites to choose from, where they start."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PaperState, PartyRole, VisitManner, VisitSource
from db.tables.inspectors import Grid
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.rounds import InspectionApproval, PlannedVisit, Round
from db.tables.visits import Visit, VisitInspector
from desktop.domain.approvals import ApprovalFacts
from desktop.queries.approval_subjects import Asked, project_names, subjects_of
from desktop.queries.approvals import approval_facts, projects_of
from desktop.queries.day import days_from
from desktop.queries.figures.base import supervised_on
from desktop.queries.held import grid_of
from desktop.queries.matching import by_pinyin
from desktop.queries.rounds import RoundRef, open_rounds
from desktop.queries.settings import words_setting
from desktop.queries.visit_form import Candidate, candidates


@dataclass(frozen=True)
class SiteChoice:
    """A site that may be put on the list; ``planned`` are the days of planned visits."""

    id: int
    name: str
    initials: str
    grid: str
    planned: tuple[date, ...]


@dataclass(frozen=True)
class ApprovalGround:
    """Where a new approval starts, and what may be chosen."""

    facts: ApprovalFacts
    sites: tuple[SiteChoice, ...]
    rounds: tuple[RoundRef, ...]
    people: tuple[Candidate, ...]
    visits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What is to be written: a changed one, one for visits made without, one of a round."""

    approval_id: int | None = None
    version: int = 0
    visits: tuple[int, ...] = ()
    round_id: int | None = None


def approval_ground(session: Session, wanted: Wanted, today: date) -> ApprovalGround:
    """A new one, one that is being changed, or one for visits made without (补办)."""
    key, visits = wanted.approval_id, wanted.visits
    approval = session.get(InspectionApproval, key) if key is not None else None
    if approval is not None:
        facts = approval_facts(session, approval)
    elif visits:
        facts = _of_visits(session, visits)
    else:
        facts = _blank(session, today, wanted.round_id)
    return ApprovalGround(
        facts,
        sites(session, facts, today),
        open_rounds(session, facts.first_day),
        candidates(session, facts.inspectors, facts.first_day),
        _visit_words(session, visits),
    )


def _blank(session: Session, today: date, round_id: int | None) -> ApprovalFacts:
    """One of a round lasts from today as long as the round; an open round, to the year's end."""
    of_round = session.get(Round, round_id) if round_id is not None else None
    first_day = last_day = today
    if of_round is not None:
        last_day = of_round.last_day or max(today, date(of_round.year, 12, 31))
        first_day = min(max(today, of_round.first_day), last_day)
    return ApprovalFacts(
        VisitSource.PLAN,
        words_setting(session, "inspection.ground"),
        first_day,
        last_day,
        round_id=round_id if of_round is not None else None,
        document=(of_round.ground or "") if of_round is not None else "",
        matter=words_setting(session, "inspection.matter"),
    )


def _of_visits(session: Session, ids: tuple[int, ...]) -> ApprovalFacts:
    """One approval for several visits: their sites, days and people; the reason is asked for."""
    rows = session.scalars(select(Visit).where(Visit.id.in_(ids)).order_by(Visit.visited_on)).all()
    people = (
        select(VisitInspector.inspector_id)
        .where(VisitInspector.visit_id.in_(ids))
        .order_by(VisitInspector.position, VisitInspector.id)
    )
    first, last = rows[0], rows[-1]
    sources = Counter(row.source for row in rows)
    return ApprovalFacts(
        sources.most_common(1)[0][0],
        words_setting(session, "inspection.ground"),
        first.visited_on,
        last.visited_on,
        projects=tuple(dict.fromkeys(row.project_id for row in rows)),
        inspectors=tuple(dict.fromkeys(session.scalars(people))),
        matter=words_setting(session, "inspection.matter"),
        manner=first.manner or VisitManner.OPEN,
        urgent=True,
        happened_at=_began(first),
    )


def _began(visit: Visit) -> datetime | None:
    """When the first of them began, where its hour was written."""
    try:
        at = time.fromisoformat((visit.started_at or "").zfill(5))
    except ValueError:
        return None
    return datetime.combine(visit.visited_on, at)


def _visit_words(session: Session, ids: tuple[int, ...]) -> tuple[str, ...]:
    rows = (
        select(Visit.visited_on, Project.name)
        .join(Project, Project.id == Visit.project_id)
        .where(Visit.id.in_(ids))
        .order_by(Visit.visited_on, Visit.id)
    )
    return tuple(f"{day.isoformat()}　{name}" for day, name in session.execute(rows))


def sites(session: Session, facts: ApprovalFacts, today: date) -> tuple[SiteChoice, ...]:
    """The sites under supervision by name, and those on the list whatever became of them."""
    grid = grid_of(Project.id)
    under = supervised_on(today)
    rows = session.execute(
        select(Project.id, Project.name, by_pinyin("project", Project.id), Grid.name)
        .outerjoin(Grid, Grid.id == grid)
        .where(Project.id.in_(under) | Project.id.in_(facts.projects))
        .order_by(Project.name_key, Project.id),
        days_from(today),
    ).all()
    planned: dict[int, tuple[date, ...]] = {}
    plans = select(PlannedVisit.project_id, PlannedVisit.planned_on)
    for project, day in session.execute(plans.order_by(PlannedVisit.planned_on)):
        planned[project] = (*planned.get(project, ()), day)
    return tuple(
        SiteChoice(key, name, initials, grid_name or "", planned.get(key, ()))
        for key, name, initials, grid_name in rows
    )


# -- a notice --------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyChoice:
    """A party the notice may be handed to."""

    id: int
    words: str
    role: PartyRole | None


@dataclass(frozen=True)
class SiteOfNotice:
    """One site of the approval, with its parties and whether it has a notice already."""

    id: int
    name: str
    place: str
    parties: tuple[PartyChoice, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class NoticeStart:
    """Where the form of a notice starts."""

    facts: ApprovalFacts
    sites: tuple[SiteOfNotice, ...]
    people: tuple[Candidate, ...]
    documents: str


def _planned_from(session: Session, day: date) -> dict[int, date]:
    """The next planned day of each site that has one."""
    plans = select(PlannedVisit.project_id, func.min(PlannedVisit.planned_on))
    plans = plans.where(PlannedVisit.planned_on >= day).group_by(PlannedVisit.project_id)
    return dict(session.execute(plans).all())


def notice_start(session: Session, key: int, day: date) -> NoticeStart | None:
    """The sites without a notice come first, of these what is planned soonest."""
    approval = session.get(InspectionApproval, key)
    if approval is None:
        return None
    facts = approval_facts(session, approval)
    projects = projects_of(session, facts)
    names = project_names(session, projects)
    places = dict(
        session.execute(select(Project.id, Project.location).where(Project.id.in_(projects))).all()
    )
    issued = _numbers(session, key)
    parties = _party_choices(session, facts)
    planned = _planned_from(session, day)
    found = [
        SiteOfNotice(
            one, names[one], places.get(one) or "", parties.get(one, ()), issued.get(one, ())
        )
        for one in projects
        if one in names
    ]
    return NoticeStart(
        facts,
        tuple(sorted(found, key=lambda one: (bool(one.numbers), planned.get(one.id, date.max)))),
        candidates(session, facts.inspectors, day),
        words_setting(session, "inspection.documents"),
    )


def _numbers(session: Session, key: int) -> dict[int, tuple[str, ...]]:
    rows = select(Paper.project_id, Paper.number).where(
        Paper.approval_id == key,
        Paper.kind == PaperKind.INSPECTION_NOTICE,
        Paper.state != PaperState.VOIDED,
    )
    found: dict[int, tuple[str, ...]] = {}
    for project, number in session.execute(rows.order_by(Paper.id)):
        if project is not None:
            found[project] = (*found.get(project, ()), number or "")
    return found


def _party_choices(session: Session, facts: ApprovalFacts) -> dict[int, tuple[PartyChoice, ...]]:
    """Only those with a row in the ledger: the count of the others is unknown."""
    found: dict[int, tuple[PartyChoice, ...]] = {}
    for row in subjects_of(session, facts, Asked(facts.first_day, before=True)):
        if row.enterprise_id is not None:
            count = f"（本年 {row.checks.words}）" if row.checks is not None else ""
            choice = PartyChoice(row.enterprise_id, f"{row.enterprise}{count}", row.role)
            found[row.project_id] = (*found.get(row.project_id, ()), choice)
    return found
