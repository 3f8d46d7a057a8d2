"""最近的操作: what was done last, and the one of it that is to be undone."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from desktop.jobs.runner import Refusal, Runner
from desktop.queries.listing import Whole
from desktop.queries.recent_acts import ActRow, recent_acts
from desktop.ui.columns import Align, Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Notice, Tone
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, fitting, row, wrapped
from desktop.usecases.undo import Undo, Undone, undo

_SAID = (
    "选中一次操作，按回车撤销，它改过的记录恢复到操作之前。"
    "已签名、已签发、已送达的不能撤销，只能更正或作废；后来又改过的，先撤销后来的。"
)
_COLUMNS = (
    Column("时间", lambda one: one.at, 136),
    Column("操作", lambda one: one.words, 430),
    Column("涉及记录", lambda one: one.records, 72, Align.RIGHT),
    Column("谁", lambda one: one.who, 80),
)


class RecentBox(QDialog):
    """Stands on the newest; accepted once one was undone."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("最近的操作")
        self.resize(fitting(QSize(800, 520), parent))
        self._runner, self._dialogs = runner, dialogs
        self.undone: Undone | None = None
        self.notice = Notice()
        self.model = RowsModel(runner, Whole(recent_acts), _COLUMNS, self)
        self.table = RowsTable(self.model, dialogs.settings, "recent_acts")
        self.table.setAccessibleName("最近的操作")
        self.undo_button = button("撤销这次操作", self.undo, "primary", "回车")
        feet = row()
        feet.addStretch(1)
        feet.addWidget(self.undo_button)
        feet.addWidget(button("关闭", self.reject, tip="Esc"))
        whole = column(self, 8, (12, 10, 12, 10))
        whole.addWidget(wrapped(_SAID, "quiet"))
        whole.addWidget(self.notice)
        whole.addWidget(self.table, 1)
        whole.addLayout(feet)
        self.table.entered.connect(self.undo)
        self.model.arrived.connect(self._on_arrived)
        self.table.setFocus()
        self.model.reload()

    @property
    def chosen(self) -> ActRow | None:
        """The row one stands on."""
        number = self.table.currentIndex().row()
        return self.model.row_at(number) if number >= 0 else None

    def undo(self) -> None:
        """Asked once, since many records may go back with it."""
        chosen = self.chosen
        if chosen is None or not self.undo_button.isEnabled():
            return
        detail = f"这次操作涉及 {chosen.records} 条记录，会一起恢复到操作之前。"
        if self._dialogs.confirm(f"撤销“{chosen.words}”吗？", "撤销", detail):
            self.undo_button.setEnabled(False)
            command = Undo(str(chosen.id))
            self._runner.write(self, undo, command, done=self._on_undone, failed=self._on_refused)

    def _on_arrived(self, count: int) -> None:
        self.undo_button.setEnabled(count > 0)
        if count:
            self.table.go_to(0)

    def _on_undone(self, undone: Undone) -> None:
        self.undone = undone
        self.accept()

    def _on_refused(self, refusal: Refusal) -> None:
        self.undo_button.setEnabled(True)
        self.notice.say(refusal.sentence, Tone.WRONG)


def undo_recent(runner: Runner, dialogs: Dialogs, parent: QWidget) -> None:
    """Show what was done last, and say what was undone of it."""
    box = RecentBox(runner, dialogs, parent)
    if dialogs.run(box) and box.undone is not None:
        said = f"{box.undone.verb}　{box.undone.subject}".rstrip("　")
        dialogs.say(f"已撤销：{said}", Tone.DONE)
    box.deleteLater()
