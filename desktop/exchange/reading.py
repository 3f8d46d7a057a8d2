"""A workbook somebody keeps → the sheet that is a ledger, read row by row.

Nothing is guessed silently: the kind taken, the header row and the columns are told, and a
mapping of headers to fields corrects them.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.domain.cells import shown
from desktop.domain.errors import KnownProblem
from desktop.domain.ledger import Ledger
from desktop.exchange.headings import (
    Header,
    Heading,
    find_heading,
    guess_heading,
    mapped_heading,
    plain_heading,
)
from desktop.exchange.rows import Sheet, read_rows
from desktop.exchange.sheets import Book, Grid, open_book


@dataclass(frozen=True)
class Outline:
    """What a sheet looks like before it is read, for the wizard's page of headers.

    ``ledger`` is None where no kind fits; ``samples`` has the first cells under each header.
    """

    sheet: str
    ledger: Ledger | None
    header_row: int
    headers: tuple[Header, ...]
    missing: tuple[str, ...]
    shape: str
    samples: dict[str, tuple[str, ...]]


def read_ledger(
    path: Path,
    ledgers: Sequence[Ledger],
    *,
    ledger: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    today: date,
) -> Sheet:
    """Read the one sheet that is a ledger (or the one asked for); guess its kind unless told."""
    book = open_book(path)
    grid, heading = _choose(book, _kinds(ledgers, ledger), sheet, mapping)
    with _no_collection():
        return read_rows(grid, heading, grid.name if book.sheets else None, today)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rows are made by the ten thousand and all are kept: looking for garbage doubles the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def outline(
    path: Path, ledgers: Sequence[Ledger], *, ledger: str | None = None
) -> tuple[Outline, ...]:
    """Every sheet of the file with its headers as they would be taken."""
    kinds = _kinds(ledgers, ledger)
    outlines = []
    for grid in open_book(path).grids:
        guessed = _heading(grid, kinds)
        heading = guessed or plain_heading(grid, kinds[0])
        if heading is not None:
            outlines.append(_outline(grid, heading, bool(guessed) or len(kinds) == 1))
    return tuple(outlines)


def _outline(grid: Grid, heading: Heading, fits: bool) -> Outline:
    under = grid.head[heading.top + heading.depth :][:3]
    return Outline(
        grid.name,
        heading.ledger if fits else None,
        heading.top + 1,
        heading.headers if fits else tuple(replace(h, field=None) for h in heading.headers),
        heading.missing(),
        heading.shape(),
        {h.text: tuple(shown(row[h.index]) for row in under) for h in heading.headers},
    )


def _kinds(ledgers: Sequence[Ledger], key: str | None) -> Sequence[Ledger]:
    if key is None:
        return ledgers
    kinds = [ledger for ledger in ledgers if ledger.key == key]
    if not kinds:
        known = "、".join(ledger.key for ledger in ledgers)
        raise KnownProblem(f"没有“{key}”这种台账，可用的有：{known}")
    return kinds


def _heading(grid: Grid, kinds: Sequence[Ledger]) -> Heading | None:
    """The header of a sheet that reads as one of the kinds; one kind may have few columns."""
    if len(kinds) > 1:
        return guess_heading(grid, kinds)
    heading = find_heading(grid, kinds[0])
    return None if heading is None or heading.missing() else heading


def _choose(
    book: Book,
    kinds: Sequence[Ledger],
    sheet: str | None,
    mapping: Mapping[str, str | None] | None,
) -> tuple[Grid, Heading]:
    grids = _asked(book, sheet)
    if mapping is not None:
        return _mapped(book, grids, kinds, mapping)
    found = [(grid, heading) for grid in grids if (heading := _heading(grid, kinds))]
    if len(found) > 1:
        names = "、".join(f"{grid.name}（{heading.ledger.title}）" for grid, heading in found)
        raise KnownProblem(
            f"“{book.path.name}”有 {len(found)} 个工作表像台账：{names}；请指明要哪一个（--sheet）"
        )
    if not found:
        raise _no_ledger(book, grids, kinds)
    return found[0]


def _asked(book: Book, sheet: str | None) -> Sequence[Grid]:
    if sheet is None or not book.sheets:
        return book.grids
    grids = [grid for grid in book.grids if grid.name.strip() == sheet.strip()]
    if not grids:
        names = "、".join(grid.name for grid in book.grids)
        raise KnownProblem(f"“{book.path.name}”里没有工作表“{sheet}”，只有：{names}")
    return grids


def _mapped(
    book: Book, grids: Sequence[Grid], kinds: Sequence[Ledger], mapping: Mapping[str, str | None]
) -> tuple[Grid, Heading]:
    if len(kinds) != 1 or len(grids) != 1:
        raise KnownProblem(f"“{book.path.name}”按列对应导入时，要先选定台账种类和工作表")
    heading = mapped_heading(grids[0], kinds[0], mapping)
    if heading is None:
        raise KnownProblem(f"“{book.path.name}”里没有找到列对应中的表头，请重新选择表头")
    if heading.missing():
        lacking = "、".join(heading.missing())
        raise KnownProblem(f"{kinds[0].title}的必填列还没有对应：{lacking}")
    return grids[0], heading


def _no_ledger(book: Book, grids: Sequence[Grid], kinds: Sequence[Ledger]) -> KnownProblem:
    """Why nothing reads as a ledger, with the nearest miss."""
    near = [heading for grid in grids for kind in kinds if (heading := find_heading(grid, kind))]
    nearest = max(near, key=lambda h: len(h.places()) / (1 + len(h.missing())), default=None)
    if nearest is None:
        wanted = kinds[0].title if len(kinds) == 1 else "任何一种台账"
        return KnownProblem(f"“{book.path.name}”里没有找到{wanted}的表头，请检查是否选错文件")
    where = f"“{book.path.name}”第 {nearest.top + 1} 行像{nearest.ledger.title}的表头"
    if not nearest.missing():
        return KnownProblem(f"{where}，但认得的列太少，不能确定；请指明台账种类（--ledger）")
    lacking = "、".join(nearest.missing())
    return KnownProblem(f"{where}，但缺少必填列：{lacking}；请补上后再导入")
