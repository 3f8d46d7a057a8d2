"""What becomes known of a visit afterwards: the code shown, the system, the day of 结果告知."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.projects import Project
from db.tables.visits import Visit
from desktop.domain.calendar import check_not_future
from desktop.domain.errors import RuleViolation
from desktop.usecases.done import Done


@dataclass(frozen=True)
class NoteVisit:
    """None of it is part of what was signed: it may come after the signatures."""

    visit_id: int
    check_code: str = ""
    code_shown_at: str = ""
    in_system: bool | None = None
    system_note: str = ""
    told_on: date | None = None


def note_visit(session: Session, command: NoteVisit, act: Act) -> Done[int]:
    visit = session.get(Visit, command.visit_id)
    if visit is None:
        raise RuleViolation("没有这次检查，请刷新后再选")
    if command.told_on is not None:
        check_not_future(command.told_on, act.today, "结果告知")
        if command.told_on < visit.visited_on:
            raise RuleViolation("结果告知日期不能早于检查日期")
    visit.check_code = command.check_code.strip() or None
    visit.code_shown_at = command.code_shown_at.strip() or None
    visit.in_system = command.in_system
    visit.system_note = command.system_note.strip() or None
    visit.told_on = command.told_on
    about(session, session.scalar(select(Project.name).where(Project.id == visit.project_id)) or "")
    return Done(visit.id, frozenset({Area.VISITS}))
