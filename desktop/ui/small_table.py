"""A small table one types into: Enter goes on, the last line is always free, WPS is pasted."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.ui.cell_writer import CellWriter

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE, _BESIDE = 28, 20
_SHORT, _LONG = 5, 20
_LOWEST, _HIGHEST = 96, 236
_YES = ("是", "√", "有", "1")
Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Head:
    """A column: its title, its width (None takes what room there is), whether it is a tick."""

    title: str
    width: int | None = None
    ticks: bool = False


class SmallTable(QTableWidget):
    """``words`` are the lines in which something stands.

    Enter goes to the next cell; in the free line at the end it is not taken, so that whoever
    holds the table goes on. Insert makes room for a line, Ctrl+Delete takes one out.
    """

    typed = Signal()

    def __init__(self, heads: Sequence[Head], parent: QWidget | None = None) -> None:
        super().__init__(0, len(heads), parent)
        self._heads = tuple(heads)
        self._is_filling = False
        self.writer = CellWriter(self)
        self.writer.grid_pasted.connect(self.paste)
        self.setItemDelegate(self.writer)
        self.setHorizontalHeaderLabels([one.title for one in heads])
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self._size_columns()
        self.cellChanged.connect(self._on_cell)
        self.put(())

    def _size_columns(self) -> None:
        lines = self.verticalHeader()
        lines.setMinimumSectionSize(_LINE)
        lines.setDefaultSectionSize(_LINE)
        lines.setFixedWidth(30)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(52)
        for place, one in enumerate(self._heads):
            self.setColumnWidth(place, max(one.width or 0, self._head_width(one.title)))

    def _share_room(self) -> None:
        """What room the other columns leave goes to each by the words that stand in it."""
        free = [place for place, one in enumerate(self._heads) if one.width is None]
        taken = sum(self.columnWidth(n) for n in range(len(self._heads)) if n not in free)
        least = {place: self._head_width(self._heads[place].title) for place in free}
        room = max(self.viewport().width() - taken - sum(least.values()), 0)
        parts = {place: self._longest(place) for place in free}
        for place, part in parts.items():
            self.setColumnWidth(place, least[place] + room * part // sum(parts.values()))

    def _head_width(self, title: str) -> int:
        return self.fontMetrics().horizontalAdvance(title) + _BESIDE

    def _longest(self, column: int) -> int:
        lengths = [len(self._cell(place, column)) for place in range(self.rowCount())]
        return min(max([_SHORT, len(self._heads[column].title), *lengths]), _LONG)

    # -- words -------------------------------------------------------------------------

    @property
    def words(self) -> Words:
        lines = (self._line(place) for place in range(self.rowCount()))
        return tuple(line for line in lines if any(line))

    def put(self, words: Words) -> None:
        """Fill the table, with a free line below."""
        self._is_filling = True
        self.setRowCount(0)
        for line in words:
            self._add(self.rowCount(), line)
        self._is_filling = False
        self._round_off()

    def line_of(self, number: int) -> int:
        """Where the so-manieth line of ``words`` stands, free lines counted too."""
        told = [place for place in range(self.rowCount()) if any(self._line(place))]
        return told[number]

    def settle(self) -> None:
        """Keep what still stands in an open cell."""
        editor = self.writer.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def paste(self) -> None:
        """From the current cell on, what was copied in WPS; lines are added as needed."""
        copied = QGuiApplication.clipboard().text()
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        self._is_filling = True
        for down, line in enumerate(csv.reader(copied.splitlines(keepends=True), "excel-tab")):
            if top + down >= self.rowCount():
                self._add(self.rowCount(), ())
            for place, words in enumerate(line[: len(self._heads) - left], start=left):
                self._write(top + down, place, words.strip())
        self._is_filling = False
        self._round_off()
        self.typed.emit()

    # -- lines -------------------------------------------------------------------------

    def insert_line(self) -> None:
        place = max(self.currentRow(), 0)
        self._add(place, ())
        self.setCurrentCell(place, 0)

    def remove_line(self) -> None:
        place = self.currentRow()
        if place >= 0:
            self.removeRow(place)
            self._round_off()
            self.setCurrentCell(min(place, self.rowCount() - 1), 0)
            self.typed.emit()

    def _add(self, place: int, words: Sequence[str]) -> None:
        was, self._is_filling = self._is_filling, True
        self.insertRow(place)
        for column, head in enumerate(self._heads):
            item = QTableWidgetItem()
            if head.ticks:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setCheckState(Qt.CheckState.Unchecked)
            self.setItem(place, column, item)
        for column, one in enumerate(words):
            self._write(place, column, one)
        self._is_filling = was

    def _write(self, place: int, column: int, words: str) -> None:
        item = self.item(place, column)
        if item is not None and self._heads[column].ticks:
            is_on = words in _YES
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        elif item is not None:
            item.setText(words)
            item.setToolTip(words)

    def _line(self, place: int) -> tuple[str, ...]:
        return tuple(self._cell(place, column) for column in range(len(self._heads)))

    def _cell(self, place: int, column: int) -> str:
        item = self.item(place, column)
        if item is None:
            return ""
        if self._heads[column].ticks:
            return _YES[0] if item.checkState() is Qt.CheckState.Checked else ""
        return item.text().strip()

    def _on_cell(self, place: int, column: int) -> None:
        if not self._is_filling:
            item = self.item(place, column)
            if item is not None:
                item.setToolTip(item.text())
            self._round_off()
            self.typed.emit()

    def _round_off(self) -> None:
        """One free line below, each line as high as its words, the table no higher than needed."""
        if not self.rowCount() or any(self._line(self.rowCount() - 1)):
            self._add(self.rowCount(), ())
        self._share_room()
        self.resizeRowsToContents()
        wanted = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 4
        self.setFixedHeight(min(max(wanted, _LOWEST), _HIGHEST))

    # -- keys --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_removal = event.key() == Qt.Key.Key_Delete
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in _ENTER:
            self._on_enter(event, with_ctrl=with_ctrl)
        elif is_removal and with_ctrl:
            self.remove_line()
        elif is_removal and self.currentRow() >= 0:
            self._write(self.currentRow(), self.currentColumn(), "")
        elif event.key() == Qt.Key.Key_Insert:
            self.insert_line()
        else:
            super().keyPressEvent(event)

    def _on_enter(self, event: QKeyEvent, *, with_ctrl: bool) -> None:
        place = self.currentRow()
        if with_ctrl or place < 0 or not any(self._line(place)):
            event.ignore()
        else:
            self.go_on()

    def go_on(self) -> None:
        """To the next cell, from the last of a line to the first of the next."""
        place, column = self.currentRow(), self.currentColumn() + 1
        if column < len(self._heads):
            self.setCurrentCell(place, column)
        else:
            self.setCurrentCell(min(place + 1, self.rowCount() - 1), 0)

    def edit(self, *told: Any) -> Any:
        """As in a workbook, typing replaces what stands in a cell, F2 goes to its end."""
        self.writer.replaces = QAbstractItemView.EditTrigger.AnyKeyPressed in told
        return super().edit(*told)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in a cell keeps it and goes on."""
        super().closeEditor(editor, hint)
        self.writer.editor = None
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.go_on()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first cell the current one, but does not show that it is."""
        super().focusInEvent(event)
        self.setCurrentCell(max(self.currentRow(), 0), max(self.currentColumn(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._round_off()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _LOWEST)
