"""起重机械: entering and changing one by hand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.change import about
from db.codes import Area, MachineKind
from db.session import Act
from db.tables.machines import Machine
from desktop.domain.labels import label
from desktop.usecases.done import Done
from desktop.usecases.records import claimed_or_new, put_values
from desktop.usecases.unique import check_not_there


@dataclass(frozen=True)
class SaveMachine:
    """All columns of the ledger; without an id it is a new one."""

    project: int
    kind: MachineKind
    record_no: str | None = None
    registration_no: str | None = None
    owner: str | None = None
    inspected_on: date | None = None
    next_inspection: date | None = None
    status: str | None = None
    id: int | None = None
    version: int = 0


def save_machine(session: Session, command: SaveMachine, act: Act) -> Done[int]:
    same = {"project_id": command.project, "kind": command.kind, "record_no": command.record_no}
    check_not_there(session, Machine, command.id, "本工程的这台设备（类型、备案编号）", **same)
    machine = claimed_or_new(session, Machine, command.id, command.version)
    put_values(
        machine,
        project_id=command.project,
        kind=command.kind,
        record_no=command.record_no,
        registration_no=command.registration_no,
        owner=command.owner,
        inspected_on=command.inspected_on,
        next_inspection=command.next_inspection,
        status=command.status,
    )
    about(session, f"{label(command.kind)} {command.record_no or ''}".rstrip())
    return Done(machine.id, frozenset({Area.MACHINES}))
