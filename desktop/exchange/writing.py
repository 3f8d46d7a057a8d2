"""Rows → a workbook that opens in Excel and WPS as it should: text stays text, days are days.

No cell starts a formula, here or after somebody saves the sheet as CSV: text that could be
taken for one gets a leading apostrophe, which the import of ledgers takes off again. Marking
such a cell as text (``quotePrefix``) would protect the workbook, but not the CSV made from it.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from desktop.domain.days import NO_END
from desktop.domain.errors import KnownProblem
from desktop.domain.labels import label

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")
_LONG_NUMBER = 10**11
_LONGEST_NAME = 31
_A4 = 9
_FULL_DISK = (errno.ENOSPC, errno.EDQUOT)


class Titled(Protocol):
    """A column to write: a `Column` of a ledger, or a `Field`."""

    @property
    def title(self) -> str:
        """What stands in the header."""

    @property
    def width(self) -> int:
        """How many characters wide."""


@dataclass(frozen=True)
class Field:
    """A column of a workbook that is no ledger's."""

    title: str
    width: int = 12


@dataclass(frozen=True)
class OutSheet:
    """One sheet to write: its rows hold a value for each column, in order."""

    title: str
    columns: Sequence[Titled]
    rows: Iterable[Sequence[Any]]


def write_workbook(
    path: Path, title: str, columns: Sequence[Titled], rows: Iterable[Sequence[Any]]
) -> None:
    """Write one table; nothing is left half written, an older file is only replaced whole."""
    write_sheets(path, [OutSheet(title, columns, rows)])


def write_sheets(path: Path, sheets: Sequence[OutSheet]) -> None:
    """Write several tables, a sheet each."""
    import openpyxl

    try:
        with _replacing(path) as stream:
            book = openpyxl.Workbook(write_only=True)
            names: set[str] = set()
            for sheet in sheets:
                _write_sheet(book.create_sheet(_sheet_name(sheet.title, names)), sheet)
            book.save(stream)
    except OSError as error:
        raise _not_written(path, error) from error


def write_file(path: Path, content: bytes) -> None:
    """Write bytes whole, or say why they could not be written."""
    try:
        with _replacing(path) as stream:
            stream.write(content)
    except OSError as error:
        raise _not_written(path, error) from error


def written(value: Any) -> Any:
    """A value as its cell holds it: words for codes, text for what Excel would spoil."""
    if isinstance(value, tuple | list):
        value = "、".join(map(str, value))
    elif isinstance(value, StrEnum):
        value = label(value)
    elif isinstance(value, bool):
        value = "是" if value else "否"
    elif value == NO_END:
        value = "长期"
    elif isinstance(value, int | float) and abs(value) >= _LONG_NUMBER:
        value = f"{value:.15g}"
    return _guarded(value) if isinstance(value, str) else value


def _guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula; -2层临边 is no formula and stays as it is."""
    clean = _UNWRITABLE.sub("", text)
    begins = clean[:1]
    if begins in ("=", "@", "\t", "\r") or (begins in ("+", "-") and _may_calculate(clean)):
        return f"'{clean}"
    return clean


def _may_calculate(text: str) -> bool:
    return text.isascii() or any(sign in text for sign in "(|!'\"")


def _sheet_name(title: str, taken: set[str]) -> str:
    name = _FORBIDDEN_IN_NAME.sub(" ", title).strip()[:_LONGEST_NAME] or "Sheet"
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{name[: _LONGEST_NAME - 4]}_{number}"
    taken.add(name.lower())
    return name


def _write_sheet(sheet: Any, out: OutSheet) -> None:
    from openpyxl.utils import get_column_letter

    for index, column in enumerate(out.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width + 2
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = out.title.replace("&", "&&")
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    cells = _Cells(sheet)
    try:
        sheet.append(cells.header(column.title) for column in out.columns)
        count = 1
        for row in out.rows:
            sheet.append(cells.cell(written(value)) for value in row)
            count += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(out.columns))}{count}"
    finally:
        sheet.close()


class _Cells:
    """One cell a style, filled anew for each value: each is written before the next is asked."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        self._header = WriteOnlyCell(sheet)
        self._header.font = Font(bold=True)
        self._header.fill = PatternFill("solid", fgColor="FFE7EDF5")
        self._header.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._text = WriteOnlyCell(sheet)
        self._text.number_format = "@"
        self._text.alignment = Alignment(vertical="top", wrap_text=True)
        self._day = WriteOnlyCell(sheet)
        self._day.number_format = "yyyy-mm-dd"
        self._day.alignment = Alignment(vertical="top", horizontal="left")
        self._moment = WriteOnlyCell(sheet)
        self._moment.number_format = "yyyy-mm-dd hh:mm"
        self._moment.alignment = Alignment(vertical="top", horizontal="left")
        self._number = WriteOnlyCell(sheet)
        self._number.alignment = Alignment(vertical="top")

    def header(self, title: str) -> Any:
        return _filled_text(self._header, _guarded(title))

    def cell(self, value: Any) -> Any:
        """The cell for a value; None, an empty cell, has no style to keep the file small."""
        if value is None:
            return None
        if isinstance(value, str):
            return _filled_text(self._text, value)
        if isinstance(value, datetime):
            cell = self._moment
        else:
            cell = self._day if isinstance(value, date) else self._number
        cell.value = value
        return cell


def _filled_text(cell: Any, text: str) -> Any:
    cell.value = text
    cell.data_type = "s"  # openpyxl would make an error of the text #N/A
    return cell


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside the old one, put in its place in one step once it is whole and on the disk."""
    beside = path.with_name(f".{path.stem}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _not_written(path: Path, error: OSError) -> KnownProblem:
    if error.errno in _FULL_DISK:
        return KnownProblem(f"磁盘已满，“{path.name}”没有写成，请清理磁盘或换个位置再导出")
    if isinstance(error, FileNotFoundError):
        return KnownProblem(f"文件夹“{path.parent}”不存在，请换个位置再导出")
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return KnownProblem(f"“{path}”是文件夹，请另取一个文件名")
    if isinstance(error, PermissionError):
        return KnownProblem(
            f"“{path.name}”不能写入：可能正在 Excel 或 WPS 中打开，请关闭后再导出，或另取文件名"
        )
    if error.errno == errno.EROFS:
        return KnownProblem(f"“{path.parent}”是只读的，“{path.name}”没有写成，请换个位置再导出")
    return KnownProblem(f"“{path.name}”没有写成（系统错误 {error.errno}），请换个位置再导出")
