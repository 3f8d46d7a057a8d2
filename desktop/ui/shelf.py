"""A short list with its form beside it: for what an office keeps a handful of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import Refusal, Runner
from desktop.queries.view import RowSource
from desktop.ui.columns import Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.forms import Editor, Form, UseCase
from desktop.ui.notice import Notice, Tone
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, row, wrapped

_FORM_WIDTH = 340


@dataclass(frozen=True)
class Shelved:
    """What is kept: where its rows come from, and how one is made, changed and taken away.

    ``removal(row)`` gives the question, the use-case and its command, or None where the row
    cannot go; ``tools`` are more buttons, a word and what it does.
    """

    key: str
    about: str
    source: RowSource
    columns: tuple[Column, ...]
    blank: Callable[[], Editor]
    editor: Callable[[Any], Editor | None] = lambda _row: None
    removal: Callable[[Any], tuple[str, UseCase, object] | None] = lambda _row: None
    tools: tuple[tuple[str, Callable[[], object]], ...] = ()
    is_removable: bool = True
    is_editable: bool = True


class Shelf(QWidget):
    """新增, 修改 (F2, Enter or a double click) and 删除; a refusal stands above the list."""

    def __init__(
        self, runner: Runner, dialogs: Dialogs, kept: Shelved, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._dialogs, self._kept = runner, dialogs, kept
        self.notice = Notice()
        self.model = RowsModel(runner, kept.source, kept.columns, self)
        self.table = RowsTable(self.model, dialogs.settings, kept.key)
        self.form: Form | None = None
        self._build()
        self.table.entered.connect(self.edit)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.model.arrived.connect(lambda _count: self._show_buttons())
        for keys, slot in {"F2": self.edit, "Ctrl+N": self.add}.items():
            QShortcut(QKeySequence(keys), self, slot)
        self._show_buttons()

    def _build(self) -> None:
        self._edit = button("修改", self.edit, tip="快捷键 F2")
        self._remove = button("删除…", self.remove)
        tools = row()
        tools.addWidget(button("新增", self.add, tip="快捷键 Ctrl+N"))
        for title, act in self._kept.tools:
            tools.addWidget(button(title, act))
        tools.addWidget(self._edit)
        tools.addWidget(self._remove)
        tools.addStretch(1)
        self._remove.setVisible(self._kept.is_removable)
        self._edit.setVisible(self._kept.is_editable)
        self._beside = row(spacing=10)
        self._beside.addWidget(self.table, 3)
        whole = column(self, margins=(8, 8, 8, 8))
        whole.addWidget(wrapped(self._kept.about, "quiet"))
        whole.addLayout(tools)
        whole.addWidget(self.notice)
        whole.addLayout(self._beside, 1)

    def refresh(self) -> None:
        self.model.reload()

    @property
    def chosen(self) -> Any | None:
        rows = self.table.selected_rows
        return self.model.row_at(rows[0]) if len(rows) == 1 else None

    def add(self) -> None:
        self.open_form(self._kept.blank())

    def edit(self) -> None:
        editor = None if self.chosen is None else self._kept.editor(self.chosen)
        if editor is not None:
            self.open_form(editor)

    def open_form(self, editor: Editor) -> None:
        """Beside the list; one that is open already stays."""
        if self.form is not None:
            return
        self.notice.clear()
        self.form = Form(self._runner, self._kept.key, editor)
        self.form.setMinimumWidth(_FORM_WIDTH)
        self.form.saved.connect(self._on_saved)
        self.form.given_up.connect(self.close_form)
        self._beside.addWidget(self.form, 2)
        self.form.grid.focus_first()

    def close_form(self) -> None:
        if self.form is not None:
            self._beside.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
            self.table.setFocus()

    def remove(self) -> None:
        removal = None if self.chosen is None else self._kept.removal(self.chosen)
        if removal is None:
            return
        question, usecase, command = removal
        if self._dialogs.confirm(question, "删除"):
            self._runner.write(self, usecase, command, failed=self._on_refused)

    def _show_buttons(self) -> None:
        chosen = self.chosen
        self._edit.setEnabled(chosen is not None and self._kept.editor(chosen) is not None)
        self._remove.setEnabled(chosen is not None and self._kept.removal(chosen) is not None)

    def _on_saved(self, _value: object, goes_on: bool) -> None:
        self.close_form()
        self._dialogs.say("已保存", Tone.DONE)
        if goes_on:
            self.add()

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)
