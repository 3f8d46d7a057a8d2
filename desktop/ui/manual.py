"""F1: the manual in a window of its own, beside the work; contents, search, no network.

A chapter is one Markdown file. The page's own short words stand first in its chapter, so that
they are written once, with the page.
"""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.reference.manual import INDEX, Chapter, chapter_path, chapters_with, contents
from desktop.ui.manual_view import ChapterView
from desktop.ui.theme import COLOURS, POINT_SIZE
from desktop.ui.widgets import button, column, pause, row, words

_KEY = Qt.ItemDataRole.UserRole
_TYPING_MS = 120


class ManualWindow(QWidget):
    """Contents and search at the left, the chapter at the right."""

    page_asked = Signal(str)

    def __init__(
        self, brief: Callable[[str], str] = lambda _key: "", pages: frozenset[str] = frozenset()
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._pages = pages
        self.view = ChapterView(brief)
        self.box = QLineEdit(placeholderText="在手册里查找（Ctrl+F）", clearButtonEnabled=True)
        self.box.setAccessibleName("在手册里查找")
        self.tree = QTreeWidget()
        self._nothing = words("没有找到，少输几个字试试。", "quiet")
        self._typing = pause(self, _TYPING_MS, self.narrow)
        self._build()
        self._connect()
        self.narrow()

    def _build(self) -> None:
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(14)
        self.tree.setAccessibleName("手册目录")
        left = QWidget()
        lines = column(left)
        lines.addWidget(self.box)
        lines.addWidget(self.tree, 1)
        lines.addWidget(self._nothing)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.view)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([230, 930])
        whole = column(self, margins=(10, 8, 10, 8))
        whole.addLayout(self._head())
        whole.addWidget(splitter, 1)
        self.setMinimumSize(640, 400)
        room = self.screen().availableSize() - QSize(40, 60)
        self.resize(QSize(1180, 700).boundedTo(room))

    def _head(self) -> QHBoxLayout:
        head = row()
        self.back_button = button("后退", self.view.backward, tip="Alt+←")
        self.forward_button = button("前进", self.view.forward, tip="Alt+→")
        head.addWidget(self.back_button)
        head.addWidget(self.forward_button)
        head.addWidget(button("目录", lambda: self.open_at(INDEX), tip="Alt+Home"))
        head.addStretch(1)
        self.page_button = button("", self._ask_for_page, "primary", "Ctrl+回车")
        head.addWidget(self.page_button)
        head.addWidget(button("－", lambda: self.zoom(-1), tip="字小一点（Ctrl+-）"))
        head.addWidget(button("＋", lambda: self.zoom(1), tip="字大一点（Ctrl+=）"))
        head.addWidget(button("关闭", self.close, tip="Esc"))
        return head

    def _connect(self) -> None:
        self.view.page_asked.connect(self.page_asked)
        self.view.turned.connect(self._on_chapter)
        self.view.backwardAvailable.connect(self.back_button.setEnabled)
        self.view.forwardAvailable.connect(self.forward_button.setEnabled)
        self.back_button.setEnabled(False)
        self.forward_button.setEnabled(False)
        self.tree.currentItemChanged.connect(lambda item, _was: self._open(item))
        self.box.textChanged.connect(lambda _text: self._typing.start())
        self.box.returnPressed.connect(self._open_first)
        for keys, slot in {
            "Esc": self._on_escape,
            "Ctrl+F": self._search,
            "Alt+Left": self.view.backward,
            "Alt+Right": self.view.forward,
            "Alt+Home": lambda: self.open_at(INDEX),
            "Ctrl+=": lambda: self.zoom(1),
            "Ctrl+-": lambda: self.zoom(-1),
            "Ctrl+0": lambda: self.view.resize_words(POINT_SIZE),
            "Ctrl+Return": self._ask_for_page,
        }.items():
            QShortcut(QKeySequence(keys), self, slot)

    # -- turning pages -----------------------------------------------------------------

    def open_at(self, key: str) -> None:
        """A page's chapter, or the index where it has none; with the keyboard in its text."""
        self.box.clear()
        self.narrow()
        self.view.show_chapter(key if chapter_path(key).exists() else INDEX)
        if self.isVisible():
            self.raise_()
        self.show()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def zoom(self, steps: int) -> None:
        self.view.resize_words(self.view.font().pointSizeF() + steps)

    def narrow(self) -> None:
        """The contents, or the chapters with the words typed."""
        self._typing.stop()
        typed = self.box.text().strip()
        self.view.searched = tuple(typed.split())
        found = chapters_with(typed) if typed else contents()
        self.tree.blockSignals(True)
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for chapter in found:
            QTreeWidgetItem(self._group(chapter, groups), [chapter.title]).setData(
                0, _KEY, chapter.key
            )
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self._nothing.setVisible(not found)
        self._mark_current()

    def _group(self, chapter: Chapter, groups: dict[str, QTreeWidgetItem]) -> QTreeWidgetItem:
        if chapter.group not in groups:
            made = QTreeWidgetItem(self.tree, [chapter.group])
            made.setFlags(Qt.ItemFlag.ItemIsEnabled)
            made.setForeground(0, QColor(COLOURS.quiet))
            groups[chapter.group] = made
        return groups[chapter.group]

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for item in map(self._at, self._places()) if item is not None]

    def _places(self) -> list[tuple[int, int]]:
        groups = map(self.tree.topLevelItem, range(self.tree.topLevelItemCount()))
        counts = [group.childCount() for group in groups if group is not None]
        return [(down, place) for down, count in enumerate(counts) for place in range(count)]

    def _at(self, place: tuple[int, int]) -> QTreeWidgetItem | None:
        group = self.tree.topLevelItem(place[0])
        return group.child(place[1]) if group is not None else None

    def _open(self, item: QTreeWidgetItem | None) -> None:
        key = None if item is None else item.data(0, _KEY)
        if key is not None and key != self.view.key:
            self.view.show_chapter(key)
        elif key is not None:
            self.view.mark_searched()

    def _open_first(self) -> None:
        """Enter in the search goes to the first hit and on into the contents."""
        self.narrow()
        items = self._items()
        if items:
            self.tree.setCurrentItem(items[0])
            self._open(items[0])
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chapter(self) -> None:
        shown = {one.key: one.title for one in contents()}
        title = shown.get(self.view.key, "目录")
        self.setWindowTitle(f"手册 · {title}")
        self.page_button.setVisible(self.view.key in self._pages)
        self.page_button.setText(f"到“{title}”")
        self._mark_current()

    def _mark_current(self) -> None:
        here = next((item for item in self._items() if item.data(0, _KEY) == self.view.key), None)
        self.tree.blockSignals(True)
        if here is not None:
            self.tree.setCurrentItem(here)
        else:
            self.tree.setCurrentIndex(QModelIndex())
        self.tree.blockSignals(False)

    def _ask_for_page(self) -> None:
        if self.view.key in self._pages:
            self.page_asked.emit(self.view.key)

    def _search(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _on_escape(self) -> None:
        """Out of the search first, then out of the manual."""
        if self.box.text():
            self.open_at(self.view.key)
        else:
            self.close()
