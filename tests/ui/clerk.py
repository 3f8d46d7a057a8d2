"""The clerk of a test: presses keys where the focus is, clicks what is seen, and waits."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.app.window import start_of
from desktop.ui.start import make_window
from tests.ui.helpers import RecordingDialogs, type_words

SOON = 30_000
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class ActingDialogs(RecordingDialogs):
    """Hands a dialog of our own to the test's next act, and says whether it was accepted."""

    def __init__(self):
        super().__init__()
        self.acts = []

    def run(self, dialog):
        self.asked.append(dialog.windowTitle())
        self.acts.pop(0)(dialog)
        return dialog.result() == dialog.DialogCode.Accepted.value


class Clerk:
    """Works on a real window whose answers come from threads."""

    def __init__(self, qtbot, window, errors):
        self.bot, self.window, self.errors = qtbot, window, errors
        self.dialogs = window.dialogs

    @property
    def page(self):
        return self.window.current

    def wait(self, until):
        self.bot.waitUntil(lambda: bool(self.errors or until()), timeout=SOON)
        if self.errors:
            raise self.errors[0]

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.bot.keyClick(self._focus(), key, modifier)

    def type(self, letters):
        """A letter at a time: one of them may move the focus."""
        for letter in letters:
            self.bot.keyClicks(self._focus(), letter)

    def chinese(self, words):
        type_words(self._focus(), words)

    def click(self, button):
        self.wait(button.isEnabled)
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_named(self, parent, words):
        """Press the visible button that is called so."""
        self.wait(lambda: self._named(parent, words) is not None)
        self.click(self._named(parent, words))

    def go_to(self, key):
        """Choose a page in the side bar."""
        side = self.window.side
        item = side._items[key]
        if item.parent() is not None:
            item.parent().setExpanded(True)
        place = side.visualItemRect(item).center()
        self.bot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.wait(lambda: self.page is not None and self.page.key == key)

    def fill(self, form, **typed):
        """Put words into a form's fields as one types them, leaving each box."""
        for key, words in typed.items():
            entry = form.grid.inputs[key]
            entry.put_words(str(words))
            entry.settle()
            self.bot.wait(10)

    def step(self, words):
        """Press the prominent button of the record, once it is called so."""
        pane = self.page.side.pane
        self.wait(lambda: pane.step_button is not None and pane.step_button.text() == words)
        self.click(pane.step_button)

    def save(self, form):
        """Ctrl+S in the form at the side; it closes when all was accepted."""
        form.save()
        self.wait(lambda: self.page.side.form is not form or form.notice.words)
        assert self.page.side.form is not form, form.notice.words

    def _named(self, parent, words):
        found = (one for one in parent.findChildren(QPushButton) if one.isVisible())
        return next((one for one in found if one.text() == words), None)

    def _focus(self):
        """Where the keys go; a popup that closed offscreen leaves no window active."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.wait(lambda: QApplication.focusWidget() is not None)
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus


@contextmanager
def at_work(place: Path, qtbot, monkeypatch, leaves_within=60) -> Iterator[Clerk]:
    """A clerk before the window as the command starts it, on the office in ``place``.

    What a slot raises ends the test; the window is left with nothing still being written.
    """
    errors = []
    start = start_of([str(place), "--today", "2026-11-12"])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window = make_window(start)
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: errors.append(error))
    window.dialogs = ActingDialogs()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: window.current is not None, timeout=SOON)
    yield Clerk(qtbot, window, errors)
    assert errors == []
    assert window.runner.wait_for_done(leaves_within)
    start.leave()
