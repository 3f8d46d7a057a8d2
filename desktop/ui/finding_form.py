"""The findings of a visit: a list of them, and the form of the one being written."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from db.codes import HazardLevel, Outcome
from desktop.domain.labels import label
from desktop.reference.sections import CheckItem
from desktop.ui.check_sheet import CheckSheet, Found
from desktop.ui.widgets import button, column, grid, row, scrolled, words, wrapped

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LISTED = 3
_EMPTY = "答“不合格”（2）后，在这里写明隐患。\n回车到下一格，最后一格回车回到检查项。"


class FindingForm(QWidget):
    """Writes into its ``Found`` as one types; Enter goes on, from the last box it is ``done``."""

    changed = Signal()
    done = Signal()
    dropped = Signal()

    def __init__(
        self, sheet: CheckSheet, one: Found, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheet, self.one, self._today = sheet, one, today
        self._item = sheet.items.get(one.item)
        self._boxes: list[QWidget] = []
        self._lines = grid(self, 6, 4)
        self._lines.setContentsMargins(8, 6, 8, 6)
        self._lines.setColumnStretch(1, 1)
        self._build()
        if one.description:  # nothing is wrong with what nobody has begun
            self._show_trouble()

    def _build(self) -> None:
        title = f"{self._item.number} {self._item.title}" if self._item else "其他隐患"
        self._across(wrapped(title, "heading"))
        self.text = QPlainTextEdit(self.one.description, tabChangesFocus=True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 3 + 12)
        self.text.textChanged.connect(self._on_text)
        self._add("内容", self.text)
        self.part = self._line("部位", self.one.part, "如 3 号楼 5 层东侧", self._on_part)
        if self._item is not None and self._item.criterion is not None:
            self._add_criterion(self._item)
        outcomes = [label(Outcome.ORDERED), label(Outcome.ON_THE_SPOT)]
        self.outcome = self._choice("处理", outcomes, int(self.one.on_the_spot), self._on_outcome)
        hint = "现场已开书面通知的填；由通知书定的不填"
        self.due = self._line("期限", self.one.due, hint, self._on_due)
        self.trouble = wrapped("", "wrong")
        self._across(self.trouble)
        foot = row()
        foot.addWidget(button("写好了", self.done.emit, tip="在最后一格按回车也一样"))
        foot.addWidget(button("删去这条", self.dropped.emit, "link", "Ctrl+D"))
        foot.addStretch(1)
        line = self._lines.rowCount()
        self._lines.addLayout(foot, line, 0, 1, 2)
        self._lines.setRowStretch(line + 1, 1)

    def _add_criterion(self, item: CheckItem) -> None:
        judged = item.criterion
        assert judged is not None
        levels = [label(HazardLevel.MAJOR), label(HazardLevel.GENERAL)]
        is_general = self.one.level is HazardLevel.GENERAL
        self.level = self._choice("级别", levels, int(is_general), self._on_level)
        if item.subs:
            titles = ["", *(sub.title for sub in item.subs)]
            codes = ["", *(sub.full_code for sub in item.subs)]
            place = codes.index(self.one.sub) if self.one.sub in codes else 0
            self._choice("预兆", titles, place, lambda chosen: self._on_sub(codes[chosen]))
        for condition in dict.fromkeys(c for either in judged.alternatives for c in either):
            self._condition(condition)
        if judged.needs_statement:
            hint = "违反的具体条款和现实危险"
            self._line("说明", self.one.statement, hint, self._on_statement)

    def _across(self, widget: QWidget) -> None:
        self._lines.addWidget(widget, self._lines.rowCount(), 0, 1, 2)

    def _add(self, title: str, box: QWidget) -> None:
        self._take_keys(title, box)
        line = self._lines.rowCount()
        self._lines.addWidget(words(title, "quiet"), line, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(box, line, 1)

    def _take_keys(self, title: str, box: QWidget) -> None:
        box.setAccessibleName(title)
        box.installEventFilter(self)
        self._boxes.append(box)

    def _line(self, title: str, start: str, hint: str, changed: object) -> QLineEdit:
        box = QLineEdit(start, placeholderText=hint)
        box.textChanged.connect(changed)
        self._add(title, box)
        return box

    def _choice(self, title: str, choices: list[str], start: int, changed: object) -> QComboBox:
        box = QComboBox()
        box.addItems(choices)
        box.setCurrentIndex(start)
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(changed)
        self._add(title, box)
        return box

    def _condition(self, condition: str) -> None:
        box = QCheckBox("成立")
        box.setChecked(condition in self.one.conditions)
        box.toggled.connect(lambda ticked: self._on_condition(condition, ticked))
        self._take_keys(f"且：{condition}", box)
        line = self._lines.rowCount()
        self._lines.addWidget(box, line, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(wrapped(f"且：{condition}"), line, 1)

    # -- what was typed ----------------------------------------------------------------

    def _on_text(self) -> None:
        self.one.description = " ".join(self.text.toPlainText().split("\n"))
        self._told()

    def _on_part(self, typed: str) -> None:
        self.one.part = typed
        self._told()

    def _on_level(self, place: int) -> None:
        self.one.level = HazardLevel.GENERAL if place else HazardLevel.MAJOR
        self._told()

    def _on_sub(self, code: str) -> None:
        self.one.sub = code
        self._told()

    def _on_condition(self, condition: str, ticked: bool) -> None:
        others = [one for one in self.one.conditions if one != condition]
        self.one.conditions = [*others, condition] if ticked else others
        self._told()

    def _on_statement(self, typed: str) -> None:
        self.one.statement = typed
        self._told()

    def _on_outcome(self, place: int) -> None:
        self.one.on_the_spot = bool(place)
        self._told()

    def _on_due(self, typed: str) -> None:
        self.one.due = typed
        self._told()

    def _told(self) -> None:
        self._show_trouble()
        self.changed.emit()

    def _show_trouble(self) -> None:
        trouble = self._sheet.trouble(self.one, self._today)
        self.trouble.setText(f"× {trouble}" if trouble else "")

    # -- keys --------------------------------------------------------------------------

    def start(self) -> None:
        """Put the cursor into the words, selected so that typing replaces a proposed text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.selectAll()

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """Enter goes on, Esc goes back; Shift+Enter is a new line of the words."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(box, event)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._go_on_from(box)
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif event.key() == Qt.Key.Key_D and ctrl:
            self.dropped.emit()
        else:
            return False
        return True

    def _go_on_from(self, box: QObject) -> None:
        place = next(place for place, other in enumerate(self._boxes, 1) if other is box)
        if place == len(self._boxes):
            self.done.emit()
        else:
            self._boxes[place].setFocus(Qt.FocusReason.TabFocusReason)


class Findings(QWidget):
    """All findings of the sheet, and below the form of the chosen one."""

    changed = Signal()
    left = Signal(object)
    """The Found whose form was left: back to its item."""

    def __init__(self, sheet: CheckSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.form: FindingForm | None = None
        self._today = sheet.day
        self.list = QListWidget()
        self.list.setAccessibleName("本次发现的隐患")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._open_chosen())
        self.list.itemActivated.connect(lambda _item: self._open_chosen())
        self.title = words("本次发现的隐患", "heading")
        self._area = scrolled()
        whole = column(self, 4)
        whole.addWidget(self.title)
        whole.addWidget(self.list)
        whole.addWidget(self._area, 1)
        self.setMinimumWidth(230)
        self.show_again()
        self._close()

    def open(self, one: Found, today: date) -> None:
        self._today = today
        self.show_again()
        self.form = FindingForm(self._sheet, one, today)
        self.form.changed.connect(self._on_changed)
        self.form.done.connect(self._on_done)
        self.form.dropped.connect(self._on_dropped)
        self._area.setWidget(self.form)
        self.list.setCurrentRow(self._sheet.found.index(one))
        self.form.start()

    def show_again(self) -> None:
        """List the findings as they now are; what is not complete is marked."""
        chosen = self.list.currentRow()
        self.list.clear()
        for number, one in enumerate(self._sheet.found, start=1):
            mark = "▲" if self._sheet.trouble(one, self._today) else "√"
            major = "【重大】" if one.level is HazardLevel.MAJOR else ""
            self.list.addItem(f"{mark} {number}. {major}{one.description or '（未写明）'}")
        self.list.setCurrentRow(chosen)
        shown = min(_LISTED, len(self._sheet.found))
        self.list.setFixedHeight(shown * max(self.list.sizeHintForRow(0), 24) + 4)
        self.list.setVisible(shown > 0)
        self.title.setText(f"本次发现的隐患 {len(self._sheet.found)} 项")
        if self.form is not None and not any(self.form.one is one for one in self._sheet.found):
            self._close()

    def _open_chosen(self) -> None:
        if self.list.currentRow() >= 0:
            self.open(self._sheet.found[self.list.currentRow()], self._today)

    def _on_changed(self) -> None:
        self.show_again()
        self.changed.emit()

    def _on_done(self) -> None:
        one = self.form.one if self.form is not None else None
        self._close()
        self.left.emit(one)

    def _on_dropped(self) -> None:
        if self.form is not None:
            one = self.form.one
            self._sheet.drop_finding(one)
            self._close()
            self._on_changed()
            self.left.emit(one)

    def _close(self) -> None:
        self.form = None
        hint = wrapped(_EMPTY, "quiet")
        hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        hint.setContentsMargins(8, 6, 8, 6)
        self._area.setWidget(hint)
