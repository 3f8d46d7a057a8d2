"""Work under way, shown where it was asked for: what is done, how far it is, and 取消."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.ui.widgets import button, row, words


class WorkingBar(QWidget):
    """Hidden until something runs; without a total the bar only moves."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = words("")
        self._bar = QProgressBar()
        self._bar.setMinimumWidth(120)
        self._cancel = button("取消", self.cancelled.emit)
        line = row(self)
        line.addWidget(self._said)
        line.addWidget(self._bar, 1)
        line.addWidget(self._cancel)
        self.hide()

    @property
    def is_working(self) -> bool:
        return not self.isHidden()

    def start(self, said: str) -> None:
        self._said.setText(said)
        self._bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def stop(self) -> None:
        self.hide()
