"""The records behind a figure, as a list; Enter opens the one record where it lives."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.jobs.runner import Runner
from desktop.queries.figures.drills import DrillRow
from desktop.queries.listing import Whole
from desktop.queries.month_drill import Drilled, Lists, figure_drill
from desktop.ui.columns import Align, Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import column, row, words

_COUNTED = "计入的记录"
_ADDED = "封存后补报"
_REMOVED = "封存后更正"

COLUMNS = (
    Column("日期", lambda row: row.day, 96, sort="day"),
    Column("名称", lambda row: row.title, 220, sort="title"),
    Column("说明", lambda row: row.detail, 180, sort="detail"),
    Column("标记", lambda row: "历史导入" if row.history else "", 76, Align.CENTRE),
)


class DrillPane(QWidget):
    """``show_figure`` asks for the records of a figure of a month."""

    opened = Signal(str, object)
    """The kind of record and its id."""
    left = Signal()
    """Esc: back to the figures."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._drilled: Drilled | None = None
        self._rows: tuple[DrillRow, ...] = ()
        self._period = 0
        self._begin = ""
        self._is_entered = False
        self._choices: list[str | tuple[DrillRow, ...]] = []
        source = Whole(self._shown_rows, text=lambda row: f"{row.title}{row.detail}")
        self.model = RowsModel(runner, source, COLUMNS, self)
        self.table = RowsTable(self.model, dialogs.settings, "drill")
        self.heading = words("", "heading")
        self._sides = QComboBox()
        self._sides.setAccessibleName("看哪些记录")
        self._sides.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._sides.activated.connect(self._on_side)
        self.table.entered.connect(self.open_current)
        self.table.installEventFilter(self)
        self.model.arrived.connect(self._on_arrived)
        head = row(None)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self._sides)
        whole = column(self, 4)
        whole.addLayout(head)
        whole.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    @property
    def rows(self) -> tuple[DrillRow, ...]:
        """What the list holds now."""
        return self._rows

    def show_figure(self, code: str, period: int, lists: Lists = (), begin: str = "") -> None:
        """``lists`` may be looked at besides; ``begin`` is the one to begin with."""
        self._period, self._begin = period, begin
        self._runner.read(
            self, figure_drill, code, period, lists, done=self._on_drilled, latest="drill"
        )

    def enter(self) -> None:
        """Come here by keyboard: on the first record, also where the records are yet to come."""
        self._is_entered = True
        self.table.setFocus()
        if self.model.rowCount():
            self.table.go_to(0)

    def clear(self) -> None:
        self._drilled = None
        self.heading.clear()
        self._sides.hide()
        self._put(())

    def open_current(self) -> None:
        place = self.table.currentIndex()
        found = self.model.row_at(place.row()) if place.isValid() else None
        if found is not None and self._drilled is not None:
            self.opened.emit(self._drilled.entity, found.opens)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Left)
        ):
            self._is_entered = False
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    # -- inside ------------------------------------------------------------------------

    def _on_drilled(self, drilled: Drilled) -> None:
        self._drilled = drilled
        self._choices = []
        self._sides.clear()
        for part in drilled.parts:
            self._offer(f"{part.role}：{part.name}" if part.role else _COUNTED, part.code)
        later = ((_ADDED, drilled.added), (_REMOVED, drilled.removed))
        for name, rows in (*drilled.listed, *later):
            if rows:
                self._offer(f"{name} {len(rows)}", rows)
                if name == self._begin:
                    self._sides.setCurrentIndex(len(self._choices) - 1)
        self._sides.setVisible(len(self._choices) > 1)
        chosen = self._choices[self._sides.currentIndex()]
        self._put(drilled.rows if isinstance(chosen, str) else chosen)

    def _offer(self, name: str, choice: str | tuple[DrillRow, ...]) -> None:
        self._sides.addItem(name)
        self._choices.append(choice)

    def _on_side(self, place: int) -> None:
        choice = self._choices[place]
        if not isinstance(choice, str):
            self._put(choice)
        elif self._drilled is not None and choice == self._drilled.code:
            self._put(self._drilled.rows)
        else:
            self._runner.read(
                self, figure_drill, choice, self._period, done=self._on_part, latest="drill"
            )

    def _on_part(self, drilled: Drilled) -> None:
        """The other side of a ratio: the same parts stay to choose from."""
        self._drilled = drilled
        self._put(drilled.rows)

    def _put(self, rows: tuple[DrillRow, ...]) -> None:
        self._rows = rows
        name = self._drilled.name if self._drilled is not None else ""
        history = sum(row.history for row in rows)
        told = f"（其中历史 {history}）" if history else ""
        self.heading.setText(f"{name} · {len(rows)} 条{told}" if name else "")
        self.model.reload()

    def _on_arrived(self, count: int) -> None:
        if count and self._is_entered:
            self.table.go_to(0)

    def _shown_rows(self, _session: Any) -> tuple[DrillRow, ...]:
        return self._rows
