"""The rows of a sheet under its header: values for the record, and what is wrong with each.

Columns are read one after the other and each distinct content once: a ledger of 20,000 rows
repeats its projects, days and words. What needs the record (an unknown project, a row that is
there already) is found by the use-case, which adds it with ``Sheet.refuse`` and ``Sheet.warn``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import repeat
from typing import Any

from desktop.domain.cells import Cell, cell_reader, shown
from desktop.domain.ledger import Column, Ledger, Severity, heading_form, heading_unit
from desktop.exchange.furniture import Layout, data_among, is_ending, lay_out
from desktop.exchange.headings import Header, Heading
from desktop.exchange.sheets import Grid, Row


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell; ``row`` as Excel numbers it, ``column`` as the file calls it."""

    row: int
    column: str
    value: str
    severity: Severity
    reason: str


@dataclass(slots=True)
class ReadRow:
    """One data row: a value for every column of the ledger, None where there is none."""

    row: int
    values: dict[str, Any]
    problems: list[Problem]

    def is_refused(self) -> bool:
        """Whether an error keeps the row out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True)
class Sheet:
    """A sheet read as a ledger; ``cells`` are all its cells as they stood, merged ones filled."""

    ledger: Ledger
    sheet: str | None
    header_row: int
    headers: tuple[Header, ...]
    shape: str
    rows: list[ReadRow]
    notes: list[Problem]
    cells: list[Row] = field(repr=False)

    @property
    def mapping(self) -> dict[str, str | None]:
        """The file's own headers and the field each is taken as."""
        return {header.text: header.field for header in self.headers}

    def column_name(self, key: str) -> str:
        """What the file calls a field; the ledger's own word where the file has it not."""
        named = (header.text for header in self.headers if header.field == key)
        return next(named, self.ledger.column(key).title)

    def refuse(self, row: ReadRow, key: str, reason: str) -> None:
        """Keep the row out, for the reason given, at the column of that field."""
        self.add(row, key, Severity.ERROR, reason)

    def warn(self, row: ReadRow, key: str, reason: str) -> None:
        """Let the row in, but say this at the column of that field."""
        self.add(row, key, Severity.WARNING, reason)

    def add(self, row: ReadRow, key: str, severity: Severity, reason: str) -> None:
        """Say something about the cell of that row and field."""
        place = next((header.index for header in self.headers if header.field == key), None)
        raw = "" if place is None else self.cells[row.row - 1][place]
        row.problems.append(Problem(row.row, self.column_name(key), shown(raw), severity, reason))

    def problems(self) -> list[Problem]:
        """Everything found, of the sheet first, then row by row."""
        return self.notes + [problem for row in self.rows for problem in row.problems]


class _Memo(dict[Any, Any]):
    """The values of one column by content, each distinct content read once."""

    def __init__(self, column: Column, today: date) -> None:
        self.read = cell_reader(column, today)
        self.wrong: dict[Any, Cell] = {}

    def __missing__(self, raw: Any) -> Any:
        cell = self.read(raw)
        if cell.reason is not None:
            self.wrong[raw] = cell
        self[raw] = cell.value
        return cell.value


@dataclass(frozen=True)
class _ReadColumn:
    """A column of the ledger as the sheet has it."""

    header: Header
    raw: list[Any]
    values: list[Any]
    wrong: Mapping[Any, Cell]


def read_rows(grid: Grid, heading: Heading, name: str | None, today: date) -> Sheet:
    """Read all rows under the header; what can be told without the record is told."""
    layout = lay_out(grid, heading)
    places = heading.places()
    columns = {
        column.key: _read_column(layout, column, places[column.key], today)
        for column in heading.ledger.columns
        if column.key in places
    }
    sheet = Sheet(
        ledger=heading.ledger,
        sheet=name,
        header_row=heading.top + 1,
        headers=heading.headers,
        shape=heading.shape(),
        rows=_rows(heading.ledger, layout, columns),
        notes=_notes(heading),
        cells=layout.rows,
    )
    _run_checks(sheet)
    return sheet


def _read_column(layout: Layout, column: Column, header: Header, today: date) -> _ReadColumn:
    raw = [row[header.index] for row in layout.rows[layout.first :]]
    memo = _Memo(_in_header_unit(column, header), today)
    return _ReadColumn(header, raw, list(map(memo.__getitem__, raw)), memo.wrong)


def _in_header_unit(column: Column, header: Header) -> Column:
    factor = column.units.get(heading_unit(header.text), 1.0)
    return column if factor == 1.0 else replace(column, bare_factor=factor)


def _notes(heading: Heading) -> list[Problem]:
    """What is to be said about the header itself."""
    notes = []
    for key, header in heading.places().items():
        column = heading.ledger.column(key)
        if header.doubtful:
            notes.append(
                (header, f"“{header.text}”没有写明是什么证，按“{column.title}”录入，请核对")
            )
        if _in_header_unit(column, header) is not column:
            unit = heading_unit(header.text)
            notes.append((header, f"表头的单位是“{unit}”，已换算为“{column.title}”的单位"))
    row = heading.top + 1
    return [Problem(row, h.text, h.text, Severity.WARNING, reason) for h, reason in notes]


def _rows(ledger: Ledger, layout: Layout, columns: Mapping[str, _ReadColumn]) -> list[ReadRow]:
    """The data rows, with the problems of their cells."""
    keys = tuple(column.key for column in ledger.columns)
    values = (columns[key].values if key in columns else repeat(None) for key in keys)
    rows = [
        ReadRow(number, dict(zip(keys, line, strict=False)), [])
        for number, line in enumerate(zip(*values, strict=False), layout.first + 1)
    ]
    for column in columns.values():
        if column.wrong:
            _add_wrong(rows, column)
    left_out = _left_out(ledger, layout, columns)
    return [row for row in rows if row.row not in left_out] if left_out else rows


def _run_checks(sheet: Sheet) -> None:
    for check in sheet.ledger.checks:
        for row in sheet.rows:
            finding = check(row.values)
            if finding is not None:
                sheet.add(row, finding.field, finding.severity, finding.reason)


def _add_wrong(rows: Iterable[ReadRow], column: _ReadColumn) -> None:
    for row, raw in zip(rows, column.raw, strict=True):
        cell = column.wrong.get(raw)
        if cell is not None and cell.reason is not None:
            row.problems.append(
                Problem(row.row, column.header.text, shown(raw), cell.severity, cell.reason)
            )


def _left_out(ledger: Ledger, layout: Layout, columns: Mapping[str, _ReadColumn]) -> set[int]:
    """The numbers of the rows that are no data.

    Only a row that lacks something can be such, or one that begins like a total or a header.
    """
    required = [columns[column.key] for column in ledger.required()]
    suspects: set[int] = set()
    for column in required:
        if None in column.values:
            suspects.update(i for i, value in enumerate(column.values) if value is None)
    body = layout.rows[layout.first :]
    for index in {*range(min(layout.known) + 1), required[0].header.index}:
        suspects |= _odd([row[index] for row in body], layout.labels.get(index, set()))
    ordered = [layout.first + offset for offset in sorted(suspects)]
    return {index + 1 for index in set(ordered) - data_among(layout, ordered)}


def _odd(raw: Sequence[Any], labels: set[str]) -> set[int]:
    """Where a column holds its own header again, or the beginning of a total or signature."""
    odd = {
        cell
        for cell in set(raw)
        if isinstance(cell, str) and (heading_form(cell) in labels or is_ending(cell))
    }
    return {offset for offset, cell in enumerate(raw) if cell in odd} if odd else set()
