"""The base of every list: filter, table, the one record beside it, its form, export.

A page of this kind declares its source, columns and filters, and turns the record it read
into a ``Detail``; everything else (keys, refresh, next record, drafts) is here once.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop.jobs.runner import Runner
from desktop.queries.view import RowSource
from desktop.ui.columns import Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.export import Export
from desktop.ui.filter_bar import Filter, FilterBar
from desktop.ui.forms import Editor
from desktop.ui.notice import Tone
from desktop.ui.page import Page
from desktop.ui.recent_box import undo_recent
from desktop.ui.record import Detail, Step
from desktop.ui.record_side import RecordSide
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, row, words, wrapped


class ListPage(Page):
    """A list with the one record beside it.

    Rows and records are frozen and have an ``id``. ``record`` is a query
    ``(session, id) -> record`` declared as ``staticmethod(query)``; without one the row
    itself is described. ``passing`` are filters of the source that only a link brings, with
    the words of each.
    """

    source: ClassVar[RowSource]
    columns: ClassVar[tuple[Column, ...]] = ()
    filters: ClassVar[tuple[Filter, ...]] = ()
    passing: ClassVar[Mapping[str, str]] = MappingProxyType({})
    record: ClassVar[Callable[..., Any] | None] = None
    empty: ClassVar[str] = "这里还没有记录。"

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.model = RowsModel(runner, self.source, self.columns, self)
        self.table = RowsTable(self.model, dialogs.settings, self.key)
        self.filter_bar = FilterBar(self.filters, dialogs, self.key, self.passing)
        self.side = RecordSide(runner, self.key)
        self.current: Any | None = None
        self._wanted: int | None = None
        self._asked: int | None = None
        self._edits_next = self._adds = self._was_narrowed = False
        self._build()
        self._connect()

    # -- what a page says of itself ----------------------------------------------------

    def describe(self, record: Any) -> Detail:
        """What the pane shows; the default lists the columns of the row."""
        fields = tuple((column.title, column.getter(record)) for column in self.columns)
        return Detail(shown_title(fields), fields=fields)

    def editor(self, record: Any) -> Editor | None:
        """The form of F2, or None where a record is not edited here."""
        return None

    def blank(self) -> Editor | None:
        """The form of a new record (Ctrl+N), or None."""
        return None

    def tools(self) -> tuple[Step, ...]:
        """Buttons of the list beside 新增 and 导出."""
        return ()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        head = row()
        head.addWidget(words(self.title, "title"))
        head.addStretch(1)
        steps = [*self.tools(), Step("导出…", self.export, keys="Ctrl+E")]
        if self.blank() is not None:
            steps.insert(0, Step("新增", self.add, keys="Ctrl+N"))
        for step in steps:
            tip = step.why_not or (f"快捷键 {step.keys}" if step.keys else "")
            tool = button(step.title, step.act, tip=tip)
            tool.setEnabled(not step.why_not)
            if step.keys:
                self._shortcut(step.keys, step.act)
            head.addWidget(tool)
        self._nothing = wrapped(self.empty, "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._nothing)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._lists)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([620, 380])
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(head)
        whole.addWidget(self.filter_bar)
        whole.addWidget(self.splitter, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.filter_bar.narrowed.connect(self._on_narrowed)
        self.filter_bar.went_down.connect(self._on_went_down)
        self.model.arrived.connect(self._on_arrived)
        self.table.settled.connect(self._on_settled)
        self.table.entered.connect(self.enter)
        self.side.saved.connect(self._on_saved)
        self.side.closed.connect(self.table.setFocus)
        self._shortcut("Ctrl+F", self.filter_bar.box.setFocus)
        self._shortcut("F2", self.edit)
        self._shortcut("Ctrl+Return", self.go_on)
        self._shortcut("Ctrl+Z", self.undo_last)

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self, slot)

    # -- arriving ----------------------------------------------------------------------

    def refresh(self) -> None:
        self.model.reload()

    def show_record(self, record_id: int) -> None:
        """Show it beside the list, and mark its row if the list has it at hand."""
        self._wanted = self._asked = record_id
        self._read(record_id)
        self._mark_wanted()

    def show_where(self, where: dict[str, str]) -> None:
        self.filter_bar.put(where.get("text", ""), where)

    @property
    def selected_ids(self) -> tuple[int, ...]:
        """Ids of the selected rows that are at hand, for bulk work."""
        rows = (self.model.row_at(number) for number in self.table.selected_rows)
        return tuple(row.id for row in rows if row is not None)

    def _on_narrowed(self, text: str, where: tuple[tuple[str, str], ...]) -> None:
        self._was_narrowed = True
        self.model.look(text=text, where=where)

    def _on_arrived(self, count: int) -> None:
        self.filter_bar.show_count(count)
        is_plain = not self.model.view.text and not self.model.view.where
        self._lists.setCurrentIndex(1 if count == 0 and is_plain else 0)
        if self._wanted is None:  # what was asked for last: its answer may still be on its way
            self._wanted = self._asked
        if self._wanted is not None and not self.side.is_editing and not self._was_narrowed:
            self._read(self._wanted)
        self._mark_wanted()
        if count and (self._was_narrowed or self.current is None) and not self._is_marked:
            self.table.go_to(0)
        self._was_narrowed = False

    @property
    def _is_marked(self) -> bool:
        return self.table.currentIndex().isValid()

    def _mark_wanted(self) -> None:
        number = self.model.where(lambda row: row.id == self._wanted)
        if number is not None:
            self._wanted = None
            self.table.go_to(number)

    def _on_went_down(self) -> None:
        self.table.setFocus()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)

    def _on_settled(self, number: int) -> None:
        row = self.model.row_at(number) if number >= 0 else None
        if (
            row is not None
            and not self.side.is_editing
            and row.id != getattr(self.current, "id", None)
        ):
            self._wanted, self._asked = None, row.id
            self._read(row.id, row)

    def _read(self, record_id: int, row: Any = None) -> None:
        if self.record is not None:
            self.runner.read(self, self.record, record_id, done=self._on_record, latest="record")
        elif row is not None or (row := self._row_of(record_id)) is not None:
            self._on_record(row)
        elif len(tuple(self.model.loaded_rows())) == self.model.rowCount():
            self.current = self._wanted = self._asked = None  # it is in the list no more
            self.side.pane.clear()

    def _row_of(self, record_id: int) -> Any | None:
        number = self.model.where(lambda row: row.id == record_id)
        return None if number is None else self.model.row_at(number)

    def _on_record(self, record: Any | None) -> None:
        self.current = record
        if record is None:
            self._asked = None
            self.side.pane.clear("这条记录已经不在了。")
        else:
            self.side.pane.show_detail(self.describe(record))
            if self._edits_next:
                self._edits_next = False
                self.edit()

    # -- doing -------------------------------------------------------------------------

    def enter(self) -> None:
        """Enter on a row goes on: to its next step, else to its form."""
        if self.side.pane.step_button is not None and self.side.pane.step_button.isEnabled():
            self.side.pane.step_button.setFocus()
        else:
            self.edit()

    def edit(self) -> None:
        editor = None if self.current is None else self.editor(self.current)
        if editor is not None:
            self._adds = False
            self.side.edit(editor)

    def add(self) -> None:
        editor = self.blank()
        if editor is not None:
            self._adds = True
            self.side.edit(editor)

    def go_on(self) -> None:
        """Ctrl+Enter: save what is being edited and go to the next record."""
        if self.side.form is not None:
            self.side.form.save(goes_on=True)
        else:
            self.next_row()

    def undo_last(self) -> None:
        """Ctrl+Z: what was done last in the office, to take one of it back."""
        undo_recent(self.runner, self.dialogs, self)

    def next_row(self) -> None:
        number = self.table.currentIndex().row() + 1
        if number < self.model.rowCount():
            self.table.go_to(number)
        else:
            self._edits_next = False
            self.dialogs.say("已经是最后一条")

    def do(
        self,
        usecase: Callable[..., Any],
        command: object,
        done: Callable[[Any], object] | None = None,
        said: str = "",
    ) -> None:
        """Run a step's use-case; a refusal is shown beside the record."""

        def on_done(value: Any) -> None:
            if said:
                self.dialogs.say(said, Tone.DONE)
            if done is not None:
                done(value)

        self.side.pane.notice.clear()
        self.runner.write(
            self,
            usecase,
            command,
            done=on_done,
            failed=lambda refusal: self.side.pane.notice.say(refusal.sentence, Tone.WRONG),
        )

    def export(self) -> None:
        """Everything the filters show, in the columns of the screen."""
        Export(self.runner, self.dialogs, self.title, self).start(
            self.source, self.model.view, self.columns
        )

    def _on_saved(self, value: Any, goes_on: bool) -> None:
        self.dialogs.say("已保存", Tone.DONE)
        if goes_on and self._adds:
            self.add()
        elif goes_on:
            self._edits_next = True
            self.next_row()
        elif isinstance(value, int):
            self.show_record(value)
        elif self.current is not None:
            self._read(self.current.id)


def shown_title(fields: tuple[tuple[str, Any], ...]) -> str:
    return str(fields[0][1]) if fields else ""
