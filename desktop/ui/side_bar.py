"""The groups of pages on the left, with what waits in each; only signs when it is narrow."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.ui.page import PageRef
from desktop.ui.theme import COLOURS, icon

KEY = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
_WIDE, _STRIP = 176, 48
_Index = QModelIndex | QPersistentModelIndex

GROUP_ICONS = {
    "工作台": "desk",
    "台账": "ledgers",
    "检查": "visits",
    "隐患": "hazards",
    "文书": "papers",
    "企业监管": "enterprises",
    "人员培训": "people",
    "事故举报": "accidents",
    "任务挂图": "tasks",
    "月报": "month",
    "风险": "risk",
    "系统": "system",
}


class SideBar(QTreeWidget):
    """One line a group; a group with several pages opens to them and shows the first.

    Narrow, it opens to a menu instead.
    """

    page_chosen = Signal(str)

    def __init__(self, pages: Sequence[PageRef], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAccessibleName("页面")
        self.setHeaderHidden(True)
        self.header().setMinimumSectionSize(1)
        self.header().setStretchLastSection(False)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setIconSize(QSize(20, 20))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Line(self))
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: list[QTreeWidgetItem] = []
        self._waiting = {page.key: page.waiting for page in pages}
        self.is_narrow = False
        self.hovered = QPersistentModelIndex()
        for group, members in groupby(_in_order(pages), key=lambda page: page.group):
            self._add_group(group, tuple(members))
        self.set_narrow(False)
        self.itemClicked.connect(self._on_clicked)
        self.itemActivated.connect(self._on_clicked)
        self.entered.connect(self._on_entered)

    def set_narrow(self, is_narrow: bool) -> None:
        self.is_narrow = is_narrow
        self.setFixedWidth(_STRIP if is_narrow else _WIDE)
        if is_narrow:
            self.collapseAll()
        else:
            self._open_around(self.currentItem())
        self.scheduleDelayedItemsLayout()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much waits on each page; a closed group shows the sum of its pages."""
        for key, item in self._items.items():
            count = counts.get(key, 0)
            item.setData(0, COUNT, count)
            if self._waiting[key]:
                item.setToolTip(0, f"{item.text(0)}：{count} {self._waiting[key]}")
        for item in self._items.values():
            group = item.parent()
            if group is not None:
                waiting = [int(page.data(0, COUNT)) for page in _pages_of(group)]
                group.setData(0, COUNT, sum(waiting))

    def count_of(self, key: str) -> int:
        return int(self._items[key].data(0, COUNT) or 0)

    def show_current(self, key: str) -> None:
        """Mark the page that is shown."""
        item = self._items[key]
        if self.is_narrow:
            self.setCurrentItem(item.parent() or item)
        else:
            self._open_around(item)
            self.setCurrentItem(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A hidden header does not stretch its section by itself."""
        super().resizeEvent(event)
        self.setColumnWidth(0, event.size().width())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered = QPersistentModelIndex()

    def _add_group(self, group: str, members: tuple[PageRef, ...]) -> None:
        line = QTreeWidgetItem(self, [group])
        self._groups.append(line)
        line.setIcon(0, icon(GROUP_ICONS[group]))
        line.setToolTip(0, group)
        if len(members) == 1:
            line.setData(0, KEY, members[0].key)
            self._items[members[0].key] = line
            return
        for page in members:
            child = QTreeWidgetItem(line, [page.title])
            child.setData(0, KEY, page.key)
            child.setToolTip(0, page.title)
            self._items[page.key] = child

    def _open_around(self, item: QTreeWidgetItem | None) -> None:
        """Open its group and close the others, so that the bar needs no scrolling."""
        if item is not None:
            wanted = item.parent() or item
            for group in self._groups:
                group.setExpanded(group is wanted)

    def _on_entered(self, index: QModelIndex) -> None:
        self.hovered = QPersistentModelIndex(index)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        key = item.data(0, KEY)
        if key:
            self.page_chosen.emit(key)
        elif self.is_narrow:
            self._menu_of(item).popup(self._beside(item))
        elif item.isExpanded():
            item.setExpanded(False)
        else:
            self.page_chosen.emit(_pages_of(item)[0].data(0, KEY))

    def _menu_of(self, group: QTreeWidgetItem) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for page in _pages_of(group):
            count = page.data(0, COUNT) or 0
            words = f"{page.text(0)}（{count}）" if count else page.text(0)
            menu.addAction(words, partial(self.page_chosen.emit, page.data(0, KEY)))
        return menu

    def _beside(self, item: QTreeWidgetItem) -> QPoint:
        place = self.visualItemRect(item)
        return self.viewport().mapToGlobal(place.topRight())


class _Line(QStyledItemDelegate):
    """Paints sign, word and count; the chosen line has a bar at its left edge as well.

    It asks the bar, not QStyle, what is chosen, and nothing before the first paint may ask for
    the viewport: making Python's classes of either takes longer than painting the window.
    """

    def __init__(self, bar: SideBar) -> None:
        super().__init__(bar)
        self._bar = bar

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place: QRect = option.rect
        painter.save()
        self._paint_ground(painter, option.rect, index)
        sign = index.data(Qt.ItemDataRole.DecorationRole)
        if sign is not None:
            left = place.left() + (14 if self._bar.is_narrow else 12)
            sign.paint(painter, QRect(left, place.top() + (place.height() - 20) // 2, 20, 20))
        count = int(index.data(COUNT) or 0)
        right = place.right() - 10
        if count and not self._hides_count(index):
            right = self._paint_count(painter, place, count)
        if not self._bar.is_narrow:
            words = QRect(place)
            words.setLeft(place.left() + 42)
            words.setRight(right)
            painter.setPen(QColor(COLOURS.ink))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, index.data())
        if self._is_current(index) and self._bar.hasFocus():
            painter.setPen(QPen(QColor(COLOURS.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_STRIP, 34 if not index.parent().isValid() else 28)

    def _is_current(self, index: _Index) -> bool:
        return self._bar.currentIndex() == index

    def _paint_ground(self, painter: QPainter, place: QRect, index: _Index) -> None:
        if self._is_current(index):
            painter.fillRect(place, QColor(COLOURS.ground))
            painter.fillRect(QRect(place.left(), place.top(), 4, place.height()), COLOURS.accent)
        elif self._bar.hovered == index:
            painter.fillRect(place, QColor(COLOURS.pane))

    def _hides_count(self, index: _Index) -> bool:
        """An open group leaves the counts to its pages."""
        return not index.data(KEY) and self._bar.isExpanded(index)

    def _paint_count(self, painter: QPainter, place: QRect, count: int) -> int:
        most = 99 if self._bar.is_narrow else 999
        words = str(count) if count <= most else f"{most}+"
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() - 2)
        painter.setFont(font)
        width = max(18, painter.fontMetrics().horizontalAdvance(words) + 8)
        pill = QRect(place.right() - width - 8, place.center().y() - 8, width, 17)
        if self._bar.is_narrow:
            pill.moveTopRight(QPoint(place.right() - 1, place.top() + 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.accent))
        painter.drawRoundedRect(pill, 8, 8)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        painter.setFont(QApplication.font())
        return pill.left() - 4


def _in_order(pages: Sequence[PageRef]) -> list[PageRef]:
    groups = list(GROUP_ICONS)
    return sorted(pages, key=lambda page: groups.index(page.group))


def _pages_of(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    pages = (group.child(place) for place in range(group.childCount()))
    return [page for page in pages if page is not None]
