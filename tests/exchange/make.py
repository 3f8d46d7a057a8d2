"""Small workbooks made for one test; every firm, project and person in them is invented."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

HAZARD_HEADER = (
    "工程名称",
    "检查日期",
    "隐患内容",
    "隐患级别",
    "整改期限",
    "整改完成日期",
    "检查人",
)
HAZARD_ROW = ("示例县第一小学", "2026.3.5", "临边无防护", "一般", "2026.3.12", "", "甲某、乙某")


def workbook(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]], merge: str = "") -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    book.save(path)
    return path


def hazards(path: Path, *rows: Sequence[object], merge: str = "") -> Path:
    return workbook(path, ("隐患", [HAZARD_HEADER, *rows]), merge=merge)


def ods(path: Path, name: str, rows: Sequence[str]) -> Path:
    """An OpenDocument sheet; each row is the XML of its cells."""
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for prefix, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="{name}">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_cell(text: str, rows: int = 1) -> str:
    span = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="1"' * (rows > 1)
    return (
        f'<table:table-cell office:value-type="string"{span}>'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


COVERED = "<table:covered-table-cell/>"
