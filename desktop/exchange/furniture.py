"""The rows of a sheet that are no data: titles, groups, repeated headers, totals, signatures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.cells import BLANKS
from desktop.domain.ledger import heading_form, word_form
from desktop.exchange.headings import Heading, own_labels
from desktop.exchange.sheets import Grid, Row

_TOTAL = re.compile(
    r"(本页|本月|本季|本年|累计|全年|全县|全部)?(合计|总计|小计|共计|累计|总数)"
    r"[:]?[\d,.]*(家|个|人|条|项|台|件|处|起|次|份|名|人次|万元|平方米)?"
)
_SIGNATURE = re.compile(
    r"(填表|制表|填报|填写|审核|复核|审批|审定|审查|经办|统计|报送|上报|校核|批准|主管|分管"
    r"|负责|单位负责|部门负责|科室负责|签发|盖章|单位|日期|时间)"
    r"(人|人员|单位|日期|时间|领导|负责人)?(\([^)]*\))?:.*",
    re.DOTALL,
)
_BARE_SIGNATURE = re.compile(r"(填表|制表|填报|审核|复核|审批|经办)(人|人员|单位|日期)")
_NOTE = re.compile(r"(※|(备注|附注|注|说明|填表说明|填报说明|注意|注意事项)\d*[:.、]).*", re.DOTALL)
_GROUP = re.compile(r"([一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)).*", re.DOTALL)
_FEW = 3


def is_ending(text: str) -> bool:
    """Whether a row that begins so is a total, a signature or a note."""
    form = word_form(text)
    patterns = (_TOTAL, _SIGNATURE, _BARE_SIGNATURE, _NOTE)
    return any(pattern.fullmatch(form) for pattern in patterns)


@dataclass(frozen=True)
class Layout:
    """A sheet with merged cells filled in, and what is needed to tell its data from the rest."""

    rows: list[Row]
    first: int
    known: frozenset[int]
    labels: Mapping[int, set[str]]
    filled: Mapping[int, set[int]]
    banners: frozenset[int]


def lay_out(grid: Grid, heading: Heading) -> Layout:
    """Load all cells; a merged cell gives its value to every row it covers."""
    rows = grid.load()
    while rows and not any(rows[-1]):
        rows.pop()
    first = heading.top + heading.depth
    labels = own_labels(heading, rows)
    filled: dict[int, set[int]] = {}
    for merge in grid.merges:
        if merge.top < first or merge.top >= len(rows):
            continue
        value = rows[merge.top][merge.left]
        for index in range(merge.top + 1, min(merge.bottom + 1, len(rows))):
            rows[index][merge.left] = value
            filled.setdefault(index, set()).add(merge.left)
    banners = frozenset(merge.top for merge in grid.merges if merge.right > merge.left)
    known = frozenset(header.index for header in heading.headers if header.field)
    return Layout(rows, first, known, labels, filled, banners)


def data_among(layout: Layout, suspects: Sequence[int]) -> set[int]:
    """Those of the rows, in their order, that are data after all: they lack something."""
    data: set[int] = set()
    ended = False
    for index in suspects:
        cells = _own_cells(layout, index)
        if not layout.known & cells.keys():
            continue
        begins = cells[min(cells)]
        if isinstance(begins, str) and is_ending(begins):
            ended = True
        elif not _is_heading(layout, index, cells) and not (ended and _is_trailer(cells)):
            data.add(index)
    return data


def _own_cells(layout: Layout, index: int) -> dict[int, Any]:
    """The cells of a row that hold something of its own, not of a merged cell above."""
    above = layout.filled.get(index, set())
    return {
        column: cell
        for column, cell in enumerate(layout.rows[index])
        if column not in above and not (isinstance(cell, str) and word_form(cell) in BLANKS)
    }


def _is_heading(layout: Layout, index: int, cells: Mapping[int, Any]) -> bool:
    """A group, a title inside the table, the header again, or the numbers of the columns."""
    begins = cells[min(cells)]
    if len(cells) == 1 and index in layout.banners:
        return True
    if isinstance(begins, str) and len(cells) < _FEW and _GROUP.fullmatch(word_form(begins)):
        return True
    return _is_header_again(layout, cells) or _is_numbering(cells)


def _is_header_again(layout: Layout, cells: Mapping[int, Any]) -> bool:
    same = sum(
        isinstance(cell, str) and heading_form(cell) in layout.labels.get(column, ())
        for column, cell in cells.items()
    )
    return same > 1 and same * 2 >= len(cells)


def _is_numbering(cells: Mapping[int, Any]) -> bool:
    """The row 1 2 3 4 … under a header."""
    numbers = [str(cell).removesuffix(".0") for cell in cells.values()]
    return len(numbers) >= _FEW and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_trailer(cells: Mapping[int, Any]) -> bool:
    """What stands below the signatures: a day, a telephone, a sentence."""
    return len(cells) < _FEW
