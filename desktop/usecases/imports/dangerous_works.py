"""危大工程台账."""

from typing import Any

from sqlalchemy import select

from db.codes import Area
from db.tables.dangerous_works import DangerousWork
from desktop.domain.ledgers.dangerous_works import LEDGER
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Facts, Importer, Rows, Work, plain_store
from desktop.usecases.imports.references import PROJECT, chosen

_PLAIN = ("kind", "size", "over_scale", "scheme_on", "reviewed_on", "conclusion", "status")


def _held(ground: Ground, rows: Rows) -> dict[int, Facts]:
    held: dict[int, Facts] = {}
    every = select(DangerousWork).order_by(DangerousWork.id)
    for query in chosen(every, DangerousWork.project_id, rows, "project"):
        for row in ground.session.scalars(query):
            held[row.id] = {"project": row.project_id, **{k: getattr(row, k) for k in _PLAIN}}
    return held


def _columns(_work: Work, facts: Facts) -> dict[str, Any]:
    return {"project_id": facts["project"], **{key: facts[key] for key in _PLAIN}}


IMPORTER = Importer(
    LEDGER,
    Area.DANGEROUS_WORKS,
    _held,
    plain_store(DangerousWork, _columns),
    refers=(PROJECT,),
)
