"""What the record says a round has to cover, and what changed since it was frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import HolderKind, ProjectStatus
from db.tables.enterprises import Enterprise
from db.tables.machines import Machine
from db.tables.projects import Participation, Project, ProjectStatusSince
from db.tables.rounds import Round, RoundUnit
from desktop.domain.rounds import (
    Change,
    Ground,
    Held,
    MachineRow,
    PartyRow,
    StatusRow,
    Stay,
    Unit,
    changes,
    stays_of,
)
from desktop.queries.figures.base import GONE
from desktop.queries.rounds import counting_of


@dataclass(frozen=True)
class ChangeRow:
    """A proposed change of scope, with the unit's name."""

    change: Change
    name: str


def ground(session: Session) -> Ground:
    """All statuses, parties and machines, in three statements."""
    status = ProjectStatusSince
    statuses = select(status.project_id, status.since, status.status)
    party = Participation
    parties = select(
        party.project_id, party.role, party.enterprise_id, party.valid_from, party.valid_to
    )
    machine = Machine
    machines = select(
        machine.id,
        machine.project_id,
        machine.kind,
        machine.valid_from,
        machine.valid_to,
        machine.status,
    )
    return Ground(
        tuple(StatusRow(*row) for row in session.execute(statuses)),
        tuple(
            PartyRow(project, role, firm, Stay(begins, ends))
            for project, role, firm, begins, ends in session.execute(parties)
            if firm is not None
        ),
        tuple(
            MachineRow(key, project, kind, Stay(begins or date.min, ends), told in GONE)
            for key, project, kind, begins, ends, told in session.execute(machines)
        ),
    )


def held_units(session: Session, round_id: int) -> dict[Unit, Held]:
    """The scope of a round as it stands."""
    rows = select(RoundUnit).where(RoundUnit.round_id == round_id)
    return {
        Unit(row.unit_kind, row.unit_id): Held(
            row.joined_on, row.left_on, row.reason, row.left_reason
        )
        for row in session.scalars(rows)
    }


def scope_changes(session: Session, one: Round, today: date) -> tuple[Change, ...]:
    """Arrivals and departures up to today; a finished round changes no more."""
    if one.last_day is not None:
        return ()
    found = ground(session)
    begun = sorted((row for row in found.statuses if row.since <= today), key=lambda r: r.since)
    last = {row.project: row.status for row in begun}
    completed = {project for project, status in last.items() if status is ProjectStatus.COMPLETED}
    stays = stays_of(found, counting_of(one))
    return changes(held_units(session, one.id), stays, one.first_day, today, completed)


def round_changes(session: Session, round_id: int, today: date) -> tuple[ChangeRow, ...]:
    """The proposed changes with the names of what they are about."""
    one = session.get(Round, round_id)
    if one is None:
        return ()
    found = scope_changes(session, one, today)
    names = unit_names(session, (change.unit for change in found))
    return tuple(ChangeRow(change, names.get(change.unit, "")) for change in found)


def unit_names(session: Session, units: Iterable[Unit]) -> Mapping[Unit, str]:
    """What units are called; a machine by its number and its site."""
    ids: dict[HolderKind, list[int]] = {kind: [] for kind in HolderKind}
    for unit in units:
        ids[unit.kind].append(unit.id)
    names: dict[Unit, str] = {}
    for kind, model in ((HolderKind.PROJECT, Project), (HolderKind.ENTERPRISE, Enterprise)):
        rows = select(model.id, model.name).where(model.id.in_(ids[kind]))
        names |= {Unit(kind, key): name for key, name in session.execute(rows)}
    machines = (
        select(Machine.id, Machine.record_no, Machine.registration_no, Project.name)
        .join(Project, Project.id == Machine.project_id)
        .where(Machine.id.in_(ids[HolderKind.MACHINE]))
    )
    for key, record, registration, site in session.execute(machines):
        number = record or registration or "无编号"
        names[Unit(HolderKind.MACHINE, key)] = f"{number}（{site}）"
    return names
