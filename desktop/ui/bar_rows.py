"""Lying bars in two parts that can be clicked; hatched and lettered, not only coloured."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QWidget

from desktop.queries.hazard_charts import ChartRow
from desktop.ui.charts import Chart
from desktop.ui.columns import shown
from desktop.ui.theme import COLOURS
from desktop.ui.widgets import words

_WIDTH = 0.64
_HATCHED = "#b3261e"


class BarRows(Chart):
    """The chosen row is framed; a click chooses one."""

    picked = Signal(int)

    def __init__(self, parts: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ChartRow, ...] = ()
        self._chosen: Any = None
        self._most = 1
        first, second = parts
        self._whole.addWidget(words(f"■ {first}　▨ {second}　条末为合计（{first}＋{second}）"))

    def show_rows(self, title: str, rows: Sequence[ChartRow]) -> None:
        self.rows = tuple(rows)
        self._told.setText(title)
        plot = self._made()
        plot.clear()
        self._most = max((row.total or 0 for row in self.rows), default=0) or 1
        self._draw_bars(plot)
        names = [row.title for row in self.rows]
        axis = plot.getAxis("left")
        axis.setStyle(tickLength=0)
        axis.setTicks([[(-place, name) for place, name in enumerate(names)]])
        metrics = self.fontMetrics()
        axis.setWidth(max((metrics.horizontalAdvance(name) for name in names), default=0) + 12)
        plot.setXRange(0, self._most * 1.25, padding=0)
        plot.setYRange(0.6 - max(len(names), 6), 0.6, padding=0)

    def choose(self, place: int) -> None:
        """Frame a row, as the table beside it does."""
        if self._chosen is not None and 0 <= place < len(self.rows):
            wide = max(self.rows[place].total or 0, self._most * 0.01)
            self._chosen.setOpts(x0=0, y=[-place], height=0.86, width=[wide])

    def _made(self) -> Any:
        is_new = self._plot is None
        plot = super()._made()
        if is_new:
            plot.scene().sigMouseClicked.connect(self._on_click)
        return plot

    def _draw_bars(self, plot: Any) -> None:
        from pyqtgraph import BarGraphItem

        places = [-place for place in range(len(self.rows))]
        firsts = [row.first or 0 for row in self.rows]
        hatched = QBrush(QColor(_HATCHED), Qt.BrushStyle.BDiagPattern)
        solid = QBrush(QColor(COLOURS.accent))
        for starts, widths, brush in (
            ([0] * len(firsts), firsts, solid),
            (firsts, [row.second or 0 for row in self.rows], hatched),
        ):
            bar = {"x0": starts, "y": places, "height": _WIDTH, "width": widths}
            plot.addItem(BarGraphItem(**bar, brush=brush, pen=COLOURS.ink))
        frame = {"x0": 0, "y": [0], "height": 0.86, "width": [0]}
        self._chosen = BarGraphItem(**frame, brush=None, pen={"color": COLOURS.ink, "width": 2})
        plot.addItem(self._chosen)
        for place, row in zip(places, self.rows, strict=True):
            told = f"{row.total}（{row.first}＋{row.second}）" if row.total else shown(row.total)
            self._write(plot, told, (row.total or 0, place), (-0.05, 0.5))

    def _on_click(self, event: Any) -> None:
        """Anywhere on the line of a bar will do: a short bar is hard to hit."""
        where = self._plot.getPlotItem().vb.mapSceneToView(event.scenePos())
        place = round(-where.y())
        if 0 <= place < len(self.rows):
            self.picked.emit(place)
