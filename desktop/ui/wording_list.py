"""The kinds of paper and the official passages, narrowed while one types."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.queries.wordings import WordingRow
from desktop.ui.theme import COLOURS
from desktop.ui.widgets import column
from desktop.usecases.initials import initials_of

_KEY = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WordingList(QWidget):
    """``chosen`` carries a key; Enter and → go on to the words (``went_on``)."""

    chosen = Signal(str)
    went_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[WordingRow, ...] = ()
        self._unsaved: frozenset[str] = frozenset()
        self.box = QLineEdit(placeholderText="汉字或拼音首字母（Ctrl+F）", clearButtonEnabled=True)
        self.box.setAccessibleName("筛选文书")
        self.list = QListWidget()
        self.list.setAccessibleName("文书和原文")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = column(self, 4)
        whole.addWidget(self.box)
        whole.addWidget(self.list, 1)
        self.box.textChanged.connect(lambda _text: self._fill(self.key))
        self.box.returnPressed.connect(self._take_first)
        self.list.currentItemChanged.connect(lambda item, _last: self._on_item(item))
        self.list.itemActivated.connect(lambda _item: self.went_on.emit())
        self.setFocusProxy(self.list)

    @property
    def key(self) -> str:
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_KEY))

    @property
    def texts(self) -> tuple[str, ...]:
        """What is listed, as it reads."""
        return tuple(self.list.item(place).text() for place in range(self.list.count()))

    def show_rows(self, rows: Sequence[WordingRow], unsaved: frozenset[str]) -> None:
        """Passages that wait are not to be overlooked: passages come first."""
        self._rows = tuple(sorted(rows, key=lambda row: not row.is_passage))
        self._unsaved = unsaved
        self._fill(self.key)

    def choose(self, key: str) -> None:
        """Mark a row that is listed; one the search leaves out comes back first."""
        if key not in self._listed():
            self.box.clear()
        places = self._listed()
        if key in places:
            self.list.setCurrentRow(places.index(key))

    def step(self, places: int) -> None:
        place = self.list.currentRow() + places
        if 0 <= place < self.list.count():
            self.list.setCurrentRow(place)

    def _listed(self) -> list[str]:
        return [str(self.list.item(place).data(_KEY)) for place in range(self.list.count())]

    def _fill(self, key: str) -> None:
        wanted = self.box.text().strip().lower()
        rows = [row for row in self._rows if _meets(row, wanted)]
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(self._words(row), self.list)
            item.setData(_KEY, row.key)
            item.setToolTip(item.text())
            if row.is_waiting:
                item.setForeground(QColor(COLOURS.warning))
        keys = [row.key for row in rows]
        if keys:
            self.list.setCurrentRow(keys.index(key) if key in keys else 0)
        self.list.blockSignals(False)
        if keys and key not in keys:
            self._on_item(self.list.currentItem())

    def _words(self, row: WordingRow) -> str:
        if row.key in self._unsaved:
            return f"{row.title}　未存"
        if row.is_waiting:
            return f"▲ {row.title}　待录入"
        return f"{row.title}　第{row.edition}版" if row.is_own else row.title

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_KEY)))

    def _take_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_ENTER, Qt.Key.Key_Right):
            self.went_on.emit()
        else:
            super().keyPressEvent(event)


def _meets(row: WordingRow, wanted: str) -> bool:
    if not wanted or wanted in row.title.lower():
        return True
    return wanted.isascii() and wanted.isalpha() and wanted in _initials(row.title)


@cache
def _initials(title: str) -> str:
    return initials_of(title)
