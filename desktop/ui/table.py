"""The table widget of every list: rows, quiet lines, columns that stay as they were left."""

import zlib

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from desktop.ui.rows import RowsModel
from desktop.ui.settings import Settings
from desktop.ui.theme import ROW_HEIGHT
from desktop.ui.widgets import pause

_SETTLES_MS = 90


class RowsTable(QTableView):
    """Shows a ``RowsModel``; ``settled`` comes when the current row has rested a moment."""

    settled = Signal(int)
    entered = Signal()
    """Enter or a double click: go on with this row."""

    def __init__(
        self, model: RowsModel, settings: Settings, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._settings = settings
        titles = "|".join(column.title for column in model.columns)
        # A program with other columns than the one that kept the state starts anew.
        self._name = f"columns/{name}-{zlib.crc32(titles.encode()):08x}"
        self._timer = pause(self, _SETTLES_MS, self._on_rested)
        self._prepare()
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(lambda _now, _was: self._timer.start())
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        self._restore()
        self._prepare_header()

    @property
    def selected_rows(self) -> tuple[int, ...]:
        """Numbers of the selected rows, in order."""
        chosen = self.selectionModel().selectedRows()
        return tuple(sorted(index.row() for index in chosen))

    def go_to(self, number: int) -> None:
        """Stand on a row and choose it alone, whatever keys are held down meanwhile."""
        index = self._rows.index(number, 0)
        self.setCurrentIndex(index)
        self.clearSelection()  # with Ctrl held the next line would take the choice back
        self.selectRow(number)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        state = self.horizontalHeader().saveState().toBase64()
        self._settings.put(self._name, bytes(state.data()).decode())
        super().hideEvent(event)

    def _prepare(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sortIndicatorChanged.connect(self._rows.sort)

    def _restore(self) -> None:
        header = self.horizontalHeader()
        kept = self._settings.get(self._name)
        is_restored = bool(kept) and header.restoreState(QByteArray.fromBase64(kept.encode()))
        if not is_restored:
            for place, column in enumerate(self._rows.columns):
                self.setColumnWidth(place, column.width)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._rows.start_sorted(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def _on_rested(self) -> None:
        self.settled.emit(self.currentIndex().row())

    def _on_header_menu(self, place: QPoint) -> None:
        header = self.horizontalHeader()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self._rows.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            is_last = header.hiddenSectionCount() == header.count() - 1
            action.setEnabled(not (action.isChecked() and is_last))
            action.toggled.connect(
                lambda is_shown, number=number: header.setSectionHidden(number, not is_shown)
            )
        menu.popup(header.mapToGlobal(place))
