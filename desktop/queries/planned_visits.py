"""检查计划: the planned visits, how each stands, and what is proposed for a week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.codes import HazardLevel, HazardState, HolderKind, VisitKind, WorkStatus
from db.tables.dangerous_works import DangerousWork
from db.tables.hazards import Hazard
from db.tables.inspectors import GridAssistant, Inspector
from db.tables.projects import Project, ProjectAssistant
from db.tables.rounds import PlannedVisit, RoundUnit
from db.tables.visits import Visit
from desktop.domain.week_plan import (
    Candidate,
    Proposal,
    fulfilled_on,
    monday_of,
    planned_week,
    week_days,
)
from desktop.queries.calendar import office_calendar
from desktop.queries.coverage import counting_in_round
from desktop.queries.day import days_from
from desktop.queries.held import grid_of, responsible_of
from desktop.queries.rounds import in_scope
from desktop.queries.settings import number_setting
from desktop.queries.visits import card_valid, enforcement_cards

A_DAY_SETTING = "round.visits_a_day"
_USUAL = 2
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class PlannedRow:
    """A planned visit as the list shows it; ``done_on`` is the visit that was made."""

    id: int
    version: int
    planned_on: date
    project_id: int
    project: str
    round_id: int | None
    inspector_id: int | None
    inspector: str
    partner_id: int | None
    partner: str
    remark: str
    done_on: date | None
    visit_id: int | None
    location: str
    today: date

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.planned_on < self.today

    @property
    def state(self) -> str:
        """As the filter has it."""
        if self.is_done:
            return "done"
        return "late" if self.is_late else "waiting"

    @property
    def week(self) -> str:
        """The Monday of its week."""
        return monday_of(self.planned_on).isoformat()


@dataclass(frozen=True)
class Offer:
    """A visit proposed for the week, with the names the clerk looks at."""

    proposal: Proposal
    inspector: str
    partner: str

    @property
    def id(self) -> int:
        return self.proposal.candidate.project


@dataclass(frozen=True)
class WeekOffer:
    """What is proposed for a week, and how many sites found no place in it."""

    monday: date
    offers: tuple[Offer, ...]
    left_over: int


def planned_rows(session: Session, today: date) -> tuple[PlannedRow, ...]:
    """Every planned visit by its day, in two statements."""
    lead, partner = aliased(Inspector), aliased(Inspector)
    plan = PlannedVisit
    rows = (
        select(plan, Project.name, lead.name, partner.name, Project.location)
        .join(Project, Project.id == plan.project_id)
        .outerjoin(lead, lead.id == plan.inspector_id)
        .outerjoin(partner, partner.id == plan.partner_id)
        .order_by(plan.planned_on, plan.id)
    )
    found = session.execute(rows).all()
    made = _made(session, found[0][0].planned_on if found else today)
    return tuple(
        _row(plan, (project, one or "", other or "", place or ""), made, today)
        for plan, project, one, other, place in found
    )


def _row(
    plan: PlannedVisit,
    names: tuple[str, str, str, str],
    made: Mapping[int, Sequence[tuple[date, int]]],
    today: date,
) -> PlannedRow:
    project, lead, partner, location = names
    visits = dict(made.get(plan.project_id, ()))
    done = fulfilled_on(plan.planned_on, visits)
    return PlannedRow(
        id=plan.id,
        version=plan.version,
        planned_on=plan.planned_on,
        project_id=plan.project_id,
        project=project,
        round_id=plan.round_id,
        inspector_id=plan.inspector_id,
        inspector=lead,
        partner_id=plan.partner_id,
        partner=partner,
        remark=plan.remark or "",
        done_on=done,
        visit_id=visits[done] if done is not None else None,
        location=location,
        today=today,
    )


def _made(session: Session, first: date) -> dict[int, list[tuple[date, int]]]:
    """The visits of planned sites since the first plan's week; the last of a day stands."""
    rows = (
        select(Visit.project_id, Visit.visited_on, Visit.id)
        .where(
            Visit.project_id.in_(select(PlannedVisit.project_id)),
            Visit.kind != VisitKind.GUIDANCE,
            Visit.visited_on >= monday_of(first),
        )
        .order_by(Visit.visited_on, Visit.id)
    )
    made: dict[int, list[tuple[date, int]]] = {}
    for project, day, key in session.execute(rows):
        made.setdefault(project, []).append((day, key))
    return made


def planned_days(session: Session, today: date) -> dict[int, date]:
    """By site, the next day from today on for which a visit is planned."""
    rows = select(PlannedVisit.project_id, func.min(PlannedVisit.planned_on))
    rows = rows.where(PlannedVisit.planned_on >= today).group_by(PlannedVisit.project_id)
    return dict(session.execute(rows).all())


# -- proposing -------------------------------------------------------------------------


def week_offer(
    session: Session,
    round_id: int,
    day: date,
    today: date,
    only: tuple[int, ...] | None = None,
) -> WeekOffer:
    """What of a round is not covered yet, spread over the working days of a week."""
    monday = monday_of(day)
    candidates = _candidates(session, round_id, today, only)
    most = number_setting(session, A_DAY_SETTING) or _USUAL
    days = week_days(monday, today, office_calendar(session))
    names = dict(session.execute(select(Inspector.id, Inspector.name)).all())
    people = _people(session, names, days)
    taken = session.execute(
        select(PlannedVisit.planned_on, PlannedVisit.inspector_id, PlannedVisit.partner_id).where(
            PlannedVisit.planned_on.between(monday, monday + _WEEK - timedelta(days=1))
        )
    ).all()
    held = [(planned, one, other) for planned, one, other in taken]
    proposals = planned_week(candidates, days, people, held, most)
    offers = tuple(
        Offer(one, names.get(one.inspector or 0, ""), names.get(one.partner or 0, ""))
        for one in proposals
    )
    return WeekOffer(monday, offers, len(candidates) - len(offers))


def _people(session: Session, names: Mapping[int, str], days: Sequence[date]) -> list[int]:
    """Who may go: no one whose 执法证 is known to have run out by then."""
    if not days:
        return []
    cards = enforcement_cards(session, names)
    return [key for key in sorted(names) if card_valid(cards.get(key, ()), days[0]) is not False]


def _candidates(
    session: Session, round_id: int, today: date, only: tuple[int, ...] | None
) -> list[Candidate]:
    """Sites of the round neither covered nor planned for a day to come."""
    covered = select(Visit.project_id).where(Visit.id.in_(counting_in_round(round_id)))
    planned = select(PlannedVisit.project_id).where(PlannedVisit.planned_on >= today)
    due = select(RoundUnit.unit_id).where(
        RoundUnit.round_id == round_id,
        RoundUnit.unit_kind == HolderKind.PROJECT,
        in_scope(today),
        RoundUnit.unit_id.not_in(planned),
    )
    if only is None:
        due = due.where(RoundUnit.unit_id.not_in(covered))
    else:
        due = due.where(RoundUnit.unit_id.in_(only))
    grid = grid_of(Project.id)
    rows = select(
        Project.id,
        Project.name,
        _open_majors(),
        _over_scale(),
        _last_visit(today),
        responsible_of(Project.id),
        grid,
    ).where(Project.id.in_(due))
    found = session.execute(rows, days_from(today)).all()
    helpers = _assistants(session, today)
    candidates = []
    for key, name, majors, over, last, lead, of_grid in found:
        own = (*helpers.get(("project", key), ()), *helpers.get(("grid", of_grid), ()))
        candidates.append(Candidate(key, name, majors, over, last, lead, own))
    return candidates


def _open_majors() -> Any:
    return (
        select(func.count(Hazard.id))
        .where(
            Hazard.project_id == Project.id,
            Hazard.level == HazardLevel.MAJOR,
            Hazard.state != HazardState.CLOSED,
        )
        .correlate(Project)
        .scalar_subquery()
    )


def _over_scale() -> Any:
    return (
        select(func.count(DangerousWork.id))
        .where(
            DangerousWork.project_id == Project.id,
            DangerousWork.status == WorkStatus.ONGOING,
            DangerousWork.over_scale.is_(True),
        )
        .correlate(Project)
        .scalar_subquery()
    )


def _last_visit(today: date) -> Any:
    return (
        select(func.max(Visit.visited_on))
        .where(
            Visit.project_id == Project.id,
            Visit.kind != VisitKind.GUIDANCE,
            Visit.visited_on <= today,
        )
        .correlate(Project)
        .scalar_subquery()
    )


def _assistants(session: Session, today: date) -> dict[tuple[str, int], tuple[int, ...]]:
    """Who assists today, by site and by grid."""
    found: dict[tuple[str, int], tuple[int, ...]] = {}
    for name, model, subject in (
        ("project", ProjectAssistant, ProjectAssistant.project_id),
        ("grid", GridAssistant, GridAssistant.grid_id),
    ):
        rows = select(subject, model.inspector_id).where(model.holds_on(today)).order_by(model.id)
        for key, person in session.execute(rows):
            found[name, key] = (*found.get((name, key), ()), person)
    return found
