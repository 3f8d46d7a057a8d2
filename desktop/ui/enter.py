"""Enter goes on to the next box, in dialogs whose boxes stand in no form of their own."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from desktop.ui.picker import Picker

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterGoesOn(QObject):
    """Watches the boxes in their order, and after the last goes ``then``.

    In several lines of text Enter stays a new line; a picker says itself when it is done. No
    button of the dialog takes Enter for itself: the prominent one has its own keys.
    """

    def __init__(self, dialog: QDialog, boxes: Sequence[QWidget], then: QWidget) -> None:
        super().__init__(dialog)
        self._way = (*boxes, then)
        for one, following in pairwise(self._way):
            QWidget.setTabOrder(one, following)
        for box in boxes:
            if isinstance(box, Picker):
                box.passed.connect(partial(self._go_on_from, box))
            else:
                box.installEventFilter(self)
        for one in dialog.findChildren(QPushButton):
            one.setAutoDefault(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if event.key() in _ENTER and is_plain and not isinstance(watched, QPlainTextEdit):
                self._go_on_from(watched)
                return True
        return super().eventFilter(watched, event)

    def _go_on_from(self, box: QObject) -> None:
        place = next(number for number, one in enumerate(self._way) if one is box)
        self._way[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
