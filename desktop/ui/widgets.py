"""Layouts, labels and buttons as the pages use them, in one line each."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)


def column(
    parent: QWidget | None = None, spacing: int = 6, margins: Margins = _NONE
) -> QVBoxLayout:
    layout = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    return layout


def row(parent: QWidget | None = None, spacing: int = 6, margins: Margins = _NONE) -> QHBoxLayout:
    layout = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    return layout


def grid(parent: QWidget | None = None, across: int = 8, down: int = 4) -> QGridLayout:
    layout = QGridLayout() if parent is None else QGridLayout(parent)
    layout.setHorizontalSpacing(across)
    layout.setVerticalSpacing(down)
    layout.setContentsMargins(*_NONE)
    return layout


def words(text: str, name: str = "") -> QLabel:
    """A line of words; ``name`` is its look: title, heading, quiet or wrong."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    return label


def wrapped(text: str, name: str = "") -> QLabel:
    """Words that take as many lines as they need, never more width; they can be selected."""
    label = words(text, name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


class Button(QPushButton):
    """Enter presses it where it has the focus, as Space does; a key held down does not.

    From elsewhere in a dialog Enter presses no button, unless one is made the default.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(title: str, act: Callable[[], object], name: str = "", tip: str = "") -> QPushButton:
    """A button; ``name`` primary is the one prominent one, link the one without a frame."""
    made = Button(title)
    made.setObjectName(name)
    made.setToolTip(tip)
    made.clicked.connect(lambda _checked: act())
    return made


def scrolled(body: QWidget | None = None) -> QScrollArea:
    """Its content scrolls up and down and is never wider than the area."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if body is not None:
        area.setWidget(body)
    return area


def pause(parent: QObject, milliseconds: int, act: Callable[[], object]) -> QTimer:
    """A timer that acts once, when nobody has started it anew for so long."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer


def fitting(wanted: QSize, parent: QWidget | None) -> QSize:
    """The size of a dialog, never beyond the window it stands over."""
    return wanted if parent is None else wanted.boundedTo(parent.window().size())
