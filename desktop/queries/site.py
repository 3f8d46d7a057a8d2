"""A site on a day: the machines that stood there, its parts, and the parties that can be asked."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.codes import MachineKind, PartyRole
from db.tables.machines import Machine
from db.tables.projects import ProjectPart
from desktop.queries.papers import parties_on
from desktop.reference.duties import asked_roles


@dataclass(frozen=True)
class SiteMachine:
    """A machine by its numbers."""

    id: int
    kind: MachineKind
    record_no: str
    registration_no: str
    next_inspection: date | None

    @property
    def number(self) -> str:
        """The number it is ticked by: 使用登记 where there is one, else 备案."""
        return self.registration_no or self.record_no or "无编号"


@dataclass(frozen=True)
class SiteParty:
    """A party with a section of its own; one not in the ledger of enterprises has none."""

    enterprise_id: int
    role: PartyRole
    name: str


def machines_on(session: Session, project_id: int, day: date) -> tuple[SiteMachine, ...]:
    """Those that stood on the site on the day: in from the first day, out from the last."""
    rows = (
        select(Machine)
        .where(
            Machine.project_id == project_id,
            or_(Machine.valid_from.is_(None), Machine.valid_from <= day),
            or_(Machine.valid_to.is_(None), Machine.valid_to > day),
        )
        .order_by(Machine.kind, Machine.registration_no, Machine.record_no, Machine.id)
    )
    return tuple(
        SiteMachine(
            row.id,
            row.kind,
            row.record_no or "",
            row.registration_no or "",
            row.next_inspection,
        )
        for row in session.scalars(rows)
    )


def asked_parties(session: Session, project_id: int, day: date) -> tuple[SiteParty, ...]:
    """The parties whose section can be answered, in the order of the roles."""
    found = parties_on(session, project_id, day)
    named = {
        (one.enterprise_id, one.role): SiteParty(one.enterprise_id, one.role, one.name)
        for one in found
        if one.enterprise_id is not None
    }
    return tuple(one for role in asked_roles() for one in named.values() if one.role is role)


def parts_of(session: Session, project_id: int) -> tuple[str, ...]:
    """部位: the buildings and lots of the project."""
    rows = select(ProjectPart.name).where(ProjectPart.project_id == project_id)
    return tuple(dict.fromkeys(session.scalars(rows.order_by(ProjectPart.id))))
