"""备份与核验: a copy in one file, the copies made by themselves, and whether all is as recorded."""

from PySide6.QtWidgets import QLineEdit, QTabWidget, QWidget

from desktop.jobs.runner import Refusal, Runner, Ticket
from desktop.queries.backups import automatic_backups
from desktop.queries.listing import Whole
from desktop.ui.columns import Align, Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Notice, Tone
from desktop.ui.restoring import BACKUPS, Restoring
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, row, wrapped
from desktop.ui.working import WorkingBar
from desktop.usecases.backup import BackedUp, BackUpOffice, back_up_office
from desktop.usecases.found_wrong import FoundWrong, verify_found

_ABOUT = (
    "备份是一个文件，含全部记录、附件和密钥，写完即打开核对，可拷到移动硬盘。每次导入和升级前"
    "程序也会自动备份，留在本单位文件夹的 backups 里。"
)
_RESTORE = (
    "恢复总是恢复到一个空文件夹，在另一个窗口里打开；从不覆盖现在的办公室，旧的备份也都还在。"
    "换了新电脑：装好程序，从这里恢复移动硬盘上的备份即可。"
)


class KeepingPanel(QWidget):
    """Two buttons, what came of them, and the list of automatic backups."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._dialogs = runner, dialogs
        self._ticket: Ticket | None = None
        self._found: tuple[FoundWrong, ...] = ()
        self.notice = Notice()
        self.working = WorkingBar()
        self.working.cancelled.connect(self._on_cancelled)
        self.backups = RowsModel(runner, Whole(automatic_backups), _BACKUP_COLUMNS, self)
        self.wrong = RowsModel(runner, Whole(lambda _session: self._found), _WRONG_COLUMNS, self)
        self._restoring = Restoring(runner, dialogs, self)
        self._build()
        self._restoring.began.connect(self._begin)
        self._restoring.restored.connect(self._on_restored)
        self._restoring.failed.connect(self._on_refused)

    def _build(self) -> None:
        self._back_up = button("现在备份…", self.back_up, "primary")
        self._verify = button("现在核验", self.verify)
        self.passphrase = QLineEdit(placeholderText="口令（可不填）")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setMaximumWidth(160)
        self.passphrase.setAccessibleName("备份口令")
        self.passphrase.setToolTip("保护备份里的密钥；恢复时要用，忘了就打不开身份证号等保密内容")
        self._restore = button("从备份恢复…", self.restore)
        tools = row()
        tools.addWidget(self._back_up)
        tools.addWidget(self.passphrase)
        tools.addWidget(self._verify)
        tools.addWidget(self._restore)
        tools.addWidget(self.working, 1)
        tools.addStretch()
        settings = self._dialogs.settings
        self.tabs = QTabWidget()
        self.copies = RowsTable(self.backups, settings, "backups")
        self.copies.setToolTip("双击恢复选中的一份")
        self.copies.entered.connect(self._on_entered)
        self.tabs.addTab(self.copies, "自动备份")
        self.tabs.addTab(RowsTable(self.wrong, settings, "wrong"), "核验结果")
        whole = column(self, margins=(8, 8, 8, 8))
        whole.addWidget(wrapped(_ABOUT, "quiet"))
        whole.addLayout(tools)
        whole.addWidget(self.notice)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(wrapped(_RESTORE, "quiet"))

    def refresh(self) -> None:
        self.backups.reload()

    def back_up(self) -> None:
        """Ask where to, then write and open the copy."""
        name = f"治本备份-{self._runner.today():%Y%m%d}.zhiben"
        path = self._dialogs.save_file("备份到", name, BACKUPS)
        if path is None:
            return
        self._begin("正在备份")
        self._ticket = self._runner.write(
            self,
            back_up_office,
            BackUpOffice(path, self.passphrase.text() or None),
            done=self._on_backed_up,
            failed=self._on_failed,
            progress=self.working.show_progress,
        )

    def _on_backed_up(self, done: BackedUp) -> None:
        self._end()
        self.passphrase.clear()
        secret = "" if done.key_wrapped else "密钥在文件里，没有口令保护，请妥善保管。"
        self.notice.say(
            f"已备份到 {done.file}，并已打开核对：{done.change_sets:,} 次操作、"
            f"{done.files:,} 个附件。{secret}",
            Tone.INFO,
        )

    def restore(self) -> None:
        """From a file that is asked for, into an empty folder."""
        if not self.working.is_working:
            self._restoring.start()

    def _on_entered(self) -> None:
        chosen = self.backups.row_at(self.copies.currentIndex().row())
        if chosen is not None and not self.working.is_working:
            self._restoring.start(chosen.file)

    def _on_restored(self, said: str) -> None:
        self._end()
        self.notice.say(said, Tone.INFO)

    def verify(self) -> None:
        """Hold every record and file against the log of changes."""
        self._begin("正在核验全部记录和附件")
        self._ticket = self._runner.read(
            self, verify_found, done=self._on_verified, failed=self._on_failed
        )

    def _on_verified(self, found: tuple[FoundWrong, ...]) -> None:
        self._end()
        self._found = found
        self.wrong.reload()
        self.tabs.setCurrentIndex(1)
        self.tabs.setTabText(1, f"核验结果（{len(found):,}）")
        if found:
            self.notice.say(f"核验发现 {len(found):,} 处不符，列在下面。", Tone.WRONG)
        else:
            self.notice.say("核验通过：数据库、附件和操作链都与记录相符。", Tone.INFO)

    def _begin(self, said: str) -> None:
        self.notice.clear()
        self.working.start(said)
        self._show_buttons(False)

    def _end(self) -> None:
        self.working.stop()
        self._show_buttons(True)

    def _show_buttons(self, are_free: bool) -> None:
        self._back_up.setEnabled(are_free)
        self._verify.setEnabled(are_free)
        self._restore.setEnabled(are_free)

    def _on_cancelled(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        self._end()
        self.notice.say("已要求取消。", Tone.INFO)

    def _on_failed(self, refusal: Refusal) -> None:
        self._on_refused(refusal.sentence)

    def _on_refused(self, sentence: str) -> None:
        self._end()
        self.notice.say(sentence, Tone.WRONG)


_BACKUP_COLUMNS = (
    Column("时间", lambda line: line.at, 150, sort="at"),
    Column("为什么", lambda line: line.why, 90, sort="why"),
    Column("大小", lambda line: line.megabytes, 80, Align.RIGHT, "size"),
    Column("文件", lambda line: line.file.name, 320),
)
_WRONG_COLUMNS = (
    Column("哪一类", lambda line: line.kind, 110, sort="kind"),
    Column("哪一条", lambda line: line.label, 300, sort="label"),
    Column("不符之处", lambda line: line.what, 360, sort="what"),
    Column("编号", lambda line: line.key, 150),
)
