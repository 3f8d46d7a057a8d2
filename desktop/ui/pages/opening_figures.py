"""期初数: what was reported before the first day in the program, beside what the ledgers give."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from db.codes import Area
from desktop.exchange.opening import OpeningBook, read_opening, write_opening
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.opening_sheet import (
    OpeningForm,
    OpeningLine,
    OpeningPeriod,
    opening_choices,
    opening_form,
    opening_lines,
)
from desktop.ui.dialogs import NEW_WORKBOOK, WORKBOOKS, Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.notice import Notice, Tone
from desktop.ui.opening_table import OpeningTable
from desktop.ui.page import Page
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, column, row, words, wrapped
from desktop.usecases.opening import EnterOpening, OpeningFigure, enter_opening, import_opening

_HELP = """
启用日之前已经报出去的月份和年度数字。累计数、同比从它们算起；它们是**已报数**，不对应记录。

- 左边选期间，右边在“已报数”里填，回车到下一行，Ctrl+S 保存；清空再保存就是取消。
- “台账里有”是导入的历史台账数出来的，供对照；— 是没有台账可数，不是 0。
- 也可以“另存填报表”得到一个工作簿，填好后“导入填报表”；导入可以撤销。
"""
_LIST_WIDTH = 158
_PERIOD = Qt.ItemDataRole.UserRole


class OpeningFiguresPage(Page):
    """The periods at the left, the figures of one of them at the right."""

    key: ClassVar[str] = "opening_figures"
    title: ClassVar[str] = "期初数"
    shows: ClassVar[frozenset[Area]] = frozenset(
        {Area.OFFICE, Area.MONTHS, Area.HAZARDS, Area.VISITS, Area.PROJECTS}
    )
    help: ClassVar[str] = _HELP

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self._period: int | None = None
        self._drafts: Drafts | None = None
        self._build()
        self.list.currentItemChanged.connect(lambda now, _was: self._on_period(now))
        self.table.typed.connect(self._on_typed)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setAccessibleName("期间")
        self.table = OpeningTable()
        self.notice = Notice()
        self.source = QLineEdit(placeholderText="来源：如 2025年度报表，填在没有写来源的行上")
        self.source.setAccessibleName("来源")
        self._save = button("保存", self.save, "primary", "Ctrl+S")
        head = row()
        head.addWidget(words(self.title, "title"))
        head.addStretch(1)
        head.addWidget(button("另存填报表…", self.write_table))
        head.addWidget(button("导入填报表…", self.import_table))
        foot = row()
        foot.addWidget(self.source, 1)
        foot.addWidget(self._save)
        right = column()
        right.addWidget(self.table, 1)
        right.addLayout(foot)
        middle = row(spacing=10)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(head)
        whole.addWidget(
            wrapped("启用前已经报出去的数，累计和同比从它们算起；右边对照台账。", "quiet")
        )
        whole.addWidget(self.notice)
        whole.addLayout(middle, 1)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        today = self.runner.today()
        self.runner.read(self, opening_choices, today, done=self._on_choices, latest="choices")

    def _on_choices(self, choices: tuple[OpeningPeriod, ...]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(f"{choice.title}　{choice.entered}/{choice.of}", self.list)
            item.setData(_PERIOD, choice.period)
            if choice.period == self._period:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self._period is None and choices:
            self.list.setCurrentRow(0)
        elif not self.table.is_touched:
            self._read()

    def _on_period(self, item: QListWidgetItem | None) -> None:
        """Another period; what is typed and not kept is asked about first."""
        if item is None or item.data(_PERIOD) == self._period:
            return
        if self.table.is_touched and not self.dialogs.confirm(
            "这个期间填的还没有保存，放弃吗？", "放弃"
        ):
            self._mark_period()
            return
        if self._drafts is not None and self.table.is_touched:
            self._drafts.drop()
        self._period = item.data(_PERIOD)
        self._drafts = Drafts(self.runner, self.key, str(self._period), self)
        self.notice.clear()
        self._read()

    def _mark_period(self) -> None:
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            if self.list.item(place).data(_PERIOD) == self._period:
                self.list.setCurrentRow(place)
        self.list.blockSignals(False)

    def _read(self) -> None:
        if self._period is not None:
            self.runner.read(self, opening_lines, self._period, done=self._on_lines, latest="lines")

    def _on_lines(self, lines: tuple[OpeningLine, ...]) -> None:
        self.table.show_lines(lines)
        self._show_save()
        if self._drafts is not None:
            self._drafts.find(self._on_draft)

    def _on_draft(self, typed: dict[str, str]) -> None:
        """What was typed before a power cut; it is not kept yet."""
        if self.table.is_touched:
            return
        self.table.put_typed(typed)
        if self.table.is_touched:
            self.notice.say("已恢复上次没有保存的内容，核对后请保存。", Tone.INFO)

    def _on_typed(self) -> None:
        self._show_save()
        if self._drafts is not None:
            self._drafts.note(self.table.typed_words())

    def _show_save(self) -> None:
        self._save.setEnabled(self.table.is_touched)

    def save(self) -> None:
        """Keep what was typed; an emptied cell takes its figure back."""
        if self._period is None:
            return
        try:
            changes = self.table.changes()
        except NotUnderstood as error:
            self.notice.say(str(error), Tone.WRONG)
            return
        common = self.source.text().strip()
        figures = tuple(
            OpeningFigure(code, self._period, value, source or common)
            for code, (value, source) in changes.items()
        )
        if figures:
            self.runner.write(
                self,
                enter_opening,
                EnterOpening(figures),
                done=self._on_saved,
                failed=self._on_refused,
            )

    def _on_saved(self, count: int) -> None:
        if self._drafts is not None:
            self._drafts.drop()
        self._read()
        self.notice.say(f"已保存 {count} 个数。", Tone.DONE)

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)

    # -- by workbook -------------------------------------------------------------------

    def write_table(self) -> None:
        """The workbook to fill in, with what is entered already."""
        path = self.dialogs.save_file("另存填报表", "期初数.xlsx", NEW_WORKBOOK)
        if path is not None:
            self.runner.read(
                self, opening_form, self.runner.today(), done=lambda t: self._write(path, t)
            )

    def _write(self, path: Path, table: OpeningForm) -> None:
        self.runner.call(
            self,
            write_opening,
            path,
            table.titles,
            table.rows,
            done=lambda _done: self.notice.say(f"填报表已另存到 {path}。", Tone.DONE),
            failed=self._on_refused,
        )

    def import_table(self) -> None:
        path = self.dialogs.choose_file("导入填报表", WORKBOOKS)
        if path is not None:
            self.runner.call(
                self,
                read_opening,
                path,
                done=lambda book: self._on_book(path, book),
                failed=self._on_refused,
            )

    def _on_book(self, path: Path, book: OpeningBook) -> None:
        """Say what is in it; it comes in whole, or not at all where a cell is no number."""
        if book.problems:
            more = f"等 {len(book.problems)} 处" if len(book.problems) > 3 else ""
            said = "；".join(book.problems[:3])
            self.notice.say(f"{said}{more}。改好后再导入，现在什么也没有存入。", Tone.WRONG)
            return
        question = f"导入“{path.name}”里的 {len(book.cells)} 个数？"
        if not self.dialogs.confirm(question, "导入", "已有的同一指标、同一期间的数会被替换。"):
            return
        figures = tuple(
            OpeningFigure(cell.code, cell.period, cell.value, path.stem) for cell in book.cells
        )
        self.runner.write(
            self,
            import_opening,
            EnterOpening(figures),
            done=self._on_saved,
            failed=self._on_refused,
        )
