"""文字: what a month says of the six fields of the notice, with figures that stay linked."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QWidget

from db.codes import CellContent, MonthPart
from desktop.domain.labels import label, labels_of
from desktop.domain.month_texts import filled
from desktop.domain.months import month_words
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.month_texts import MonthTexts, month_texts, placeholder_names
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.notice import Notice, Tone
from desktop.ui.part_box import PartBox
from desktop.ui.widgets import button, column, row, scrolled, words, wrapped
from desktop.usecases.month_texts import FieldText, WriteMonthText, write_month_text

_PREVIEW = 66
_PARTS = tuple(MonthPart)
Place = tuple[int, MonthPart]


class TextPane(QWidget):
    """One field at a time, its four parts below one another, and how they will be printed."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._dialogs = runner, dialogs
        self.texts: MonthTexts | None = None
        self._period = 0
        self._values: Mapping[str, str] = {}
        self._saved: dict[Place, str] = {}
        self._typed: dict[Place, str] = {}
        self._drafts: Drafts | None = None
        self.notice = Notice()
        self.fields = QComboBox()
        self.boxes = {part: PartBox(label(part)) for part in _PARTS}
        self._written_in = self.boxes[_PARTS[0]]
        self.names = QComboBox(editable=True)
        self.contents = QComboBox()
        self.preview = wrapped("")
        self.save_button = button("保存文字", self.save, "primary", "Ctrl+S 或 Ctrl+回车")
        self._area = scrolled()
        self._build()
        self._connect()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        self.fields.setAccessibleName("方面")
        self.names.setAccessibleName("插入指标")
        self.contents.setAccessibleName("指标的哪个数")
        self.names.setToolTip("Ctrl+I 到这里，输入几个字找到指标，回车插入")
        for combo in (self.fields, self.names):
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            combo.setSizeAdjustPolicy(policy)
            combo.setMinimumContentsLength(10)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        preview = scrolled(self.preview)
        preview.setFixedHeight(_PREVIEW)
        whole = column(self, 4, (8, 6, 8, 6))
        whole.addLayout(self._head())
        whole.addWidget(self.notice)
        self._area.setWidget(self._parts())
        whole.addWidget(self._area, 1)
        whole.addLayout(self._foot())
        whole.addWidget(words("印出来是", "quiet"))
        whole.addWidget(preview)
        self.setFocusProxy(self.fields)

    def _parts(self) -> QWidget:
        """In a low window the parts scroll rather than shrink."""
        made = QWidget()
        lines = column(made, 4, (0, 0, 4, 0))
        for box in self.boxes.values():
            lines.addWidget(box, 1)
        return made

    def _head(self) -> QHBoxLayout:
        head = row(None)
        head.addWidget(self.fields, 1)
        head.addWidget(self.save_button)
        return head

    def _foot(self) -> QHBoxLayout:
        self.names.addItem("")
        self.names.addItems(list(placeholder_names()))
        for content, word in labels_of(CellContent).items():
            self.contents.addItem(word, "" if content is CellContent.VALUE else word)
        self.names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.names.completer()
        assert completer is not None  # an editable box has one
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        foot = row(None)
        foot.addWidget(words("插入指标"))
        foot.addWidget(self.names, 1)
        foot.addWidget(self.contents)
        foot.addWidget(button("插入", self.insert_name, tip="回车"))
        return foot

    def _connect(self) -> None:
        self.fields.currentIndexChanged.connect(lambda _place: self._show_field())
        typed = self.names.lineEdit()
        assert typed is not None  # an editable box has one
        typed.returnPressed.connect(self.insert_name)
        for part, box in self.boxes.items():
            box.changed.connect(lambda part=part: self._on_typed(part))
            box.focused.connect(lambda box=box: self._on_focus(box))
            box.save_asked.connect(self.save)
        for key, slot in {
            "Ctrl+S": self.save,
            "Ctrl+I": lambda: self.names.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "Alt+Up": lambda: self.turn(-1),
            "Alt+Down": lambda: self.turn(1),
        }.items():
            QShortcut(QKeySequence(key), self, slot)

    # -- arriving ----------------------------------------------------------------------

    def show_month(self, period: int, values: Mapping[str, str]) -> None:
        """``values`` are what the names in braces are printed as now."""
        self._values = values
        self._runner.read(self, month_texts, period, done=self._on_texts, latest="month_texts")

    def _on_texts(self, texts: MonthTexts) -> None:
        is_new = texts.period != self._period
        if is_new:
            self._typed, self._period = {}, texts.period
            self.notice.clear()
        self.texts = texts
        self._saved = {
            (field.number, part): text
            for field in texts.fields
            for part, text in field.texts.items()
        }
        if texts.why_not:
            self._typed = {}
            self.notice.say(texts.why_not, Tone.INFO)
        elif self.notice.words and not self._typed:
            self.notice.clear()
        self._show_fields(texts)
        if is_new and not texts.why_not:
            self._find_draft()

    def _show_fields(self, texts: MonthTexts) -> None:
        place = max(self.fields.currentIndex(), 0)
        self.fields.blockSignals(True)
        self.fields.clear()
        for field in texts.fields:
            self.fields.addItem(self._field_words(field.number, field.title))
        self.fields.setCurrentIndex(place)
        self.fields.blockSignals(False)
        self._show_field()

    def _field_words(self, number: int, title: str) -> str:
        count = sum(bool(self._text_of((number, part)).strip()) for part in _PARTS)
        return f"{number}　{title}　（已写 {count}/{len(_PARTS)}）"

    def _show_field(self) -> None:
        if self.texts is None:
            return
        field = self.texts.fields[max(self.fields.currentIndex(), 0)]
        for part, box in self.boxes.items():
            box.put(self._text_of((field.number, part)), field.last.get(part, ""))
            box.box.setReadOnly(bool(self.texts.why_not))
            box.last_button.setEnabled(not self.texts.why_not)
        self.names.setEnabled(not self.texts.why_not)
        self._show_state()

    def turn(self, places: int) -> None:
        """The field before or after this one."""
        place = self.fields.currentIndex() + places
        if 0 <= place < self.fields.count():
            self.fields.setCurrentIndex(place)

    # -- typing ------------------------------------------------------------------------

    @property
    def number(self) -> int:
        """The field that is shown, 1 to 6."""
        return self.fields.currentIndex() + 1

    @property
    def changed_texts(self) -> tuple[FieldText, ...]:
        """What was typed and differs from what is kept."""
        return tuple(
            FieldText(field, part, text)
            for (field, part), text in self._typed.items()
            if text.strip() != self._saved.get((field, part), "")
        )

    def _text_of(self, place: Place) -> str:
        return self._typed.get(place, self._saved.get(place, ""))

    def _on_typed(self, part: MonthPart) -> None:
        self._typed[self.number, part] = self.boxes[part].text
        if self._drafts is not None:
            kept = {f"{field}.{one}": text for (field, one), text in self._typed.items()}
            self._drafts.note(kept)
        self._show_state()

    def _on_focus(self, box: PartBox) -> None:
        self._written_in = box
        self._area.ensureWidgetVisible(box)
        self._show_state()

    def _show_state(self) -> None:
        self.preview.setText(filled(self._written_in.text, self._values))
        self.save_button.setEnabled(bool(self.changed_texts))
        if self.texts is not None:
            place = max(self.fields.currentIndex(), 0)
            field = self.texts.fields[place]
            self.fields.setItemText(place, self._field_words(field.number, field.title))

    def insert_name(self) -> None:
        """The chosen figure in braces, where the cursor was; back to the words."""
        name = self.names.currentText().strip()
        if name and self.texts is not None and not self.texts.why_not:
            self._written_in.insert(f"{{{name}{self.contents.currentData()}}}")
            self.names.setCurrentIndex(0)
            self.contents.setCurrentIndex(0)
            self._written_in.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- keeping -----------------------------------------------------------------------

    def save(self) -> None:
        changed = self.changed_texts
        if changed:
            self.notice.clear()
            command = WriteMonthText(self._period, changed)
            done, failed = self._on_saved, self._on_refused
            self._runner.write(self, write_month_text, command, done=done, failed=failed)

    def _on_saved(self, _value: object) -> None:
        self._typed = {}
        if self._drafts is not None:
            self._drafts.drop()
        self._dialogs.say(f"{month_words(self._period)}文字已保存", Tone.DONE)
        self.show_month(self._period, self._values)

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)

    def _find_draft(self) -> None:
        if self._drafts is not None:
            self._drafts.deleteLater()
        self._drafts = Drafts(self._runner, "month_texts", str(self._period), self)
        self._drafts.find(self._on_draft)

    def _on_draft(self, kept: dict[str, str]) -> None:
        if self._typed:
            return
        for key, text in kept.items():
            field, part = key.split(".")
            self._typed[int(field), MonthPart(part)] = text
        self._show_field()
        if self.changed_texts:
            self.notice.say("已恢复上次没有保存的文字，Ctrl+S 保存", Tone.INFO)
