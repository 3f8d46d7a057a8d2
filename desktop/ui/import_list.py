"""The imports there were, with undo: also after the program was closed and opened again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import Runner
from desktop.queries.imports import ImportRow, earlier_imports
from desktop.queries.listing import Whole
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, row, words


def _mark(line: ImportRow) -> Mark | None:
    return None if line.undone else Mark.DONE


_COLUMNS = (
    Column("时间", lambda line: line.at, 140, sort="at"),
    Column("导入的内容", lambda line: line.subject, 380, sort="subject"),
    Column("涉及记录", lambda line: line.records, 80, Align.RIGHT, "records"),
    Column("谁", lambda line: line.who, 80, sort="who"),
    Column("现状", lambda line: line.state, 80, mark=_mark),
)


class EarlierImports(QWidget):
    """A short list and one button."""

    undo_wanted = Signal(object)
    """The ImportRow to be taken back."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel(runner, Whole(earlier_imports), _COLUMNS, self)
        self.table = RowsTable(self.model, dialogs.settings, "earlier_imports")
        self.table.setMinimumHeight(96)
        self.undo = button("撤销选中的导入…", self._on_undo)
        head = row()
        head.addWidget(words("以前的导入", "heading"))
        head.addStretch(1)
        head.addWidget(self.undo)
        whole = column(self, margins=(0, 6, 0, 0))
        whole.addLayout(head)
        whole.addWidget(self.table, 1)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_undo())
        self.model.arrived.connect(self._on_arrived)
        self._show_undo()

    def refresh(self) -> None:
        self.model.reload()

    @property
    def chosen(self) -> ImportRow | None:
        rows = self.table.selected_rows
        return self.model.row_at(rows[0]) if len(rows) == 1 else None

    def _on_arrived(self, count: int) -> None:
        self.setVisible(count > 0)
        self._show_undo()

    def _show_undo(self) -> None:
        chosen = self.chosen
        self.undo.setEnabled(chosen is not None and not chosen.undone)
        self.undo.setToolTip("" if chosen else "先在下面选一次导入")

    def _on_undo(self) -> None:
        if self.chosen is not None:
            self.undo_wanted.emit(self.chosen)
