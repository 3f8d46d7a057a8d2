"""出具现场检查笔录: the record as it will be printed, then its very bytes."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from desktop.jobs.runner import Refusal, Runner
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Notice, Tone
from desktop.ui.preview import PdfPane
from desktop.ui.widgets import button, column, fitting, row, wrapped
from desktop.usecases.paper_ground import Issued
from desktop.usecases.site_records import IssueSiteRecord, draft_site_record, issue_site_record

_SAID = "出具后存档，重印就是这份原件。要手写签名上纸，先签名再出具；纸上签名的，出具后打印。"


class RecordBox(QDialog):
    """Accepted when the record was issued; ``issued`` then has its id."""

    def __init__(
        self, runner: Runner, dialogs: Dialogs, visit_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("现场检查笔录")
        self.resize(fitting(QSize(760, 680), parent))
        self._runner, self._visit_id = runner, visit_id
        self.issued: Issued | None = None
        self.notice = Notice()
        self.pane = PdfPane(runner, dialogs, keys_on=self)
        self.issue_button = button("出具", self.issue, "primary", "Ctrl+回车")
        self.issue_button.setEnabled(False)
        feet = row()
        feet.addWidget(wrapped(_SAID, "quiet"), 1)
        feet.addWidget(self.issue_button)
        feet.addWidget(button("取消", self.reject, tip="Esc"))
        whole = column(self, 6, (10, 8, 10, 8))
        whole.addWidget(self.notice)
        whole.addWidget(self.pane, 1)
        whole.addLayout(feet)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.issue)
        runner.read(self, draft_site_record, visit_id, done=self._on_draft, failed=self._on_refused)

    def issue(self) -> None:
        if self.issue_button.isEnabled():
            self.issue_button.setEnabled(False)
            command = IssueSiteRecord(self._visit_id, self._runner.today())
            self._runner.write(
                self,
                issue_site_record,
                command,
                done=self._on_issued,
                failed=self._on_refused,
            )

    def _on_draft(self, content: bytes) -> None:
        self.pane.show_bytes(content, "现场检查笔录（草稿）", "草稿，未出具")
        self.issue_button.setEnabled(True)

    def _on_issued(self, issued: Issued) -> None:
        self.issued = issued
        self.accept()

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)
