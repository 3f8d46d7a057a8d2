"""隐患图表: a year of hazards by month, by class of the criteria, by the days they took."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from db.codes import Area
from desktop.jobs.runner import Runner
from desktop.queries.hazard_charts import HazardCharts, hazard_charts
from desktop.ui.chart_pane import ChartPane
from desktop.ui.dialogs import Dialogs
from desktop.ui.page import Page
from desktop.ui.widgets import column, row, words

_HELP = """
一年的隐患画成条：**按月份**（一般、重大）、**重大按判定标准**（已销号、未销号）、
**整改天数**（从发现到销号，当场改正的不算）。

- 点一条，或在左边表里按**回车**，到隐患列表里看是哪些；整改天数只看分布
- **Ctrl+1 / 2 / 3** 换图　**Ctrl+PgUp / PgDn** 前后年

这里数的是各来源的全部隐患；本局发现的、报省里的数看**月报**。2022 版判定的归入现行标准的同类。
"""
_LEVELS = ("一般", "重大")


class HazardChartsPage(Page):
    """Three charts, each beside its numbers."""

    key: ClassVar[str] = "hazard_charts"
    title: ClassVar[str] = "隐患图表"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.HAZARDS})
    help: ClassVar[str] = _HELP

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.charts: HazardCharts | None = None
        self._year = 0
        self.years = QComboBox()
        self.tabs = QTabWidget()
        self.months = ChartPane(runner, dialogs, ("月份", *_LEVELS), "chart_months")
        classes = ("判定标准", "已销号", "未销号")
        self.classes = ChartPane(runner, dialogs, classes, "chart_classes")
        self.days = ChartPane(runner, dialogs, ("整改天数", *_LEVELS), "chart_days")
        self._build()

    def _build(self) -> None:
        self.years.setAccessibleName("年份")
        for pane, title in (
            (self.months, "按月份"),
            (self.classes, "重大按判定标准"),
            (self.days, "整改天数"),
        ):
            self.tabs.addTab(pane, title)
            pane.asked.connect(lambda where: self.go.emit("hazards", where))
        head = row()
        head.addWidget(words(self.title, "title"))
        head.addWidget(self.years)
        head.addStretch(1)
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(head)
        whole.addWidget(self.tabs, 1)
        self.years.activated.connect(lambda _place: self.show_year(self.years.currentData()))
        for place in range(self.tabs.count()):
            self._key(f"Ctrl+{place + 1}", partial(self.show_chart, place))
        self._key("Ctrl+PgUp", lambda: self.turn(1))
        self._key("Ctrl+PgDown", lambda: self.turn(-1))
        self.setFocusProxy(self.months)

    def _key(self, keys: str, slot: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self, slot)

    def refresh(self) -> None:
        today = self.runner.today()
        self.runner.read(
            self, hazard_charts, self._year, today, done=self._on_read, latest="hazard_charts"
        )

    def show_year(self, year: int) -> None:
        self._year = year
        self.refresh()

    def turn(self, places: int) -> None:
        """The list of years begins with the newest."""
        place = self.years.currentIndex() + places
        if 0 <= place < self.years.count():
            self.show_year(self.years.itemData(place))

    def show_chart(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        self.tabs.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_read(self, charts: HazardCharts) -> None:
        self.charts, self._year = charts, charts.year
        self.years.clear()
        for year in charts.years:
            self.years.addItem(f"{year}年", year)
        self.years.setCurrentIndex(self.years.findData(charts.year))
        year = charts.year
        self.months.show_rows(f"{year}年发现的隐患，按发现月份", charts.months)
        majors = sum(one.total or 0 for one in charts.classes)
        self.classes.show_rows(f"{year}年发现的重大隐患 {majors} 项，按判定标准", charts.classes)
        self.days.show_rows(f"{year}年销号的隐患，从发现到销号", charts.days)
