"""危大工程: entering and changing one by hand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.change import about
from db.codes import Area, ReviewConclusion, WorkStatus
from db.session import Act
from db.tables.dangerous_works import DangerousWork
from desktop.usecases.done import Done
from desktop.usecases.records import claimed_or_new, put_values
from desktop.usecases.unique import check_not_there


@dataclass(frozen=True)
class SaveDangerousWork:
    """All columns of the ledger; without an id it is a new one."""

    project: int
    kind: str
    size: str | None = None
    over_scale: bool | None = None
    scheme_on: date | None = None
    reviewed_on: date | None = None
    conclusion: ReviewConclusion | None = None
    status: WorkStatus | None = None
    id: int | None = None
    version: int = 0


def save_dangerous_work(session: Session, command: SaveDangerousWork, act: Act) -> Done[int]:
    same = {"project_id": command.project, "kind": command.kind}
    check_not_there(session, DangerousWork, command.id, "本工程的这项危大工程", **same)
    work = claimed_or_new(session, DangerousWork, command.id, command.version)
    put_values(
        work,
        project_id=command.project,
        kind=command.kind,
        size=command.size,
        over_scale=command.over_scale,
        scheme_on=command.scheme_on,
        reviewed_on=command.reviewed_on,
        conclusion=command.conclusion,
        status=command.status,
    )
    about(session, command.kind)
    return Done(work.id, frozenset({Area.DANGEROUS_WORKS}))
