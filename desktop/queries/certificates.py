"""证照: those of all five kinds of holder, by the ladder 90/60/30/0 before they expire.

What machines must have (检测) stands with the machine and is listed here beside the rest.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import CertificateKind, HolderKind
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Certificate, Inspector
from db.tables.key_people import KeyPerson
from db.tables.machines import Machine
from db.tables.projects import Project
from desktop.domain.certificates import LADDER
from desktop.domain.labels import label
from desktop.queries.validity import Validity, until

ENTITIES = {
    HolderKind.INSPECTOR: "inspector",
    HolderKind.ENTERPRISE: "enterprise",
    HolderKind.PROJECT: "project",
    HolderKind.PERSON: "key_person",
    HolderKind.MACHINE: "machine",
}
_NAMES: dict[HolderKind, Any] = {
    HolderKind.INSPECTOR: Inspector,
    HolderKind.ENTERPRISE: Enterprise,
    HolderKind.PROJECT: Project,
    HolderKind.PERSON: KeyPerson,
}


@dataclass(frozen=True)
class CertificateRow:
    """One certificate that has reached the ladder; ``id`` tells rows of the list apart."""

    id: int
    holder_kind: HolderKind
    holder_id: int
    holder: str
    kind: CertificateKind
    number: str | None
    validity: Validity
    site: str | None = None

    @property
    def entity(self) -> str:
        return ENTITIES[self.holder_kind]

    @property
    def step(self) -> int:
        """90, 60, 30 or 0; -1 where it has expired."""
        expiry = self.validity.expiry
        assert expiry is not None
        return -1 if expiry.expired else expiry.step

    @property
    def last_day(self) -> date:
        assert self.validity.last_day is not None
        return self.validity.last_day

    @property
    def words(self) -> str:
        expiry = self.validity.expiry
        return expiry.words if expiry else ""


def expiring(session: Session, today: date) -> tuple[CertificateRow, ...]:
    """All that have expired or will within 90 days, the first to end first."""
    rows = [*_certificates(session, today), *_inspections(session, today)]
    return tuple(sorted(rows, key=lambda row: (row.last_day, row.holder)))


def _certificates(session: Session, today: date) -> list[CertificateRow]:
    """The newest of each kind a holder has: an old one that was renewed is no news."""
    beyond = today + timedelta(days=max(LADDER) + 1)
    ends: dict[tuple[HolderKind, int, CertificateKind], Certificate] = {}
    for row in session.scalars(select(Certificate).where(Certificate.valid_to.is_not(None))):
        key = (row.holder_kind, row.holder_id, row.kind)
        held = ends.get(key)
        if held is None or (held.valid_to or date.min) < (row.valid_to or date.min):
            ends[key] = row
    near = [row for row in ends.values() if row.valid_to and row.valid_to <= beyond]
    named = {kind: _holders(session, kind, beyond) for kind in _NAMES}
    found = []
    for row in near:
        name, site = named.get(row.holder_kind, {}).get(row.holder_id, ("", None))
        assert row.valid_to is not None
        term = until(row.valid_to - timedelta(days=1), today)
        if name and not row.lasting:
            found.append(_row(row, name, term, site))
    return found


def _row(row: Certificate, holder: str, term: Validity, site: str | None) -> CertificateRow:
    return CertificateRow(
        id=row.id,
        holder_kind=row.holder_kind,
        holder_id=row.holder_id,
        holder=holder,
        kind=row.kind,
        number=row.number,
        validity=term,
        site=site,
    )


def _holders(session: Session, kind: HolderKind, beyond: date) -> dict[int, tuple[str, str | None]]:
    """What those are called whose certificates end by then, and where a person works."""
    model = _NAMES[kind]
    near = select(Certificate.holder_id).where(
        Certificate.holder_kind == kind, Certificate.valid_to <= beyond
    )
    query = select(model.id, model.name).where(model.id.in_(near))
    if model is KeyPerson:
        query = query.add_columns(Project.name).join(Project, Project.id == KeyPerson.project_id)
    rows = session.execute(query)
    return {row[0]: (row[1], row[2] if model is KeyPerson else None) for row in rows}


def _inspections(session: Session, today: date) -> list[CertificateRow]:
    rows = session.execute(
        select(Machine, Project.name)
        .join(Project, Project.id == Machine.project_id)
        .where(Machine.next_inspection <= today + timedelta(days=max(LADDER)))
        .where((Machine.valid_to.is_(None)) | (Machine.valid_to > today))
    )
    return [
        CertificateRow(
            id=machine.id,
            holder_kind=HolderKind.MACHINE,
            holder_id=machine.id,
            holder=f"{label(machine.kind)} {machine.record_no or ''}".rstrip(),
            kind=CertificateKind.MACHINE_INSPECTION,
            number=machine.registration_no,
            validity=until(machine.next_inspection, today),
            site=site,
        )
        for machine, site in rows
    ]


def ladder(session: Session, today: date) -> dict[int, int]:
    """How many stand on each step; -1 are those that have expired."""
    counts = dict.fromkeys((-1, *LADDER), 0)
    for row in expiring(session, today):
        counts[row.step] += 1
    return counts
