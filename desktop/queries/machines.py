"""起重机械: the list, and the one machine with its inspection."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from db.codes import MachineKind
from db.tables.machines import Machine
from db.tables.projects import Project
from db.tables.visits import Visit, VisitMachine
from desktop.domain.labels import label
from desktop.queries.cards import Card, Happening, Link, Ref
from desktop.queries.day import TODAY
from desktop.queries.edits import Tie
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher
from desktop.queries.timeline import timeline_of
from desktop.queries.validity import FAR_OFF, Validity, reaches_last, until


@dataclass(frozen=True)
class MachineRow:
    """One line of the list."""

    id: int
    project: str
    kind: MachineKind
    record_no: str | None
    registration_no: str | None
    owner: str | None
    inspected_on: date | None
    next_inspection: Validity
    status: str | None


def _row(row: Row[Any]) -> MachineRow:
    machine: Machine = row[0]
    return MachineRow(
        id=machine.id,
        project=row.project,
        kind=machine.kind,
        record_no=machine.record_no,
        registration_no=machine.registration_no,
        owner=machine.owner,
        inspected_on=machine.inspected_on,
        next_inspection=until(machine.next_inspection, row.today),
        status=machine.status,
    )


MACHINES = Listing(
    rows=select(Machine, Project.name.label("project"), TODAY.label("today"))
    .select_from(Machine)
    .join(Project, Project.id == Machine.project_id),
    id=Machine.id,
    sorts={
        "project": by_pinyin("project", Machine.project_id),
        "kind": Machine.kind,
        "record_no": func.coalesce(Machine.record_no, ""),
        "inspected_on": func.coalesce(Machine.inspected_on, date.min),
        "next_inspection": func.coalesce(Machine.next_inspection, FAR_OFF),
    },
    make=_row,
    matches=matcher(
        (("project", Machine.project_id), ("machine", Machine.id)),
        Project.name,
        func.coalesce(Machine.record_no, ""),
        func.coalesce(Machine.registration_no, ""),
        func.coalesce(Machine.owner, ""),
    ),
    filters={
        "kind": lambda value: Machine.kind == MachineKind(value),
        "expiry": lambda step: reaches_last(Machine.next_inspection, step),
    },
)


def machine_card(session: Session, key: int, today: date) -> Card | None:
    """One machine as the pane and the form need it."""
    machine = session.get(Machine, key)
    if machine is None:
        return None
    project = session.get_one(Project, machine.project_id)
    term = until(machine.next_inspection, today)
    number = machine.record_no or machine.registration_no or ""
    return Card(
        id=key,
        version=machine.version,
        title=f"{label(machine.kind)}　{number}".rstrip(),
        subtitle=project.name,
        values={
            "project": Ref(project.id, project.name),
            "kind": machine.kind,
            "record_no": machine.record_no,
            "registration_no": machine.registration_no,
            "owner": machine.owner,
            "inspected_on": machine.inspected_on,
            "next_inspection": term,
            "status": machine.status,
        },
        more=(("在本工程", _stay(machine)),),
        warnings=_warnings(machine, term),
        links=(Link(project.name, "project", project.id),),
        timeline=timeline_of(session, (Tie("machine", (key,)),), _visits(session, key)),
    )


def _stay(machine: Machine) -> str | None:
    first = machine.valid_from.isoformat() if machine.valid_from else None
    last = (machine.valid_to - timedelta(days=1)).isoformat() if machine.valid_to else None
    return None if first is None and last is None else f"{first or '—'} 至 {last or '今'}"


def _warnings(machine: Machine, term: Validity) -> tuple[str, ...]:
    found = []
    if term.expiry is not None:
        found.append(f"检测{term.expiry.words}")
    if machine.registration_no is None:
        found.append("没有使用登记编号，请核实")
    return tuple(found)


def _visits(session: Session, key: int) -> list[Happening]:
    rows = session.scalars(
        select(Visit)
        .join(VisitMachine, VisitMachine.visit_id == Visit.id)
        .where(VisitMachine.machine_id == key)
    )
    return [
        Happening(row.visited_on, f"{label(row.kind)}时查过", row.inspectors_text or "")
        for row in rows
    ]
