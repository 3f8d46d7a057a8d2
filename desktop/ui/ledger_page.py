"""A page of a ledger: list, the one record beside its timeline, form, bulk edit, undo, delete.

A page declares its ledger, its list, its card and its use-case; the fields of pane and form
come from the columns of the ledger.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.ledger import Ledger
from desktop.jobs.runner import Runner
from desktop.queries.cards import Card, Happening, LastChange, Link
from desktop.queries.validity import Validity
from desktop.ui.bulk import BulkColumn, BulkDialog
from desktop.ui.columns import Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Field
from desktop.ui.forms import Editor
from desktop.ui.ledger_form import Asked, fields_of, start_of
from desktop.ui.list_page import ListPage
from desktop.ui.notice import Tone
from desktop.ui.record import Detail, Event, Step
from desktop.usecases.records import Deleted, DeleteRecord, delete_record
from desktop.usecases.undo import Undo, undo

_SEALED = "id_number"


class LedgerPage(ListPage):
    """A list of a ledger's records. ``read_card`` is ``(session, id, today) -> Card | None``."""

    ledger: ClassVar[Ledger]
    entity: ClassVar[str]
    read_card: ClassVar[Callable[..., Card | None]]
    save: ClassVar[Callable[..., Any]]
    command: ClassVar[type[Any]]
    asked: ClassVar[Asked] = Asked()
    untold: ClassVar[frozenset[str]] = frozenset()
    bulk: ClassVar[tuple[BulkColumn, ...]] = ()

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self._gone: Deleted | None = None
        deletes = QShortcut(QKeySequence("Del"), self.table, self.delete)
        deletes.setContext(Qt.ShortcutContext.WidgetShortcut)  # given with a slot it is lost

    # -- what the pane shows -----------------------------------------------------------

    def describe(self, record: Card) -> Detail:
        return Detail(
            title=record.title,
            subtitle=record.subtitle,
            fields=(*record.more, *self._fields(record)),
            step=self.next_step(record),
            others=(Step("修改", self.edit, keys="F2"), *self.steps(record), *self._ends(record)),
            warnings=record.warnings,
            papers=tuple(map(self._step_to, record.papers)),
            links=tuple(map(self._step_to, record.links)),
            timeline=tuple(map(event_of, record.timeline.happenings)),
        )

    def next_step(self, record: Card) -> Step | None:
        """The one prominent button, where there is something to be done."""
        return None

    def steps(self, record: Card) -> tuple[Step, ...]:
        """Quiet buttons of this kind of record."""
        return ()

    def _fields(self, record: Card) -> tuple[tuple[str, Any], ...]:
        """What the ledger has of it; what the title says already is not said again."""
        told = (column for column in self.ledger.columns if column.key not in self.untold)
        fields = ((column.title, record.values.get(column.key), column.key) for column in told)
        return tuple(
            (title, _shown(key, value)) for title, value, key in fields if value != record.title
        )

    def _ends(self, record: Card) -> tuple[Step, ...]:
        last = record.timeline.last
        undoing = Step("撤销改动", self.undo_last, "" if last else "还没有改动过", "Ctrl+Z")
        return (undoing, Step("删除", self.delete))

    def _step_to(self, link: Link) -> Step:
        if link.page:
            return Step(link.words, partial(self.go.emit, link.page, dict(link.where)))
        return Step(link.words, partial(self.open_record.emit, link.entity, link.id))

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        card = type(self).read_card
        self.runner.read(self, card, record_id, today, done=self._on_record, latest="record")

    # -- forms -------------------------------------------------------------------------

    def editor(self, record: Card) -> Editor:
        starts = {key: start_of(value) for key, value in record.values.items()}
        fields = self.form_fields(record)
        asked = {field.key for field in fields}
        return Editor(
            f"修改　{record.title}",
            fields,
            lambda values: self._saving(values, id=record.id, version=record.version),
            {key: value for key, value in starts.items() if key in asked and key != _SEALED},
            str(record.id),
        )

    def blank(self) -> Editor:
        title = f"新增　{self.title}"
        return Editor(title, self.form_fields(None), self._saving, subject="new")

    def form_fields(self, record: Card | None) -> tuple[Field, ...]:
        """The fields of F2 and Ctrl+N; ``record`` is None for a new one."""
        fields = fields_of(self.ledger, self.asked)
        tail = record.values.get(_SEALED) if record else None
        return tuple(_with_tail(field, tail) if field.key == _SEALED else field for field in fields)

    def _saving(self, values: dict[str, Any], **seen: int) -> tuple[Callable[..., Any], object]:
        return type(self).save, self.command(**values, **seen)

    def _on_saved(self, value: Any, goes_on: bool) -> None:
        self._gone = None
        super()._on_saved(value, goes_on)
        said = getattr(value, "said", "")
        if said:
            self.dialogs.say(said, Tone.WARNING)

    # -- many at once, undo, delete ----------------------------------------------------

    def tools(self) -> tuple[Step, ...]:
        if not self.bulk:
            return ()
        return (Step("批量修改…", self.edit_many, keys="Ctrl+Shift+E"),)

    def edit_many(self) -> None:
        """One value for all selected rows, seen before it is done."""
        ids = self.selected_ids
        if len(ids) < len(self.table.selected_rows):
            self.dialogs.say(
                "选中的行还没有全部读出来，请先筛选，减少到一屏以内再选。", Tone.WARNING
            )
        elif not ids:
            self.dialogs.say("请先在列表里选中要改的行（Shift 或 Ctrl 点选，Ctrl+A 全选）。")
        else:
            dialog = BulkDialog(self.runner, self.title, self.bulk, ids, self)
            if self.dialogs.run(dialog):
                self.dialogs.say(dialog.said, Tone.DONE)

    def undo_last(self) -> None:
        last = self.current.timeline.last if self.current is not None else None
        if self._gone is not None:
            self._bring_back(self._gone)
        elif last is None:
            self.dialogs.say("这条记录还没有可以撤销的改动。")
        else:
            self._undo(last)

    def _undo(self, last: LastChange) -> None:
        many = f"这次操作共改了 {last.records} 条记录，会一起恢复到改动之前。"
        detail = many if last.records > 1 else "这条记录会恢复到改动之前。"
        if self.dialogs.confirm(f"撤销“{last.words}”吗？", "撤销", detail):
            self.do(undo, Undo(str(last.id)), said="已撤销")

    def delete(self) -> None:
        card = self.current
        if card is None or not self.dialogs.confirm(
            f"删除“{card.title}”吗？",
            "删除",
            "删除后可以用“撤销”找回；有别的记录用到它时不能删除。",
        ):
            return
        command = DeleteRecord(self.entity, card.id, card.version)
        self.do(delete_record, command, self._on_deleted)

    def _on_deleted(self, gone: Deleted) -> None:
        self._gone = gone
        self.dialogs.say(f"已删除“{gone.title}”，按 Ctrl+Z 可以找回", Tone.DONE)

    def _bring_back(self, gone: Deleted) -> None:
        self._gone = None
        if self.dialogs.confirm(f"找回刚删除的“{gone.title}”吗？", "找回"):
            self.do(undo, Undo(gone.undo), said=f"已找回“{gone.title}”")


def event_of(line: Happening) -> Event:
    """A line of the pane: the day on the left, the hour with who it was."""
    when, who = line.when, line.who
    if isinstance(when, datetime):
        when, who = when.date(), f"{who} {when.strftime('%H:%M')}".strip()
    return Event(when, line.words, who, Mark.DANGER if line.is_bad else Mark.QUIET)


def _shown(key: str, value: Any) -> Any:
    if isinstance(value, Validity):
        return value.words
    if key == _SEALED and value:
        return f"尾号 {value}"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return value


def _with_tail(field: Field, tail: str | None) -> Field:
    return replace(field, hint=f"已登记，尾号 {tail}；不改请留空" if tail else field.hint)
