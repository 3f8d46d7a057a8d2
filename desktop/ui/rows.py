"""One table model for every list: it knows the count, and reads pages of rows when painted.

Nothing is read twice while it is in the small cache; a row that has not arrived shows … .
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from desktop.jobs.runner import Runner
from desktop.queries.view import PAGE, Outline, RowSource, View
from desktop.ui.columns import Column, Mark
from desktop.ui.theme import COLOURS

_PAGES_KEPT = 8
_COMING = "…"
_COLOURS = {Mark.DANGER: COLOURS.danger, Mark.WARNING: COLOURS.warning, Mark.DONE: COLOURS.done}
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class RowsModel(QAbstractTableModel):
    """The rows of one source under one view."""

    arrived = Signal(int)
    """The count, when the list has been read anew."""

    def __init__(
        self,
        runner: Runner,
        source: RowSource,
        columns: Sequence[Column],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.view = View()
        self._runner = runner
        self._source = source
        self._outline = Outline(0, (), ())
        self._pages: OrderedDict[int, tuple[Any, ...]] = OrderedDict()
        self._asked: dict[int, int] = {}
        self._version = 0

    # -- asking ------------------------------------------------------------------------

    def look(self, **changes: Any) -> None:
        """Change the view (text, where, sort, descending) and read anew."""
        self.view = replace(self.view, **changes)
        self.reload()

    def reload(self) -> None:
        self._version += 1
        self.view = replace(self.view, today=self._runner.today())
        version, view = self._version, self.view
        self._runner.read(
            self,
            self._source.outline,
            view,
            done=lambda outline: self._on_outline(version, outline),
            latest="outline",
        )

    def row_at(self, number: int) -> Any | None:
        """The row if it is there; asks for its page if it is not."""
        page = number // PAGE
        if page not in self._pages:
            self._ask(page)
        if page not in self._pages:
            return None
        self._pages.move_to_end(page)
        rows = self._pages[page]
        return rows[number % PAGE] if number % PAGE < len(rows) else None

    def loaded_rows(self) -> list[tuple[int, Any]]:
        """Row numbers with their rows, as far as they are in the cache."""
        return [
            (page * PAGE + place, row)
            for page, rows in sorted(self._pages.items())
            for place, row in enumerate(rows)
        ]

    def where(self, wanted: Callable[[Any], bool]) -> int | None:
        """The number of the first loaded row that is wanted."""
        return next((number for number, row in self.loaded_rows() if wanted(row)), None)

    def _ask(self, page: int) -> None:
        """Read a page; at most two are on their way, since a screen touches no more."""
        slot = page % 2
        if self._asked.get(slot) == page or page >= len(self._outline.anchors):
            return
        self._asked[slot] = page
        version = self._version
        self._runner.read(
            self,
            self._source.page,
            self.view,
            self._outline.anchors[page],
            done=lambda rows: self._on_page(version, page, rows),
            latest=f"page {slot}",
        )

    def _on_outline(self, version: int, outline: Outline) -> None:
        if version != self._version:
            return
        self.beginResetModel()
        self._outline = outline
        self._asked.clear()
        self._pages.clear()
        for start in range(0, len(outline.first), PAGE):
            self._pages[start // PAGE] = outline.first[start : start + PAGE]
        self.endResetModel()
        self.arrived.emit(outline.count)

    def _on_page(self, version: int, page: int, rows: tuple[Any, ...]) -> None:
        if version != self._version:
            return
        self._asked = {slot: asked for slot, asked in self._asked.items() if asked != page}
        self._pages[page] = rows
        while len(self._pages) > max(_PAGES_KEPT, len(self._outline.first) // PAGE + 1):
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, self._outline.count) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))

    # -- Qt ----------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._outline.count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == _Role.TextAlignmentRole:
            return column.align.value
        if role not in (_Role.DisplayRole, _Role.ToolTipRole, _Role.ForegroundRole):
            return None
        row = self.row_at(index.row())
        if row is None:
            return _COMING if role == _Role.DisplayRole else None
        if role == _Role.ForegroundRole:
            colour = _COLOURS.get(column.mark_of(row) or Mark.QUIET)
            return None if colour is None else QColor(colour)
        return column.words(row)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == _Role.DisplayRole:
            return self.columns[section].title
        return self.columns[section].align.value if role == _Role.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by value in the source; a column that cannot be sorted leaves all as it is."""
        if self.start_sorted(column, order):
            self.reload()

    def start_sorted(self, column: int, order: Qt.SortOrder) -> bool:
        """Take an order for the next reading; whether the column can be sorted by."""
        if not (0 <= column < len(self.columns) and self.columns[column].sort):
            return False
        descending = order is Qt.SortOrder.DescendingOrder
        self.view = replace(self.view, sort=self.columns[column].sort, descending=descending)
        return True
