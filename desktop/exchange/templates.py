"""The province's own workbook as a clerk sees it while its cells are bound: texts and places."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from desktop.domain.errors import KnownProblem
from desktop.exchange.files import UNPACKING_TROUBLE, Format, format_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_CELLS = 50_000


@dataclass(frozen=True)
class TemplateCellText:
    """A cell of a template as it is seen; ``why_not`` says why no number may be put there."""

    place: str
    row: int
    column: int
    text: str
    why_not: str = ""


@dataclass(frozen=True)
class TemplateSheet:
    """One sheet: its cells by place, and how far it reaches."""

    name: str
    cells: Mapping[str, TemplateCellText]
    rows: int
    columns: int


def read_template(content: bytes, name: str) -> tuple[TemplateSheet, ...]:
    """Every sheet of an .xlsx; a `KnownProblem` for whatever is none."""
    if format_of(Path(name), content) is not Format.XLSX:
        raise KnownProblem(f"“{name}”不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 再装入")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            strings = _shared_strings(book)
            sheets = tuple(
                _read_sheet(title, book.read(part), strings) for title, part in sheet_parts(book)
            )
    except (*UNPACKING_TROUBLE, KeyError, ElementTree.ParseError) as error:
        raise KnownProblem(f"“{name}”读不出来，请用 Excel 或 WPS 打开后另存再装入") from error
    if not sheets:
        raise KnownProblem(f"“{name}”里没有可填的工作表，请用 Excel 或 WPS 另存为 .xlsx 再装入")
    return sheets


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The way back: 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_place(place: str) -> tuple[int, int]:
    """Row and column of B5, from 1; a `KnownProblem` where it is no place."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise KnownProblem(f"“{place}”不是单元格，应如 B5")
    return int(found[2]), column_number(found[1])


def sheet_parts(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets in their order, with the file each is in."""
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {
        one.get("Id"): one.get("Target", "") for one in relations.iter(f"{_PACKAGE}Relationship")
    }
    found = []
    for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_OFFICE}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in part:
            found.append((sheet.get("name", ""), part))
    return found


def _shared_strings(book: zipfile.ZipFile) -> Sequence[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return ()
    root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return [
        "".join(text.text or "" for text in one.iter(f"{_MAIN}t"))
        for one in root.iter(f"{_MAIN}si")
    ]


def _read_sheet(name: str, xml: bytes, strings: Sequence[str]) -> TemplateSheet:
    root = ElementTree.fromstring(xml)
    covered = dict(_covered(root))
    cells: dict[str, TemplateCellText] = {}
    for cell in root.iter(f"{_MAIN}c"):
        place = cell.get("r", "")
        if not _PLACE.fullmatch(place) or len(cells) >= _MOST_CELLS:
            continue
        row, column = split_place(place)
        is_formula = cell.find(f"{_MAIN}f") is not None
        why_not = f"{place} 是公式，填了数公式就没有了" if is_formula else covered.get(place, "")
        text = _text(cell, strings)
        cells[place] = TemplateCellText(place, row, column, text, why_not)
    for place, why_not in covered.items():
        row, column = split_place(place)
        cells.setdefault(place, TemplateCellText(place, row, column, "", why_not))
    rows = max((one.row for one in cells.values()), default=0)
    columns = max((one.column for one in cells.values()), default=0)
    return TemplateSheet(name, cells, rows, columns)


def _text(cell: ElementTree.Element, strings: Sequence[str]) -> str:
    kind, value = cell.get("t"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "s" and value.isdecimal():
        number = int(value)
        return strings[number] if number < len(strings) else ""
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    return value


def _covered(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """The cells that lie under a merged one, and where the merged one begins."""
    for merged in root.iter(f"{_MAIN}mergeCell"):
        begins, _, ends = merged.get("ref", "").partition(":")
        if not (_PLACE.fullmatch(begins) and _PLACE.fullmatch(ends)):
            continue
        (top, left), (bottom, right) = split_place(begins), split_place(ends)
        for row in range(top, min(bottom, top + 200) + 1):
            for column in range(left, min(right, left + 200) + 1):
                place = f"{column_letters(column)}{row}"
                if place != begins:
                    yield place, f"{place} 在合并单元格里，请绑定左上角的 {begins}"
