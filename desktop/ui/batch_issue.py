"""成批催办: what all are told on the left, to whom on the right; one key issues all."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from db.codes import PaperKind
from desktop.domain.labels import label
from desktop.jobs.batch import Batch, Outcome, Task
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.owed import OwingRow
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Notice, Tone
from desktop.ui.page import Page
from desktop.ui.paper_pile import PaperPile
from desktop.ui.preview_box import PreviewBox
from desktop.ui.sending_up import drafter_of
from desktop.ui.sheet_form import Manner, PartForm
from desktop.ui.theme import COLOURS
from desktop.ui.widgets import button, column, fitting, row, scrolled, words, wrapped
from desktop.ui.working import WorkingBar
from desktop.usecases.paper_ground import Issued
from desktop.usecases.typed.all import typed
from desktop.usecases.typed.batch import (
    AlikeStart,
    IssueAlike,
    SendAlike,
    alike_start,
    draft_alike,
    issue_alike,
    send_alike,
    untold_alike,
)

KIND = PaperKind.URGING_NOTICE
_NOBODY = "登记簿里没有过期未办结的单位。要催办别的事，请先在列表里选中几家单位（Ctrl 点选）。"
_TITLES = (("单位", 240), ("未办结", 90), ("情况", 250))
_HOW = (
    "左边填各家相同的内容；各家自己还没办结的隐患和反馈由登记簿带出。右边勾选要发的单位。"
    "每家一份、各有文号；有缺漏的说明原因，不影响其他家。"
)


class BatchIssueBox(QDialog):
    """``issued`` are the ids of the papers that left."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        start: AlikeStart,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"成批签发{label(KIND)}")
        self.resize(fitting(QSize(1160, 660), parent))
        self._runner, self._dialogs = runner, dialogs
        self._rows = start.to
        self._does = "送审" if start.steps else "签发"
        self._names: list[QTableWidgetItem] = []
        self._states: list[QTableWidgetItem] = []
        self._batch: Batch | None = None
        self.issued: tuple[int, ...] = ()
        self.notice = Notice()
        self.working = WorkingBar()
        declared = typed(KIND)
        manner = Manner(
            tuple(name for name in declared.required if name == "due"),
            declared.long,
            (declared.day,),
            untold_alike(KIND, start.sheet),
        )
        self.form = PartForm(runner, start.sheet, manner)
        self.from_record = QCheckBox("带上登记簿里各家自己未办结的事项")
        self.from_record.setChecked(True)
        self.table = QTableWidget(len(self._rows), len(_TITLES))
        self._build()
        self._fill()
        self.form.focus_first()
        if start.steps:
            self.notice.say(f"{label(KIND)}须先审批（本单位设置）：逐份送审，签发时再编号。")

    def _build(self) -> None:
        left = QWidget()
        lines = column(left, 6, (2, 2, 8, 2))
        lines.addWidget(wrapped(_HOW, "quiet"))
        lines.addWidget(self.form)
        lines.addWidget(self.from_record)
        lines.addStretch(1)
        right = QWidget()
        side = column(right, 6)
        side.addWidget(words("发给", "heading"))
        side.addWidget(self.table, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(scrolled(left))
        halves.addWidget(right)
        halves.setSizes([520, 620])
        whole = column(self, 8, (12, 10, 12, 10))
        whole.addWidget(halves, 1)
        whole.addWidget(self.notice)
        whole.addWidget(self.working)
        whole.addLayout(self._feet())
        self._dress_table()
        self.working.cancelled.connect(self.stop)
        for keys, slot in {"F5": self.preview, "Ctrl+Return": self.issue}.items():
            QShortcut(QKeySequence(keys), self, slot)

    def _feet(self) -> Any:
        self.said = wrapped("", "quiet")
        self.issue_button = button(self._does, self.issue, "primary", "Ctrl+回车")
        self.after = (
            button("打印这批…", self.print_issued),
            button("合成一个 PDF…", self.save_issued),
        )
        feet = row()
        feet.addWidget(button("预览这一家", self.preview, tip="F5"))
        feet.addWidget(self.said, 1)
        for one in self.after:
            one.setVisible(False)
            feet.addWidget(one)
        feet.addWidget(self.issue_button)
        feet.addWidget(button("关闭", self.reject, tip="Esc"))
        return feet

    def _dress_table(self) -> None:
        self.table.setHorizontalHeaderLabels([title for title, _ in _TITLES])
        for place, (_, width) in enumerate(_TITLES):
            self.table.setColumnWidth(place, width)
        self.table.setAccessibleName("发给的单位，空格键勾选")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.sectionResized.connect(lambda *_where: self.table.resizeRowsToContents())

    def _fill(self) -> None:
        for line, one in enumerate(self._rows):
            name, state = QTableWidgetItem(one.name), QTableWidgetItem("")
            name.setCheckState(Qt.CheckState.Checked)
            name.setToolTip(one.name)
            for place, item in enumerate((name, QTableWidgetItem(_owed(one)), state)):
                self.table.setItem(line, place, item)
            self._names.append(name)
            self._states.append(state)
        self.table.itemChanged.connect(lambda _item: self._count())
        if self._rows:
            self.table.setCurrentCell(0, 0)
        self._count()

    def _count(self) -> None:
        count = len(self._ticked())
        self.issue_button.setText(f"{self._does} {count} 份")
        self.issue_button.setEnabled(bool(count) and not self.working.is_working)
        self.said.setText(f"共 {len(self._rows)} 家，勾选 {count} 家")

    def _ticked(self) -> list[int]:
        """The lines that are ticked and have no paper yet."""
        return [
            line
            for line in range(len(self._rows))
            if self._names[line].checkState() is Qt.CheckState.Checked
        ]

    # -- doing -------------------------------------------------------------------------

    def _command(self, line: int, alike: Any) -> IssueAlike:
        key = self._rows[line].enterprise_id
        return IssueAlike(KIND, key, alike, self.from_record.isChecked())

    def preview(self) -> None:
        """The paper of the line one stands on, as it would be printed."""
        line = self.table.currentRow()
        alike = self.form.part(whole=False)
        if line < 0 or alike is None:
            return
        name = f"{label(KIND)}　{self._rows[line].name}"

        def on_drawn(content: bytes) -> None:
            self._dialogs.run(PreviewBox(self._runner, self._dialogs, content, name, self))

        command = self._command(line, alike)
        self._runner.read(self, draft_alike, command, done=on_drawn, failed=self._on_refused)

    def issue(self) -> None:
        lines = self._ticked()
        if not lines or self.working.is_working or not self.issue_button.isEnabled():
            return
        alike = self.form.part()
        if alike is None:
            return
        tasks = self._tasks([(line, self._command(line, alike)) for line in lines])
        if not tasks:
            return
        self.notice.clear()
        self._set_working(True)
        self._batch = Batch(self._runner, self, tasks, self.working.show_progress, self._on_issued)
        self._batch.start()

    def _tasks(self, papers: list[tuple[int, IssueAlike]]) -> list[Task]:
        """One for each paper, under the number of its line; none where it is given up."""
        if self._does == "送审":
            drafter = drafter_of(self._dialogs)
            if drafter is None:
                return []
            return [Task(str(line), send_alike, SendAlike(one, *drafter)) for line, one in papers]
        question = f"签发 {len(papers)} 份{label(KIND)}，每份取一个文号？"
        is_sure = self._dialogs.confirm(question, f"签发 {len(papers)} 份")
        return [Task(str(n), issue_alike, one) for n, one in papers] if is_sure else []

    def stop(self) -> None:
        if self._batch is not None:
            self._batch.stop()

    def _on_issued(self, outcome: Outcome) -> None:
        self._batch = None
        self._set_working(False)
        for line, one in outcome.done:
            self._tell(int(line), f"√ {getattr(one, 'number', '') or '已送审'}", COLOURS.done)
            self._names[int(line)].setCheckState(Qt.CheckState.Unchecked)
        for line, why in outcome.refused:
            self._tell(int(line), f"▲ {why}", COLOURS.warning)
        self.table.resizeRowsToContents()
        self.issued += tuple(one.id for _, one in outcome.done if isinstance(one, Issued))
        for tool in self.after:
            tool.setVisible(bool(self.issued))
        self._count()
        (self.after[0] if self.issued else self.table).setFocus(Qt.FocusReason.OtherFocusReason)
        parts = [f"已{self._does} {len(outcome.done)} 份"]
        for count, said in (
            (len(outcome.refused), f"家没有{self._does}，原因见“情况”"),
            (outcome.left, f"家取消后还没有{self._does}"),
        ):
            parts += [f"{count} {said}"] if count else []
        is_whole = not outcome.refused and not outcome.left
        self.notice.say("，".join(parts) + "。", Tone.DONE if is_whole else Tone.WARNING)

    def _tell(self, line: int, said: str, colour: str) -> None:
        item = self._states[line]
        item.setText(said)
        item.setToolTip(said)
        item.setForeground(QColor(colour))

    def _set_working(self, is_working: bool) -> None:
        if is_working:
            self.working.start(f"正在{self._does}")
        else:
            self.working.stop()
        for widget in (self.issue_button, self.form, self.from_record, self.table):
            widget.setEnabled(not is_working)

    def print_issued(self) -> None:
        PaperPile(self._runner, self._dialogs, self).print_papers(self.issued)

    def save_issued(self) -> None:
        PaperPile(self._runner, self._dialogs, self).save_papers(self.issued)

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)

    def reject(self) -> None:
        """While it runs Esc stops it; then it closes."""
        if self._batch is not None:
            self.stop()
        else:
            super().reject()


def urge_several(page: Page, chosen: Collection[int]) -> None:
    """Ask from a page: to the enterprises chosen there, else to all that owe something."""

    def on_begun(start: AlikeStart) -> None:
        if not start.to:
            page.dialogs.say(_NOBODY)
            return
        box = BatchIssueBox(page.runner, page.dialogs, start, page)
        page.dialogs.run(box)
        if box.issued:
            page.dialogs.say(f"已签发 {len(box.issued)} 份{label(KIND)}", Tone.DONE)
        box.deleteLater()

    page.runner.read(
        page,
        alike_start,
        KIND,
        page.runner.today(),
        tuple(chosen),
        done=on_begun,
        failed=lambda refusal: page.dialogs.say(refusal.sentence, Tone.WRONG),
    )


def _owed(one: OwingRow) -> str:
    parts = [f"隐患 {one.hazards} 项"] if one.hazards else []
    parts += [f"反馈 {one.feedbacks} 项"] if one.feedbacks else []
    return "，".join(parts) or "无"
