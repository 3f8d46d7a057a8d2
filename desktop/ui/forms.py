"""A form made of field declarations: checked where it stands, kept as a draft, by keyboard."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.jobs.runner import Refusal, Runner
from desktop.ui.drafts import Drafts
from desktop.ui.fields import Field, LongText, Own
from desktop.ui.inputs import Input, input_for
from desktop.ui.notice import Notice, Tone
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, column, grid, row, scrolled, words, wrapped

UseCase = Callable[..., Any]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Editor:
    """What a form needs to know: its fields, where they start, and what saving means.

    ``command(values)`` gives the use-case and its command. ``subject`` names the draft: the
    record's id as words, or "new"; "" keeps no draft.
    """

    title: str
    fields: tuple[Field, ...]
    command: Callable[[dict[str, Any]], tuple[UseCase, object]]
    values: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    saves_as: str = "保存"


class FieldGrid(QWidget):
    """Titles, boxes and what is wrong with them; usable inside any page of its own."""

    changed = Signal()

    def __init__(
        self, runner: Runner, fields: Sequence[Field], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.inputs: dict[str, Input] = {}
        self._wrongs: dict[str, QLabel] = {}
        table = grid(self, down=2)
        table.setColumnStretch(1, 1)
        for line, declared in enumerate(fields):
            self._add(table, line * 3, declared, input_for(declared, runner))
        table.setRowStretch(len(fields) * 3, 1)

    def _add(self, table: QGridLayout, line: int, declared: Field, box: Input) -> None:
        title = words(f"{declared.title} *" if declared.required else declared.title)
        title.setBuddy(box.box)
        title.setContentsMargins(0, 5, 0, 0)
        if declared.required:
            title.setToolTip("必填")
        wrong = wrapped("", "wrong")
        wrong.hide()
        if isinstance(declared, Own) and declared.wide:
            table.addWidget(title, line, 0, 1, 2)
            table.addWidget(box, line + 1, 0, 1, 2)
            table.addWidget(wrong, line + 2, 0, 1, 2)
        else:
            table.addWidget(title, line, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(box, line, 1)
            table.addWidget(wrong, line + 1, 1)
        box.changed.connect(self.changed)
        box.changed.connect(lambda: self._clear(declared.key))
        box.left.connect(lambda: self._check(declared.key))
        self.inputs[declared.key], self._wrongs[declared.key] = box, wrong

    def put(self, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            self.inputs[key].put_value(value)

    def typed(self) -> dict[str, str]:
        """What stands in each box, for a draft."""
        return {key: box.words for key, box in self.inputs.items()}

    def put_typed(self, typed: Mapping[str, str]) -> None:
        for key in self.inputs.keys() & typed.keys():
            self.inputs[key].put_words(typed[key])

    def values(self) -> dict[str, Any] | None:
        """All values; or None, with each wrong box marked and the first one in focus."""
        values: dict[str, Any] = {}
        wrong: list[Input] = []
        for key, box in self.inputs.items():
            try:
                values[key] = box.value()
                self._clear(key)
            except NotUnderstood as error:
                self.show_wrong(key, str(error))
                wrong.append(box)
        if wrong:
            wrong[0].setFocus()
        return None if wrong else values

    def show_wrong(self, key: str, sentence: str) -> None:
        self._wrongs[key].setText(f"× {sentence}")
        self._wrongs[key].show()
        self.inputs[key].mark_wrong(True)

    def wrong_of(self, key: str) -> str:
        """What is said beside a field; empty when nothing is."""
        return "" if self._wrongs[key].isHidden() else self._wrongs[key].text()

    def focus_first(self) -> None:
        next(iter(self.inputs.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _check(self, key: str) -> None:
        """On leaving a box: say what is wrong with what was typed, but demand nothing yet."""
        box = self.inputs[key]
        if not box.words.strip():
            return
        try:
            box.value()
        except NotUnderstood as error:
            self.show_wrong(key, str(error))

    def _clear(self, key: str) -> None:
        if not self._wrongs[key].isHidden():
            self._wrongs[key].hide()
            self.inputs[key].mark_wrong(False)


class Form(QWidget):
    """An editor's fields with 保存, 保存并下一条 and 取消.

    Enter goes on to the next field and saves on the last one, Ctrl+Enter saves and asks for
    the next record, Esc gives up.
    """

    saved = Signal(object, bool)
    """The use-case's value, and whether the next record is wanted."""
    given_up = Signal()

    def __init__(
        self, runner: Runner, page_key: str, editor: Editor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._editor = editor
        self._goes_on = False
        self.notice = Notice()
        self.grid = FieldGrid(runner, editor.fields)
        self.grid.put(editor.values)
        self._first = self.grid.typed()
        self._drafts = Drafts(runner, page_key, editor.subject, self) if editor.subject else None
        self._build()
        self.grid.changed.connect(self._on_changed)
        if self._drafts is not None:
            self._drafts.find(self._on_draft)

    def _build(self) -> None:
        tip = "Ctrl+S 保存；Ctrl+回车 保存并到下一条"
        self.save_button = button(self._editor.saves_as, self.save, "primary", tip)
        buttons = row()
        buttons.addWidget(self.save_button)
        buttons.addWidget(button("取消", self.give_up, tip="Esc"))
        buttons.addStretch(1)
        whole = column(self, margins=(8, 4, 8, 4))
        whole.addWidget(wrapped(self._editor.title, "heading"))
        whole.addWidget(self.notice)
        whole.addWidget(scrolled(self.grid), 1)
        whole.addLayout(buttons)
        for box in self.grid.inputs.values():
            box.box.installEventFilter(self)

    @property
    def is_touched(self) -> bool:
        return self.grid.typed() != self._first

    def save(self, *, goes_on: bool = False) -> None:
        values = self.grid.values()
        if values is None or not self.save_button.isEnabled():
            return
        self._goes_on = goes_on
        self.save_button.setEnabled(False)
        usecase, command = self._editor.command(values)
        self._runner.write(self, usecase, command, done=self._on_saved, failed=self._on_refused)

    def give_up(self) -> None:
        if self._drafts is not None and self.is_touched:
            self._drafts.drop()
        self.given_up.emit()

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(box, event)
        return super().eventFilter(box, event)

    def _on_key(self, box: QObject, event: QKeyEvent) -> bool:
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and with_ctrl:
            self.save(goes_on=True)
        elif event.key() == Qt.Key.Key_S and with_ctrl:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in _ENTER and not self._is_long(box):
            self._go_on_from(box)
        else:
            return False
        return True

    def _is_long(self, box: QObject) -> bool:
        return any(
            isinstance(entry.field, LongText) and entry.box is box
            for entry in self.grid.inputs.values()
        )

    def _go_on_from(self, box: QObject) -> None:
        inputs = list(self.grid.inputs.values())
        place = next(place for place, entry in enumerate(inputs) if entry.box is box)
        inputs[place].settle()
        if place + 1 == len(inputs):
            self.save()
        else:
            inputs[place + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changed(self) -> None:
        if self._drafts is not None:
            self._drafts.note(self.grid.typed())

    def _on_draft(self, typed: dict[str, str]) -> None:
        if self.is_touched:
            return
        self.grid.put_typed(typed)
        self.notice.say("已恢复上次没有保存的内容。按 Esc 放弃它。", Tone.INFO)

    def _on_saved(self, value: object) -> None:
        if self._drafts is not None:
            self._drafts.drop()
        self.saved.emit(value, self._goes_on)

    def _on_refused(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        self.notice.say(refusal.sentence, Tone.WRONG)
