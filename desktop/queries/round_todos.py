"""待办 of rounds: visits planned for today or missed, and a round in which nothing moves."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.tables.rounds import Round
from db.tables.visits import Visit
from desktop.domain.rounds import ARTICLE
from desktop.domain.settings import ARTICLE as OWN_RULE
from desktop.queries.coverage import counting_in_round
from desktop.queries.planned_visits import planned_rows
from desktop.queries.rounds import holds
from desktop.queries.settings import number_setting
from desktop.queries.todo import SHOWN, Todo, TodoGroup

IDLE_SETTING = "round.idle_days"


def planned_visits(session: Session, today: date) -> TodoGroup:
    """Planned for today, or for a day that passed without a visit."""
    due = [
        row for row in planned_rows(session, today) if not row.is_done and row.planned_on <= today
    ]
    items = tuple(
        Todo(
            "planned",
            f"{row.project}：{'计划' if row.is_late else '今天'}检查{_with(row.partner)}",
            row.planned_on,
            row.inspector,
            "week_plan",
            "planned_visit",
            row.id,
            row.is_late,
        )
        for row in due[:SHOWN]
    )
    title = "今天和过期未做的检查计划"
    return TodoGroup("planned", title, OWN_RULE, len(due), items, "week_plan")


def _with(partner: str) -> str:
    return f"（同去 {partner}）" if partner else ""


def idle_rounds(session: Session, today: date) -> TodoGroup:
    """A round under way in which nobody was checked for as long as the office's setting says."""
    idle = number_setting(session, IDLE_SETTING)
    items = tuple(_idle(session, today, idle)) if idle is not None else ()
    title = f"停滞的检查轮次（{idle} 天没有检查）"
    return TodoGroup("idle_round", title, f"{ARTICLE}；{OWN_RULE}", len(items), items, "rounds")


def _idle(session: Session, today: date, idle: int) -> Iterable[Todo]:
    running = select(Round.id, Round.title, Round.first_day)
    for key, title, first in session.execute(running.where(holds(today), Round.last_day.is_(None))):
        last = select(func.max(Visit.visited_on)).where(Visit.id.in_(counting_in_round(key, today)))
        moved = session.scalar(last) or first
        if today - moved >= timedelta(days=idle):
            words = f"{title}自 {moved.isoformat()} 起已 {(today - moved).days} 天没有新的检查"
            yield Todo("idle_round", words, None, "", "rounds", "round", key, is_late=True)
