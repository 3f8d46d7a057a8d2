"""Which row of a sheet is its header, which ledger it heads, and which column is what.

A header may stand under title rows and take two or three rows with merged cells; its labels are
compared as ``heading_form`` says. Nothing is decided here that a mapping cannot correct.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.ledger import Ledger, heading_form
from desktop.exchange.sheets import Grid, Row

_DEEPEST = 3
_LONGEST_LABEL = 40
_FEW = 3

Parts = tuple[str, ...]
Labels = list[list[str]]


@dataclass(frozen=True)
class Header:
    """One headed column of the sheet: its place, its own words, and the field it is taken as."""

    index: int
    text: str
    field: str | None
    doubtful: bool = False


@dataclass(frozen=True)
class Heading:
    """The header of a sheet; rows are counted from 0."""

    ledger: Ledger
    top: int
    depth: int
    headers: tuple[Header, ...]
    labels: tuple[Parts, ...]

    def places(self) -> dict[str, Header]:
        """The header of each field that the sheet has."""
        return {header.field: header for header in self.headers if header.field}

    def missing(self) -> tuple[str, ...]:
        """The required columns the sheet has not."""
        places = self.places()
        return tuple(c.title for c in self.ledger.required() if c.key not in places)

    def rank(self) -> tuple[int, int, int]:
        """Which of two headings of a ledger is the better: more columns, fewer rows, higher up."""
        return len(self.places()), -self.depth, -self.top

    def shape(self) -> str:
        """The same for every sheet with the same headers, to remember a mapping by."""
        words = "\n".join(heading_form(header.text) for header in self.headers)
        return hashlib.sha256(words.encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def _known(ledger: Ledger) -> dict[str, tuple[int, str, bool]]:
    """Every header of a ledger in comparison form: how good it is, its field, its doubt."""
    known: dict[str, tuple[int, str, bool]] = {}
    for column in ledger.columns:
        for rank, heading in enumerate(column.headings()):
            known.setdefault(heading_form(heading), (rank, column.key, heading in column.doubtful))
    return known


def find_heading(grid: Grid, ledger: Ledger) -> Heading | None:
    """The best header of that ledger on the sheet, whether all it needs is there or not."""
    return _best(grid, _spread(grid), ledger)


def guess_heading(grid: Grid, ledgers: Sequence[Ledger]) -> Heading | None:
    """The header that reads as a whole ledger with the most columns; the first of equals."""
    best: Heading | None = None
    rows = _spread(grid)
    for ledger in ledgers:
        heading = _best(grid, rows, ledger)
        if heading is None or heading.missing() or _too_little(heading):
            continue
        if best is None or len(heading.places()) > len(best.places()):
            best = heading
    return best


def _best(grid: Grid, rows: Labels, ledger: Ledger) -> Heading | None:
    found = (
        Heading(ledger, top, depth, _match(labels, ledger), labels)
        for top, depth, labels in _candidates(grid, rows, _known(ledger))
    )
    return max(found, key=Heading.rank, default=None)


def _too_little(heading: Heading) -> bool:
    """A lone 姓名 is no ledger: with one required column others must stand beside it."""
    return len(heading.places()) < (_FEW if len(heading.ledger.required()) == 1 else 2)


def mapped_heading(grid: Grid, ledger: Ledger, mapping: Mapping[str, str | None]) -> Heading | None:
    """The header as somebody has corrected it: own words of a column → field, or None."""
    wanted = {heading_form(text): None for text in mapping}
    found = []
    for top, depth, labels in _candidates(grid, _spread(grid), wanted):
        texts = _texts(labels)
        headers = tuple(
            Header(index, text, mapping.get(text)) for index, text in enumerate(texts) if text
        )
        hits = sum(text in mapping for text in texts)
        found.append((hits, -depth, -top, Heading(ledger, top, depth, headers, labels)))
    return max(found, key=lambda entry: entry[:3])[3] if found else None


def plain_heading(grid: Grid, ledger: Ledger) -> Heading | None:
    """The first row that looks like a header of anything, for a mapping made by hand."""
    for top, row in enumerate(grid.head):
        labels = tuple((text,) if (text := _label(cell)) else () for cell in row)
        if len({parts for parts in labels if parts}) >= _FEW:
            return Heading(ledger, top, 1, _match(labels, ledger), labels)
    return None


def _candidates(
    grid: Grid, rows: Labels, known: Mapping[str, object]
) -> Iterator[tuple[int, int, tuple[Parts, ...]]]:
    """Every block of one to three rows that holds some of the headers, with its labels."""
    hits = [sum(heading_form(cell) in known for cell in row if cell) for row in rows]
    for top in range(len(rows)):
        least = max((m.bottom - top + 1 for m in grid.merges if m.top == top), default=1)
        for depth in range(min(least, _DEEPEST), _DEEPEST + 1):
            block = rows[top : top + depth]
            if len(block) == depth and sum(hits[top : top + depth]) > 1:
                yield top, depth, tuple(_parts(cells) for cells in zip(*block, strict=True))


def _spread(grid: Grid) -> Labels:
    """The first rows as labels, a label merged across several columns over each of them."""
    rows = [[_label(cell) for cell in row] for row in grid.head]
    for merge in grid.merges:
        if merge.top < len(rows):
            row = rows[merge.top]
            for column in range(merge.left + 1, min(merge.right + 1, len(row))):
                row[column] = row[merge.left]
    return rows


def _label(cell: object) -> str:
    text = "".join(cell.split()) if isinstance(cell, str) else ""
    return text if len(text) <= _LONGEST_LABEL else ""


def _parts(cells: Sequence[str]) -> Parts:
    return tuple(cell for cell in cells if cell)


def _texts(labels: Sequence[Parts]) -> list[str]:
    """The own words of each column, told apart where two columns say the same."""
    last = Counter(parts[-1] for parts in labels if parts)
    texts: list[str] = []
    for parts in labels:
        text = "".join(parts) if parts and last[parts[-1]] > 1 else "".join(parts[-1:])
        again = texts.count(text) + 1
        texts.append(f"{text}#{again}" if text and again > 1 else text)
    return texts


def _match(labels: Sequence[Parts], ledger: Ledger) -> tuple[Header, ...]:
    """Each headed column with its field; of two columns for one field the better header wins."""
    known = _known(ledger)
    claims: dict[str, tuple[int, int, bool]] = {}
    for index, parts in enumerate(labels):
        claim = next((known[form] for form in _forms(parts) if form in known), None)
        if claim is not None:
            rank, key, doubtful = claim
            claims[key] = min(claims.get(key, (rank, index, doubtful)), (rank, index, doubtful))
    fields = {index: (key, doubtful) for key, (_, index, doubtful) in claims.items()}
    return tuple(
        Header(index, text, *fields.get(index, (None, False)))
        for index, text in enumerate(_texts(labels))
        if text
    )


def _forms(parts: Parts) -> Iterator[str]:
    """What a column may be called: 论证 over 日期 is 论证日期 before it is 日期."""
    for first in range(len(parts)):
        yield heading_form("".join(parts[first:]))


def own_labels(heading: Heading, rows: Sequence[Row]) -> dict[int, set[str]]:
    """All that stands in each column of the header, to know it again further down."""
    block = rows[heading.top : heading.top + heading.depth]
    return {
        index: {heading_form(cell) for cell in cells if isinstance(cell, str) and cell.strip()}
        for index, cells in enumerate(zip(*block, strict=True))
    }
