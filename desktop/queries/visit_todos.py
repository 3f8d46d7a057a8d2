"""待办 of visits: what a 指导观摩 found and no check looked at yet."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.tables.projects import Project
from db.tables.visits import Visit
from desktop.queries.todo import SHOWN, Todo, TodoGroup
from desktop.queries.visits import TO_CHECK

_ARTICLE = "国办发〔2024〕54号"


def guidance_to_check(session: Session, _today: date) -> TodoGroup:
    """指导观摩 gives no orders: what it found becomes a check of its own."""
    rows = (
        select(func.count().over(), Visit.id, Visit.visited_on, Project.name, Visit.inspectors_text)
        .join(Project, Project.id == Visit.project_id)
        .where(TO_CHECK)
        .order_by(Visit.visited_on, Visit.id)
        .limit(SHOWN)
    )
    found = session.execute(rows).all()
    items = tuple(
        Todo(
            "to_check",
            f"{day.isoformat()} {project}：指导观摩发现的问题还没有转为检查",
            None,
            who or "",
            "visits",
            "visit",
            key,
            is_late=False,
        )
        for _, key, day, project, who in found
    )
    count = found[0][0] if found else 0
    where = (("to_check", "1"),)
    title = "指导观摩发现问题、待转为检查"
    return TodoGroup("to_check", title, _ARTICLE, count, items, "visits", where)
