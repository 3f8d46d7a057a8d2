"""A workbook or text table as grids of cells, rows and columns numbered as Excel does.

Excel formats are read by calamine, .csv by the standard library. A cell is a str, float, bool,
date, datetime, time or timedelta; an empty cell and a formula's error are the empty text.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from desktop.domain.errors import KnownProblem
from desktop.exchange.files import (
    UNPACKING_TROUBLE,
    Format,
    broken,
    encrypted,
    format_of,
    read_file,
)

_CELL_LIMIT = 20_000_000
_HEAD = 60

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s[^>]*?ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?(?:v|is|f)[ >]')

Row = list[Any]


@dataclass(frozen=True)
class Merge:
    """A merged cell: first and last row and column, counted from 0, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One sheet; ``head`` is enough to see what it is, ``load`` makes Python of all its cells."""

    name: str
    head: Sequence[Row]
    merges: tuple[Merge, ...]
    load: Callable[[], list[Row]]


@dataclass(frozen=True)
class Book:
    """An opened file; ``sheets`` false where the file has no sheets to name (.csv)."""

    path: Path
    grids: tuple[Grid, ...]
    sheets: bool = True


def open_book(path: Path) -> Book:
    """Every sheet of the file; a `KnownProblem` for whatever cannot be read."""
    content = read_file(path)
    kind = format_of(path, content)
    if kind is Format.TEXT:
        rows = _text_rows(path, content)
        return Book(path, (Grid(path.stem, rows[:_HEAD], (), lambda: rows),), sheets=False)
    if kind is Format.XLSX:
        _check_extent(path, content)
    return Book(path, _calamine_grids(path, content, kind))


def _calamine_grids(path: Path, content: bytes, kind: Format) -> tuple[Grid, ...]:
    import python_calamine as calamine

    spans = _ods_merges(path, content) if kind is Format.ODS else {}
    try:
        workbook = calamine.load_workbook(io.BytesIO(content))
        tables = [
            workbook.get_sheet_by_name(meta.name)
            for meta in workbook.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        return tuple(_grid(table, spans.get(table.name, ())) for table in tables)
    except calamine.PasswordError:
        raise encrypted(path) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise broken(path) from None
    except BaseException as error:
        # a panic inside calamine is no Exception, yet means no more than a broken file
        if type(error).__name__ != "PanicException":
            raise
        raise broken(path) from None


def _grid(table: Any, spans: tuple[Merge, ...]) -> Grid:
    merged = table.merged_cell_ranges or ()
    merges = tuple(Merge(*first, *last) for first, last in merged) or spans
    _check_size(table.name, table.total_height, table.total_width)

    def load() -> list[Row]:
        rows: list[Row] = table.to_python(skip_empty_area=False)
        return rows

    return Grid(table.name, table.to_python(skip_empty_area=False, nrows=_HEAD), merges, load)


def _check_size(name: str, height: int, width: int) -> None:
    if height * width > _CELL_LIMIT:
        raise KnownProblem(
            f"工作表“{name}”的内容一直延伸到第 {height} 行、第 {width} 列，超出可以读取的范围，"
            "请删去表格以外多余的行和列，或分成几个文件再导入"
        )


def _check_extent(path: Path, content: bytes) -> None:
    """Refuse a table with a cell far out before calamine lays out all cells up to it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in filter(_SHEET_PART.fullmatch, archive.namelist()):
                with archive.open(part) as stream:
                    told = _DIMENSION.search(stream.read(4096))
                if told is None or _area(told) > _CELL_LIMIT:
                    _check_size(Path(part).stem, *_filled_extent(archive.read(part)))
    except UNPACKING_TROUBLE:
        raise broken(path) from None


def _area(match: re.Match[bytes]) -> int:
    return _column_number(match[1]) * int(match[2])


def _filled_extent(xml: bytes) -> tuple[int, int]:
    """How far cells with content really go: formats alone may mark a whole sheet as used."""
    height = width = 0
    for match in _FILLED_CELL.finditer(xml):
        height = max(height, int(match[2]))
        width = max(width, _column_number(match[1]))
    return height, width


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_merges(path: Path, content: bytes) -> dict[str, tuple[Merge, ...]]:
    """The merged cells of each sheet of an .ods, which calamine does not tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            root = ElementTree.fromstring(archive.read("content.xml"))
    except (*UNPACKING_TROUBLE, ElementTree.ParseError, KeyError):
        raise broken(path) from None
    return {
        table.get(f"{_OFFICE}name", ""): tuple(_spans(table))
        for table in root.iter(f"{_OFFICE}table")
    }


def _spans(table: ElementTree.Element) -> Iterator[Merge]:
    top = 0
    for row in table.iter(f"{_OFFICE}table-row"):
        left = 0
        for cell in row:
            rows = int(cell.get(f"{_OFFICE}number-rows-spanned", 1))
            columns = int(cell.get(f"{_OFFICE}number-columns-spanned", 1))
            if rows > 1 or columns > 1:
                yield Merge(top, left, top + rows - 1, left + columns - 1)
            left += int(cell.get(f"{_OFFICE}number-columns-repeated", 1))
        top += int(row.get(f"{_OFFICE}number-rows-repeated", 1))


def _text_rows(path: Path, content: bytes) -> list[Row]:
    """The records of a .csv, each as long as the longest; blank lines are rows too."""
    text = decoded(path, content)
    start = text[:4096]
    delimiter = max(",\t;", key=start.count)
    try:
        rows: list[Row] = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise KnownProblem(
            f"“{path.name}”的引号或分隔符不成对，无法分列，请用 Excel 打开后另存为 .xlsx，再导入"
        ) from None
    width = max(map(len, rows), default=0)
    _check_size(path.stem, len(rows), width)
    return [row + [""] * (width - len(row)) for row in rows]


def decoded(path: Path, content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with one (Excel's Unicode text), else GB 18030."""
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise KnownProblem(
        f"“{path.name}”的文字编码无法识别，请用 Excel 打开后另存为“CSV UTF-8”或 .xlsx，再导入"
    )
