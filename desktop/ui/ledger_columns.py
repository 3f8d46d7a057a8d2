"""Columns and filters that several ledgers' lists share."""

from collections.abc import Callable
from enum import StrEnum
from operator import attrgetter
from typing import Any

from desktop.domain.labels import labels_of
from desktop.domain.ledger import Ledger
from desktop.queries.validity import Validity
from desktop.ui.bulk import BulkColumn, Ids
from desktop.ui.columns import Column, Mark
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_form import Asked, field_of
from desktop.usecases.bulk import COLUMNS, EditRecords, edit_records, preview

EXPIRY = Filter("expiry", "到期", {"0": "已到期", "30": "30天内", "60": "60天内", "90": "90天内"})


def choices(kind: type[StrEnum]) -> dict[str, str]:
    """The codes of an enum with their words, for a filter."""
    return {member.value: word for member, word in labels_of(kind).items()}


def validity_column(title: str, name: str, sort: str, width: int = 196) -> Column:
    """The last day of a certificate, with how near it is in words and a mark."""
    get: Callable[[Any], Validity] = attrgetter(name)
    return Column(
        title,
        lambda row: get(row).words,
        width,
        sort=sort,
        mark=lambda row: mark_of(get(row)),
    )


def mark_of(term: Validity) -> Mark | None:
    if term.expiry is None:
        return None
    return Mark.DANGER if term.expired else Mark.WARNING


def tail_column(name: str = "id_number_tail") -> Column:
    """An identity number: only ever its last four signs."""
    get = attrgetter(name)
    return Column("身份证号", lambda row: f"尾号 {get(row)}" if get(row) else None, 96)


def bulk_columns(ledger: Ledger, entity: str) -> tuple[BulkColumn, ...]:
    """A bulk edit for each plain column that may be changed for many at once."""
    return tuple(_bulk(ledger, entity, key) for key in COLUMNS[entity])


def _bulk(ledger: Ledger, entity: str, key: str) -> BulkColumn:
    column = ledger.column(key)

    def command(ids: Ids, values: dict[str, Any]) -> EditRecords:
        return EditRecords(entity, ids, key, values[key])

    return BulkColumn(column.title, (field_of(column, Asked()),), command, preview, edit_records)
