"""Lines to tick: a list of them, and the dialog around it with its one prominent button."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.jobs.runner import Refusal, Runner
from desktop.ui.notice import Notice, Tone
from desktop.ui.widgets import button, column, fitting, row, wrapped

_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_GOAL = Qt.ItemDataRole.UserRole
_LINE = 25
Line = tuple[object, tuple[str, ...]]


class Ticks(QTreeWidget):
    """Lines one ticks with the space bar; ``chosen`` gives what stands behind the ticked ones."""

    def __init__(self, titles: Sequence[str], widths: Sequence[int], name: str) -> None:
        super().__init__()
        self.setColumnCount(len(titles))
        self.setHeaderLabels(list(titles))
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    def put(self, lines: Sequence[Line], ticked: Collection[object] | None = None) -> None:
        """Show lines, each with what stands behind it; all are ticked, else the ``ticked``."""
        self.clear()
        for goal, told in lines:
            item = QTreeWidgetItem(self, list(told))
            is_on = ticked is None or goal in ticked
            item.setCheckState(0, _CHECKED if is_on else _UNCHECKED)
            item.setData(0, _GOAL, goal)
            item.setSizeHint(0, QSize(0, _LINE))
            for place, text in enumerate(told):
                item.setToolTip(place, text)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def tick_all(self, *, is_on: bool) -> None:
        for item in self._items():
            item.setCheckState(0, _CHECKED if is_on else _UNCHECKED)

    @property
    def chosen(self) -> list[object]:
        ticked = (item for item in self._items() if item.checkState(0) == _CHECKED)
        return [item.data(0, _GOAL) for item in ticked]

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]


class Ticking(QDialog):
    """Lines to tick, one prominent button, 全选 and 全不选; Ctrl+Enter does it."""

    def __init__(
        self, runner: Runner, title: str, does: str, ticks: Ticks, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(fitting(QSize(920, 560), parent))
        self.runner = runner
        self.ticks = ticks
        self.notice = Notice()
        self.told = wrapped("", "quiet")
        self.line = wrapped("", "quiet")
        self.done_button = button(does, self.act, "primary", "Ctrl+回车")
        self.head = row()
        self.count = 0
        feet = row()
        feet.addWidget(button("全选", lambda: ticks.tick_all(is_on=True), tip="Ctrl+A"))
        feet.addWidget(button("全不选", lambda: ticks.tick_all(is_on=False)))
        feet.addStretch(1)
        feet.addWidget(self.done_button)
        feet.addWidget(button("取消", self.reject, tip="Esc"))
        whole = column(self, 6, (10, 10, 10, 8))
        whole.addLayout(self.head)
        whole.addWidget(self.told)
        whole.addWidget(self.notice)
        whole.addWidget(ticks, 1)
        whole.addWidget(self.line)
        whole.addLayout(feet)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.act)
        QShortcut(QKeySequence("Ctrl+A"), ticks, lambda: ticks.tick_all(is_on=True))
        ticks.currentItemChanged.connect(lambda now, _was: self._show_line(now))
        ticks.setFocus()

    def _show_line(self, item: QTreeWidgetItem | None) -> None:
        """The current line whole: its columns may be too narrow for it."""
        count = 0 if item is None else self.ticks.columnCount()
        told = (item.text(place) for place in range(count)) if item is not None else ()
        self.line.setText("　".join(told))

    def act(self) -> None:
        """Do it with what is ticked."""

    def on_done(self, count: int) -> None:
        self.count = count
        self.accept()

    def refuse(self, refusal: Refusal) -> None:
        self.done_button.setEnabled(True)
        self.notice.say(refusal.sentence, Tone.WRONG)
