"""Ctrl+K: one box that finds any record by name, number, pinyin initials or phone tail."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from desktop.jobs.runner import Runner
from desktop.ui.widgets import column, pause, words

_TYPING_MS = 120
_LIMIT = 40
_HINT = "↑ ↓ 选择，回车打开，Esc 关闭"
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class SearchBox(QDialog):
    """Type, look, Enter. Hits have ``entity, id, kind, title, detail``."""

    chosen = Signal(str, object)

    def __init__(
        self, runner: Runner, search: Callable[..., Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("查找")
        self.resize(620, 420)
        self._runner, self._search = runner, search
        self.box = QLineEdit(placeholderText="名称、编号、文号、拼音首字母、电话尾号")
        self.box.setAccessibleName("查找")
        self.hits = QListWidget()
        self.hits.setAccessibleName("找到的记录")
        self._hint = words(_HINT, "quiet")
        whole = column(self, margins=(10, 10, 10, 8))
        whole.addWidget(self.box)
        whole.addWidget(self.hits, 1)
        whole.addWidget(self._hint)
        self._timer = pause(self, _TYPING_MS, self._ask)
        self.box.textChanged.connect(lambda _words: self._timer.start())
        self.box.installEventFilter(self)
        self.hits.itemClicked.connect(self._open)
        self.hits.itemActivated.connect(self._open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the cursor stays in the box."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self.hits.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.hits.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        typed = self.box.text().strip()
        if typed:
            self._runner.read(
                self, self._search, typed, _LIMIT, done=self._on_found, latest="search"
            )
        else:
            self._on_found(())

    def _on_found(self, hits: tuple[Any, ...]) -> None:
        self.hits.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.kind}　{hit.title}\n{hit.detail}".rstrip(), self.hits)
            item.setData(Qt.ItemDataRole.UserRole, (hit.entity, hit.id))
        if hits:
            self.hits.setCurrentRow(0)
        is_asked = bool(self.box.text().strip())
        nothing = "没有找到。换个说法，或少输几个字试试。"
        self._hint.setText(nothing if is_asked and not hits else _HINT)

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            entity, record_id = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
            self.chosen.emit(entity, record_id)
