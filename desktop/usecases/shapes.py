"""记住列对应: the next workbook with the same headers is matched as this one was."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.tables.office import ImportShape
from desktop.domain.ledgers.all import LEDGERS
from desktop.usecases.done import Done


@dataclass(frozen=True)
class RememberShape:
    """The headers of a sheet, known again by ``shape``, and the field each is taken as."""

    ledger: str
    shape: str
    mapping: Mapping[str, str | None]


def remember_shape(session: Session, command: RememberShape, act: Act) -> Done[None]:
    """Keep the matching beside the import, not in it: undoing the import does not unlearn it."""
    held = session.scalar(
        select(ImportShape).where(
            ImportShape.ledger == command.ledger, ImportShape.shape == command.shape
        )
    )
    mapping = json.dumps(dict(command.mapping), ensure_ascii=False, sort_keys=True)
    if held is None:
        session.add(ImportShape(ledger=command.ledger, shape=command.shape, mapping=mapping))
    elif held.mapping != mapping:
        held.mapping = mapping
    about(session, next(row.title for row in LEDGERS if row.key == command.ledger))
    return Done(None)
