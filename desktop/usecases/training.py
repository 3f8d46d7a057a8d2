"""培训: entering and changing one person's record by hand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.change import about
from db.codes import Area, TrainingKind
from db.session import Act
from db.tables.training import TrainingRecord
from desktop.usecases.done import Done
from desktop.usecases.records import claimed_or_new, put_values, sealed
from desktop.usecases.unique import check_not_there


@dataclass(frozen=True)
class SaveTraining:
    """All columns of the ledger; an identity number is only given where it is new."""

    enterprise: int
    name: str
    kind: TrainingKind
    id_number: str | None = None
    hours: float | None = None
    start: date | None = None
    end: date | None = None
    mentor: str | None = None
    id: int | None = None
    version: int = 0


def save_training(session: Session, command: SaveTraining, act: Act) -> Done[int]:
    same = {
        "enterprise_id": command.enterprise,
        "name": command.name,
        "kind": command.kind,
        "start": command.start,
    }
    check_not_there(session, TrainingRecord, command.id, "这个人的这次培训", **same)
    record = claimed_or_new(session, TrainingRecord, command.id, command.version)
    put_values(
        record,
        enterprise_id=command.enterprise,
        name=command.name,
        kind=command.kind,
        hours=command.hours,
        start=command.start,
        end=command.end,
        mentor=command.mentor,
        **sealed(session, command.id_number, record.id_number_key),
    )
    about(session, command.name)
    return Done(record.id, frozenset({Area.TRAINING}))
