"""The items of a visit's checklist as a table: each with its answer, sections as headings."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from db.codes import AnswerValue
from desktop.domain.labels import label
from desktop.reference.sections import CheckItem, Section
from desktop.ui.check_sheet import CheckSheet
from desktop.ui.site_sheet import machine_of
from desktop.ui.theme import COLOURS

SIGNS = {
    AnswerValue.PASS: "√",
    AnswerValue.FAIL: "×",
    AnswerValue.NOT_APPLICABLE: "－",
    AnswerValue.NOT_LOOKED: "○",
}
_COLOURS = {
    AnswerValue.PASS: COLOURS.done,
    AnswerValue.FAIL: COLOURS.danger,
    AnswerValue.NOT_APPLICABLE: COLOURS.quiet,
    AnswerValue.NOT_LOOKED: COLOURS.quiet,
}
_TITLES = ("答案", "编号", "检查项")
Row = Section | CheckItem
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


_OF_MACHINES = {AnswerValue.PASS: "已查", AnswerValue.FAIL: "有问题"}


def answer_words(item: CheckItem, value: AnswerValue) -> str:
    """A machine is ticked as looked at, not judged as a whole."""
    told = _OF_MACHINES.get(value) if machine_of(item.code) is not None else None
    return told or label(value)


class ItemsModel(QAbstractTableModel):
    """The items of the ticked sections, each section under its heading; or those searched for."""

    def __init__(self, sheet: CheckSheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def show_again(self) -> None:
        """The answers changed."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(_TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, row: Row) -> int:
        return self.rows.index(row)

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
        row = self.rows[index.row()]
        if isinstance(row, Section):
            return self._heading(row, index.column(), role)
        answer = self.sheet.answer_of(row.code)
        if role == _Role.DisplayRole:
            return (f"{SIGNS[answer]} {answer_words(row, answer)}", row.number, row.title)[
                index.column()
            ]
        if role == _Role.ForegroundRole and index.column() == 0:
            return QColor(_COLOURS[answer])
        return row.title if role == _Role.ToolTipRole else None

    def _heading(self, section: Section, place: int, role: int) -> Any:
        if role == _Role.DisplayRole:
            done = f"{self.sheet.done_in(section)}/{len(section.items)}" if section.items else "√"
            return (done, "", f"{section.title}（{section.standard}）")[place]
        if role == _Role.BackgroundRole:
            return QColor(COLOURS.pane)
        if role == _Role.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return None
