"""What a kind of ledger declares to be imported, and what it is handed to store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from db.act import Act
from db.base import Record
from db.change import insert_rows
from db.codes import Area
from db.ids import new_ids
from desktop.domain.ledger import Ledger, Severity
from desktop.domain.names import normal_name
from desktop.usecases.imports.ground import Ground, Names

Facts = dict[str, Any]
"""A row by column of its ledger; a record it names stands there as its id."""
OWN = "own"
"""Set in what the office holds of a record that was made here and not brought in."""


@dataclass(slots=True)
class Entry:
    """One record the sheet speaks of: as the office held it, and as the sheet leaves it."""

    id: int | None
    facts: Facts
    before: Facts | None = None
    row: int = 0

    @property
    def is_new(self) -> bool:
        return self.before is None


@dataclass(frozen=True)
class Refer:
    """A column that names a record: the id takes the name's place where ``linked``."""

    column: str
    names: Callable[[Ground], Names]
    unknown: str
    severity: Severity = Severity.ERROR
    linked: bool = True


@dataclass(frozen=True)
class Found:
    """A warning about a row of the sheet that only the whole sheet and the record could show."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Work:
    """Where the entries are stored: the session, who acts, and the ground of the plan."""

    session: Session
    act: Act
    ground: Ground

    def insert(self, model: type[Record], rows: Sequence[dict[str, Any]]) -> None:
        """Write rows at once; those without an id get one."""
        lacking = [row for row in rows if row.get("id") is None]
        for row, key in zip(lacking, new_ids(self.session, len(lacking)), strict=True):
            row["id"] = key
        for row in rows:
            row["version"] = 1
        table = model.__table__
        assert isinstance(table, Table)
        insert_rows(self.session, table, rows)

    def number(self, entries: Iterable[Entry]) -> list[Entry]:
        """Give the new ones among the entries their ids, and return them."""
        new = [entry for entry in entries if entry.is_new]
        for entry, key in zip(new, new_ids(self.session, len(new)), strict=True):
            entry.id = key
        return new

    def change(self, record: Record, values: Mapping[str, Any]) -> None:
        """Set what differs; a sealed number differs when its key does."""
        number = values.get("id_number_key")
        same_number = number is not None and number == record.id_number_key  # type: ignore[attr-defined]
        for name, value in values.items():
            if same_number and name.startswith("id_number"):
                continue
            if getattr(record, name) != value:
                setattr(record, name, value)

    def record(self, model: type[Any], key: int | None) -> Any:
        """The record of a changed entry."""
        return self.session.get_one(model, key)


Store = Callable[[Work, Sequence[Entry]], None]
Rows = Sequence[Facts] | None
Held = Callable[[Ground, Rows], dict[int, Facts]]
Same = Callable[[Any, Any], bool]
Review = Callable[[Ground, Sequence[Entry]], Iterable[Found]]
Prepare = Callable[[Ground, Facts], Iterable[tuple[str, str]]]


def _nothing(_ground: Ground, _what: Any) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Importer:
    """How one kind of ledger comes in.

    ``held`` gives what the office holds, in the words of the ledger, as far as the rows touch
    it (all, without rows); ``store`` writes what is new or changed. ``prepare`` puts a row
    right before it is looked at, ``review`` looks at all of them, both give warnings by column.
    ``kept`` are columns an import never changes, ``own`` the reason why a record made here is
    not changed at all; of ``dated`` columns one value holds a day; ``lasting`` are columns that
    may say 长期; ``same`` compares where equality will not do; ``lenient`` takes a row for the
    same record though a better key differs.
    """

    ledger: Ledger
    area: Area
    held: Held
    store: Store
    refers: tuple[Refer, ...] = ()
    prepare: Prepare = _nothing
    kept: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    dated: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    same: Mapping[str, Same] = field(default_factory=dict)
    review: Review = _nothing
    lenient: bool = False

    def is_same(self, key: str, old: Any, new: Any) -> bool:
        """Whether the sheet says what the office holds; names in their comparison form."""
        if old == new:
            return True
        own = self.same.get(key)
        if own is not None:
            return own(old, new)
        plain = type(old) is str and type(new) is str
        return plain and normal_name(old) == normal_name(new)

    def differing(self, entry: Entry) -> list[str]:
        """The columns in which the entry ends up different from what the office held."""
        before = entry.before or {}
        return [
            column.key
            for column in self.ledger.columns
            if not self.is_same(column.key, before[column.key], entry.facts[column.key])
        ]


def plain_store(model: type[Record], columns_of: Callable[[Work, Facts], dict[str, Any]]) -> Store:
    """A store for kinds whose entry is one row of one table."""

    def store(work: Work, entries: Sequence[Entry]) -> None:
        new = work.number(entries)
        work.insert(model, [{"id": entry.id, **columns_of(work, entry.facts)} for entry in new])
        for entry in entries:
            if not entry.is_new:
                work.change(work.record(model, entry.id), columns_of(work, entry.facts))

    return store
