"""A chart beside the table of its numbers: by keyboard in the table, by mouse in either."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.jobs.runner import Runner
from desktop.queries.hazard_charts import ChartRow
from desktop.queries.listing import Whole
from desktop.ui.bar_rows import BarRows
from desktop.ui.columns import Align, Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import column

_NUMBERS = 378


class ChartPane(QWidget):
    """Enter or a click on a bar asks for the records of the row, where it has any."""

    asked = Signal(object)
    """The filters of a row."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        titles: tuple[str, str, str],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows: tuple[ChartRow, ...] = ()
        title, first, second = titles
        columns = (
            Column(title, lambda row: row.title, 172),
            Column(first, lambda row: row.first, 58, Align.RIGHT, "first"),
            Column(second, lambda row: row.second, 58, Align.RIGHT, "second"),
            Column("合计", lambda row: row.total, 52, Align.RIGHT, "total"),
        )
        self.model = RowsModel(runner, Whole(self._shown), columns, self)
        self.table = RowsTable(self.model, dialogs.settings, name)
        self.table.setSelectionMode(RowsTable.SelectionMode.SingleSelection)
        self.chart = BarRows((first, second))
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self.chart)
        halves.setStretchFactor(1, 1)
        halves.setSizes([_NUMBERS, 800])
        self.table.setMinimumWidth(_NUMBERS)
        column(self).addWidget(halves, 1)
        self.setFocusProxy(self.table)
        self.table.entered.connect(self.ask_current)
        self.table.settled.connect(lambda _number: self._mark())
        self.chart.picked.connect(self._on_picked)
        self.model.arrived.connect(lambda _count: self._mark())

    def show_rows(self, title: str, rows: tuple[ChartRow, ...]) -> None:
        self._rows = rows
        self.model.reload()
        self.chart.show_rows(title, rows)
        self._mark()

    @property
    def current(self) -> ChartRow | None:
        place = self.table.currentIndex()
        return self.model.row_at(place.row()) if place.isValid() else None

    def ask_current(self) -> None:
        row = self.current
        if row is not None and row.where and row.total:
            self.asked.emit(dict(row.where))

    def _on_picked(self, place: int) -> None:
        """The table may be sorted otherwise than the bars."""
        wanted = self._rows[place]
        number = self.model.where(lambda row: row == wanted)
        if number is not None:
            self.table.go_to(number)
            self.ask_current()

    def _mark(self) -> None:
        row = self.current
        if row in self._rows:
            self.chart.choose(self._rows.index(row))

    def _shown(self, _session: Any) -> tuple[ChartRow, ...]:
        return self._rows
