"""列对应: which field of a ledger each column of a workbook is taken as, and what that lacks."""

from collections import Counter
from collections.abc import Mapping

from desktop.domain.ledger import Ledger

Matched = Mapping[str, str | None]
"""The workbook's own header → the key of a field, or None where the column is left out."""


def missing_columns(ledger: Ledger, matched: Matched) -> tuple[str, ...]:
    """The required columns that no header is taken as."""
    taken = set(matched.values())
    return tuple(column.title for column in ledger.required() if column.key not in taken)


def doubled_columns(ledger: Ledger, matched: Matched) -> tuple[str, ...]:
    """The columns that two headers are taken as: only one of them could be read."""
    counts = Counter(key for key in matched.values() if key is not None)
    return tuple(column.title for column in ledger.columns if counts[column.key] > 1)


def fitting(ledger: Ledger, matched: Matched) -> dict[str, str | None]:
    """A remembered mapping as far as the ledger still has its fields."""
    known = {column.key for column in ledger.columns}
    return {header: key if key in known else None for header, key in matched.items()}
