"""Charts, where people would rather look: bars of one figure over the months."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from desktop.queries.figures.trend import TrendPoint
from desktop.ui.theme import COLOURS, POINT_SIZE
from desktop.ui.widgets import column, wrapped

_WIDTH = 0.64


class TrendChart(QWidget):
    """Its plot is made when it is first shown something: pyqtgraph is slow to import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[TrendPoint, ...] = ()
        self._plot: Any = None
        self._told = wrapped("", "quiet")
        self._whole = column(self, 4, (8, 6, 8, 6))
        self._whole.addWidget(self._told)

    def show_points(self, title: str, points: Sequence[TrendPoint], *, is_ratio: bool) -> None:
        self.points = tuple(points)
        self._told.setText(f"{title}　近 {len(self.points)} 个月，按记录现状；没有记录的月份为空")
        plot = self._made()
        plot.clear()
        self._draw_bars(plot, is_ratio=is_ratio)
        ticks = [(place, _short(point.period, place)) for place, point in enumerate(self.points)]
        plot.getAxis("bottom").setTicks([ticks])
        top = max((point.value or 0 for point in self.points), default=0) or 1
        plot.setYRange(0, top * 1.15, padding=0)
        plot.setXRange(-0.9, len(self.points) - 0.1, padding=0)

    def _made(self) -> Any:
        if self._plot is None:
            from pyqtgraph import PlotWidget

            self._plot = PlotWidget(self, background=COLOURS.ground)
            self._plot.setMouseEnabled(False, False)
            self._plot.setMenuEnabled(False)
            self._plot.hideButtons()
            for name in ("left", "bottom"):
                axis = self._plot.getAxis(name)
                axis.setPen(COLOURS.line)
                axis.setTextPen(COLOURS.ink)
                axis.setStyle(tickFont=self._font())
            self._whole.addWidget(self._plot, 1)
        return self._plot

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(POINT_SIZE - 1.5)
        return font

    def _draw_bars(self, plot: Any, *, is_ratio: bool) -> None:
        from pyqtgraph import BarGraphItem, TextItem

        known = [(place, p.value) for place, p in enumerate(self.points) if p.value is not None]
        last = len(self.points) - 1
        brushes = [COLOURS.accent if place == last else "#9cc3e6" for place, _ in known]
        heights = [value for _, value in known]
        places = [place for place, _ in known]
        plot.addItem(
            BarGraphItem(x=places, height=heights, width=_WIDTH, brushes=brushes, pen=COLOURS.line)
        )
        for place, value in known:
            words = f"{value:.0f}" if is_ratio else f"{value:g}"
            number = TextItem(words, color=COLOURS.ink, anchor=(0.5, 1))
            number.setFont(self._font())
            number.setPos(place, value)
            plot.addItem(number)


def _short(period: int, place: int) -> str:
    """The month; with its year where the list or the year begins."""
    year, month = divmod(period, 100)
    return f"{year % 100}.{month}" if place == 0 or month == 1 else str(month)
