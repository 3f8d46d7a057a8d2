"""The to-dos of the desk: groups with their items, each with due date and owner."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.queries.todo import Todo, TodoGroup
from desktop.ui.columns import Mark, shown
from desktop.ui.theme import COLOURS

_LINE = 25
_TITLES = ("事项", "期限", "责任人")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GOAL = Qt.ItemDataRole.UserRole


class TodoTree(QTreeWidget):
    """Enter or a double click opens the record, or of a group its list."""

    record_wanted = Signal(str, object)
    list_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded: set[str] = set()
        self.setColumnCount(len(_TITLES))
        self.setHeaderLabels(_TITLES)
        self.setAccessibleName("待办")
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(14)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, width in ((1, 108), (2, 84)):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(place, width)
        self.setMinimumWidth(320)
        self.itemDoubleClicked.connect(lambda item, _column: self._go(item))
        self.itemCollapsed.connect(lambda item: self._folded.add(_key(item)))
        self.itemExpanded.connect(lambda item: self._folded.discard(_key(item)))

    def show_groups(self, groups: tuple[TodoGroup, ...]) -> None:
        """Show them anew; what was folded stays folded, the cursor stays where it was."""
        current = self.currentItem()
        kept = None if current is None else current.data(0, _GOAL)
        self.clear()
        for group in groups:
            head = self._head(group)
            for item in group.items:
                self._line(head, item)
            if group.count > len(group.items):
                more = QTreeWidgetItem(head, [f"还有 {group.count - len(group.items)} 条…"])
                more.setData(0, _GOAL, ("", group.page, dict(group.where)))
        self._put_cursor(kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in _ENTER and item is not None:
            self._go(item)
        else:
            super().keyPressEvent(event)

    def _head(self, group: TodoGroup) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [f"{group.title}　{group.count}"])
        head.setData(0, _GOAL, (group.kind, group.page, dict(group.where)))
        head.setFirstColumnSpanned(True)
        head.setSizeHint(0, QSize(0, _LINE + 3))
        head.setToolTip(0, f"依据：{group.article}。回车看全部")
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        head.setExpanded(group.kind not in self._folded)
        return head

    def _line(self, head: QTreeWidgetItem, todo: Todo) -> None:
        due = "" if todo.due is None else shown(todo.due)
        sign = f"{Mark.DANGER.value} " if todo.is_late else ""
        line = QTreeWidgetItem(head, [todo.words, f"{sign}{due}", todo.who or shown(None)])
        line.setToolTip(0, todo.words)
        line.setSizeHint(0, QSize(0, _LINE))
        line.setData(0, _GOAL, _goal(todo))
        if todo.is_late:
            line.setForeground(1, QColor(COLOURS.danger))

    def _put_cursor(self, kept: object) -> None:
        root = self.invisibleRootItem()
        every = [item for head in _children(root) for item in (head, *_children(head))]
        found = next((item for item in every if item.data(0, _GOAL) == kept), None)
        if every:
            self.setCurrentItem(every[0] if found is None else found)

    def _go(self, item: QTreeWidgetItem) -> None:
        goal = item.data(0, _GOAL)
        if len(goal) == 2:
            self.record_wanted.emit(*goal)
        else:
            self.list_wanted.emit(goal[1], goal[2])


def _children(head: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (head.child(place) for place in range(head.childCount()))
    return [child for child in children if child is not None]


def _key(item: QTreeWidgetItem) -> str:
    return str(item.data(0, _GOAL)[0])


def _goal(todo: Todo) -> tuple[Any, ...]:
    """A record by its kind and id; a month has a page of its own and no other record."""
    if todo.entity == todo.page:
        return ("", todo.page, {todo.entity: str(todo.id)})
    return (todo.entity, todo.id)
