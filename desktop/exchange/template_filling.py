"""The province's own workbook, filled: only the bound cells change, every other part stays.

openpyxl reads a workbook and writes another; what it does not know (drawings, print settings,
extensions) is lost. So the cells are put into the sheets' XML as text, and all other parts of the
file are copied as they are.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from desktop.exchange.templates import column_letters, column_number, sheet_parts, split_place

Value = str | int | float

_ROW = re.compile(r"<((?:\w+:)?)row\b([^>]*?)(/>|>(.*?)</\1row>)", re.DOTALL)
_CELL = re.compile(r"<((?:\w+:)?)c\b([^>]*?)(?:/>|>.*?</\1c>)", re.DOTALL)
_AT = re.compile(r'\br="([A-Z]*)(\d+)"')
_KIND = re.compile(r'\s+(?:t|cm|vm)="[^"]*"')
_DATA = re.compile(r"<((?:\w+:)?)sheetData\s*(?:/>|>(.*?)</\1sheetData>)", re.DOTALL)
_RECKON = re.compile(r"<((?:\w+:)?)calcPr\b([^>]*?)/>")
_SPANS = re.compile(r'\s+spans="[^"]*"')


def fill_template(content: bytes, values: Mapping[tuple[str, str], Value]) -> bytes:
    """The workbook with ``values`` by sheet and place in it."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as book,
        zipfile.ZipFile(made, "w") as filled,
    ):
        changed = {
            part: {place: value for (sheet, place), value in values.items() if sheet == title}
            for title, part in sheet_parts(book)
        }
        for entry in book.infolist():
            data = book.read(entry)
            if changed.get(entry.filename):
                data = _fill_sheet(data, changed[entry.filename])
            elif entry.filename == "xl/workbook.xml":
                data = _reckoned_anew(data)
            filled.writestr(entry, data, entry.compress_type)
    return made.getvalue()


def _fill_sheet(xml: bytes, values: Mapping[str, Value]) -> bytes:
    text = xml.decode("utf-8")
    data = _DATA.search(text)
    if data is None:
        return xml
    by_row: dict[int, dict[int, Value]] = {}
    for place, value in values.items():
        row, column = split_place(place)
        by_row.setdefault(row, {})[column] = value
    prefix = data[1]
    rows = _Rows(prefix, data[2] or "")
    for number, cells in sorted(by_row.items()):
        rows.put(number, cells)
    body = f"<{prefix}sheetData>{rows.text}</{prefix}sheetData>"
    return (text[: data.start()] + body + text[data.end() :]).encode("utf-8")


class _Rows:
    """The rows of a sheet as text; a row that is not there yet is put in its order."""

    def __init__(self, prefix: str, text: str) -> None:
        self._prefix = prefix
        self.text = text

    def put(self, number: int, cells: Mapping[int, Value]) -> None:
        before = 0
        for found in _ROW.finditer(self.text):
            at = _AT.search(found[2])
            here = int(at[2]) if at else 0
            if here == number:
                head = _SPANS.sub("", found[2])
                row = f"<{self._prefix}row{head}>{self._cells(number, found[4] or '', cells)}"
                row += f"</{self._prefix}row>"
                self.text = self.text[: found.start()] + row + self.text[found.end() :]
                return
            if here < number:
                before = found.end()
        row = f'<{self._prefix}row r="{number}">{self._cells(number, "", cells)}'
        row += f"</{self._prefix}row>"
        self.text = self.text[:before] + row + self.text[before:]

    def _cells(self, number: int, text: str, cells: Mapping[int, Value]) -> str:
        for column, value in sorted(cells.items()):
            before = 0
            for found in _CELL.finditer(text):
                at = _AT.search(found[2])
                here = column_number(at[1]) if at else 0
                if here == column:
                    style = _KIND.sub("", found[2])
                    text = text[: found.start()] + self._cell(style, value) + text[found.end() :]
                    break
                if here < column:
                    before = found.end()
            else:
                place = f' r="{column_letters(column)}{number}"'
                text = text[:before] + self._cell(place, value) + text[before:]
        return text

    def _cell(self, attributes: str, value: Value) -> str:
        p, attributes = self._prefix, attributes.rstrip()
        if value == "":
            return f"<{p}c{attributes}/>"
        if isinstance(value, str):
            words = escape(value)
            return f'<{p}c{attributes} t="inlineStr"><{p}is><{p}t>{words}</{p}t></{p}is></{p}c>'
        return f"<{p}c{attributes}><{p}v>{value:.15g}</{p}v></{p}c>"


def _reckoned_anew(xml: bytes) -> bytes:
    """Formulas over the bound cells are worked out again when the workbook is opened."""
    text = xml.decode("utf-8")
    found = _RECKON.search(text)
    if found is None or "fullCalcOnLoad" in found[2]:
        return xml
    told = f'<{found[1]}calcPr{found[2].rstrip()} fullCalcOnLoad="1"/>'
    return (text[: found.start()] + told + text[found.end() :]).encode("utf-8")
