"""The middle of 文书用语: the words of one kind, the names they may use, and their editions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTabWidget,
    QWidget,
)

from desktop.documents.samples import SampleField
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label
from desktop.domain.wordings import tidy
from desktop.ui.notice import Notice
from desktop.ui.widgets import button, column, row, words, wrapped
from desktop.ui.wording_edit import WordingEdit
from desktop.ui.wording_editions import EditionsPane
from desktop.usecases.wording_drafts import WordingView

_FIELD = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BLANK = "（示例中为空；整行的字段都空，这一行就不印）"
_FIELDS_TAB, _EDITIONS_TAB = 0, 1


class FieldList(QListWidget):
    """The names, each with what stands for it in the sample; Enter or a double click inserts."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("可用的字段")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemDoubleClicked.connect(lambda item: self.taken.emit(item.data(_FIELD)))

    def show_fields(self, fields: tuple[SampleField, ...]) -> None:
        self.clear()
        for one in fields:
            told = "表格，自己占一行" if one.is_table else one.example or _BLANK
            item = QListWidgetItem(f"{{{one.name}}}　{told.splitlines()[0]}", self)
            item.setData(_FIELD, one)
            item.setToolTip(told)
        self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in _ENTER and item is not None:
            self.taken.emit(item.data(_FIELD))
        else:
            super().keyPressEvent(event)


class WordingPane(QWidget):
    """``typed`` after each change of the words; saving and restoring are the page's."""

    typed = Signal()
    save_asked = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: WordingView | None = None
        self.heading, self.state = words("", "subject"), words("", "quiet")
        self.ground = wrapped("", "quiet")
        self.notice = Notice()
        self.edit = WordingEdit()
        self.trouble = wrapped("", "wrong")
        self.fields = FieldList()
        self.editions = EditionsPane()
        self.tabs = QTabWidget()
        self.remark = QLineEdit(placeholderText="为什么改，可不填")
        self.remark.setAccessibleName("修改说明")
        self.save_button = button("存为新的一版", self.save_asked.emit, "primary", "Ctrl+S")
        self.drop_button = button("放弃修改", self.dropped.emit)
        self._build()
        self.edit.typed.connect(self._on_typed)
        self.fields.taken.connect(self._insert)

    def _build(self) -> None:
        head = row(None)
        head.addWidget(self.heading, 1)
        head.addWidget(self.state)
        self.tabs.addTab(self.fields, "字段（Ctrl+I，回车插入）")
        self.tabs.addTab(self.editions, "版本（Ctrl+H）")
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._top())
        halves.addWidget(self.tabs)
        halves.setSizes([340, 200])
        feet = row(None)
        feet.addWidget(self.remark, 1)
        feet.addWidget(self.drop_button)
        feet.addWidget(self.save_button)
        whole = column(self, 4, (6, 0, 6, 0))
        whole.addLayout(head)
        whole.addWidget(self.ground)
        whole.addWidget(self.notice)
        whole.addWidget(halves, 1)
        whole.addLayout(feet)
        self.setFocusProxy(self.edit)

    def _top(self) -> QWidget:
        top = QWidget()
        lines = column(top, 2)
        lines.addWidget(self.edit, 1)
        lines.addWidget(self.trouble)
        return top

    # -- showing -----------------------------------------------------------------------

    def show_view(self, view: WordingView, body: str) -> None:
        """``body`` is what was typed and not saved, else the newest edition."""
        is_other = self.view is None or self.view.card.row.key != view.card.row.key
        self.view = view
        card = view.card
        self.heading.setText(card.row.title)
        self.state.setText(_state(view))
        self.ground.setText(_ground(view))
        self.edit.setPlaceholderText("把原文粘贴到这里" if card.row.is_passage else "")
        self.edit.put(body)
        self.edit.names.know({one.name for one in view.fields})
        self.tabs.setTabVisible(_FIELDS_TAB, bool(view.fields))
        if is_other:
            self.fields.show_fields(view.fields)
            self.tabs.setCurrentIndex(_FIELDS_TAB if view.fields else _EDITIONS_TAB)
            self.remark.clear()
            self.say("")
        self.editions.show_card(card, body)
        self._show_changed()

    def say(self, trouble: str) -> None:
        """Why these words could not be saved, below them."""
        self.trouble.setText(f"× {trouble}" if trouble else "")
        self.trouble.setVisible(bool(trouble))

    @property
    def body(self) -> str:
        return self.edit.toPlainText()

    @property
    def is_changed(self) -> bool:
        return self.view is not None and tidy(self.body) != tidy(self.view.card.body)

    def _show_changed(self) -> None:
        self.save_button.setEnabled(self.is_changed)
        self.drop_button.setEnabled(self.is_changed)

    def _on_typed(self) -> None:
        self._show_changed()
        self.editions.show_present(self.body)
        self.typed.emit()

    # -- by keyboard -------------------------------------------------------------------

    def _insert(self, field: SampleField) -> None:
        self.edit.insert_name(field.name, is_table=field.is_table)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_fields(self) -> None:
        if self.tabs.isTabVisible(_FIELDS_TAB):
            self.tabs.setCurrentIndex(_FIELDS_TAB)
            self.fields.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_editions(self) -> None:
        self.tabs.setCurrentIndex(_EDITIONS_TAB)
        self.editions.list.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _state(view: WordingView) -> str:
    held = view.card.row
    if held.is_waiting:
        return "▲ 待录入原文"
    if not held.is_own or held.saved_on is None:
        return "随程序的用语"
    return f"第{held.edition}版　{chinese_date(held.saved_on)}"


def _ground(view: WordingView) -> str:
    card = view.card
    if card.row.is_passage:
        kinds = "、".join(map(label, view.printed_on))
        return f"照原文录入。来源：{card.source}。印在：{kinds}；没有录入不影响签发。"
    return f"依据：{'、'.join(card.basis)}"
