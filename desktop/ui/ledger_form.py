"""The form of a ledger's record: a field for each of its columns, checked as an import checks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from desktop.domain.cells import cell_reader
from desktop.domain.days import NO_END, read_day
from desktop.domain.labels import label
from desktop.domain.ledger import Column, Kind, Ledger, Severity
from desktop.queries.cards import Ref
from desktop.queries.validity import LASTING, Validity
from desktop.ui.fields import Choice, Day, Field, LongText, Pick
from desktop.ui.typed import NotUnderstood

Query = Callable[..., Any]


@dataclass(frozen=True)
class CellField(Field):
    """A box read as a cell of that column of a workbook is, with the same reasons."""

    column: Column | None = None

    def understood(self, words: str, today: date) -> Any:
        assert self.column is not None
        cell = cell_reader(self.column, today)(words)
        if cell.reason is not None and cell.severity is Severity.ERROR:
            raise NotUnderstood(cell.reason)
        return cell.value

    def words_of(self, value: Any) -> str:
        return f"{value:.10g}" if isinstance(value, float) else super().words_of(value)


@dataclass(frozen=True)
class LedgerDay(Day):
    """A day of a ledger: an end may be 长期 where the column knows it."""

    may_last: bool = False

    def understood(self, words: str, today: date) -> Any:
        written = read_day(words, month_end=self.may_last) if self.may_last else None
        if written is not None and written.day == NO_END:
            return NO_END
        return super().understood(words, today)

    def words_of(self, value: Any) -> str:
        return LASTING if value == NO_END else super().words_of(value)


@dataclass(frozen=True)
class Asked:
    """How the columns of a ledger are asked for: ``picks`` are those that name a record,
    ``lasting`` those that may say 长期, ``left_out`` those that have no field.
    """

    picks: Mapping[str, Query] = field(default_factory=dict)
    lasting: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


def fields_of(ledger: Ledger, asked: Asked) -> tuple[Field, ...]:
    """A field for each column."""
    columns = (column for column in ledger.columns if column.key not in asked.left_out)
    return tuple(field_of(column, asked) for column in columns)


def field_of(column: Column, asked: Asked) -> Field:
    key, title, required = column.key, column.title, column.required
    if key in asked.picks:
        return Pick(key, title, required, query=asked.picks[key])
    if column.type is Kind.CHOICE:
        return Choice(key, title, required, choices=_choices(column))
    if column.type is Kind.DATE:
        may_last = key in asked.lasting
        hint = "如 20260305、2026.3.5；长期" if may_last else Day.hint
        return LedgerDay(
            key, title, required, hint, may_be_ahead=not column.event, may_last=may_last
        )
    if column.type is Kind.TEXT:
        return LongText(key, title, required)
    return CellField(key, title, required, column=column)


def _choices(column: Column) -> dict[Any, str]:
    """Each value once, by its label; 是 and 否 by their first words."""
    chosen: dict[Any, str] = {}
    for word, value in column.choices.items():
        if value not in chosen:
            chosen[value] = label(value) if isinstance(value, StrEnum) else word
    return chosen


def start_of(value: Any) -> Any:
    """A card's value as a field starts with it."""
    if isinstance(value, Ref):
        return (value.id, value.words)
    if isinstance(value, Validity):
        return NO_END if value.lasting else value.last_day
    return value
