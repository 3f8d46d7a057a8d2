"""The proof of a month and the province's form, by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from sqlalchemy import select

from db.codes import MonthState
from db.tables.months import Month, MonthCorrection, TemplateCell
from desktop.ui.pages.month import MonthPage
from desktop.usecases.months import (
    CloseMonth,
    OpenMonth,
    SubmitMonth,
    close_month,
    open_month,
    submit_month,
)
from desktop.usecases.papers import VoidPaper, void_paper
from tests.exchange.test_templates import form
from tests.ui.thin_line import notice, visit
from tests.usecases.county import settle

OCTOBER, NOVEMBER = 202610, 202611
ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect


@pytest.fixture
def page(qtbot, runner, dialogs, opened):
    """October was reported; then its notice was voided, and a visit of it entered late."""
    county = settle(opened)
    issued, _ = notice(runner, county, date(2026, 10, 20))
    runner.run(close_month, CloseMonth(OCTOBER))
    runner.run(submit_month, SubmitMonth(OCTOBER, date(2026, 11, 2)))
    runner.run(void_paper, VoidPaper(issued.id, "单位写错"))
    visit(runner, county, date(2026, 10, 22))
    runner.run(open_month, OpenMonth(NOVEMBER, date(2026, 11, 10)))
    made = MonthPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    made.show_month(NOVEMBER)
    return made


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def shown(page, code):
    model = page.proof.model
    number = model.where(lambda line: line.code == code)
    return [model.index(number, place).data() for place in range(model.columnCount())]


def test_the_proof_begins_with_what_waits(page):
    waiting = [line.name for line in page.proof.unexplained]
    assert waiting == ["本期到期应整改", "责令限期整改通知书"]
    assert [line.name for line in page.proof.lines[:2]] == waiting
    assert page.tabs.tabText(page.tabs.indexOf(page.proof)).startswith("累计（")
    assert "待理由" in shown(page, "D01")[0]
    assert "更正 1 = 0" in shown(page, "D01")[2]
    assert "补报 1" in shown(page, "B01")[2]


def test_reasons_are_written_by_keyboard(qtbot, page, opened, dialogs):
    page.tabs.setCurrentWidget(page.proof)
    page.proof.table.go_to(1)
    dialogs.answers = ["单位写错，作废重出"]
    press(qtbot, page.proof.table, Qt.Key.Key_F2)
    assert "责令限期整改通知书为什么更正" in dialogs.asked[-1]
    with opened.reading() as session:
        told = session.scalars(select(MonthCorrection)).all()
    assert [(row.code, row.reason) for row in told] == [("D01", "单位写错，作废重出")]
    dialogs.answers = ["复核更正"]
    press(qtbot, page.proof.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert page.proof.unexplained == ()
    assert page.tabs.tabText(page.tabs.indexOf(page.proof)) == "累计"


def test_approval_waits_for_the_reasons(page, dialogs):
    page.go_on()
    page.go_on()
    assert "写明理由才能审定" in page.notice.words
    dialogs.answers = ["复核更正", "2026-11-10"]
    page.proof.explain_all()
    page.go_on()
    assert page.view.page.state is MonthState.APPROVED
    page.steps.reopen()
    assert page.view.page.state is MonthState.DRAFT


def test_the_cut_off_is_changed_by_a_step(page, opened, dialogs):
    dialogs.answers = ["2026-11-08"]
    page.steps.cut_off()
    with opened.reading() as session:
        month = session.scalars(select(Month).where(Month.period == NOVEMBER)).one()
    assert month.through == date(2026, 11, 8)


def test_submitted_with_the_way(page, runner, dialogs):
    dialogs.answers = ["复核更正", True, "2026-11-12 政务邮箱"]
    page.proof.explain_all()
    for _ in range(4):
        page.go_on()
    told = page.view.page
    assert (told.state, told.submitted_how) == (MonthState.SUBMITTED, "政务邮箱")


def test_enter_goes_to_the_records_that_moved_it(qtbot, page):
    page.tabs.setCurrentWidget(page.proof)
    number = page.proof.model.where(lambda line: line.code == "B01")
    page.proof.table.go_to(number)
    press(qtbot, page.proof.table, Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.figure
    qtbot.waitUntil(lambda: page.figure.line is not None and page.figure.line.code == "B01")
    assert page.figure.drill._sides.currentText() == "补报 1"
    assert [row.day for row in page.figure.drill.rows] == [date(2026, 10, 22)]


def test_a_form_is_loaded_and_bound_by_keyboard(qtbot, page, opened, dialogs, tmp_path):
    path = tmp_path / "附件1.xlsx"
    path.write_bytes(form())
    page.tabs.setCurrentWidget(page.forms)
    dialogs.answers = [path]
    press(qtbot, page.forms.grid, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    grid = page.forms.grid
    assert grid.item(2, 1).text() == "检查次数（次）"
    press(
        qtbot,
        grid,
        Qt.Key.Key_B,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert grid.item(2, 2).text() == "◆ B01 本月"
    grid.setCurrentCell(3, 3, ALONE)
    page.forms.contents.setCurrentIndex(4)
    page.forms.figures.setCurrentText("C01 发现隐患")
    press(qtbot, page.forms.figures.lineEdit(), Qt.Key.Key_Return)
    assert grid.item(3, 3).text() == "◆ C01 本年累计"
    grid.setCurrentCell(2, 2, ALONE)
    told = (page.forms.figures.currentText(), page.forms.contents.currentText())
    assert told == ("B01 检查次数", "本月"), "what a cell is filled with, to be changed"
    grid.setCurrentCell(3, 3, ALONE)
    press(qtbot, grid, Qt.Key.Key_Delete)
    with opened.reading() as session:
        assert sorted(session.scalars(select(TemplateCell.cell))) == ["C3", "D3"]
    grid.setCurrentCell(4, 2, ALONE)
    page.forms.bind()
    assert "公式" in page.forms.notice.words


def test_our_own_form_comes_at_a_click(page, dialogs):
    page.tabs.setCurrentWidget(page.forms)
    page.forms.own_button.click()
    page.forms.propose_button.click()
    assert len(page.forms.view.bound) > 200
    assert not page.forms.fill_button.isEnabled()
