"""The plan of an import: what each row of a sheet would add, change or leave, and what is wrong.

Rows that name the same record are folded into one entry, the later word standing, and only the
outcome is held against the record: so a file that contradicts itself comes in once, and the same
file again changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.days import NO_END
from desktop.domain.ledger import Ledger, Severity
from desktop.exchange.rows import Problem, ReadRow, Sheet
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import OWN, Entry, Facts, Found, Importer
from desktop.usecases.imports.shown import shown_fact

Progress = Callable[[int, int], None]
_STEP = 1000


class Fate(Enum):
    """What becomes of a row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Difference:
    """One field that the import would change: in which row, of what, from what to what."""

    row: int
    name: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Doubt:
    """A row whose best key is new while a lesser one is known: the same record, or ``apart``?"""

    row: int
    name: str
    differing: str
    same: str
    apart: bool


@dataclass(frozen=True)
class ImportPlan:
    """All an import would do; ``entries`` are to be stored, ``refused`` are numbers of rows.

    ``doubts`` are what only a person can tell; the command line takes them as the same record.
    """

    ledger: Ledger
    sheet: str | None
    header_row: int
    read: int
    counts: dict[Fate, int]
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...]
    refused: frozenset[int]
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]
    ground: Ground

    def count(self, fate: Fate) -> int:
        return self.counts.get(fate, 0)


def plan_import(
    session: Session,
    importer: Importer,
    sheet: Sheet,
    day: tuple[date, date | None],
    progress: Progress,
    apart: frozenset[int] = frozenset(),
) -> ImportPlan:
    """Plan the import of ``sheet`` on a day, ``day`` being today and --since.

    ``apart`` are rows somebody said are another record than the one they look like.
    """
    ground = Ground(session, *day)
    notes = _Notes(sheet)
    rows = _good_rows(importer, ground, sheet, notes)
    for row, facts in rows:
        for key, reason in importer.prepare(ground, facts):
            notes.warn(row.row, key, reason)
    held = importer.held(ground, [facts for _, facts in rows])
    fold = _Fold(importer, notes, held, apart)
    for done, (row, facts) in enumerate(rows):
        fold.take(row, facts)
        if done % _STEP == 0:
            progress(done, len(rows))
    entries = fold.settled()
    for found in importer.review(ground, entries):
        notes.say(found)
    counts = Counter(fold.fates.values())
    counts[Fate.REJECTED] = len(sheet.rows) - len(rows)
    good = {row.row for row, _ in rows}
    return ImportPlan(
        ledger=sheet.ledger,
        sheet=sheet.sheet,
        header_row=sheet.header_row,
        read=len(sheet.rows),
        counts=dict(counts),
        problems=tuple(sorted([*sheet.problems(), *notes.found], key=lambda found: found.row)),
        differences=_differences(ground, importer, entries),
        refused=frozenset(row.row for row in sheet.rows if row.row not in good),
        entries=entries,
        doubts=tuple(fold.doubts),
        ground=ground,
    )


class _Notes:
    """What the plan finds out about rows; the sheet as read stays as it was."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.found: list[Problem] = []

    def add(self, row: int, key: str, severity: Severity, reason: str) -> None:
        own = ReadRow(row, {}, [])
        self._sheet.add(own, key, severity, reason)
        self.found += own.problems

    def warn(self, row: int, key: str, reason: str) -> None:
        self.add(row, key, Severity.WARNING, reason)

    def say(self, found: Found) -> None:
        self.warn(found.row, found.column, found.reason)


def _good_rows(
    importer: Importer, ground: Ground, sheet: Sheet, notes: _Notes
) -> list[tuple[ReadRow, Facts]]:
    """The rows that may come in, the records they name in place of the names."""
    rows = [(row, row.values.copy()) for row in sheet.rows if not row.is_refused()]
    _take_away_no_end(importer, rows)
    refused: set[int] = set()
    for refer in importer.refers:
        names = refer.names(ground)
        for row, facts in rows:
            text = facts[refer.column]
            if text is None:
                continue
            found = names.all(text)
            if len(found) != 1:
                _say_not_one(refer.unknown.format(text), found, refer, row.row, notes)
            if refer.linked:
                facts[refer.column] = found[-1] if found else None
            if not found and refer.severity is Severity.ERROR:
                refused.add(row.row)
    return [pair for pair in rows if pair[0].row not in refused] if refused else rows


def _say_not_one(unknown: str, found: Sequence[int], refer: Any, row: int, notes: _Notes) -> None:
    if not found:
        notes.add(row, refer.column, refer.severity, unknown)
    else:
        notes.warn(row, refer.column, f"有{len(found)}个同名的，按最近登记的一个录入，请核对")


def _take_away_no_end(importer: Importer, rows: list[tuple[ReadRow, Facts]]) -> None:
    """长期 says something of a certificate; of any other day it says there is none."""
    for column in importer.ledger.columns:
        if column.ends and column.key not in importer.lasting:
            for _, facts in rows:
                if facts[column.key] is NO_END:
                    facts[column.key] = None


class _Fold:
    """Entries by their keys; each row finds its entry, or makes it."""

    def __init__(
        self,
        importer: Importer,
        notes: _Notes,
        held: dict[int, Facts],
        apart: frozenset[int],
    ) -> None:
        self.importer = importer
        self.notes = notes
        self.apart = apart
        self.doubts: list[Doubt] = []
        self.fates: dict[int, Fate] = {}
        self._rows: dict[int, list[int]] = {}
        self._entries: list[Entry] = []
        self._by_key: dict[tuple[Any, ...], Entry] = {}
        for key, facts in held.items():
            self._index(Entry(key, facts.copy(), facts))

    def take(self, row: ReadRow, facts: Facts) -> None:
        keys = self._keys(facts)
        entry = self._find(keys, row)
        if entry is None:
            entry = Entry(None, facts, None, row.row)
            self._entries.append(entry)
            for key in keys:
                self._by_key.setdefault(key, entry)
            self.fates[row.row] = Fate.ADDED
            return
        changes = {
            key: value
            for key, value in facts.items()
            if value is not None and not self.importer.is_same(key, entry.facts[key], value)
        }
        self._say_changes(entry, changes, row.row)
        if entry.row == 0:
            self._entries.append(entry)
        entry.row = entry.row or row.row
        entry.facts.update(changes)
        self._rows.setdefault(id(entry), []).append(row.row)
        self.fates[row.row] = Fate.UPDATED if changes else Fate.UNCHANGED
        self._index(entry)

    def settled(self) -> tuple[Entry, ...]:
        """The entries to be stored; rows that in the end change nothing are unchanged."""
        chosen = []
        for entry in self._entries:
            if entry.before is None or self.importer.differing(entry):
                chosen.append(entry)
            else:
                self.fates.update(dict.fromkeys(self._rows[id(entry)], Fate.UNCHANGED))
        return tuple(chosen)

    def _keys(self, facts: Facts) -> tuple[tuple[Any, ...], ...]:
        """All the row is known by; a row that lacks every key is known by all it holds."""
        return self.importer.ledger.keys_of(facts) or (("", *facts.values()),)

    def _index(self, entry: Entry) -> None:
        for key in self._keys(entry.facts):
            self._by_key.setdefault(key, entry)

    def _find(self, keys: tuple[tuple[Any, ...], ...], row: ReadRow) -> Entry | None:
        for place, key in enumerate(keys):
            entry = self._by_key.get(key)
            if entry is None:
                continue
            if place == 0:
                return entry
            contradicted = self._contradicted(keys[:place], entry)
            if not contradicted:
                return entry
            if self.importer.lenient and self._is_taken_as_same(row, contradicted, key):
                return entry
        return None

    def _contradicted(self, better: tuple[tuple[Any, ...], ...], entry: Entry) -> str | None:
        """The title of a better key in which the entry differs, rather than lacks it."""
        own = {key[0]: key for key in self._keys(entry.facts)}
        return next((key[0] for key in better if own.get(key[0], key) != key), None)

    def _is_taken_as_same(self, row: ReadRow, title: str, key: tuple[Any, ...]) -> bool:
        is_apart = row.row in self.apart
        columns = self.importer.ledger.columns
        name = str(row.values[columns[0].key])
        self.doubts.append(Doubt(row.row, name, title, str(key[0]), is_apart))
        column = next(c.key for c in columns if title.startswith(c.title))
        taken = "另一条" if is_apart else "同一条"
        reason = f"{title}与已登记的不同，但{key[0]}相同，按{taken}记录录入，请核对"
        self.notes.warn(row.row, column, reason)
        return not is_apart

    def _say_changes(self, entry: Entry, changes: Facts, row: int) -> None:
        if changes and entry.facts.get(OWN):
            self.notes.warn(row, next(iter(changes)), self.importer.own)
            changes.clear()
        for key, reason in self.importer.kept.items():
            if key in changes:
                del changes[key]
                self.notes.warn(row, key, reason.format(entry.facts[key]))
        for key in self.importer.dated & changes.keys():
            if entry.row and entry.facts[key] is not None:
                self.notes.warn(row, key, f"与第 {entry.row} 行所写不同，同一天以本行为准")


def _differences(
    ground: Ground, importer: Importer, entries: Sequence[Entry]
) -> tuple[Difference, ...]:
    found = []
    for entry in entries:
        if entry.before is None:
            continue
        name = shown_fact(ground, importer.ledger.columns[0].key, next(iter(entry.facts.values())))
        for key in importer.differing(entry):
            found.append(
                Difference(
                    entry.row,
                    name,
                    importer.ledger.column(key).title,
                    shown_fact(ground, key, entry.before[key]),
                    shown_fact(ground, key, entry.facts[key]),
                )
            )
    return tuple(found)
