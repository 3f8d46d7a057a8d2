"""One passage of the month's text: its box, what the month before said, and the keys."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.widgets import button, column, row, words

_LINES = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PartBox(QWidget):
    """Tab goes on; Ctrl+回车 saves; Ctrl+L takes last month's words."""

    changed = Signal()
    focused = Signal()
    save_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = ""
        self.box = QPlainTextEdit(tabChangesFocus=True)
        self.box.setAccessibleName(title)
        self.last_button = button("用上月的", self.use_last, "link", "Ctrl+L")
        head = row(None)
        head.addWidget(words(title, "heading"))
        head.addStretch(1)
        head.addWidget(self.last_button)
        # The style sheet's least height of a box is that of one line.
        self.setMinimumHeight((_LINES + 1) * self.box.fontMetrics().lineSpacing() + 30)
        whole = column(self, 0)
        whole.addLayout(head)
        whole.addWidget(self.box, 1)
        self.box.textChanged.connect(self.changed)
        self.box.installEventFilter(self)
        self.setFocusProxy(self.box)

    @property
    def text(self) -> str:
        return self.box.toPlainText()

    def put(self, text: str, last: str) -> None:
        """Show a passage without calling that a change."""
        self._last = last
        self.last_button.setVisible(bool(last))
        self.last_button.setToolTip(f"Ctrl+L　上月：{last}")
        self.box.setPlaceholderText(f"上月：{last}" if last else "")
        if text != self.text:
            self.box.blockSignals(True)
            self.box.setPlainText(text)
            self.box.blockSignals(False)

    def use_last(self) -> None:
        """Put the words of the month before where the cursor is; typing over it can be undone."""
        if self._last and not self.box.isReadOnly():
            self.insert(self._last)
            self.box.setFocus()

    def insert(self, text: str) -> None:
        self.box.textCursor().insertText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        if isinstance(event, QKeyEvent) and self._is_own(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # else Ctrl+回车 would take the next step of the month
            elif event.type() == QEvent.Type.KeyPress:
                self._act(event)
            return True
        return super().eventFilter(watched, event)

    def _is_own(self, event: QKeyEvent) -> bool:
        with_ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(with_ctrl) and event.key() in (*_ENTER, Qt.Key.Key_L)

    def _act(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_L:
            self.use_last()
        else:
            self.save_asked.emit()
