"""The box of 文书用语: lines with their numbers, names in braces coloured, unknown ones marked."""

import re
from collections.abc import Collection

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.theme import COLOURS

_NAME = re.compile(r"\{([^{}]*)\}")
_EDGE = 6


class Names(QSyntaxHighlighter):
    """``{工程名称}`` in blue; a name the paper has not, in red with a wave under it."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._known: Collection[str] = ()
        self._good, self._bad = QTextCharFormat(), QTextCharFormat()
        self._good.setForeground(QColor(COLOURS.accent))
        self._bad.setForeground(QColor(COLOURS.danger))
        self._bad.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)

    def know(self, names: Collection[str]) -> None:
        self._known = names
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for found in _NAME.finditer(text):
            look = self._good if found[1] in self._known else self._bad
            self.setFormat(found.start(), found.end() - found.start(), look)


class WordingEdit(QPlainTextEdit):
    """One paragraph a line; the numbers are those a refusal speaks of.

    ``typed`` only when the words are others: Qt's own signal comes for a change of colour too.
    """

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName("文书用语")
        self._held = ""
        self.names = Names(self.document())
        self._gutter = _Gutter(self)
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)
        self.updateRequest.connect(self._on_update)
        self.blockCountChanged.connect(lambda _count: self._gutter.update())
        self.textChanged.connect(self._on_changed)

    def put(self, text: str) -> None:
        """Show words without calling that typing."""
        if text != self.toPlainText():
            self._held = text
            self.setPlainText(text)

    def _on_changed(self) -> None:
        text = self.toPlainText()
        if text != self._held:
            self._held = text
            self.typed.emit()

    def insert_name(self, name: str, *, is_table: bool) -> None:
        """A name at the cursor; a table's on a line of its own."""
        cursor = self.textCursor()
        line = cursor.block().text()
        before = "\n" if is_table and line[: cursor.positionInBlock()].strip() else ""
        after = "\n" if is_table and line[cursor.positionInBlock() :].strip() else ""
        cursor.insertText(f"{before}{{{name}}}{after}")
        self.setTextCursor(cursor)

    def gutter_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("000") + 2 * _EDGE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(
            QRect(inside.left(), inside.top(), self.gutter_width(), inside.height())
        )

    def _on_update(self, rect: QRect, moved: int) -> None:
        if moved:
            self._gutter.scroll(0, moved)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())

    def paint_numbers(self, event: QPaintEvent) -> None:
        painter = QPainter(self._gutter)
        painter.fillRect(event.rect(), QColor(COLOURS.pane))
        painter.setPen(QColor(COLOURS.quiet))
        block, height = self.firstVisibleBlock(), self.fontMetrics().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > event.rect().bottom():
                break
            room = QRect(0, round(place.top()), self._gutter.width() - _EDGE, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()
        painter.end()


class _Gutter(QWidget):
    """The narrow strip of line numbers."""

    def __init__(self, edit: WordingEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def sizeHint(self) -> QSize:
        return QSize(self._edit.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._edit.paint_numbers(event)
