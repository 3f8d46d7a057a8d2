"""起重机械台账."""

from typing import Any

from sqlalchemy import select

from db.codes import Area
from db.tables.machines import Machine
from desktop.domain.ledgers.machines import LEDGER
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Facts, Importer, Rows, Work, plain_store
from desktop.usecases.imports.references import PROJECT, chosen

_PLAIN = (
    "kind",
    "record_no",
    "registration_no",
    "owner",
    "inspected_on",
    "next_inspection",
    "status",
)


def _held(ground: Ground, rows: Rows) -> dict[int, Facts]:
    held: dict[int, Facts] = {}
    every = select(Machine).order_by(Machine.id)
    for query in chosen(every, Machine.project_id, rows, "project"):
        for row in ground.session.scalars(query):
            held[row.id] = {"project": row.project_id, **{k: getattr(row, k) for k in _PLAIN}}
    return held


def _columns(_work: Work, facts: Facts) -> dict[str, Any]:
    return {"project_id": facts["project"], **{key: facts[key] for key in _PLAIN}}


IMPORTER = Importer(LEDGER, Area.MACHINES, _held, plain_store(Machine, _columns), refers=(PROJECT,))
