"""A cell of a small table while it is written: several lines high, whatever its column."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES, _WIDTH = 3, 180
Index = QModelIndex | QPersistentModelIndex


class CellWriter(QStyledItemDelegate):
    """Enter keeps the cell, Shift+Enter begins a new line in it."""

    grid_pasted = Signal()
    """Cells were pasted, not words: the table takes them."""

    def __init__(self, table: QAbstractItemView) -> None:
        super().__init__(table)
        self._table = table
        self.editor: QPlainTextEdit | None = None
        self.replaces = True

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QPlainTextEdit:
        self.editor = QPlainTextEdit(parent, tabChangesFocus=False)
        across = Qt.Orientation.Horizontal
        self.editor.setAccessibleName(index.model().headerData(index.column(), across))
        return self.editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(index.data() or "")
        if self.replaces:
            editor.selectAll()
        else:
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        model.setData(index, editor.toPlainText().strip())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        room, place = self._table.viewport().rect(), QRect(option.rect)
        line = editor.fontMetrics().lineSpacing()
        place.setHeight(min(max(place.height(), line * _LINES + 12), room.height()))
        place.setWidth(min(max(place.width(), _WIDTH), room.width()))
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            hints = QAbstractItemDelegate.EndEditHint
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in _ENTER and is_plain:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, hints.SubmitModelCache)
                return True
            if event.matches(QKeySequence.StandardKey.Paste) and _is_grid():
                self.closeEditor.emit(editor, hints.RevertModelCache)
                self.grid_pasted.emit()
                return True
        return super().eventFilter(editor, event)


def _is_grid() -> bool:
    return "\t" in QGuiApplication.clipboard().text()
