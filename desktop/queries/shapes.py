"""How the headers of a workbook of this shape were matched the last time."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.office import ImportShape


def known_mapping(session: Session, shape: str, ledger: str) -> Mapping[str, str | None] | None:
    """The matching of that shape for that kind of ledger."""
    held = session.scalar(
        select(ImportShape.mapping).where(ImportShape.shape == shape, ImportShape.ledger == ledger)
    )
    return None if held is None else dict(json.loads(held))


def known_kinds(session: Session, shapes: Sequence[str]) -> Mapping[str, str]:
    """Shape → the kind of ledger it was last taken for, where it ever was."""
    query = select(ImportShape.shape, ImportShape.ledger).where(ImportShape.shape.in_(shapes))
    return {row.shape: row.ledger for row in session.execute(query.order_by(ImportShape.id))}
