"""恢复: from a backup file into an empty folder, which is then opened in a window of its own."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.jobs.runner import Refusal, Runner
from desktop.ui.dialogs import Dialogs
from desktop.usecases.backup import BackedUp, look_into_backup, restore_office

BACKUPS = "治本备份 (*.zhiben)"


class Restoring(QObject):
    """Asks for the file, its passphrase where it has one, and the folder; then restores."""

    began = Signal(str)
    restored = Signal(str)
    failed = Signal(str)

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._dialogs = runner, dialogs

    def start(self, file: Path | None = None) -> None:
        chosen = file or self._dialogs.choose_file("选择备份文件", BACKUPS)
        if chosen is not None:
            self._runner.call(
                self, look_into_backup, chosen, done=self._on_looked, failed=self._on_failed
            )

    def _on_looked(self, told: BackedUp) -> None:
        passphrase = None
        if told.key_wrapped:
            passphrase = self._dialogs.ask_secret("恢复", "备份时给的口令：")
            if not passphrase:
                return
        folder = self._dialogs.choose_folder("恢复到哪个空文件夹")
        if folder is None:
            return

        def on_restored(count: int) -> None:
            self._dialogs.start_window([str(folder)])
            self.restored.emit(f"已恢复到 {folder}，共 {count:,} 次操作，正在另一个窗口里打开。")

        self.began.emit("正在恢复")
        self._runner.call(
            self,
            restore_office,
            told.file,
            folder,
            passphrase,
            done=on_restored,
            failed=self._on_failed,
        )

    def _on_failed(self, refusal: Refusal) -> None:
        self.failed.emit(refusal.sentence)
