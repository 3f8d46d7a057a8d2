"""检查计划: visits planned for a day; a plan is a wish, never a record of what happened."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.ids import new_id
from db.tables.projects import Project
from db.tables.rounds import PlannedVisit
from desktop.domain.errors import RuleViolation
from desktop.domain.week_plan import check_can_plan, check_two
from desktop.queries.planned_visits import week_offer
from desktop.queries.rounds import round_on
from desktop.usecases.done import Done
from desktop.usecases.records import claimed, put_values

CHANGED = frozenset({Area.ROUNDS})


@dataclass(frozen=True)
class Planned:
    """One visit of the plan."""

    project_id: int
    planned_on: date
    inspector_id: int | None = None
    partner_id: int | None = None
    remark: str | None = None


@dataclass(frozen=True)
class PlanVisits:
    """The visits the clerk chose of what was proposed."""

    visits: tuple[Planned, ...]


@dataclass(frozen=True)
class PlanSites:
    """Sites chosen on the board, for the week of a day: day and people are found for them."""

    round_id: int
    projects: tuple[int, ...]
    day: date


@dataclass(frozen=True)
class SavePlannedVisit:
    """A planned visit as the clerk wants it; without an id it is a new one."""

    planned_on: date
    project_id: int | None = None
    inspector_id: int | None = None
    partner_id: int | None = None
    remark: str | None = None
    id: int | None = None
    version: int = 0


@dataclass(frozen=True)
class DropPlannedVisit:
    """A planned visit that is not to be."""

    id: int
    version: int


def plan_visits(session: Session, command: PlanVisits, act: Act) -> Done[int]:
    """Store the chosen ones; how many there were."""
    for one in command.visits:
        check_two(one.inspector_id, one.partner_id)
        _add(session, one, act.today)
    about(session, f"{len(command.visits)} 处")
    return Done(len(command.visits), CHANGED)


def plan_sites(session: Session, command: PlanSites, act: Act) -> Done[int]:
    """Find day and people for the chosen sites in the week, and plan them at once."""
    offer = week_offer(session, command.round_id, command.day, act.today, command.projects)
    if not offer.offers:
        raise RuleViolation(
            "选中的工程都已有计划，或本周没有空的工作日和监督员；可在“检查计划”里另选日期新增"
        )
    for one in offer.offers:
        found = one.proposal
        _add(
            session,
            Planned(found.candidate.project, found.day, found.inspector, found.partner),
            act.today,
        )
    about(session, f"{len(offer.offers)} 处")
    return Done(len(offer.offers), CHANGED)


def save_planned_visit(session: Session, command: SavePlannedVisit, act: Act) -> Done[int]:
    check_two(command.inspector_id, command.partner_id)
    if command.id is not None:
        row = claimed(session, PlannedVisit, command.id, command.version)
    elif command.project_id is None:
        raise RuleViolation("请选工程")
    else:
        row = _add(session, Planned(command.project_id, command.planned_on), act.today)
    if row.planned_on != command.planned_on:
        _check_day(session, row.project_id, command.planned_on, act.today)
    put_values(
        row,
        planned_on=command.planned_on,
        inspector_id=command.inspector_id,
        partner_id=command.partner_id,
        remark=command.remark or None,
    )
    about(session, _name(session, row.project_id))
    return Done(row.id, CHANGED)


def drop_planned_visit(session: Session, command: DropPlannedVisit, act: Act) -> Done[int]:
    row = claimed(session, PlannedVisit, command.id, command.version)
    about(session, f"{_name(session, row.project_id)} {row.planned_on.isoformat()}")
    session.delete(row)
    return Done(row.id, CHANGED)


def _add(session: Session, one: Planned, today: date) -> PlannedVisit:
    _check_day(session, one.project_id, one.planned_on, today)
    stands = round_on(session, one.project_id, one.planned_on)
    row = PlannedVisit(
        id=new_id(session),
        round_id=stands.id if stands else None,
        project_id=one.project_id,
        planned_on=one.planned_on,
        inspector_id=one.inspector_id,
        partner_id=one.partner_id,
        remark=one.remark or None,
    )
    session.add(row)
    about(session, _name(session, one.project_id))
    return row


def _check_day(session: Session, project_id: int, day: date, today: date) -> None:
    """A day that lies ahead, and a site once a day."""
    check_can_plan(day, today)
    held = select(PlannedVisit.id).where(
        PlannedVisit.project_id == project_id, PlannedVisit.planned_on == day
    )
    if session.scalar(held) is not None:
        name = _name(session, project_id)
        raise RuleViolation(f"{name}在{day.isoformat()}已有检查计划，请改那一条或另选日期")


def _name(session: Session, project_id: int) -> str:
    name = session.scalar(select(Project.name).where(Project.id == project_id))
    if name is None:
        raise RuleViolation("没有这个工程，请刷新后再选")
    return name
