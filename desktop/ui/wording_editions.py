"""版本: every edition of one kind's words, what it says differently, and its way back."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextEdit, QWidget

from desktop.domain.calendar import chinese_date
from desktop.domain.wordings import Change, ChangedLine, difference
from desktop.queries.wordings import Edition, WordingCard
from desktop.ui.theme import COLOURS
from desktop.ui.widgets import button, column, row, words

_NUMBER = Qt.ItemDataRole.UserRole
_SIGNS = {Change.SAME: "　", Change.GONE: "－", Change.NEW: "＋"}
_LOOKS = {
    Change.SAME: f"color: {COLOURS.quiet}",
    Change.GONE: f"color: {COLOURS.danger}; background: {COLOURS.danger_soft}",
    Change.NEW: f"color: {COLOURS.done}; background: {COLOURS.done_soft}",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EditionsPane(QWidget):
    """Left the editions, right what separates the chosen one from the words as they stand."""

    restore_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: WordingCard | None = None
        self._present = ""
        self.list = QListWidget()
        self.list.setAccessibleName("版本")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.shown = QTextEdit(readOnly=True)
        self.shown.setAccessibleName("与现在的不同")
        self.shown.setTabChangesFocus(True)
        self.told = words("", "quiet")
        self.restore_button = button("恢复这一版", self.restore, tip="在版本上按回车")
        left = column(None, 4)
        left.addWidget(self.list, 1)
        left.addWidget(self.restore_button)
        right = column(None, 4)
        right.addWidget(self.told)
        right.addWidget(self.shown, 1)
        whole = row(self, 6, (6, 6, 6, 6))
        whole.addLayout(left, 2)
        whole.addLayout(right, 3)
        self.list.currentItemChanged.connect(lambda _item, _last: self._show_difference())
        self.list.itemDoubleClicked.connect(lambda _item: self.restore())
        self.setFocusProxy(self.list)

    def show_card(self, card: WordingCard, present: str) -> None:
        """``present`` are the words in the box, saved or not."""
        is_new = self._card is None or self._card != card
        self._card, self._present = card, present
        if is_new:
            self._fill(card)
        self._show_difference()

    def show_present(self, present: str) -> None:
        self._present = present
        self._show_difference()

    @property
    def number(self) -> int:
        """The chosen edition, 0 for the words the program came with, -1 for none."""
        item = self.list.currentItem()
        return -1 if item is None else int(item.data(_NUMBER))

    def restore(self) -> None:
        if self.restore_button.isEnabled():
            self.restore_asked.emit(self.number)

    def _fill(self, card: WordingCard) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for one in card.editions:
            self._add(one.number, _words(one))
        if not card.row.is_passage:
            self._add(0, "随程序的用语")
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def _add(self, number: int, text: str) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(_NUMBER, number)
        item.setToolTip(text)

    def _body(self) -> str | None:
        if self._card is None or self.number < 0:
            return None
        if self.number == 0:
            return self._card.shipped
        return next(
            (self._card.words_of(one) for one in self._card.editions if one.number == self.number),
            None,
        )

    def _show_difference(self) -> None:
        body = self._body()
        lines = () if body is None else difference(body, self._present)
        is_other = any(line.change is not Change.SAME for line in lines)
        self.restore_button.setEnabled(is_other)
        if body is None:
            self.told.setText("还没有存过")
        elif is_other:
            self.told.setText("－ 这一版有、现在没有　＋ 现在有、这一版没有")
        else:
            self.told.setText("与现在的用语相同")
        self.shown.setHtml("".join(_shown(lines) if is_other else map(_line, lines)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.restore()
        else:
            super().keyPressEvent(event)


def _words(one: Edition) -> str:
    remark = f"　{one.remark}" if one.remark else ""
    return f"第{one.number}版　{chinese_date(one.saved_on)}{remark}"


def _shown(lines: Sequence[ChangedLine]) -> Iterator[str]:
    """What changed; of the lines between only how many they are."""
    for is_same, group in groupby(lines, key=lambda line: line.change is Change.SAME):
        held = list(group)
        if is_same:
            told = f"（相同 {len(held)} 行）"
            yield _line(ChangedLine(Change.SAME, ((told, False),)))
        else:
            yield from map(_line, held)


def _line(line: ChangedLine) -> str:
    parts = [escape(_SIGNS[line.change]), *(_part(*part) for part in line.parts)]
    return f'<div style="white-space: pre-wrap; {_LOOKS[line.change]}">{"".join(parts)}</div>'


def _part(text: str, is_other: bool) -> str:
    return f"<b><u>{escape(text)}</u></b>" if is_other else escape(text)
