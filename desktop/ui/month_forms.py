"""省表: the province's workbook is loaded, a cell is chosen, a figure is bound to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from db.codes import CellContent
from desktop.domain.errors import KnownProblem
from desktop.domain.labels import labels_of
from desktop.domain.months import month_words
from desktop.exchange.files import read_file
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.templates import TemplateRow, template_rows
from desktop.reference.resources import resource
from desktop.ui.dialogs import Dialogs
from desktop.ui.month_form_grid import FormGrid
from desktop.ui.notice import Notice, Tone
from desktop.ui.widgets import button, column, row, words, wrapped
from desktop.usecases.attachments import NewFile
from desktop.usecases.template_views import TemplateView, proposals, template_view
from desktop.usecases.templates import (
    AddTemplate,
    BindCells,
    BoundCell,
    RemoveTemplate,
    add_template,
    bind_cells,
    remove_template,
    write_filled_template,
)

_OWN = "templates/月报表样.xlsx"
_HINT = "方向键选单元格，回车选指标，再回车绑定；Delete 解除。导出报送文件时一并填好。"


class FormsPane(QWidget):
    """One template at a time: its sheets, its cells, and what fills them."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._dialogs = runner, dialogs
        self._period = 0
        self.view: TemplateView | None = None
        self.notice = Notice()
        self.templates = _combo("模板")
        self.sheets = _combo("工作表")
        self.figures = _combo("指标")
        self.contents = _combo("填哪个数")
        self.grid = FormGrid()
        self.add_button = button("装入省表…", self.load, "primary", "选一个 .xlsx，Ctrl+O")
        self.own_button = button("用自带表样", self.load_own, tip="省里没有发表样时用")
        self.propose_button = button(
            "按名称绑定", self.propose, tip="照表里的指标名称，Ctrl+Shift+B"
        )
        self.fill_button = button("填成本月…", self.fill, tip="封存以后才能填")
        self.remove_button = button("移除", self.remove)
        self._build()
        self._connect()

    def _build(self) -> None:
        for line in FIGURES:
            self.figures.addItem(f"{line.code} {line.name}", line.code)
        self.figures.setEditable(True)
        self.figures.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if (completer := self.figures.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        for content, word in labels_of(CellContent).items():
            self.contents.addItem(word, content)
        whole = column(self, 4, (8, 6, 8, 6))
        whole.addLayout(_line(self.templates, self.sheets))
        whole.addLayout(
            _line(
                self.add_button,
                self.own_button,
                self.propose_button,
                self.fill_button,
                self.remove_button,
            )
        )
        whole.addWidget(self.notice)
        whole.addWidget(wrapped(_HINT, "quiet"))
        whole.addWidget(self.grid, 1)
        foot = _line(words("绑定"), self.figures, self.contents, button("绑定", self.bind))
        foot.setStretch(1, 1)
        whole.addLayout(foot)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.templates.activated.connect(lambda _place: self._read())
        self.sheets.activated.connect(lambda _place: self._show_sheet())
        self.grid.bind_asked.connect(self._ask_figure)
        self.grid.free_asked.connect(self.free)
        self.grid.itemSelectionChanged.connect(self._show_bound)
        if (line := self.figures.lineEdit()) is not None:
            line.returnPressed.connect(self.bind)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+O", self.load),
            ("Ctrl+Shift+B", self.propose),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), self, slot)

    # -- arriving ----------------------------------------------------------------------

    def show_month(self, period: int, *, is_closed: bool) -> None:
        """Which month is filled in; the templates are read when somebody looks."""
        self._period = period
        self.fill_button.setText(f"填成{month_words(period)}…")
        self.fill_button.setEnabled(is_closed)
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        self._runner.read(self, template_rows, done=self._on_rows, latest="templates")

    def _on_rows(self, rows: tuple[TemplateRow, ...]) -> None:
        chosen = self.templates.currentData()
        self.templates.clear()
        for one in rows:
            self.templates.addItem(f"{one.name}（已绑定 {one.bound} 格）", one.id)
        self.templates.setCurrentIndex(max(self.templates.findData(chosen), 0) if rows else -1)
        for each in (self.propose_button, self.fill_button, self.remove_button):
            each.setVisible(bool(rows))
        self.own_button.setVisible(not rows)
        self._read()

    def _read(self) -> None:
        key = self.templates.currentData()
        if key is None:
            self.view = None
            self.sheets.clear()
            self.grid.setRowCount(0)
            return
        self._runner.read(
            self, template_view, key, done=self._on_view, failed=self._on_refused, latest="template"
        )

    def _on_view(self, view: TemplateView) -> None:
        names = [sheet.name for sheet in view.sheets]
        place = self.sheets.currentIndex()
        is_same = self.view is not None and self.view.id == view.id
        self.view = view
        self.sheets.clear()
        self.sheets.addItems(names)
        self.sheets.setCurrentIndex(place if is_same and 0 <= place < len(names) else 0)
        self._show_sheet()

    def _show_sheet(self) -> None:
        if self.view is not None and self.sheets.currentIndex() >= 0:
            sheet = self.view.sheets[self.sheets.currentIndex()]
            self.grid.show_sheet(sheet, self.view.bound)

    def _show_bound(self) -> None:
        """What the chosen cell is filled with stands in the boxes, to be changed."""
        chosen, sheet = self.grid.chosen, self.sheets.currentText()
        for one in self.view.bound if self.view is not None and len(chosen) == 1 else ():
            if (one.sheet, one.place) == (sheet, chosen[0]):
                self.figures.setCurrentIndex(self.figures.findData(one.code))
                self.contents.setCurrentIndex(self.contents.findData(one.content))

    # -- doing -------------------------------------------------------------------------

    def load(self) -> None:
        path = self._dialogs.choose_file("装入省表", "工作簿 (*.xlsx)")
        if path is not None:
            self._load(path)

    def load_own(self) -> None:
        """Our own form, with its cells bound by their names at once."""
        self._load(resource(_OWN))

    def _load(self, path: Path) -> None:
        try:
            file = NewFile(path.name, read_file(path))
        except KnownProblem as problem:
            self.notice.say(problem.sentence, Tone.WRONG)
            return
        self._do(add_template, AddTemplate(file), f"已装入“{path.stem}”，可按名称绑定")

    def propose(self) -> None:
        if self.view is None:
            return
        found = tuple(
            BoundCell(one.sheet, one.place, one.code, one.content) for one in proposals(self.view)
        )
        if found:
            command = BindCells(self.view.id, found)
            self._do(bind_cells, command, f"按名称绑定了 {len(found)} 格，请核对")
        else:
            self.notice.say("表里没有再能按名称认出的单元格，请逐格绑定", Tone.INFO)

    def _ask_figure(self) -> None:
        """From the cell to the box of figures, ready to be typed in."""
        self.figures.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if (line := self.figures.lineEdit()) is not None:
            line.selectAll()

    def bind(self) -> None:
        place = self.figures.findText(self.figures.currentText())
        if place < 0:
            self.notice.say("请从列出的指标里选一个", Tone.WRONG)
            return
        self._put(self.figures.itemData(place))

    def free(self) -> None:
        self._put("")

    def _put(self, code: str) -> None:
        if self.view is None or not self.grid.chosen:
            return
        sheet, content = self.sheets.currentText(), self.contents.currentData()
        cells = tuple(BoundCell(sheet, one, code, content) for one in self.grid.chosen)
        self._do(bind_cells, BindCells(self.view.id, cells), "已绑定" if code else "已解除")
        self.grid.setFocus()

    def fill(self) -> None:
        if self.view is None:
            return
        name = f"{self.view.name}-{month_words(self._period)}.xlsx"
        path = self._dialogs.save_file("填成本月", name, "工作簿 (*.xlsx)")
        if path is not None:
            self._runner.read(
                self,
                write_filled_template,
                self.view.id,
                self._period,
                path,
                done=lambda made: self._dialogs.say(f"已写到 {made}", Tone.DONE),
                failed=self._on_refused,
            )

    def remove(self) -> None:
        if self.view is not None and self._dialogs.confirm(
            f"移除模板“{self.view.name}”？绑定一并移除，填好的文件不受影响。", "移除"
        ):
            self._do(remove_template, RemoveTemplate(self.view.id), "已移除")

    def _do(self, usecase: Callable[..., Any], command: object, said: str) -> None:
        self.notice.clear()
        self._runner.write(
            self,
            usecase,
            command,
            done=lambda _value: self._on_done(said),
            failed=self._on_refused,
        )

    def _on_done(self, said: str) -> None:
        self._dialogs.say(said, Tone.DONE)
        self.refresh()

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = row(None, 4)
    for one in widgets:
        line.addWidget(one, 1 if isinstance(one, QComboBox) else 0)
    line.addStretch(0)
    return line
