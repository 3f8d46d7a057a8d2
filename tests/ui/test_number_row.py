"""文号 in the dialogs that issue: the ordinary case costs no key, the others are at hand."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.codes import NumberSource, PaperKind
from db.tables.papers import Paper
from desktop.queries.issue_form import notice_ground
from desktop.ui.issue_dialog import IssueDialog
from desktop.ui.paper_dialog import PaperDialog
from desktop.ui.paper_drafts import closure_draft, stop_draft
from desktop.usecases.findings import Finding
from desktop.usecases.number_blocks import HandOutBlock, hand_out_block
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import settle

Key = Qt.Key
NOTICE, STOP = PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER


@pytest.fixture
def county(opened, runner):
    county = settle(opened)
    runner.run(set_next_number, SetNextNumber(STOP, 2026, "示建安停", 3))
    return county


@pytest.fixture
def hazards(runner, county):
    finding = Finding("灭火器过期", item="B2-6")
    visit = RecordVisit(
        county.project, date(2026, 11, 10), county.inspectors[:2], findings=(finding,)
    )
    return runner.run(record_visit, visit).hazards


@pytest.fixture
def block(runner, county):
    person = county.inspectors[0]
    command = HandOutBlock(NOTICE, 2026, "示建安现", 1, 5, date(2026, 10, 9), person)
    return runner.run(hand_out_block, command)


@pytest.fixture
def dialog(qtbot, runner, dialogs, hazards):
    return shown(qtbot, IssueDialog(runner, dialogs, hazards))


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def issued(opened, key) -> Paper:
    with opened.reading() as session:
        paper = session.get(Paper, key)
        session.expunge_all()
    return paper


def test_the_ordinary_case_costs_no_key(qtbot, dialog, opened):
    """Days, then Enter through the boxes to 签发: the row is never on the way."""
    row = dialog.number_row
    assert row.source.currentText() == "自动编号　示建安整〔2026〕7号"
    assert not row.typed.isVisible()
    assert not row.block.isVisible()
    qtbot.keyClicks(QApplication.focusWidget(), "7")
    for _ in range(20):
        assert QApplication.focusWidget() is not row.source
        if QApplication.focusWidget() is dialog.issue_button:
            break
        if QApplication.focusWidget() is dialog.grid.inputs["requirement"].box:
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        else:
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert QApplication.focusWidget() is dialog.issue_button
    qtbot.keyClick(dialog.issue_button, Key.Key_Return)
    assert dialog.issued.number == "示建安整〔2026〕7号"


def test_a_number_of_a_block_is_offered_next_first(qtbot, runner, dialogs, block, hazards, opened):
    dialog = shown(qtbot, IssueDialog(runner, dialogs, hazards))
    row = dialog.number_row
    dialog.grid.inputs["due"].put_words("2026-11-20")
    qtbot.keyClick(dialog, Key.Key_F4)
    assert QApplication.focusWidget() is row.source
    qtbot.keyClick(row.source, Key.Key_Down)
    assert row.chosen is NumberSource.BLOCK
    assert row.block.currentText() == "林喆　1—5号　余 5"
    assert row.serial.currentText() == "示建安现〔2026〕1号"
    for box in (row.block, row.serial):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        assert QApplication.focusWidget() is box
    qtbot.keyClick(row.serial, Key.Key_Down)
    qtbot.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.issued.number == "示建安现〔2026〕2号"
    assert issued(opened, dialog.issued.id).number_source is NumberSource.BLOCK


def test_a_number_from_elsewhere_is_shown_as_printed(qtbot, dialog, opened):
    row = dialog.number_row
    dialog.grid.inputs["due"].put_words("2026-11-20")
    row.source.setCurrentIndex(row.source.findText("另行取号"))
    dialog.issue()
    assert dialog.issued is None
    assert "代字〔年份〕序号号" in dialog.notice.words
    assert QApplication.focusWidget() is row.typed
    row.typed.setText("示政办函[2026] 31号")
    assert row.printed.text() == "印作 示政办函〔2026〕31号"
    dialog.issue()
    assert dialog.issued.number == "示政办函〔2026〕31号"
    assert issued(opened, dialog.issued.id).number_source is NumberSource.EXTERNAL


def test_a_refused_number_is_said_and_can_be_mended(dialog):
    row = dialog.number_row
    dialog.grid.inputs["due"].put_words("2026-11-20")
    row.source.setCurrentIndex(row.source.findText("另行取号"))
    row.typed.setText("示建安整[2026]31号")
    dialog.issue()
    assert "另行取的号不能用它" in dialog.notice.words
    row.source.setCurrentIndex(0)
    dialog.issue()
    assert dialog.issued.number == "示建安整〔2026〕7号"


def test_every_paper_of_the_loop_has_the_row(qtbot, runner, dialogs, hazards):
    today = runner.today()
    ground = runner.ask(notice_ground, hazards, today)
    dialog = shown(qtbot, PaperDialog(runner, dialogs, stop_draft(ground, today)))
    assert dialog.number_row.source.currentText() == "自动编号　示建安停〔2026〕3号"
    form = shown(qtbot, PaperDialog(runner, dialogs, closure_draft(hazards, "工程", today)))
    assert form.number_row.source.currentText() == "不编号"


def test_the_number_is_of_the_year_of_issue(dialog):
    day = dialog.grid.inputs["issued_on"]
    day.put_words("2025-12-30")
    day.settle()
    assert dialog.number_row.source.currentText() == "自动编号（还没有设定这种文书的代字）"
    day.put_words("2026-11-10")
    day.settle()
    assert dialog.number_row.source.currentText() == "自动编号　示建安整〔2026〕7号"
