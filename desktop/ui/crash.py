"""When the program is wrong: the report is saved, the clerk reads two sentences, work goes on."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

_log = logging.getLogger(__name__)

SaveReport = Callable[[BaseException], Path]


class CrashReporter(QObject):
    """Takes the place of ``sys.excepthook``; may be called on any thread."""

    happened = Signal(str)

    def __init__(self, save_report: SaveReport, window: QWidget) -> None:
        super().__init__(window)
        self._save_report = save_report
        self._window = window
        self._is_open = False
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.report

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Save what happened and tell it once."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected %s", kind.__name__)
        try:
            place = str(self._save_report(error))
        except OSError:
            _log.exception("the crash report could not be written")
            place = ""
        self.happened.emit(place)

    def _show(self, place: str) -> None:
        if self._is_open:
            return
        self._is_open = True
        box = CrashBox(place, self._window)
        box.finished.connect(self._on_closed)
        box.open()

    def _on_closed(self, _result: int) -> None:
        self._is_open = False


class CrashBox(QDialog):
    """No traceback: what happened, that nothing half-done was stored, whom to send what."""

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出错了")
        where = f"错误报告已存到：\n{place}" if place else "错误报告没有写成，请记下刚才做了什么。"
        self.words = QLabel(
            "程序出了一个错，刚才这一步没有做成；已经保存的记录不受影响，可以继续工作。\n\n"
            f"{where}\n\n请把它交给维护人员（里面没有台账内容）。",
            wordWrap=True,
        )
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setMinimumWidth(420)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(buttons)
