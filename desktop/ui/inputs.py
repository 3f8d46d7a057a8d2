"""The widget of each kind of field: words in, words out, one signal when they change."""

from contextlib import suppress
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.jobs.runner import Runner
from desktop.ui.fields import Choice, Day, Field, Flag, LongText, Own, Pick
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import column, pause

_TYPING_MS = 150


class Input(QWidget):
    """A box for one field. ``words`` is what stands in it; drafts keep and restore it."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, box: QWidget, runner: Runner) -> None:
        super().__init__()
        self.runner = runner
        self.field = field
        self.box = box
        box.setAccessibleName(field.title)
        column(self).addWidget(box)
        self.setFocusProxy(box)

    @property
    def words(self) -> str:
        raise NotImplementedError

    def put_words(self, words: str) -> None:
        raise NotImplementedError

    def settle(self) -> None:
        """The box was left: write out what was meant, and say so."""
        self.left.emit()

    def put_value(self, value: Any) -> None:
        self.put_words(self.field.words_of(value))

    def value(self) -> Any:
        """The value; raises NotUnderstood with the sentence for beside the box."""
        return self.field.value_of(self.words, self.runner.today())

    def mark_wrong(self, is_wrong: bool) -> None:
        self.box.setProperty("wrong", is_wrong)
        self.box.style().polish(self.box)


class LineInput(Input):
    """One line; a day is written out in full when the box is left."""

    def __init__(self, field: Field, runner: Runner) -> None:
        self.line = _Line(placeholderText=field.hint)
        super().__init__(field, self.line, runner)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self.settle)

    @property
    def words(self) -> str:
        return self.line.text()

    def put_words(self, words: str) -> None:
        self.line.setText(words)
        self.line.setCursorPosition(0)  # what is too long shows its beginning

    def settle(self) -> None:
        if isinstance(self.field, Day) and self.words.strip():
            with suppress(NotUnderstood):
                self.line.setText(self.field.words_of(self.value()))
        self.left.emit()


class LongInput(Input):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, field: LongText, runner: Runner) -> None:
        self.text = QPlainTextEdit(placeholderText=field.hint, tabChangesFocus=True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * field.lines + 14)
        super().__init__(field, self.text, runner)
        self.text.textChanged.connect(self.changed)

    @property
    def words(self) -> str:
        return self.text.toPlainText()

    def put_words(self, words: str) -> None:
        self.text.setPlainText(words)


class ChoiceInput(Input):
    """One of a few."""

    def __init__(self, field: Choice, runner: Runner) -> None:
        self.combo = QComboBox()
        self.combo.addItem("")
        self.combo.addItems(list(field.choices.values()))
        # A long choice must not make the form wider than its pane.
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.setMinimumContentsLength(6)
        super().__init__(field, self.combo, runner)
        self.combo.currentIndexChanged.connect(self.changed)

    @property
    def words(self) -> str:
        return self.combo.currentText()

    def put_words(self, words: str) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findText(words)))


class FlagInput(Input):
    """A tick."""

    def __init__(self, field: Flag, runner: Runner) -> None:
        self.tick = QCheckBox(field.hint or field.title)
        super().__init__(field, self.tick, runner)
        self.tick.toggled.connect(self.changed)

    @property
    def words(self) -> str:
        return "是" if self.tick.isChecked() else "否"

    def put_words(self, words: str) -> None:
        self.tick.setChecked(words == "是")


class PickInput(Input):
    """Finds a record while one types; leaving the box takes the first that was found."""

    def __init__(self, field: Pick, runner: Runner) -> None:
        self.line = _Line(placeholderText=field.hint or "输入名称或拼音首字母查找")
        super().__init__(field, self.line, runner)
        self._found: dict[str, int] = {}
        self._takes_first = False
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)
        self._timer = pause(self, _TYPING_MS, self._search)
        self.line.textEdited.connect(lambda _words: self._timer.start())
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self.settle)

    @property
    def words(self) -> str:
        return self.line.text()

    def put_words(self, words: str) -> None:
        self.line.setText(words)
        self.line.setCursorPosition(0)
        if words and words not in self._found:
            self._search()

    def settle(self) -> None:
        self._timer.stop()
        if self.words.strip() and self.words not in self._found:
            self._takes_first = True
            self._search()
        super().settle()

    def put_value(self, value: tuple[int, str] | None) -> None:
        """Start with an (id, words) pair."""
        if value is None:
            self.line.clear()
            return
        self._found[value[1]] = value[0]
        self.line.setText(value[1])

    def value(self) -> Any:
        words = super().value()
        if words is None:
            return None
        if words not in self._found:
            raise NotUnderstood(f"请从列表中选{self.field.title}")
        return self._found[words]

    def _search(self) -> None:
        assert isinstance(self.field, Pick)
        if self.field.query is not None and self.words.strip():
            words = self.words.strip()
            self.runner.read(self, self.field.query, words, done=self._on_found, latest="pick")

    def _on_found(self, rows: tuple[Any, ...]) -> None:
        self._found.update({row.words: row.id for row in rows})
        self._names.setStringList([row.words for row in rows])
        if self._takes_first:
            self._takes_first = False
            self.line.setText(rows[0].words if rows else self.words)
        elif self.line.hasFocus() and rows and self.words not in self._found:
            self.line.completer().complete()


class _Line(QLineEdit):
    """Selects all when entered by the keyboard, so that typing replaces."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


def input_for(field: Field, runner: Runner) -> Input:
    """The widget of a field."""
    if isinstance(field, Own) and field.make is not None:
        made: Input = field.make(field, runner)
        return made
    if isinstance(field, LongText):
        return LongInput(field, runner)
    if isinstance(field, Choice):
        return ChoiceInput(field, runner)
    if isinstance(field, Flag):
        return FlagInput(field, runner)
    if isinstance(field, Pick):
        return PickInput(field, runner)
    return LineInput(field, runner)
