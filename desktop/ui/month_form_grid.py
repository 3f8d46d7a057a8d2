"""A sheet of the province's workbook as a grid: what stands in it and what is bound to it."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from desktop.domain.labels import label
from desktop.exchange.templates import TemplateSheet, column_letters
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.templates import Bound
from desktop.ui.theme import COLOURS, ROW_HEIGHT

_MOST_ROWS, _MOST_COLUMNS = 400, 60
_ROOM = 4
"""Empty rows and columns after the last, for what a form leaves blank."""
_NARROW, _WIDE = 40, 190


class FormGrid(QTableWidget):
    """Enter binds the chosen cells, Delete sets them free."""

    bind_asked = Signal()
    free_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("模板的单元格")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._sheet: TemplateSheet | None = None

    def show_sheet(self, sheet: TemplateSheet, bound: tuple[Bound, ...]) -> None:
        """Fill anew; the chosen cell stays chosen where the sheet is the same."""
        place = (self.currentRow(), self.currentColumn())
        is_same = self._sheet is not None and self._sheet.name == sheet.name
        self._sheet = sheet
        rows = min(sheet.rows + _ROOM, _MOST_ROWS)
        columns = min(sheet.columns + _ROOM, _MOST_COLUMNS)
        self.clear()
        self.setRowCount(rows)
        self.setColumnCount(columns)
        self.setHorizontalHeaderLabels([column_letters(number + 1) for number in range(columns)])
        for cell in sheet.cells.values():
            if cell.row <= rows and cell.column <= columns:
                item = QTableWidgetItem(cell.text)
                item.setToolTip(cell.why_not or cell.text)
                if cell.why_not:
                    item.setForeground(QColor(COLOURS.quiet))
                self.setItem(cell.row - 1, cell.column - 1, item)
        self._show_bound(sheet, bound)
        self.resizeColumnsToContents()
        for number in range(columns):
            width = min(max(self.columnWidth(number), _NARROW), _WIDE)
            self.setColumnWidth(number, width)
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.setCurrentCell(*(place if is_same else (0, 0)), alone)

    def _show_bound(self, sheet: TemplateSheet, bound: tuple[Bound, ...]) -> None:
        names = {row.code: row.name for row in FIGURES}
        places = {
            f"{column_letters(column + 1)}{number + 1}": (number, column)
            for number in range(self.rowCount())
            for column in range(self.columnCount())
        }
        for one in bound:
            if one.sheet != sheet.name or one.place not in places:
                continue
            told = f"{one.code} {label(one.content)}"
            item = QTableWidgetItem(f"◆ {told}")
            item.setToolTip(
                f"{one.place}：{names.get(one.code, '已没有这个指标')} {label(one.content)}"
            )
            item.setForeground(QColor(COLOURS.accent))
            self.setItem(*places[one.place], item)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen places, as B5, from top to bottom."""
        found = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        return tuple(f"{column_letters(column + 1)}{number + 1}" for number, column in found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.bind_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.free_asked.emit()
        else:
            super().keyPressEvent(event)
