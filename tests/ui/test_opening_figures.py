"""期初数: typed line by line or brought in by a workbook, beside what the ledgers give."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.queries.imports import earlier_imports
from desktop.queries.opening_sheet import opening_lines
from desktop.ui.opening_table import DIFFERENCE, RECORDED, SOURCE, TYPED
from desktop.ui.pages.opening_figures import OpeningFiguresPage
from desktop.usecases.import_ledger import ImportLedger, import_ledger
from desktop.usecases.office import InitOffice, init_office
from tests.ui.helpers import type_words

DATA = Path(__file__).parent.parent / "data" / "ledgers"


@pytest.fixture
def page(runner, dialogs, qtbot):
    runner.run(init_office, InitOffice("示例县住房和城乡建设局", None, "469023", date(2026, 3, 1)))
    made = OpeningFiguresPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(863, 470)
    made.show()
    return made


def choose(page, title):
    for place in range(page.list.count()):
        if page.list.item(place).text().startswith(title):
            page.list.setCurrentRow(place)


def row_of(page, code):
    return next(
        place for place in range(page.table.rowCount()) if page.table.item(place, 0).text() == code
    )


def test_the_periods_are_those_before_the_first_day(page):
    titles = [page.list.item(place).text().split()[0] for place in range(page.list.count())]
    assert titles == ["2023年", "2024年", "2025年", "2026年1月", "2026年2月"]


def test_a_figure_is_typed_kept_and_taken_back(page, runner, qtbot):
    choose(page, "2025年")
    place = row_of(page, "B01")
    page.table.item(place, TYPED).setText("1,024")
    page.source.setText("2025年度报表")
    page.save()
    line = next(row for row in runner.ask(opening_lines, 2025) if row.code == "B01")
    assert (line.submitted, line.source) == (1024, "2025年度报表")
    assert page.list.currentItem().text().startswith("2025年　1/")
    assert page.table.item(place, SOURCE).text() == "2025年度报表"
    page.table.item(place, TYPED).setText("")
    page.save()
    line = next(row for row in runner.ask(opening_lines, 2025) if row.code == "B01")
    assert line.submitted is None


def test_enter_goes_down_as_in_a_workbook(page, qtbot):
    page.table.setCurrentCell(0, TYPED)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert (page.table.currentRow(), page.table.currentColumn()) == (1, TYPED)


def test_what_is_no_number_is_said_and_nothing_kept(page, runner):
    choose(page, "2024年")
    page.table.item(row_of(page, "B01"), TYPED).setText("12")
    page.table.item(row_of(page, "C01"), TYPED).setText("约三百")
    page.save()
    assert "请填数字" in page.notice.words
    assert all(row.submitted is None for row in runner.ask(opening_lines, 2024))


def test_the_ledgers_stand_beside(page, runner):
    path = DATA / "03-工程台账.xlsx"
    for sheet in ("在建", "停工", "已竣工"):
        told = read_ledger(path, LEDGERS, sheet=sheet, today=date(2026, 11, 12))
        runner.run(import_ledger, ImportLedger(told))
    told = read_ledger(DATA / "07-隐患台账-2025年.xlsx", LEDGERS, today=date(2026, 11, 12))
    runner.run(import_ledger, ImportLedger(told))
    choose(page, "2025年")
    place = row_of(page, "C01")
    recorded = int(page.table.item(place, RECORDED).text().replace(",", ""))
    assert recorded > 900
    assert page.table.item(place, DIFFERENCE).text() == "—"
    page.table.item(place, TYPED).setText(str(recorded + 7))
    assert page.table.item(place, DIFFERENCE).text() == "△ -7"
    page.table.item(place, TYPED).setText(str(recorded))
    assert page.table.item(place, DIFFERENCE).text() == "0"


def test_what_is_typed_is_not_lost_by_looking_elsewhere(page, dialogs):
    choose(page, "2025年")
    page.table.item(0, TYPED).setText("3")
    dialogs.answers = [False]
    choose(page, "2024年")
    assert page.list.currentItem().text().startswith("2025年")
    assert page.table.item(0, TYPED).text() == "3"
    dialogs.answers = [True]
    choose(page, "2024年")
    assert page.table.item(0, TYPED).text() == ""


def test_what_was_typed_survives_a_power_cut(page, runner, dialogs, qtbot):
    choose(page, "2025年")
    page.table.item(2, TYPED).setText("31")
    page._drafts.keep()
    later = OpeningFiguresPage(runner, dialogs)
    qtbot.addWidget(later)
    later.show()
    choose(later, "2025年")
    assert later.table.item(2, TYPED).text() == "31"
    assert "已恢复" in later.notice.words
    later.save()
    assert runner.ask(opening_lines, 2025)[2].submitted == 31
    again = OpeningFiguresPage(runner, dialogs)
    qtbot.addWidget(again)
    again.show()
    choose(again, "2025年")
    assert "已恢复" not in again.notice.words


def test_a_workbook_is_written_filled_in_and_brought_in(page, runner, dialogs, tmp_path):
    path = tmp_path / "已报数.xlsx"
    dialogs.answers = [path]
    page.write_table()
    book = load_workbook(path)
    sheet = book.active
    titles = [cell.value for cell in sheet[1]]
    assert titles == [
        "代码",
        "指标",
        "单位",
        "2023年",
        "2024年",
        "2025年",
        "2026年1月",
        "2026年2月",
    ]
    line = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "C01")
    sheet.cell(line, 6).value = 998
    sheet.cell(line, 7).value = "三十七"
    book.save(path)
    dialogs.answers = [path]
    page.import_table()
    assert f"第 {line} 行 2026年1月" in page.notice.words
    sheet.cell(line, 7).value = 37
    book.save(path)
    dialogs.answers = [path, True]
    page.import_table()
    for period, value in ((2025, 998), (202601, 37)):
        found = next(row for row in runner.ask(opening_lines, period) if row.code == "C01")
        assert (found.submitted, found.source) == (value, "已报数")
    assert [row.subject for row in runner.ask(earlier_imports)] == ["2 个期初数"]


def test_typing_goes_into_the_cell(page, qtbot):
    page.table.setCurrentCell(0, TYPED)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_5)
    editor = page.table.focusWidget()
    type_words(editor, "2")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.currentRow() == 1)
    assert page.table.item(0, TYPED).text() == "52"
