"""The items of a notice as a table answered by keyboard: 1 合格, 2 不合格, 0 not answered."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from db.codes import HazardLevel, HazardState
from desktop.domain.labels import label
from desktop.queries.paper_card import ItemRow
from desktop.ui.columns import shown
from desktop.ui.photos import accept_files, dropped_files
from desktop.ui.theme import COLOURS, ROW_HEIGHT

_TITLES = ("项", "复查", "隐患", "状态", "期限")
_WIDTHS = (38, 96, 0, 88, 90)
_ANSWER, _WORDS = 1, 2
_RESULTS = {True: "√ 合格", False: "× 不合格"}
_KEYS = {Qt.Key.Key_1: True, Qt.Key.Key_2: False}
_CLEARS = (Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Role = Qt.ItemDataRole
_Index = QModelIndex | QPersistentModelIndex


class ItemsModel(QAbstractTableModel):
    """The items with the answers given so far; nothing is stored before the re-check is saved."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ItemRow, ...] = ()
        self.answers: dict[int, bool] = {}
        self.findings: dict[int, str] = {}
        self.files: dict[int, tuple[Path, ...]] = {}

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        may = {row.hazard_id for row in rows if row.can_recheck}
        self.answers = {key: value for key, value in self.answers.items() if key in may}
        self.endResetModel()

    def start_over(self) -> None:
        self.beginResetModel()
        self.answers, self.findings, self.files = {}, {}, {}
        self.endResetModel()

    def show_again(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(_TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        is_title = orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole
        return _TITLES[section] if is_title else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        row, place = self.rows[index.row()], index.column()
        if role == _Role.DisplayRole:
            return self._words(row)[place]
        if role == _Role.ToolTipRole:
            return self.whole_words(row)
        if role == _Role.ForegroundRole:
            return self._colour(row, place)
        return None

    def answer_words(self, row: ItemRow) -> str:
        """The answer given now; else what the last re-check said, with its day."""
        answer = self.answers.get(row.hazard_id)
        if answer is not None:
            count = len(self.files.get(row.hazard_id, ()))
            return f"{_RESULTS[answer]}{f' 附{count}' if count else ''}"
        if row.moved:
            return "已转停工"
        if row.passed is None or row.rechecked_on is None:
            return "" if row.can_recheck else "—"
        return f"{'合格' if row.passed else '不合格'} {row.rechecked_on:%m-%d}"

    def _words(self, row: ItemRow) -> tuple[str, ...]:
        major = "【重大】" if row.level is HazardLevel.MAJOR else ""
        where = f"{row.part}：" if row.part else ""
        finding = self.findings.get(row.hazard_id, "")
        told = f"{major}{where}{row.description}"
        words = f"{told}　→ {finding}" if finding else told
        position = str(row.position)
        return (position, self.answer_words(row), words, label(row.state), shown(row.due))

    def whole_words(self, row: ItemRow) -> str:
        lines = [f"第{row.position}项　{self._words(row)[_WORDS]}"]
        lines += [f"已转由停工通知书{row.moved}办理"] if row.moved else []
        lines += [f"上次复查：{row.finding}"] if row.finding else []
        lines += [path.name for path in self.files.get(row.hazard_id, ())]
        return "\n".join(lines)

    def _colour(self, row: ItemRow, place: int) -> QColor | None:
        answer = self.answers.get(row.hazard_id)
        if place == _ANSWER and answer is not None:
            return QColor(COLOURS.done if answer else COLOURS.danger)
        is_done = row.state is HazardState.CLOSED or bool(row.moved)
        return QColor(COLOURS.quiet) if is_done else None


class ItemsTable(QTableView):
    """Answers with one key and goes on to the next item that waits."""

    answered = Signal()
    asked_finding = Signal(int)
    """Enter: what was seen of this item is to be written."""
    opened = Signal(int)
    stood = Signal()
    """One stands on another item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = ItemsModel(self)
        self.setModel(self.items)
        self.setAccessibleName("通知书各项")
        self.setAcceptDrops(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(30)
        for place, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(place, width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda _now, _was: self.stood.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index.row())))

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        place = self.currentIndex().row()
        self.items.show_rows(rows)
        if rows:
            self.selectRow(min(max(place, 0), len(rows) - 1))

    @property
    def words(self) -> str:
        """All that is known of the item one stands on, which its row has no room for."""
        row = self.current
        return "" if row is None else self.items.whole_words(row)

    @property
    def current(self) -> ItemRow | None:
        place = self.currentIndex().row()
        return self.items.rows[place] if 0 <= place < len(self.items.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _KEYS and with_ctrl:
            self.answer_all(_KEYS[key])
        elif key in _KEYS:
            self.answer(_KEYS[key])
        elif key in _CLEARS:
            self.answer(None)
        elif key in _ENTER and not with_ctrl and self.current is not None:
            self.asked_finding.emit(self.current.hazard_id)
        else:
            super().keyPressEvent(event)

    def answer(self, passed: bool | None) -> None:
        """Answer the item one stands on, and go on; what cannot be re-checked is passed over."""
        row = self.current
        if row is None:
            return
        if row.can_recheck:
            self._put(row, passed)
            self.items.show_again()
            self.answered.emit()
        if passed is not None:
            self._go_on()

    def answer_all(self, passed: bool) -> None:
        """The same answer for every item that waits and has none yet."""
        for row in self.items.rows:
            if row.can_recheck and row.hazard_id not in self.items.answers:
                self._put(row, passed)
        self.items.show_again()
        self.answered.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        place = self.rowAt(int(event.position().y()))
        if place >= 0:
            self.add_files(self._key(place), dropped_files(event))
            event.acceptProposedAction()

    def add_files(self, key: int, paths: Iterable[Path]) -> None:
        """Evidence of one item; an item that was not answered yet has passed with it."""
        row = next((one for one in self.items.rows if one.hazard_id == key), None)
        if row is not None and row.can_recheck:
            self.items.files[key] = (*self.items.files.get(key, ()), *paths)
            self.items.answers.setdefault(key, True)
            self.items.show_again()
            self.answered.emit()

    def _put(self, row: ItemRow, passed: bool | None) -> None:
        if passed is None:
            self.items.answers.pop(row.hazard_id, None)
        else:
            self.items.answers[row.hazard_id] = passed

    def _go_on(self) -> None:
        following = range(self.currentIndex().row() + 1, len(self.items.rows))
        waits: Callable[[int], bool] = lambda place: self.items.rows[place].can_recheck  # noqa: E731
        place = next((place for place in following if waits(place)), None)
        if place is not None:
            self.selectRow(place)

    def _key(self, place: int) -> int:
        return self.items.rows[place].hazard_id
