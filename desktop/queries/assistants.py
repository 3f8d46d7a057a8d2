"""Those who assist (协) in a grid or at a project and whose time is not over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.inspectors import GridAssistant, Inspector
from db.tables.projects import ProjectAssistant

_HELPS: dict[str, Any] = {
    "grid": (GridAssistant, GridAssistant.grid_id),
    "project": (ProjectAssistant, ProjectAssistant.project_id),
}


@dataclass(frozen=True)
class Assistant:
    """One 协, whose time can be ended."""

    id: int
    inspector: str
    since: date


def assistants_now(
    session: Session, entity: str, subject: int, today: date
) -> tuple[Assistant, ...]:
    model, key = _HELPS[entity]
    rows = session.execute(
        select(model.id, Inspector.name, model.valid_from)
        .join(Inspector, Inspector.id == model.inspector_id)
        .where(key == subject, (model.valid_to.is_(None)) | (model.valid_to > today))
        .order_by(model.valid_from)
    )
    return tuple(Assistant(row[0], row[1], row[2]) for row in rows)
