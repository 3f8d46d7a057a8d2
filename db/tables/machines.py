"""建筑起重机械."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import MachineKind


class Machine(Record):
    """A machine on a site; another site is another row, told apart by its own days."""

    __tablename__ = "machine"

    project_id: Mapped[int] = ref("project")
    part_id: Mapped[int | None] = ref("project_part")
    kind: Mapped[MachineKind] = coded(MachineKind)
    record_no: Mapped[str | None] = mapped_column(index=True)
    registration_no: Mapped[str | None] = mapped_column(index=True)
    owner: Mapped[str | None]
    inspected_on: Mapped[date | None]
    next_inspection: Mapped[date | None]
    status: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
