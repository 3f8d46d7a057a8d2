"""The frame: pages come when shown, counts are live, nothing is cut at small widths."""

import sys
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QProgressBar, QPushButton

from db.session import Database
from desktop.domain.errors import KnownProblem
from desktop.jobs.qt import QtRunner
from desktop.ui.page import PageRef
from desktop.ui.settings import PassingSettings
from desktop.ui.shell import Lookups, MainWindow
from desktop.usecases.done import Done
from tests.jobs.test_runner import KeepSetting

SAMPLE = "tests.ui.sample_pages:"
PAGES = (
    PageRef("desk", "工作台", "工作台", SAMPLE + "Plain"),
    PageRef("firms", "企业", "台账", SAMPLE + "Firms", ("enterprise",)),
    PageRef("firms2", "工程项目", "台账", SAMPLE + "Firms2"),
    PageRef("late", "月报", "月报", "tests.ui.late_page:LatePage"),
)
LOOKUPS = Lookups(SAMPLE + "office_name", SAMPLE + "counts", SAMPLE + "search")
SOON = 8000
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(office, clock, qtbot):
    database = Database.open(str(office))
    runner = QtRunner(clock, "本机")
    made = MainWindow(runner, PAGES, PassingSettings(), LOOKUPS, "2026-11-12")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    with qtbot.waitSignal(runner.opened, timeout=SOON):
        runner.open(lambda: database)
    qtbot.waitUntil(lambda: made.current is not None, timeout=SOON)
    yield made
    assert runner.wait_for_done(20)
    database.close()


def test_the_title_says_whose_office_and_which_day(window, qtbot):
    qtbot.waitUntil(lambda: "虚构县" in window.windowTitle(), timeout=SOON)
    assert window.windowTitle().endswith("今天按 2026-11-12 计")


def test_an_office_that_cannot_be_opened_is_said_and_nothing_else_offered(clock, qtbot):
    def refuse():
        raise KnownProblem("这个文件夹不是治本的办公室")

    runner = QtRunner(clock, "本机")
    made = MainWindow(runner, PAGES, PassingSettings(), LOOKUPS)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(runner.not_opened, timeout=SOON):
        runner.open(refuse)
    assert made.stack.currentWidget().sentence == "这个文件夹不是治本的办公室"
    assert not made.side.isEnabled()
    assert runner.wait_for_done(20)


def test_a_page_is_imported_when_first_shown(window):
    assert "tests.ui.late_page" not in sys.modules
    window.show_page("late")
    assert "tests.ui.late_page" in sys.modules
    assert window.current.was_refreshed


def test_counts_are_shown_and_summed_for_a_closed_group(window, qtbot):
    qtbot.waitUntil(lambda: window.side.count_of("desk") == 12, timeout=SOON)


def test_a_group_opens_to_its_first_page_and_closes_the_others(window, qtbot):
    side = window.side
    window.show_page("late")
    ledgers = side._items["firms"].parent()
    place = side.visualItemRect(ledgers).center()
    qtbot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.current.key == "firms"
    assert ledgers.isExpanded()
    window.show_page("desk")
    assert not ledgers.isExpanded()


def test_a_link_opens_the_record_on_its_page(window, qtbot):
    window.open_record("enterprise", 100)
    assert window.current.key == "firms"
    qtbot.waitUntil(
        lambda: window.current.current is not None and window.current.current.id == 100,
        timeout=SOON,
    )
    window.open_record("unheard_of", 1)
    assert "还没有自己的页面" in window.bar.words


def test_a_page_sends_to_another_with_filters_and_back(window, qtbot):
    window.show_page("firms")
    window.current.go.emit("firms2", {"kind": "client"})
    assert window.current.key == "firms2"
    qtbot.waitUntil(lambda: window.current.model.rowCount() == 22, timeout=SOON)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current.key == "firms"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_ctrl_k_finds_and_opens(window, qtbot):
    window.show_page("desk")
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box = QApplication.activeModalWidget()
    qtbot.keyClicks(box.box, "yq")
    qtbot.waitUntil(lambda: box.hits.count() == 2, timeout=SOON)
    qtbot.keyClick(box.box, Qt.Key.Key_Down)
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert window.current.key == "firms"
    qtbot.waitUntil(lambda: getattr(window.current.current, "id", 0) == 9, timeout=SOON)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_f1_explains_the_screen(window, qtbot):
    window.show_page("firms")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.manual.isVisible()
    assert window.manual.windowTitle() == "手册 · 目录", "a page of this test alone has no chapter"
    window.manual.close()


def test_a_long_job_shows_its_progress_and_can_be_cancelled(window, qtbot):
    def import_rows(session, command, act, progress):
        for row in range(1_000_000):
            progress(row, 1_000_000)
            time.sleep(0.002)
        return Done(None)

    seen = []
    window.runner.progressed.connect(lambda job, done, total: seen.append((done, total)))
    window.runner.write(window, import_rows, KeepSetting("a"))
    assert window.line.is_working
    qtbot.waitUntil(lambda: len(seen) > 2, timeout=SOON)
    bar = window.line.findChild(QProgressBar)
    assert bar.isVisible()
    assert (bar.value(), bar.maximum()) == seen[-1]
    buttons = window.line.findChildren(QPushButton)
    qtbot.mouseClick(
        next(one for one in buttons if one.text() == "取消"), Qt.MouseButton.LeftButton
    )
    qtbot.waitUntil(lambda: not window.line.is_working, timeout=SOON)
    assert not bar.isVisible()


@pytest.mark.parametrize("size", [(911, 512), (1280, 690), (1366, 740)])
def test_nothing_is_cut_off_without_a_scroll_bar(window, qtbot, size):
    window.show_page("firms")
    qtbot.waitUntil(lambda: window.current.current is not None, timeout=SOON)
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert window.side.is_narrow is (size[0] < 1100)
    assert window.minimumSizeHint().width() <= size[0]
    assert window.minimumSizeHint().height() <= size[1]
    for label in window.current.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.minimumSizeHint().width(), label.text()
    for area in window.current.side.findChildren(QAbstractScrollArea):
        if area.isVisible() and area.viewport().children():
            assert area.horizontalScrollBar().maximum() == 0


def test_a_narrow_window_keeps_the_signs_and_can_be_opened_again(window, qtbot):
    window.resize(911, 512)
    QApplication.processEvents()
    assert window.side.is_narrow
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert not window.side.is_narrow
