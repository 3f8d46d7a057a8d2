"""A bug: the clerk reads where the report lies, and no traceback."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

from desktop.ui.crash import CrashBox, CrashReporter

SOON = 3000


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def raised():
    try:
        return 1 / 0
    except ZeroDivisionError as error:
        return error


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_report_is_saved_and_said_once(window, qtbot, tmp_path, monkeypatch):
    saved = []

    def save(error):
        saved.append(error)
        return tmp_path / "crash.txt"

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    reporter = CrashReporter(save, window)
    reporter.install()
    error = raised()
    for _time in range(3):
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(window.findChildren(CrashBox)) == 1, timeout=SOON)
    box = window.findChild(CrashBox)
    assert saved == [error] * 3
    assert str(tmp_path / "crash.txt") in box.words.text()
    assert "ZeroDivisionError" not in box.words.text()
    assert "Traceback" not in box.words.text()
    box.reject()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_report_that_cannot_be_written_is_said_too(window, qtbot):
    def save(error):
        raise OSError(28, "No space left on device")

    reporter = CrashReporter(save, window)
    error = raised()
    reporter.report(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashBox)), timeout=SOON)
    box = window.findChild(CrashBox)
    assert "没有写成" in box.words.text()
    box.reject()
