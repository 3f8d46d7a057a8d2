"""监督检查: what happened is stored whole; what it lacks is said, and nothing is refused for it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import (
    Area,
    HazardSource,
)
from db.ids import new_id
from db.tables.inspectors import Inspector
from db.tables.projects import Project
from db.tables.visits import Visit
from desktop.domain import visits as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.months import month_of
from desktop.queries.responsibility import responsible_for
from desktop.queries.visits import ENTITY, PHOTO, gaps_of
from desktop.reference.standards import criteria
from desktop.usecases.attachments import attach
from desktop.usecases.done import Done
from desktop.usecases.findings import Origin, store_finding
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visit_grounds import add_grounds
from desktop.usecases.visit_parts import add_parts

CHANGED = frozenset({Area.VISITS, Area.HAZARDS})


@dataclass(frozen=True)
class RecordedVisit:
    """The visit's id, its hazards, and what it still lacks."""

    id: int
    hazards: tuple[int, ...]
    missing: tuple[str, ...]


def record_visit(session: Session, command: RecordVisit, act: Act) -> Done[RecordedVisit]:
    rules.check_can_record(command.visited_on, act.today)
    rules.check_finds(command.kind, len(command.findings))
    project = session.get(Project, command.project_id)
    if project is None:
        raise RuleViolation("没有这个工程，请刷新后再选")
    names = _names(session, command.inspectors)
    people = [rules.OnVisit(one, names[one], None, signed=False) for one in command.inspectors]
    rules.check_people(people, [row.name for row in command.companions])
    visit = _new_visit(session, command, "、".join(names.values()), act)
    session.add(visit)
    add_grounds(session, visit, command)
    add_parts(session, visit, command)
    for photo in command.photos:
        attach(session, ENTITY, visit.id, photo, act, purpose=PHOTO)
    origin = Origin(
        command.project_id,
        command.visited_on,
        HazardSource.VISIT,
        visit.id,
        command.inspectors,
        visit.inspectors_text or "",
    )
    found = [store_finding(session, origin, finding, act).id for finding in command.findings]
    about(session, project.name)
    session.flush()
    return Done(
        RecordedVisit(visit.id, tuple(found), gaps_of(session, [visit.id])[visit.id]), CHANGED
    )


def _names(session: Session, inspectors: tuple[int, ...]) -> dict[int, str]:
    rows = select(Inspector.id, Inspector.name).where(Inspector.id.in_(inspectors))
    found = dict(session.execute(rows).all())
    if len(found) != len(set(inspectors)):
        raise RuleViolation("检查人员中有人不在监督人员台账，请刷新后再选")
    return {one: found[one] for one in inspectors}


def _new_visit(session: Session, command: RecordVisit, names: str, act: Act) -> Visit:
    posted = responsible_for(session, command.project_id, command.visited_on)
    standard = criteria(command.visited_on)
    return Visit(
        id=new_id(session),
        project_id=command.project_id,
        visited_on=command.visited_on,
        month=month_of(command.visited_on),
        kind=command.kind,
        source=command.source,
        manner=command.manner,
        started_at=command.started_at or None,
        ended_at=command.ended_at or None,
        part=command.part or None,
        present_party=command.present_party or None,
        online=command.online,
        round_id=command.round_id,
        approval_id=command.approval_id,
        grid_id=posted.grid_id,
        inspector_id=posted.inspector_id,
        inspectors_text=names or None,
        result=command.remark or None,
        standard=standard.code if standard else None,
        check_code=command.check_code or None,
        code_shown_at=command.code_shown_at or None,
        in_system=command.in_system,
        system_note=command.system_note or None,
        statement=command.statement or None,
        told_on=command.told_on,
        entered_on=act.today,
    )
