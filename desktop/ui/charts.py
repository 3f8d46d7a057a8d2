"""Charts, where people would rather look: a figure over the months, coverage by grid."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from desktop.queries.figures.trend import TrendPoint
from desktop.queries.round_board import GridLine
from desktop.ui.theme import COLOURS, POINT_SIZE
from desktop.ui.widgets import column, wrapped

_WIDTH = 0.64
_SOFT = "#9cc3e6"
_PALE = "#e3e8ee"
_ROW = 22


class Chart(QWidget):
    """A plot under a line of words; it is made when first shown: pyqtgraph is slow to import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot: Any = None
        self._told = wrapped("", "quiet")
        self._whole = column(self, 4, (8, 6, 8, 6))
        self._whole.addWidget(self._told)

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

    def _write(self, plot: Any, text: str, place: tuple[float, float], anchor: Any) -> None:
        from pyqtgraph import TextItem

        number = TextItem(text, color=COLOURS.ink, anchor=anchor)
        number.setFont(self._font())
        number.setPos(*place)
        plot.addItem(number)


class TrendChart(Chart):
    """Bars of one figure over the months."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[TrendPoint, ...] = ()

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

    def _draw_bars(self, plot: Any, *, is_ratio: bool) -> None:
        from pyqtgraph import BarGraphItem

        known = [(place, p.value) for place, p in enumerate(self.points) if p.value is not None]
        last = len(self.points) - 1
        brushes = [COLOURS.accent if place == last else _SOFT for place, _ in known]
        heights = [value for _, value in known]
        places = [place for place, _ in known]
        plot.addItem(
            BarGraphItem(x=places, height=heights, width=_WIDTH, brushes=brushes, pen=COLOURS.line)
        )
        for place, value in known:
            words = f"{value:.0f}" if is_ratio else f"{value:g}"
            self._write(plot, words, (place, value), (0.5, 1))


class CoverageChart(Chart):
    """A bar a grid: how much of its part of the round is covered, and whose it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[GridLine, ...] = ()

    def show_lines(self, title: str, lines: Sequence[GridLine]) -> None:
        """The least covered stands on top."""
        self.lines = tuple(lines)
        self._told.setText(title)
        plot = self._made()
        plot.setMinimumHeight(_ROW * len(self.lines) + 2 * _ROW)
        plot.clear()
        self._draw_bars(plot)
        names = [f"{one.grid}　{one.inspector or '空缺'}" for one in self.lines]
        axis = plot.getAxis("left")
        axis.setStyle(tickLength=0)
        axis.setTicks([[(-place, name) for place, name in enumerate(names)]])
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        axis.setWidth(min(widest + 12, max(120, self.width() // 2)))
        plot.getAxis("bottom").setTicks([[(at, f"{at}%") for at in (0, 25, 50, 75, 100)]])
        plot.setXRange(0, 128, padding=0)
        plot.setYRange(-max(len(names), 6) + 0.4, 0.6, padding=0)

    def _draw_bars(self, plot: Any) -> None:
        from pyqtgraph import BarGraphItem

        places = [-place for place in range(len(self.lines))]
        parts = [100 * one.covered / one.due for one in self.lines]
        for widths, brush in (([100.0] * len(places), _PALE), (parts, COLOURS.accent)):
            bar = {"x0": 0, "y": places, "height": _WIDTH, "width": widths}
            plot.addItem(BarGraphItem(**bar, brush=brush, pen=COLOURS.line))
        for place, one in zip(places, self.lines, strict=True):
            self._write(plot, f"{one.covered}/{one.due}", (102, place), (0, 0.5))


def _short(period: int, place: int) -> str:
    """The month; with its year where the list or the year begins."""
    year, month = divmod(period, 100)
    return f"{year % 100}.{month}" if place == 0 or month == 1 else str(month)
