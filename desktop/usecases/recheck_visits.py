"""The visit a re-check was made on, and who re-checked: its inspectors, or one on paper."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import VisitKind
from db.tables.visits import Visit, VisitInspector
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation


def visit_of_recheck(
    session: Session, visit_id: int | None, project_id: int | None, day: date
) -> Visit | None:
    """A visit to that site on that day; what was seen on a screen or as a guest is none."""
    if visit_id is None:
        return None
    visit = session.get(Visit, visit_id)
    if visit is None or visit.project_id != project_id:
        raise RuleViolation("复查时的检查不是这个工程的，请重新选择")
    if visit.visited_on != day:
        told = chinese_date(visit.visited_on)
        raise RuleViolation(f"所选检查的日期是{told}，复查日期应与它一致")
    if visit.online or visit.kind is VisitKind.GUIDANCE:
        raise RuleViolation("线上检查和指导观摩不能作为现场复查")
    return visit


def recheckers_of(
    session: Session, inspector_id: int | None, visit: Visit | None
) -> frozenset[int]:
    """The one who looked, and everyone of the visit."""
    own = frozenset({inspector_id} if inspector_id is not None else ())
    if visit is None:
        return own
    rows = select(VisitInspector.inspector_id).where(VisitInspector.visit_id == visit.id)
    return own | frozenset(session.scalars(rows))
