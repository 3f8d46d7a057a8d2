"""What the form of a notice asks: its hazards, to whom it may go, and how a term ends."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import HazardLevel
from db.tables.hazards import Hazard
from db.tables.projects import Project
from db.tables.visits import VisitInspector
from desktop.domain.calendar import Due
from desktop.domain.papers import printed_due
from desktop.queries.calendar import office_calendar
from desktop.queries.papers import Party, parties_on
from desktop.queries.settings import number_setting
from desktop.queries.visit_form import Candidate, candidates


@dataclass(frozen=True)
class ToOrder:
    """A hazard that will stand on the notice."""

    id: int
    description: str
    part: str
    found_on: date


@dataclass(frozen=True)
class NoticeGround:
    """The hazards of one project, its parties, and who found them."""

    project: str
    hazards: tuple[ToOrder, ...]
    parties: tuple[Party, ...]
    officers: tuple[Candidate, ...]
    projects: int
    days: int | None
    """整改天数 the office usually gives (本单位设置); None where it set none."""


def notice_ground(session: Session, hazards: tuple[int, ...], day: date) -> NoticeGround:
    """What the form shows; a notice is for one project, so their count is told."""
    rows = list(session.scalars(select(Hazard).where(Hazard.id.in_(hazards)).order_by(Hazard.id)))
    projects = {row.project_id for row in rows}
    first = rows[0].project_id if rows else 0
    visits = {row.visit_id for row in rows if row.visit_id is not None}
    people = select(VisitInspector.inspector_id).where(VisitInspector.visit_id.in_(visits))
    came = dict.fromkeys(session.scalars(people.order_by(VisitInspector.position)))
    return NoticeGround(
        session.scalar(select(Project.name).where(Project.id == first)) or "",
        tuple(ToOrder(row.id, row.description, row.part or "", row.found_on) for row in rows),
        parties_on(session, first, day),
        candidates(session, tuple(came), day),
        len(projects),
        _usual_days(session, {row.level for row in rows}),
    )


def _usual_days(session: Session, levels: set[HazardLevel]) -> int | None:
    """The shortest of what the office set for the levels on the notice."""
    keys = {HazardLevel.GENERAL: "hazard.days_general", HazardLevel.MAJOR: "hazard.days_major"}
    told = [number_setting(session, keys[level]) for level in levels]
    return min((days for days in told if days is not None), default=None)


def proposed_due(session: Session, issued_on: date, days: int) -> Due:
    """The last day of so many days, with its arithmetic and article."""
    return printed_due(issued_on, days, office_calendar(session))
