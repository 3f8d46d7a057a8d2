"""导入台账: file → headers matched → problems and a dry run → done, in one page, by keyboard."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QWidget

from db.codes import Area
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import Outline
from desktop.jobs.runner import Runner
from desktop.queries.imports import ImportRow
from desktop.ui.dialogs import NEW_WORKBOOK, Dialogs
from desktop.ui.import_check import CheckStep, stored_count
from desktop.ui.import_done import DoneStep
from desktop.ui.import_file import FileStep
from desktop.ui.import_headers import HeadersStep, Mapped
from desktop.ui.import_list import EarlierImports
from desktop.ui.import_work import ImportWork
from desktop.ui.notice import Notice, Tone
from desktop.ui.page import Page
from desktop.ui.widgets import button, column, row, words
from desktop.ui.working import WorkingBar

FILE, HEADERS, CHECK, DONE = range(4)
_STEPS = ("文件", "列对应", "核对", "完成")
_FILES = "台账文件 (*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv)"
_HELP = """
把 Excel、WPS 里的台账导进来，分四步：

1. **文件**：拖进来或选择；有几个工作表时选一个，种类按表头判断，可以改。
2. **列对应**：每一列作为哪一项；改过的会记住，下次同样的表头自动照用。
3. **核对**：逐格列出问题，先试算，不存入。**拒收**的行整行不导入，**提醒**的照常导入。
4. **完成**：可打开台账、把拒收的行另存成带“原因”的工作簿，或把这次导入整个撤销。

回车到下一步，Esc 回上一步，Ctrl+O 选文件。同一个文件再导一次，不会重复。
"""


class ImportWizardPage(Page):
    """Four steps over one piece of work; slow work runs off the main thread."""

    key: ClassVar[str] = "import_wizard"
    title: ClassVar[str] = "导入台账"
    shows: ClassVar[frozenset[Area]] = frozenset(Area)
    help: ClassVar[str] = _HELP

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.work = ImportWork(runner, self)
        self.earlier = EarlierImports(runner, dialogs)
        self.file = FileStep(self.earlier)
        self.headers = HeadersStep(runner)
        self.check = CheckStep(runner, dialogs)
        self.result = DoneStep()
        self._build()
        self._connect()
        self._show_step(FILE)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        head = row(spacing=14)
        head.addWidget(words(self.title, "title"))
        self._marks = [words("") for _ in _STEPS]
        for mark in self._marks:
            head.addWidget(mark)
        head.addStretch(1)
        self.notice = Notice()
        self.steps = QStackedWidget()
        for step in (self.file, self.headers, self.check, self.result):
            self.steps.addWidget(step)
        self.working = WorkingBar()
        self.back = button("上一步", self.go_back, tip="Esc")
        self.next = button("下一步", self.go_on, "primary", "回车")
        foot = row()
        foot.addWidget(self.back)
        foot.addWidget(self.working, 1)
        foot.addStretch()
        foot.addWidget(self.next)
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(head)
        whole.addWidget(self.notice)
        whole.addWidget(self.steps, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.file.choosing.connect(self.choose_file)
        self.file.kind_changed.connect(self._on_kind)
        self.file.settled.connect(self.go_on)
        self.file.list_changed.connect(self._show_buttons)
        self.headers.changed.connect(self._show_buttons)
        self.check.told_apart.connect(self.work.tell_apart)
        self.result.undo_wanted.connect(self._on_undo_this)
        self.result.refused_wanted.connect(self._on_save_refused)
        self.earlier.undo_wanted.connect(self._on_undo_earlier)
        self.working.cancelled.connect(self._on_cancelled)
        self._connect_work()
        keys = {"Return": self._on_enter, "Enter": self._on_enter, "Esc": self._on_escape}
        keys |= {"Ctrl+O": self.choose_file, "Ctrl+F": self.check.focus_filter}
        for name, slot in keys.items():
            QShortcut(QKeySequence(name), self, slot)

    def _connect_work(self) -> None:
        self.work.began.connect(self._on_began)
        self.work.moved.connect(self.working.show_progress)
        self.work.listed.connect(self._on_listed)
        self.work.relisted.connect(self._on_relisted)
        self.work.matched.connect(self._on_matched)
        self.work.planned.connect(self._on_planned)
        self.work.imported.connect(self._on_imported)
        self.work.undone.connect(self._on_undone)
        self.work.saved.connect(self._on_saved)
        self.work.failed.connect(self._on_failed)

    # -- around the steps --------------------------------------------------------------

    @property
    def step(self) -> int:
        return self.steps.currentIndex()

    def refresh(self) -> None:
        self.earlier.refresh()

    def show_where(self, where: dict[str, str]) -> None:
        """Arrive for one kind of ledger, from the guide of the first day."""
        wanted = next((row.title for row in LEDGERS if row.key == where.get("ledger")), "")
        self.start_over(wanted)

    def start_over(self, wanted: str = "") -> None:
        self.work.clear()
        self.file.clear(wanted)
        self._show_step(FILE)

    def go_on(self) -> None:
        """Enter: what the one prominent button does."""
        if self.next.isEnabled():
            self.notice.clear()
            (self._match, self._look, self.work.store, self._open_ledger)[self.step]()

    def go_back(self) -> None:
        if self.working.is_working or self.step == FILE:
            return
        self.notice.clear()
        if self.step == DONE:
            self.start_over()
        else:
            self._show_step(self.step - 1)

    def _on_enter(self) -> None:
        """Enter on another button presses that one; from a filter it goes to the list."""
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and focused is not self.next:
            focused.click()
        elif self.step == CHECK and isinstance(focused, QLineEdit):
            self.check.focus_first()
        else:
            self.go_on()

    def _on_escape(self) -> None:
        """Esc empties a filter before it goes back a step."""
        focused = self.focusWidget()
        if self.step == CHECK and isinstance(focused, QLineEdit) and focused.text():
            focused.clear()
        else:
            self.go_back()

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        for number, (mark, title) in enumerate(zip(self._marks, _STEPS, strict=True)):
            sign = "●" if number == step else "√" if number < step else "○"
            mark.setText(f"{sign} {number + 1} {title}")
            mark.setObjectName("heading" if number == step else "quiet")
            mark.style().polish(mark)
        self._show_buttons()
        (self.file, self.headers, self.check, self.result)[step].focus_first()

    def _show_buttons(self) -> None:
        plan = self.work.plan
        count = 0 if plan is None else stored_count(plan)
        titles = ("下一步：列对应", "下一步：核对", f"导入 {count:,} 行", "打开台账")
        ready = (self.file.is_ready, self.headers.is_ready, count > 0, True)
        is_working = self.working.is_working
        self.next.setText(titles[self.step])
        self.next.setEnabled(ready[self.step] and not is_working)
        self.back.setText("再导入一个文件" if self.step == DONE else "上一步")
        self.back.setVisible(self.step != FILE)
        self.back.setEnabled(not is_working)
        self.steps.setEnabled(not is_working)

    def _on_began(self, said: str) -> None:
        self.notice.clear()
        self.working.start(said)
        self._show_buttons()

    def _end(self) -> None:
        self.working.stop()
        self._show_buttons()

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self.notice.say(sentence, Tone.WRONG)

    def _on_cancelled(self) -> None:
        self.work.cancel()
        self._end()
        self.notice.say("已要求取消，没有做完的不会存入。", Tone.INFO)

    # -- 1: the file -------------------------------------------------------------------

    def choose_file(self) -> None:
        path = None if self.working.is_working else self.dialogs.choose_file("选择台账文件", _FILES)
        if path is not None:
            self.open_file(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and not self.working.is_working:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def open_file(self, path: Path) -> None:
        self.start_over()
        self.work.open(path)

    def _on_listed(self, outlines: Sequence[Outline]) -> None:
        self._end()
        if self.work.path is not None:
            self.file.show_file(self.work.path, outlines)
        if not outlines:
            self.notice.say("文件里没有像表头的行，请检查是否选错文件。", Tone.WRONG)

    def _on_kind(self, kind: str) -> None:
        if self.file.outline is not None:
            self.work.take_kind(kind, self.file.outline.sheet)

    def _on_relisted(self, told: Outline | None) -> None:
        self._end()
        if told is not None:
            self.file.relist(told)

    # -- 2: the headers, 3: the dry run ------------------------------------------------

    def _match(self) -> None:
        if self.file.outline is not None and self.file.kind is not None:
            self.work.match(self.file.outline, self.file.kind)

    def _on_matched(self, mapping: Mapped, how: str) -> None:
        self._end()
        assert self.work.outline is not None
        assert self.work.ledger is not None
        self.headers.show_headers(self.work.outline, self.work.ledger, mapping, how)
        self._show_step(HEADERS)

    def _look(self) -> None:
        is_understood, since = self.headers.since_day()
        if is_understood:
            self.work.look(self.headers.mapping, since)

    def _on_planned(self) -> None:
        self._end()
        assert self.work.sheet is not None
        assert self.work.plan is not None
        self.check.show_plan(self.work.sheet, self.work.plan)
        self._show_step(CHECK)

    # -- 4: done -----------------------------------------------------------------------

    def _on_imported(self) -> None:
        self._end()
        assert self.work.done is not None
        self.result.show_done(self.work.done)
        self._show_step(DONE)
        self.next.setFocus()

    def _open_ledger(self) -> None:
        if self.work.ledger is not None:
            self.go.emit(self.work.ledger.key.replace("-", "_"), {})

    def _on_save_refused(self) -> None:
        name = "" if self.work.path is None else self.work.path.stem
        path = self.dialogs.save_file("把拒收的行另存为", f"{name}-拒收的行.xlsx", NEW_WORKBOOK)
        if path is not None:
            self.work.save_refused(path)

    def _on_saved(self, count: int) -> None:
        self._end()
        self.notice.say(f"{count:,} 行已另存为工作簿，改好后可直接导入。", Tone.DONE)

    def _on_undo_this(self) -> None:
        if self.work.done is not None and self.work.done.undo is not None:
            self.work.undo(self.work.done.undo)

    def _on_undo_earlier(self, chosen: ImportRow) -> None:
        question = f"撤销 {chosen.at:%Y-%m-%d %H:%M} 导入的“{chosen.subject}”？"
        detail = f"涉及的 {chosen.records:,} 条记录会回到导入前的样子。"
        if self.dialogs.confirm(question, "撤销导入", detail):
            self.work.undo(str(chosen.id))

    def _on_undone(self, records: int) -> None:
        self._end()
        if self.step == DONE:
            self.result.show_undone()
            self.back.setFocus()  # the button that was pressed is gone, and the keys with it
        self.notice.say(f"导入已撤销，退回了 {records:,} 条记录的改动。", Tone.DONE)
