"""The one record beside its list: what it is, its next step, its papers and its history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.columns import Mark, shown
from desktop.ui.flow import FlowLayout
from desktop.ui.notice import Notice
from desktop.ui.widgets import Button, button, column, grid, row, scrolled, words, wrapped

_LABEL_WIDTH = 96
_GAP = 8


@dataclass(frozen=True)
class Step:
    """Something that can be done now; with ``why_not`` it is shown grey with its reason."""

    title: str
    act: Callable[[], object]
    why_not: str = ""
    keys: str = ""


@dataclass(frozen=True)
class Event:
    """One line of the timeline."""

    when: date | datetime | None
    words: str
    who: str = ""
    mark: Mark = Mark.QUIET


@dataclass(frozen=True)
class Detail:
    """What the pane shows of a record; ``fields`` are (title, value), any value ``shown`` knows.

    A page makes it from the frozen record it read. ``step`` is the one prominent button,
    ``others`` the quiet ones; ``papers`` and ``links`` open something else.
    """

    title: str
    subtitle: str = ""
    fields: tuple[tuple[str, Any], ...] = ()
    step: Step | None = None
    others: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    papers: tuple[Step, ...] = ()
    links: tuple[Step, ...] = ()
    timeline: tuple[Event, ...] = ()


class RecordPane(QWidget):
    """Head with the next step, then fields, papers, links and timeline in a scroll area."""

    focus_left = Signal()
    """What had the focus is shown no more, and there is no next step to have it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.step_button: QPushButton | None = None
        self._scroll = scrolled()
        whole = column(self, 4)
        whole.addWidget(self.notice)
        whole.addWidget(self._scroll, 1)
        self.clear()

    def clear(self, text: str = "在左边选一条，这里显示它的详细情况。") -> None:
        had_focus = self._has_focus
        self.step_button = None
        hint = wrapped(text, "quiet")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setWidget(hint)
        self._pass_focus(had_focus)

    def show_detail(self, detail: Detail) -> None:
        """Replace what is shown; the place in the scroll area stays for the same record."""
        had_focus, place = self._has_focus, self._scroll.verticalScrollBar().value()
        body = QWidget()
        whole = column(body, _GAP, (_GAP, 4, _GAP, _GAP))
        whole.addLayout(self._head(detail))
        for warning in detail.warnings:
            whole.addWidget(wrapped(f"{Mark.DANGER.value} {warning}", "wrong"))
        whole.addLayout(_fields(detail.fields))
        for heading, steps in (("文书", detail.papers), ("相关", detail.links)):
            if steps:
                whole.addWidget(words(heading, "heading"))
                whole.addLayout(_links(steps))
        if detail.timeline:
            whole.addWidget(words("经过", "heading"))
            whole.addLayout(_timeline(detail.timeline))
        whole.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(place)
        self._pass_focus(had_focus)

    @property
    def _has_focus(self) -> bool:
        """Whether it is here, or will be when a dialog over the window is closed."""
        focused = self.window().focusWidget()
        return focused is not None and self._scroll.isAncestorOf(focused)

    def _pass_focus(self, had_focus: bool) -> None:
        """Qt would give it to the first button of the window: keys would go astray."""
        if not had_focus:
            return
        if self.step_button is not None and self.step_button.isEnabled():
            self.step_button.setFocus()
        else:
            self.focus_left.emit()

    def _head(self, detail: Detail) -> QVBoxLayout:
        head = column(None, 4)
        head.addWidget(wrapped(detail.title, "subject"))
        if detail.subtitle:
            head.addWidget(wrapped(detail.subtitle, "quiet"))
        self.step_button = None
        if detail.step is not None:
            self.step_button = _button(detail.step, "primary")
            head.addWidget(self.step_button)
            if detail.step.why_not:
                head.addWidget(wrapped(detail.step.why_not, "quiet"))
        if detail.others:
            head.addLayout(_flow(detail.others))
        return head


def _button(step: Step, name: str = "") -> QPushButton:
    made = button(step.title, step.act, name, step.why_not)
    made.setEnabled(not step.why_not)
    if step.keys and not step.why_not:
        made.setToolTip(f"快捷键 {step.keys}")
    return made


def _fields(fields: tuple[tuple[str, Any], ...]) -> QGridLayout:
    table = grid()
    table.setColumnMinimumWidth(0, _LABEL_WIDTH)
    table.setColumnStretch(1, 1)
    for line, (title, value) in enumerate(fields):
        table.addWidget(words(title, "quiet"), line, 0, Qt.AlignmentFlag.AlignTop)
        table.addWidget(wrapped(shown(value)), line, 1)
    return table


def _links(steps: tuple[Step, ...]) -> QVBoxLayout:
    lines = column(None, 0)
    for step in steps:
        made = Link(step.title)
        made.setObjectName("link")
        made.clicked.connect(lambda _checked, act=step.act: act())
        made.setEnabled(not step.why_not)
        made.setToolTip(step.why_not or step.title)
        lines.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    return lines


class Link(Button):
    """Words one can click; where there is too little room they end in … and the tip has all."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LABEL_WIDTH, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self.width() < self.sizeHint().width():
            room = self.width() - 2 * _GAP
            option.text = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, room
            )
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def _flow(steps: tuple[Step, ...]) -> FlowLayout:
    """Quiet buttons, as many a line as fit."""
    flow = FlowLayout()
    for step in steps:
        flow.addWidget(_button(step))
    return flow


def _timeline(events: tuple[Event, ...]) -> QVBoxLayout:
    lines = column(None, 2)
    for event in events:
        line = row(None, _GAP)
        day = words(shown(event.when), "quiet")
        day.setMinimumWidth(_LABEL_WIDTH)
        line.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        edge = QFrame()
        edge.setObjectName("edge")
        line.addWidget(edge)
        sign = f"{event.mark.value} " if event.mark.value else ""
        who = f"（{event.who}）" if event.who else ""
        line.addWidget(wrapped(f"{sign}{event.words}{who}"), 1)
        lines.addLayout(line)
    return lines
