"""The table in which 期初数 are typed: what the office reported, beside what its ledgers give."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.queries.opening_sheet import OpeningLine
from desktop.ui.columns import UNKNOWN
from desktop.ui.theme import COLOURS, ROW_HEIGHT
from desktop.ui.typed import NotUnderstood, typed_number

_TITLES = ("代码", "指标", "单位", "已报数（填）", "台账里有", "相差", "来源（填）")
_WIDTHS = (58, 210, 48, 104, 84, 84, 170)
TYPED, RECORDED, DIFFERENCE, SOURCE = 3, 4, 5, 6
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OpeningTable(QTableWidget):
    """One period; the number and its source can be typed, Enter goes on to the next line."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_TITLES), parent)
        self._lines: tuple[OpeningLine, ...] = ()
        self._is_filling = False
        self.setHorizontalHeaderLabels(list(_TITLES))
        self.setAccessibleName("期初数")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        for place, width in enumerate(_WIDTHS):
            self.setColumnWidth(place, width)
        self.cellChanged.connect(self._on_cell)

    def show_lines(self, lines: tuple[OpeningLine, ...]) -> None:
        """Fill the table; nothing typed is left over."""
        self._lines = lines
        self._is_filling = True
        self.setRowCount(len(lines))
        for place, line in enumerate(lines):
            self._put(place, 0, line.code, line.definition)
            self._put(place, 1, line.name, line.definition)
            self._put(place, 2, line.unit)
            self._put(place, TYPED, _shown(line.submitted), can_be_typed=True)
            self._put(place, RECORDED, UNKNOWN if line.recorded is None else f"{line.recorded:,}")
            self._put(place, SOURCE, line.source, can_be_typed=True)
            self._show_difference(place)
        self._is_filling = False
        if lines:
            self.setCurrentCell(0, TYPED)

    def changes(self) -> dict[str, tuple[float | None, str]]:
        """Code → what was typed and its source, for every line that differs from what is kept.

        Raises NotUnderstood with the sentence, and goes to the cell.
        """
        found = {}
        for place, line in enumerate(self._lines):
            value, source = self._value(place), self._words(place, SOURCE)
            if (value, source if value is not None else "") != (line.submitted, line.source):
                found[line.code] = (value, source)
        return found

    def typed_words(self) -> dict[str, str]:
        """What stands in the cells that can be typed and is not as kept, for a draft."""
        found = {}
        for place, line in enumerate(self._lines):
            words = (self._words(place, TYPED), self._words(place, SOURCE))
            if words != (_shown(line.submitted), line.source):
                found[line.code] = "\t".join(words)
        return found

    def put_typed(self, typed: Mapping[str, str]) -> None:
        """Put a draft back where it was."""
        for place, line in enumerate(self._lines):
            if line.code in typed:
                value, _, source = typed[line.code].partition("\t")
                for title, words in ((TYPED, value), (SOURCE, source)):
                    item = self.item(place, title)
                    if item is not None:
                        item.setText(words)

    @property
    def is_touched(self) -> bool:
        try:
            return bool(self.changes())
        except NotUnderstood:
            return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down a line, as in a workbook; from within a cell, when it has closed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.state() is not QAbstractItemView.State.EditingState:
                self._go_down()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in a cell keeps it and goes on, so that a column is typed without a pause."""
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def _go_down(self) -> None:
        self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), TYPED)

    def _put(
        self, place: int, title: int, words: str, tip: str = "", *, can_be_typed: bool = False
    ) -> None:
        item = QTableWidgetItem(words)
        item.setToolTip(tip or words)
        if not can_be_typed:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setBackground(QColor(COLOURS.pane))
        if title in (TYPED, RECORDED, DIFFERENCE):
            item.setTextAlignment(_RIGHT)
        self.setItem(place, title, item)

    def _words(self, place: int, title: int) -> str:
        item = self.item(place, title)
        return "" if item is None else item.text().strip()

    def _value(self, place: int) -> float | None:
        words = self._words(place, TYPED)
        if not words:
            return None
        try:
            return float(typed_number(words, 2))
        except NotUnderstood as error:
            self.setCurrentCell(place, TYPED)
            raise NotUnderstood(f"{self._lines[place].name}：{error}") from None

    def _show_difference(self, place: int) -> None:
        """相差 follows what is typed; where either is unknown it is unknown."""
        recorded = self._lines[place].recorded
        try:
            value = self._value(place)
        except NotUnderstood:
            value = None
        unknown = value is None or recorded is None
        words = UNKNOWN if value is None or recorded is None else f"{recorded - value:+,.10g}"
        self._put(place, DIFFERENCE, "0" if words in ("+0", "-0") else words)
        item = self.item(place, DIFFERENCE)
        if item is not None and not unknown and words not in ("+0", "-0"):
            item.setText(f"△ {words}")
            item.setForeground(QColor(COLOURS.warning))

    def _on_cell(self, place: int, title: int) -> None:
        if self._is_filling or title not in (TYPED, SOURCE):
            return
        self._is_filling = True
        self._show_difference(place)
        self._is_filling = False
        self.typed.emit()


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
