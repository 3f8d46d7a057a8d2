"""Sites to be ticked for a list: narrowed by name, by grid, by the planned day."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.queries.approval_form import SiteChoice
from desktop.ui.widgets import button, column, row, words

_KEY = Qt.ItemDataRole.UserRole
_ALL = "全部网格"
_ANY = "不限计划"


class SiteList(QWidget):
    """Space ticks the marked site; 全选 ticks all that are shown."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sites: tuple[SiteChoice, ...] = ()
        self._chosen: set[int] = set()
        self.box = QLineEdit(placeholderText="工程名称或拼音首字母", clearButtonEnabled=True)
        self.grids, self.days = QComboBox(), QComboBox()
        self.list = QListWidget()
        self._count = words("", "quiet")
        self._build()

    def _build(self) -> None:
        for widget, name in (
            (self.box, "筛选工程"),
            (self.grids, "按网格"),
            (self.days, "按检查计划"),
            (self.list, "检查对象"),
        ):
            widget.setAccessibleName(name)
        self.box.textChanged.connect(self._show)
        self.grids.currentIndexChanged.connect(self._show)
        self.days.currentIndexChanged.connect(self._show)
        self.list.itemChanged.connect(self._on_ticked)
        self.box.installEventFilter(self)
        top = row(None, 4)
        top.addWidget(self.box, 2)
        top.addWidget(self.grids, 1)
        top.addWidget(self.days, 1)
        feet = row(None, 4)
        feet.addWidget(button("全选所列", lambda: self.tick_shown(True), tip="Alt+A"))
        feet.addWidget(button("全不选所列", lambda: self.tick_shown(False)))
        feet.addWidget(self._count)
        feet.addStretch(1)
        whole = column(self, 4)
        whole.addLayout(top)
        whole.addWidget(self.list, 1)
        whole.addLayout(feet)
        self.setFocusProxy(self.box)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ticked ones, in the order of the list."""
        return tuple(one.id for one in self._sites if one.id in self._chosen)

    def put(self, sites: Iterable[SiteChoice], chosen: Iterable[int]) -> None:
        """Those ticked already stand first."""
        self._chosen = set(chosen)
        self._sites = tuple(
            sorted(sites, key=lambda one: (one.id not in self._chosen, one.initials, one.name))
        )
        grids = sorted({one.grid for one in self._sites if one.grid})
        days = sorted({day.isoformat() for one in self._sites for day in one.planned})
        for combo, first, given in (
            (self.grids, _ALL, grids),
            (self.days, _ANY, [f"计划 {day}" for day in days]),
        ):
            combo.blockSignals(True)
            combo.clear()
            combo.addItems([first, *given])
            combo.blockSignals(False)
        self._show()

    def choose(self, chosen: Iterable[int]) -> None:
        """Tick these and no others."""
        self.put(self._sites, chosen)

    def tick_shown(self, is_ticked: bool) -> None:
        """Tick, or untick, every site that is shown now."""
        shown = {self.list.item(place).data(_KEY) for place in range(self.list.count())}
        self._chosen = self._chosen | shown if is_ticked else self._chosen - shown
        self._show()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                self.list.setCurrentRow(max(0, self.list.currentRow()))
                return True
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self._tick_first()
                return True
        return super().eventFilter(watched, event)

    def _tick_first(self) -> None:
        """Enter after typing ticks the first that is left, and waits for the next name."""
        item = self.list.item(0) if self.box.text().strip() else None
        if item is not None:
            item.setCheckState(Qt.CheckState.Checked)
            self.box.clear()

    def _show(self, _changed: Any = None) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for one in filter(self._fits, self._sites):
            plan = f"　计划 {one.planned[0].isoformat()}" if one.planned else ""
            item = QListWidgetItem(f"{one.name}　{one.grid}{plan}", self.list)
            item.setData(_KEY, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(
                Qt.CheckState.Checked if one.id in self._chosen else Qt.CheckState.Unchecked
            )
        self.list.blockSignals(False)
        self._count.setText(f"已选 {len(self._chosen)} 个，共 {len(self._sites)} 个在监工程")

    def _fits(self, one: SiteChoice) -> bool:
        typed = self.box.text().strip().lower()
        in_grid = self.grids.currentIndex() <= 0 or one.grid == self.grids.currentText()
        day = self.days.currentText().removeprefix("计划 ")
        is_planned = self.days.currentIndex() <= 0 or day in {
            planned.isoformat() for planned in one.planned
        }
        return in_grid and is_planned and (typed in one.name.lower() or typed in one.initials)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        if item.checkState() is Qt.CheckState.Checked:
            self._chosen.add(key)
        else:
            self._chosen.discard(key)
        self._count.setText(f"已选 {len(self._chosen)} 个，共 {len(self._sites)} 个在监工程")
        self.changed.emit()
