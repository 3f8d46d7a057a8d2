"""The records behind a figure, one way a kind of record, for the screen and for checking."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, false, func, literal, null, select
from sqlalchemy.orm import Session

from db.codes import Area
from db.tables.dangerous_works import DangerousWork
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard, HazardStep
from db.tables.inspectors import Grid, Inspector
from db.tables.key_people import KeyPerson
from db.tables.machines import Machine
from db.tables.papers import Paper, Service
from db.tables.projects import Project
from db.tables.training import TrainingRecord, TrainingSession
from db.tables.visits import Visit, VisitCompanion, VisitInspector
from desktop.queries.figures.figure import Drill, Rows

_AT_ONCE = 500
_DIRECT = 5
_GONE = "这条记录后来被撤销或删除"


@dataclass(frozen=True)
class DrillRow:
    """One record behind a figure; ``opens`` is the record that shows it."""

    id: int
    title: str
    detail: str
    day: date | None
    history: bool
    opens: int


def drill_rows(session: Session, drill: Drill, ids: list[int]) -> tuple[DrillRow, ...]:
    """The rows of these ids; a record that is no more is said to be gone, and still counted."""
    found: list[DrillRow] = []
    for at in range(0, len(ids), _AT_ONCE):
        found.extend(_read(session, drill, ids[at : at + _AT_ONCE]))
    there = {row.id for row in found}
    found += [
        DrillRow(key, _GONE, f"记录 {key}", None, history=False, opens=key)
        for key in ids
        if key not in there
    ]
    return tuple(found)


def live_rows(session: Session, drill: Drill, ids: Select[Any]) -> tuple[DrillRow, ...]:
    """The rows of the records that a question to the record finds now, in one statement."""
    return tuple(_read(session, drill, ids))


def _read(session: Session, drill: Drill, chosen: Any) -> Iterator[DrillRow]:
    for row in session.execute(drill.rows(chosen)):
        opens = row[5] if len(row) > _DIRECT else row[0]
        yield DrillRow(row[0], row[1], row[2], row[3], bool(row[4]), opens)


def _projects(chosen: Any) -> Rows:
    place = func.coalesce(Project.location, "")
    rows = select(Project.id, Project.name, place, Project.start, false())
    return rows.where(Project.id.in_(chosen)).order_by(Project.name_key, Project.id)


def _enterprises(chosen: Any) -> Rows:
    rows = select(Enterprise.id, Enterprise.name, Enterprise.uscc, null(), false())
    return rows.where(Enterprise.id.in_(chosen)).order_by(Enterprise.name_key, Enterprise.id)


def _machines(chosen: Any) -> Rows:
    number = func.coalesce(Machine.record_no, Machine.registration_no, "无编号")
    rows = select(Machine.id, number, Project.name, Machine.inspected_on, false())
    rows = rows.join(Project, Project.id == Machine.project_id)
    return rows.where(Machine.id.in_(chosen)).order_by(Project.name_key, Machine.id)


def _dangerous_works(chosen: Any) -> Rows:
    works = DangerousWork
    rows = select(works.id, works.kind, Project.name, works.scheme_on, false())
    rows = rows.join(Project, Project.id == works.project_id)
    return rows.where(works.id.in_(chosen)).order_by(Project.name_key, works.id)


def _inspectors(chosen: Any) -> Rows:
    post = func.coalesce(Inspector.post, "")
    rows = select(Inspector.id, Inspector.name, post, null(), false())
    return rows.where(Inspector.id.in_(chosen)).order_by(Inspector.id)


def _grids(chosen: Any) -> Rows:
    rows = select(Grid.id, Grid.name, func.coalesce(Grid.code, ""), null(), false())
    return rows.where(Grid.id.in_(chosen)).order_by(Grid.id)


def _visits(chosen: Any) -> Rows:
    detail = func.coalesce(Visit.part, Visit.result, "")
    rows = select(Visit.id, Project.name, detail, Visit.visited_on, Visit.history)
    rows = rows.join(Project, Project.id == Visit.project_id)
    return rows.where(Visit.id.in_(chosen)).order_by(Visit.visited_on, Visit.id)


def _hazards(chosen: Any) -> Rows:
    rows = select(Hazard.id, Hazard.description, Project.name, Hazard.found_on, Hazard.history)
    rows = rows.join(Project, Project.id == Hazard.project_id)
    return rows.where(Hazard.id.in_(chosen)).order_by(Hazard.found_on, Hazard.id)


def _papers(chosen: Any) -> Rows:
    number = func.coalesce(Paper.number, literal("未编号"))
    about = func.coalesce(Project.name, Paper.enterprise_text, "")
    rows = select(Paper.id, number, about, Paper.issued_on, Paper.history)
    rows = rows.outerjoin(Project, Project.id == Paper.project_id)
    return rows.where(Paper.id.in_(chosen)).order_by(Paper.issued_on, Paper.id)


def _training(chosen: Any) -> Rows:
    record = TrainingRecord
    rows = select(record.id, record.name, Enterprise.name, record.start, false())
    rows = rows.join(Enterprise, Enterprise.id == record.enterprise_id)
    return rows.where(record.id.in_(chosen)).order_by(record.start, record.id)


def _inspectors_sent(chosen: Any) -> Rows:
    """An inspector of a visit, once a visit (人次)."""
    came = VisitInspector
    rows = select(came.id, Inspector.name, Project.name, Visit.visited_on, Visit.history, Visit.id)
    rows = rows.join(Inspector, Inspector.id == came.inspector_id)
    rows = rows.join(Visit, Visit.id == came.visit_id)
    rows = rows.join(Project, Project.id == Visit.project_id)
    return rows.where(came.id.in_(chosen)).order_by(Visit.visited_on, came.id)


def _companions(chosen: Any) -> Rows:
    came = VisitCompanion
    rows = select(came.id, came.name, Project.name, Visit.visited_on, Visit.history, Visit.id)
    rows = rows.join(Visit, Visit.id == came.visit_id)
    rows = rows.join(Project, Project.id == Visit.project_id)
    return rows.where(came.id.in_(chosen)).order_by(Visit.visited_on, came.id)


def _steps(chosen: Any) -> Rows:
    step = HazardStep
    rows = select(
        step.id, Hazard.description, Project.name, step.happened_on, Hazard.history, Hazard.id
    )
    rows = rows.join(Hazard, Hazard.id == step.hazard_id)
    rows = rows.join(Project, Project.id == Hazard.project_id)
    return rows.where(step.id.in_(chosen)).order_by(step.happened_on, step.id)


def _services(chosen: Any) -> Rows:
    told = func.coalesce(Service.receiver, "")
    rows = select(Service.id, Paper.number, told, Service.served_on, Paper.history, Paper.id)
    rows = rows.join(Paper, Paper.id == Service.paper_id)
    return rows.where(Service.id.in_(chosen)).order_by(Service.served_on, Service.id)


def _sessions(chosen: Any) -> Rows:
    session = TrainingSession
    place = func.coalesce(session.place, "")
    rows = select(session.id, session.title, place, session.held_on, false())
    return rows.where(session.id.in_(chosen)).order_by(session.held_on, session.id)


def _key_people(chosen: Any) -> Rows:
    rows = select(KeyPerson.id, KeyPerson.name, Project.name, KeyPerson.valid_from, false())
    rows = rows.join(Project, Project.id == KeyPerson.project_id)
    return rows.where(KeyPerson.id.in_(chosen)).order_by(Project.name_key, KeyPerson.id)


PROJECTS = Drill(Area.PROJECTS, "project", _projects)
ENTERPRISES = Drill(Area.ENTERPRISES, "enterprise", _enterprises)
MACHINES = Drill(Area.MACHINES, "machine", _machines)
DANGEROUS_WORKS = Drill(Area.DANGEROUS_WORKS, "dangerous_work", _dangerous_works)
INSPECTORS = Drill(Area.INSPECTORS, "inspector", _inspectors)
GRIDS = Drill(Area.GRIDS, "grid", _grids)
VISITS = Drill(Area.VISITS, "visit", _visits)
HAZARDS = Drill(Area.HAZARDS, "hazard", _hazards)
PAPERS = Drill(Area.PAPERS, "paper", _papers)
TRAINING = Drill(Area.TRAINING, "training_record", _training)
SESSIONS = Drill(Area.TRAINING, "training_session", _sessions)
INSPECTORS_SENT = Drill(Area.VISITS, "visit", _inspectors_sent)
COMPANIONS = Drill(Area.VISITS, "visit", _companions)
STEPS = Drill(Area.HAZARDS, "hazard", _steps)
SERVICES = Drill(Area.PAPERS, "paper", _services)
KEY_PEOPLE = Drill(Area.KEY_PEOPLE, "key_person", _key_people)
