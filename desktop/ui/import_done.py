"""Step 4 of an import: what came in, and what can be done about it now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.import_check import counts_sentence
from desktop.ui.widgets import button, column, row, wrapped
from desktop.usecases.import_ledger import Imported
from desktop.usecases.imports.plan import Fate


class DoneStep(QWidget):
    """Says the counts; from here to the ledger, to the refused rows, or back to before."""

    undo_wanted = Signal()
    refused_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = wrapped("", "subject")
        self._more = wrapped("")
        self.refused = button("把拒收的行另存为工作簿…", self.refused_wanted.emit)
        self.undo = button("撤销这次导入", self.undo_wanted.emit, tip="把这次导入的全部退回去")
        buttons = row()
        buttons.addWidget(self.refused)
        buttons.addWidget(self.undo)
        buttons.addStretch(1)
        whole = column(self, spacing=12, margins=(4, 12, 4, 0))
        whole.addWidget(self._said)
        whole.addWidget(self._more)
        whole.addLayout(buttons)
        whole.addStretch(1)

    def show_done(self, done: Imported) -> None:
        title = done.plan.ledger.title
        self._said.setText(f"{title}已导入。{counts_sentence(done.plan)}")
        refused = done.plan.count(Fate.REJECTED)
        said = []
        if refused:
            said.append(f"{refused:,} 行没有导入，另存出来改好后可再导入，已导入的不会重复。")
        if done.undo is None:
            said.append("没有新增或更新，所以没有可撤销的。")
        else:
            said.append("导入前已自动备份。以后也可在第 1 步的“以前的导入”里撤销。")
        self._more.setText("".join(said))
        self.refused.setVisible(bool(refused))
        self.undo.setVisible(done.undo is not None)

    def focus_first(self) -> None:
        self.setFocus()

    def show_undone(self) -> None:
        self._said.setText("这次导入已撤销。")
        self._more.setText("本单位的数据和导入前一样。")
        self.refused.hide()
        self.undo.hide()
