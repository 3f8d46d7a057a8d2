"""收扫描件: drop a pile of scans, see which paper each belongs to, keep them all with one key."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTableWidget, QTableWidgetItem, QWidget

from desktop.jobs.batch import Batch, Outcome, Task
from desktop.jobs.runner import Refusal, Runner, Ticket
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Notice, Tone
from desktop.ui.photos import EVIDENCE, accept_files, dropped_files
from desktop.ui.theme import COLOURS
from desktop.ui.widgets import button, column, fitting, row, wrapped
from desktop.ui.working import WorkingBar
from desktop.usecases.scan_filing import file_scan, filing_of
from desktop.usecases.scan_sorting import Found, Sheaf, SheafRow, read_sheaves, sorted_sheaves

_TITLES = (("扫描件", 210), ("页", 110), ("文书", 330), ("情况", 260))
_SIGNS = {Found.READY: "√", Found.KEPT: "○", Found.UNKNOWN: "▲"}
_COLOURS = {Found.READY: COLOURS.done, Found.UNKNOWN: COLOURS.warning}
_HOW = (
    "把签收、签字、盖章后的文书扫描成图片或 PDF（200 dpi 以上），拖到这里或选文件、文件夹。"
    "一份 PDF 里可以有几份文书：按每页的二维码分开，各归各的文书。"
    "二维码只核对是哪一份、内容码是否与存档一致，不辨认纸上的文字。"
)


class ScanBox(QDialog):
    """Nothing is kept before 全部归档; ``kept`` tells how many were."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("收扫描件")
        self.setAcceptDrops(True)
        self.resize(fitting(QSize(960, 580), parent))
        self._runner, self._dialogs = runner, dialogs
        self.rows: tuple[SheafRow, ...] = ()
        self.kept = 0
        self._ticket: Ticket | None = None
        self._batch: Batch | None = None
        self.notice = Notice()
        self.working = WorkingBar()
        self.table = QTableWidget(0, len(_TITLES))
        self.file_button = button("全部归档", self.file_all, "primary", "Ctrl+回车")
        self._choosers = (
            button("选文件…", self.choose_files, tip="Ctrl+O"),
            button("选文件夹…", self.choose_folder, tip="Ctrl+Shift+O"),
        )
        self._build()
        self._show(())

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels([title for title, _ in _TITLES])
        for place, (_, width) in enumerate(_TITLES):
            self.table.setColumnWidth(place, width)
        self.table.setAccessibleName("扫描件")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().sectionResized.connect(self._on_widths)
        head, feet = row(), row()
        for chooser in self._choosers:
            head.addWidget(chooser)
        head.addStretch(1)
        self.said = wrapped("", "quiet")
        feet.addWidget(self.said, 1)
        feet.addWidget(self.file_button)
        feet.addWidget(button("关闭", self.reject, tip="Esc"))
        whole = column(self, 8, (12, 10, 12, 10))
        whole.addWidget(wrapped(_HOW, "quiet"))
        whole.addLayout(head)
        whole.addWidget(self.notice)
        whole.addWidget(self.working)
        whole.addWidget(self.table, 1)
        whole.addLayout(feet)
        self.working.cancelled.connect(self.stop)
        keys = {
            "Ctrl+O": self.choose_files,
            "Ctrl+Shift+O": self.choose_folder,
            "Ctrl+Return": self.file_all,
        }
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self, slot)

    # -- looking -----------------------------------------------------------------------

    def choose_files(self) -> None:
        self.look_at(self._dialogs.choose_files("选扫描件", EVIDENCE))

    def choose_folder(self) -> None:
        folder = self._dialogs.choose_folder("选扫描件所在的文件夹")
        self.look_at((folder,) if folder is not None else ())

    def look_at(self, places: Sequence[Path]) -> None:
        if not places or self.working.is_working:
            return
        self.notice.clear()
        self._begin("正在读取二维码")
        self._ticket = self._runner.call(
            self,
            read_sheaves,
            tuple(places),
            done=self._on_read,
            failed=self._on_failed,
            progress=self.working.show_progress,
        )

    def _on_read(self, sheaves: tuple[Sheaf, ...]) -> None:
        self._runner.read(
            self, sorted_sheaves, sheaves, done=self._on_sorted, failed=self._on_failed
        )

    def _on_sorted(self, rows: tuple[SheafRow, ...]) -> None:
        self._end()
        self._show(rows)
        if not rows:
            self.notice.say("没有找到扫描件：支持 PDF、JPG、PNG、TIF。", Tone.WARNING)
        elif all(one.found is Found.UNKNOWN for one in rows):
            self.notice.say("一份也没有认出来，原因见“情况”一栏。", Tone.WARNING)
        else:
            self.file_button.setFocus()

    def _show(self, rows: tuple[SheafRow, ...]) -> None:
        """What waits for an answer comes first, then what found none, by their files."""
        order = list(Found)
        self.rows = tuple(sorted(rows, key=lambda one: order.index(one.found)))
        self.table.setRowCount(len(self.rows))
        for line, one in enumerate(self.rows):
            told = f"{_SIGNS[one.found]} {one.found.value}" + (f"：{one.said}" if one.said else "")
            for place, cell in enumerate((one.file, one.pages_words, one.paper, told)):
                self._put(line, place, cell, one)
        self.table.resizeRowsToContents()
        counts = {found: sum(one.found is found for one in rows) for found in Found}
        parts = [f"{found.value} {count} 份" for found, count in counts.items() if count]
        self.said.setText("　".join(parts))
        self.file_button.setEnabled(counts[Found.READY] > 0)

    def _on_widths(self) -> None:
        self.table.resizeRowsToContents()

    def _put(self, line: int, place: int, cell: str, one: SheafRow) -> None:
        item = QTableWidgetItem(cell)
        item.setToolTip(str(one.sheaf.path) if place == 0 else cell)
        colour = _COLOURS.get(one.found)
        if place == len(_TITLES) - 1 and colour:
            item.setForeground(QColor(colour))
        self.table.setItem(line, place, item)

    # -- keeping -----------------------------------------------------------------------

    def file_all(self) -> None:
        tasks = [
            Task(one.file, file_scan, command)
            for one in self.rows
            for command in [filing_of(one)]
            if command is not None
        ]
        if not tasks or self.working.is_working:
            return
        self.notice.clear()
        self._begin("正在归档")
        self._batch = Batch(self._runner, self, tasks, self.working.show_progress, self._on_filed)
        self._batch.start()

    def _on_filed(self, outcome: Outcome) -> None:
        self._batch = None
        self.kept += len(outcome.done)
        sheaves = tuple(one.sheaf for one in self.rows)
        self._runner.read(
            self, sorted_sheaves, sheaves, done=lambda rows: self._on_again(rows, outcome)
        )

    def _on_again(self, rows: tuple[SheafRow, ...], outcome: Outcome) -> None:
        """The table as it stands now: what was kept says so."""
        self._end()
        self._show(rows)
        said = f"已归档 {len(outcome.done)} 份"
        said += f"，取消后还有 {outcome.left} 份没有归档" if outcome.left else ""
        refused = [f"{name}：{why}" for name, why in outcome.refused]
        tone = Tone.WARNING if refused or outcome.left else Tone.INFO
        self.notice.say("；".join([said, *refused]), tone)

    # -- under way ---------------------------------------------------------------------

    def stop(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        if self._batch is not None:
            self._batch.stop()
        else:
            self._end()

    def _begin(self, said: str) -> None:
        self.working.start(said)
        self.file_button.setEnabled(False)
        for chooser in self._choosers:
            chooser.setEnabled(False)

    def _end(self) -> None:
        self._ticket = None
        self.working.stop()
        for chooser in self._choosers:
            chooser.setEnabled(True)
        self.file_button.setEnabled(any(one.found is Found.READY for one in self.rows))

    def _on_failed(self, refusal: Refusal) -> None:
        self._end()
        self.notice.say(refusal.sentence, Tone.WRONG)

    def reject(self) -> None:
        self.stop()
        super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.look_at(dropped_files(event))
        event.acceptProposedAction()
