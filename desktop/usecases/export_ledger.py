"""A ledger as rows for a workbook: in the columns and words in which it would come in."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.identifiers import masked
from desktop.domain.ledger import Kind
from desktop.usecases.imports.all import importer_of
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Facts, Importer
from desktop.usecases.imports.shown import shown_fact

_LINKED = ("project", "enterprise")


def ledger_rows(session: Session, ledger: str, today: date) -> tuple[tuple[Any, ...], ...]:
    """Every record of that ledger as it stands today; identity numbers are masked."""
    importer = importer_of(ledger)
    ground = Ground(session, today)
    held = importer.held(ground, None)
    return tuple(_row(ground, importer, facts) for facts in held.values())


def _row(ground: Ground, importer: Importer, facts: Facts) -> tuple[Any, ...]:
    return tuple(
        _value(ground, column.key, column.type, facts[column.key])
        for column in importer.ledger.columns
    )


def _value(ground: Ground, key: str, kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind is Kind.ID_NUMBER:
        return masked(value)
    linked = key in _LINKED and isinstance(value, int)
    return shown_fact(ground, key, value) if linked else value
