"""The form of a row on which both databases, the digests and the rows before agree.

A stored value is text, a whole number, a float, bytes or nothing: truth is 0 or 1, a day its ISO
form, a code its word. A row is the tuple of its stored values in the order of its columns' names.

The digest of a row is the SHA-256 of the names of its filled columns and their values. Empty
columns are left out, so that a column added later leaves old digests as they are.
"""

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Float, LargeBinary, Table
from sqlalchemy import Integer as WholeNumber

Stored = str | int | float | bytes | None
StoredRow = tuple[Stored, ...]
Fix = Callable[[Any], Stored]

#: between the values of a row; a value that holds it makes the row take the escaped form
_UNIT = "\x1f"
_BEFORE = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    default=lambda value: {"hex": value.hex()},
).encode


@dataclass(frozen=True, slots=True)
class _Plan:
    """What rows whose values have the same Python types have in common."""

    header: str
    form: str
    units: int
    take: Callable[[Sequence[Stored]], tuple[Stored, ...]]
    fixes: tuple[tuple[int, Fix], ...]
    has_bytes: bool
    wrong: bool


class Shape:
    """One table's columns in the order of their names, and how their values are stored."""

    def __init__(self, table: Table) -> None:
        columns = sorted(table.columns, key=lambda column: column.name)
        self.table = table.name
        self.names = tuple(column.name for column in columns)
        self.at = {name: position for position, name in enumerate(self.names)}
        #: the statement that stores a row, as both databases read it
        self.insert = (
            f'INSERT INTO "{table.name}" ({", ".join(map(_quoted, self.names))})'
            f" VALUES ({', '.join('?' * len(self.names))})"
        )
        self._kinds = tuple(_kind(column) for column in columns)
        self._truths = tuple(
            position for position, column in enumerate(columns) if isinstance(column.type, Boolean)
        )
        self._plans: dict[tuple[type, ...], _Plan] = {}

    def put(self, values: Sequence[object]) -> tuple[StoredRow, bytes]:
        """Return the row as stored and its digest; a value of a wrong type is a bug."""
        row, digest = self.look(values)
        if digest is None:
            raise TypeError(f"{self.table}: a value that its column cannot store")
        return row, digest

    def look(self, values: Sequence[object]) -> tuple[StoredRow, bytes | None]:
        """Return the same of a row read raw; a value no program of ours stores has no digest."""
        types = tuple(map(type, values))
        plan = self._plans.get(types)
        if plan is None:
            plan = self._plans[types] = self._plan(types)
        row: Any = values
        try:
            if plan.fixes:
                row = list(values)
                for position, fix in plan.fixes:
                    row[position] = fix(row[position])
            return tuple(row), None if plan.wrong else _digest(plan, row)
        except (ValueError, OverflowError):
            return tuple(row), None

    def _plan(self, types: tuple[type, ...]) -> _Plan:
        nothing = type(None)
        filled = [at for at, kind in enumerate(types) if kind is not nothing]
        fixes = [(at, _fix(self._kinds[at], types[at])) for at in filled]
        header = ",".join(self.names[at] for at in filled)
        return _Plan(
            header,
            f"{header}\n{_UNIT.join(['%s'] * len(filled))}",
            max(len(filled) - 1, 0),
            _taker(filled),
            tuple((at, fix) for at, fix in fixes if fix is not None),
            any(self._kinds[at] is bytes for at in filled),
            any(fix is None and types[at] is not self._kinds[at] for at, fix in fixes),
        )

    def bind(self, rows: Sequence[StoredRow], dialect: str) -> Sequence[tuple[object, ...]]:
        """Return stored rows as the driver of ``dialect`` takes them; a server has real truth."""
        if dialect == "sqlite" or not self._truths:
            return rows
        bound = []
        for row in rows:
            values: list[object] = list(row)
            for position in self._truths:
                if row[position] is not None:
                    values[position] = bool(row[position])
            bound.append(tuple(values))
        return bound

    def before(self, row: StoredRow) -> str:
        """Return a row in words, to be put back by undo and shown on a timeline."""
        pairs = zip(self.names, row, strict=True)
        return _BEFORE({name: value for name, value in pairs if value is not None})

    def row_of(self, before: str) -> StoredRow:
        """Return the stored row again from its words; columns added since are empty."""
        return tuple(map(row_from_text(before).get, self.names))


@cache
def shape_of(table: Table) -> Shape:
    return Shape(table)


def stored_row(table: Table, values: Mapping[str, object]) -> dict[str, Stored]:
    """Return ``values`` by column name, as stored in ``table``."""
    shape = shape_of(table)
    row, _ = shape.look(tuple(map(values.get, shape.names)))
    return dict(zip(shape.names, row, strict=True))


def row_from_text(before: str) -> dict[str, Stored]:
    """Return the filled columns of a row before, by name."""
    row: dict[str, Stored] = {}
    for name, value in json.loads(before).items():
        row[name] = bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
    return row


def _quoted(name: str) -> str:
    return f'"{name}"'


def _digest(plan: _Plan, row: Sequence[Stored]) -> bytes:
    filled = plan.take(row)
    if plan.has_bytes:
        filled = tuple(value.hex() if type(value) is bytes else value for value in filled)
    text = plan.form % filled
    if text.count(_UNIT) != plan.units:
        escaped = (str(value).replace("\\", "\\\\").replace(_UNIT, "\\u") for value in filled)
        text = f"!{plan.header}\n{_UNIT.join(escaped)}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()


def _taker(filled: list[int]) -> Callable[[Sequence[Stored]], tuple[Stored, ...]]:
    """Return what takes the filled values of a row, without a loop in Python where it can."""
    if len(filled) > 1:
        return itemgetter(*filled)
    return lambda row: tuple(row[at] for at in filled)


def _kind(column: Column[Any]) -> type:
    if isinstance(column.type, Float):
        return float
    if isinstance(column.type, WholeNumber | Boolean):
        return int
    return bytes if isinstance(column.type, LargeBinary) else str


def _fix(kind: type, given: type) -> Fix | None:
    """Return what makes a stored value of one of type ``given``; None where nothing need or can."""
    if kind is str:
        return _text_fix(given)
    if kind is float and issubclass(given, int | float):
        return _finite
    if kind is int and given is not int and issubclass(given, int | float):
        return _whole
    if kind is bytes and given in (memoryview, bytearray):
        return bytes
    return None


def _text_fix(given: type) -> Fix | None:
    if issubclass(given, Enum):
        return attrgetter("_value_")
    if issubclass(given, date):  # of which datetime is one
        return given.isoformat
    return str if given is not str and issubclass(given, str) else None


def _finite(number: float) -> float:
    """Return a float as both databases give it back: SQLite knows no negative zero and no NaN."""
    if math.isnan(number):
        raise ValueError("not a number cannot be stored")
    return number + 0.0


def _whole(number: float) -> int:
    if number != int(number):
        raise ValueError("a fraction cannot be stored as a whole number")
    return int(number)
