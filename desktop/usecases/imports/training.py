"""培训台账."""

from typing import Any

from sqlalchemy import select

from db.codes import Area
from db.tables.training import TrainingRecord
from desktop.domain.ledgers.training import LEDGER
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Facts, Importer, Rows, Work, plain_store
from desktop.usecases.imports.references import ENTERPRISE, chosen

_PLAIN = ("name", "kind", "hours", "start", "end", "mentor")


def _held(ground: Ground, rows: Rows) -> dict[int, Facts]:
    held: dict[int, Facts] = {}
    every = select(TrainingRecord).order_by(TrainingRecord.id)
    for query in chosen(every, TrainingRecord.enterprise_id, rows, "enterprise"):
        for row in ground.session.scalars(query):
            held[row.id] = {
                "enterprise": row.enterprise_id,
                "name": row.name,
                "id_number": ground.opened(row.id_number),
                **{key: getattr(row, key) for key in _PLAIN[1:]},
            }
    return held


def _columns(work: Work, facts: Facts) -> dict[str, Any]:
    return {
        "enterprise_id": facts["enterprise"],
        **{key: facts[key] for key in _PLAIN},
        **work.ground.sealed(facts["id_number"]),
    }


IMPORTER = Importer(
    LEDGER,
    Area.TRAINING,
    _held,
    plain_store(TrainingRecord, _columns),
    refers=(ENTERPRISE,),
)
