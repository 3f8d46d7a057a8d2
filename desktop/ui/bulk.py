"""批量修改: one column, one value, many records; what would change is seen before it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QTableWidget, QTableWidgetItem, QWidget

from desktop.jobs.runner import Refusal, Runner
from desktop.ui.columns import shown
from desktop.ui.fields import Field
from desktop.ui.forms import FieldGrid
from desktop.ui.notice import Notice, Tone
from desktop.ui.widgets import button, column, row, words

Ids = tuple[int, ...]
_TITLES = ("记录", "现在", "改为")


@dataclass(frozen=True)
class BulkColumn:
    """Something that can be changed for many records: the fields that ask for it.

    ``command(ids, values)`` makes the command; ``preview(session, command)`` gives what it
    would change, ``usecase`` does it, if all still is as the command has it in ``seen``.
    """

    title: str
    fields: tuple[Field, ...]
    command: Callable[[Ids, dict[str, Any]], object]
    preview: Callable[..., Any]
    usecase: Callable[..., Any]


class BulkDialog(QDialog):
    """Choose what, fill in the value, look, then do it. ``said`` is what came of it."""

    def __init__(
        self,
        runner: Runner,
        title: str,
        columns: Sequence[BulkColumn],
        ids: Ids,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"批量修改　{title}（选中 {len(ids)} 条）")
        self.resize(680, 480)
        self._runner, self._columns, self._ids = runner, tuple(columns), ids
        self._command: Any = None
        self.said = ""
        self.what = QComboBox()
        self.what.addItems([column.title for column in columns])
        self.what.setAccessibleName("改哪一栏")
        self.notice = Notice()
        self.rows = QTableWidget(0, len(_TITLES))
        self.look_button = button("看看会改什么", self.look, tip="Enter")
        self.do_button = button("确认修改", self.do, "primary")
        self.grid = FieldGrid(runner, columns[0].fields)
        self._build()
        self.what.currentIndexChanged.connect(self._on_what)
        self._on_what()

    def _build(self) -> None:
        self.rows.setHorizontalHeaderLabels(list(_TITLES))
        self.rows.verticalHeader().hide()
        self.rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.rows.horizontalHeader().setStretchLastSection(True)
        self.rows.setColumnWidth(0, 300)
        self.rows.setColumnWidth(1, 150)
        asked = row()
        asked.addWidget(words("改哪一栏"))
        asked.addWidget(self.what, 1)
        self._place = column()
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.look_button)
        buttons.addWidget(self.do_button)
        buttons.addWidget(button("取消", self.reject, tip="Esc"))
        whole = column(self, margins=(12, 10, 12, 10))
        whole.addLayout(asked)
        whole.addLayout(self._place)
        whole.addWidget(self.notice)
        whole.addWidget(self.rows, 1)
        whole.addLayout(buttons)

    @property
    def chosen(self) -> BulkColumn:
        return self._columns[self.what.currentIndex()]

    def _on_what(self) -> None:
        self._place.removeWidget(self.grid)
        self.grid.deleteLater()
        self.grid = FieldGrid(self._runner, self.chosen.fields)
        self.grid.changed.connect(self._forget)
        self._place.addWidget(self.grid)
        self._forget()

    def _forget(self) -> None:
        """What was looked at no longer is what would be done."""
        self._command = None
        self.rows.setRowCount(0)
        self.do_button.setEnabled(False)
        self.look_button.setDefault(True)

    def look(self) -> None:
        values = self.grid.values()
        if values is None:
            return
        self.notice.clear()
        self._command = self.chosen.command(self._ids, values)
        self._runner.read(
            self,
            self.chosen.preview,
            self._command,
            done=self._on_seen,
            failed=self._on_refused,
            latest="preview",
        )

    def _on_seen(self, differences: Sequence[Any]) -> None:
        seen = tuple((difference.id, difference.old) for difference in differences)
        self._command = replace(self._command, seen=seen)
        self.rows.setRowCount(len(differences))
        for line, difference in enumerate(differences):
            cells = (difference.title, shown(difference.old), shown(difference.new))
            for place, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
                self.rows.setItem(line, place, item)
        same = len(self._ids) - len(differences)
        said = f"会改 {len(differences)} 条" + (f"，{same} 条本来就是这样" if same else "")
        self.notice.say(said, Tone.INFO)
        self.do_button.setEnabled(bool(differences))
        if differences:
            self.do_button.setDefault(True)
            self.do_button.setFocus()

    def do(self) -> None:
        if self._command is None:
            return
        self.do_button.setEnabled(False)
        usecase = self.chosen.usecase
        self._runner.write(
            self, usecase, self._command, done=self._on_done, failed=self._on_refused
        )

    def _on_done(self, value: Any) -> None:
        count = value if isinstance(value, int) else value.changed
        more = getattr(value, "said", "")
        self.said = f"已改 {count} 条，可用“撤销改动”一次撤回。{more}"
        self.accept()

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)
