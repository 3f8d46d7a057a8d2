"""A foreign workbook filled: the diff of the two files touches only the bound cells."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from desktop.domain.errors import KnownProblem
from desktop.exchange.template_filling import fill_template
from desktop.exchange.templates import column_letters, read_template, split_place
from tests.conftest import ROOT

RED = PatternFill("solid", fgColor="FFFFC7CE")


def form() -> bytes:
    """A sheet as a department makes it: merged title, borders, a formula, a picture, print set."""
    book = Workbook()
    sheet = book.active
    sheet.title = "附件1 月报表"
    sheet.merge_cells("A1:E1")
    sheet["A1"] = "治本攻坚三年行动进展情况月报表"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.append(["序号", "指标", "本月", "累计", "备注"])
    sheet.append([1, "检查次数（次）", None, None, "含 & <复查>"])
    sheet.append([2, "发现隐患", 7, "旧数", None])
    sheet.append(["合计", None, "=SUM(C3:C4)", None, date(2026, 10, 31)])
    edge = Side(style="thin")
    for row in sheet["A2:E5"]:
        for cell in row:
            cell.border = Border(edge, edge, edge, edge)
            cell.alignment = Alignment(horizontal="center")
    sheet["C3"].number_format = "0.0"
    sheet["C3"].fill = RED
    sheet.conditional_formatting.add("C3:C4", CellIsRule("greaterThan", ["100"], fill=RED))
    sheet.print_area = "A1:E5"
    sheet.page_setup.orientation = "landscape"
    sheet.add_image(Image(str(ROOT / "resources/sample/photos/灭火器过期.jpg")), "G1")
    book.create_sheet("说明")["A1"] = "填报说明"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


VALUES = {
    ("附件1 月报表", "C3"): 12,
    ("附件1 月报表", "D3"): "—",
    ("附件1 月报表", "C4"): 1234567.5,
    ("附件1 月报表", "D4"): "甲 & <乙>",
    ("附件1 月报表", "G9"): 3,
    ("附件1 月报表", "B5"): 4,
}


def cells(content: bytes) -> dict[tuple[str, str], tuple]:
    book = load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): (
            cell.value,
            cell.font.b,
            cell.font.sz,
            cell.fill.fgColor.rgb,
            cell.border.left.style,
            cell.alignment.horizontal,
            cell.number_format,
        )
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    }


def test_only_bound_cells_differ():
    before = form()
    after = fill_template(before, VALUES)
    old, new = cells(before), cells(after)
    changed = {place for place in new if new[place][0] != old.get(place, (None,))[0]}
    assert changed == set(VALUES)
    assert {place: new[place][0] for place in VALUES} == VALUES
    for place in old:
        assert old[place][1:] == new[place][1:], place
    sheet = load_workbook(io.BytesIO(after))["附件1 月报表"]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:E1"]
    assert sheet.print_area == "'附件1 月报表'!$A$1:$E$5"
    assert sheet["C5"].value == "=SUM(C3:C4)"


def test_every_other_part_of_the_file_is_the_same_bytes():
    before = form()
    after = fill_template(before, VALUES)
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        calc = old.read("xl/workbook.xml") != new.read("xl/workbook.xml")
    assert [name for name in changed if name != "xl/workbook.xml"] == ["xl/worksheets/sheet1.xml"]
    assert b"fullCalcOnLoad" in new_part(after, "xl/workbook.xml") or not calc


def new_part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(name)


def test_filled_twice_is_filled_once():
    once = fill_template(form(), VALUES)
    assert cells(fill_template(once, VALUES)) == cells(once)


def test_an_empty_sheet_and_prefixed_names():
    book = Workbook()
    book.active.title = "空表"
    kept = io.BytesIO()
    book.save(kept)
    filled = fill_template(
        kept.getvalue(), {("空表", "B2"): 5, ("空表", "A2"): 4, ("空表", "AA1"): 1}
    )
    sheet = load_workbook(io.BytesIO(filled))["空表"]
    assert [sheet[place].value for place in ("A2", "B2", "AA1")] == [4, 5, 1]


def test_the_cells_are_read_with_what_may_not_be_bound():
    first, second = read_template(form(), "月报表.xlsx")
    assert (first.name, second.name) == ("附件1 月报表", "说明")
    assert first.cells["B3"].text == "检查次数（次）"
    assert "公式" in first.cells["C5"].why_not
    assert "左上角的 A1" in first.cells["C1"].why_not
    assert first.cells["C3"].why_not == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "空文件"), (b"%PDF-1.4", "PDF"), (b"PK\x05\x06" + bytes(18), "压缩包")],
)
def test_what_is_no_workbook_is_said(content, told):
    with pytest.raises(KnownProblem, match=told):
        read_template(content, "表.xlsx")


def test_places():
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == [
        "A", "Z", "AA", "ZZ", "AAA",
    ]  # fmt: skip
    assert split_place("AB12") == (12, 28)
    with pytest.raises(KnownProblem, match="不是单元格"):
        split_place("12B")
