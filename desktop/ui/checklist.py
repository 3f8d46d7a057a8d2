"""The checklist of a visit by keyboard: sections ticked on the left, their items answered."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTableView,
    QWidget,
)

from db.codes import AnswerValue
from desktop.reference.sections import CheckItem, Section
from desktop.ui.check_items import ItemsModel, Row
from desktop.ui.check_sheet import CheckSheet
from desktop.ui.site_sheet import is_of_site
from desktop.ui.theme import ROW_HEIGHT
from desktop.ui.widgets import column, words, wrapped

_ANSWERS = {
    Qt.Key.Key_1: AnswerValue.PASS,
    Qt.Key.Key_2: AnswerValue.FAIL,
    Qt.Key.Key_3: AnswerValue.NOT_APPLICABLE,
    Qt.Key.Key_0: AnswerValue.NOT_LOOKED,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
KEYS = "空格 勾选这一类　A 整类合格　→ 到检查项　1 合格　2 不合格　3 不涉及　0 未查　/ 找条款"
_Role = Qt.ItemDataRole


class Checklist(QWidget):
    """Sections, items, the clause of the current item, and the search of clauses."""

    changed = Signal()
    finding_wanted = Signal(object)
    """An item was answered 不合格: the Found to fill in."""
    said = Signal(str)

    def __init__(self, sheet: CheckSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.initials: Mapping[str, str] = {}
        self.model = ItemsModel(sheet, self)
        self.search = QLineEdit(placeholderText="找条款：拼音首字母或汉字（/）")
        self.search.setAccessibleName("找条款")
        self.section_list = QListWidget()
        self.section_list.setAccessibleName("检查内容")
        self.section_list.setMinimumWidth(150)
        self.section_list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.section_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table = QTableView()
        self.table.setAccessibleName("检查项")
        self.clause = wrapped("", "quiet")
        self._build()
        self._connect()
        self.show_sections()

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT - 2)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        for place, width in enumerate((88, 72)):
            self.table.setColumnWidth(place, width)
        left, right = QWidget(), QWidget()
        lines = column(left, 4)
        lines.addWidget(self.search)
        lines.addWidget(self.section_list, 1)
        lines = column(right, 4)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.clause)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        halves.setSizes([210, 420])
        whole = column(self, 2)
        whole.addWidget(halves, 1)
        whole.addWidget(words(KEYS, "quiet"))
        self.clause.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)

    def _connect(self) -> None:
        for widget in (self.search, self.section_list, self.table):
            widget.installEventFilter(self)
        self.search.textChanged.connect(lambda _words: self._list_rows())
        self.section_list.itemChanged.connect(self._on_ticked)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_clause())
        self.table.doubleClicked.connect(lambda _index: self._answer(AnswerValue.FAIL))
        self.setFocusProxy(self.section_list)

    # -- showing -----------------------------------------------------------------------

    def show_sections(self) -> None:
        """Show the sections anew, after the day or a draft changed them."""
        at = self.current_section
        self.section_list.blockSignals(True)
        self.section_list.clear()
        standard = ""
        for section in self.sheet.sections:
            if section.standard != standard:
                standard = section.standard
                heading = QListWidgetItem(standard, self.section_list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            line = QListWidgetItem(self.section_list)
            line.setData(_Role.UserRole, section)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setToolTip(section.title)
        self.section_list.setCurrentRow(self._row_to_begin(at))
        self.section_list.blockSignals(False)
        self.show_again()
        self._list_rows()

    def _row_to_begin(self, at: Section | None) -> int:
        """Where the cursor was, else the first section of a standard: the site's lie above it."""
        lines = [self.section_list.item(n) for n in range(self.section_list.count())]
        keys = [one.key if (one := line.data(_Role.UserRole)) else "" for line in lines]
        if at is not None and at.key in keys and self.section_list.hasFocus():
            return keys.index(at.key)
        firsts = (n for n, key in enumerate(keys) if key and not is_of_site(key))
        return next(firsts, 1)

    def show_again(self) -> None:
        """Show ticks, counts and answers as they now are."""
        self.section_list.blockSignals(True)
        for place in range(self.section_list.count()):
            line = self.section_list.item(place)
            section = line.data(_Role.UserRole)
            if section is not None:
                ticked = section.key in self.sheet.ticked
                line.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                shows = ticked and section.items
                done = f"  {self.sheet.done_in(section)}/{len(section.items)}" if shows else ""
                line.setText(f"{section.title}{done}")
        self.section_list.blockSignals(False)
        self.model.show_again()

    def take_initials(self, initials: Mapping[str, str]) -> None:
        """The pinyin by which clauses are found; it comes a moment after the page."""
        self.initials = initials
        if self.search.text():
            self._list_rows()

    def _list_rows(self) -> None:
        typed = self.search.text().strip().lower()
        rows: list[Row] = []
        for section in self.sheet.sections if typed else self.sheet.listed():
            whole = not typed or self._is_hit(section.key, section.title, typed)
            hits = [
                item
                for item in section.items
                if whole or self._is_hit(item.code, f"{item.number} {item.title}", typed)
            ]
            rows += [section, *hits] if hits else []
        self.model.show_rows(tuple(rows))
        if typed:
            first = next((n for n, row in enumerate(rows) if isinstance(row, CheckItem)), 0)
            self.table.selectRow(first)
        self._show_clause()

    def _is_hit(self, key: str, shown: str, typed: str) -> bool:
        found = any(typed in variant for variant in self.initials.get(key, "").split())
        return found or typed in shown.lower()

    def _show_clause(self) -> None:
        row = self.current_row
        if not isinstance(row, CheckItem):
            self.clause.setText("" if self.sheet.ticked else "先在左边用空格勾选检查了哪几类。")
            return
        judged = row.criterion
        lines = [f"{row.number} {row.title}", f"依据：{row.citation}"]
        if judged is not None and judged.alternatives:
            either = "；或 ".join(" 且 ".join(one) for one in judged.alternatives)
            lines.append(f"须同时成立：{either}")
        self.clause.setText("\n".join(lines))

    @property
    def current_row(self) -> Row | None:
        number = self.table.currentIndex().row()
        return self.model.rows[number] if 0 <= number < len(self.model.rows) else None

    @property
    def current_section(self) -> Section | None:
        line = self.section_list.currentItem()
        found: Section | None = None if line is None else line.data(_Role.UserRole)
        return found

    def go_to_item(self, code: str) -> None:
        """Show an item in its ticked section and put the cursor there."""
        item, section = self.sheet.items[code], self.sheet.section_of(code)
        if section.key not in self.sheet.ticked:
            self.sheet.tick(section.key, True)
            self.changed.emit()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._list_rows()
        self.show_again()
        self._go_to_row(self.model.row_of(item))

    def _go_to_row(self, number: int) -> None:
        self.table.setCurrentIndex(self.model.index(number, 0))
        self.table.scrollTo(self.model.index(number, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the three parts; with Ctrl they are the page's."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            if watched is self.search:
                return self._on_search_key(event)
            if event.key() == Qt.Key.Key_Slash:
                self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
            if watched is self.section_list:
                return self._on_section_key(event)
            return self._on_item_key(event)
        return super().eventFilter(watched, event)

    def _on_search_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.table.event(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.search.clear()
            self.section_list.setFocus()
        elif event.key() in _ENTER:
            self._take_hit()
        else:
            return False
        return True

    def _take_hit(self) -> None:
        row = self.current_row
        if isinstance(row, CheckItem):
            self.go_to_item(row.code)
        elif isinstance(row, Section) and row.items:
            self.go_to_item(row.items[0].code)

    def _on_section_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Home:
            self.section_list.setCurrentRow(1)  # a heading is no place for the cursor
            self.section_list.scrollToTop()
            return True
        section = self.current_section
        if section is None:
            return False
        if event.key() == Qt.Key.Key_Space:
            self._tick(section, section.key not in self.sheet.ticked)
        elif event.key() == Qt.Key.Key_A:
            self._pass_all(section)
        elif event.key() in (Qt.Key.Key_Right, *_ENTER):
            self._enter_items(section)
        else:
            return False
        return True

    def _on_item_key(self, event: QKeyEvent) -> bool:
        row = self.current_row
        if event.key() == Qt.Key.Key_Left:
            self.section_list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_A and row is not None:
            whole = row if isinstance(row, Section) else self.sheet.section_of(row.code)
            self._pass_all(whole)
        elif event.key() in _ANSWERS:
            self._answer(_ANSWERS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Plus and isinstance(row, CheckItem):
            self._add_finding(row)
        else:
            return False
        return True

    # -- doing -------------------------------------------------------------------------

    def _on_ticked(self, line: QListWidgetItem) -> None:
        self._tick(line.data(_Role.UserRole), line.checkState() == Qt.CheckState.Checked)

    def _tick(self, section: Section, ticked: bool) -> None:
        self.sheet.tick(section.key, ticked)
        self._list_rows()
        self._told()

    def _pass_all(self, section: Section) -> None:
        if section.key not in self.sheet.ticked:
            self.said.emit(f"“{section.title}”还没有勾选，先按空格勾选再整类合格")
            return
        count = self.sheet.pass_all(section.key)
        self._told()
        self.said.emit(f"“{section.title}”{count} 项记为合格" if count else "这一类都已答过")

    def _enter_items(self, section: Section) -> None:
        if section.key not in self.sheet.ticked:
            self._tick(section, True)
        if not section.items:
            return
        self._go_to_row(self.model.row_of(section.items[0]))

    def _answer(self, value: AnswerValue) -> None:
        row = self.current_row
        if not isinstance(row, CheckItem):
            return
        if self.search.text():
            self.go_to_item(row.code)
        objection = self.sheet.objection(row.code, value)
        if objection:
            self.said.emit(objection)
            return
        if value == AnswerValue.FAIL:
            found = self.sheet.fail(row.code)
            self._told()
            self.finding_wanted.emit(found)
            return
        self.sheet.answer(row.code, value)
        self._told()
        self.go_on_from(row.code)

    def go_on_from(self, code: str) -> None:
        """To the row after an item."""
        number = self.model.row_of(self.sheet.items[code]) + 1
        self._go_to_row(min(number, len(self.model.rows) - 1))

    def _add_finding(self, row: CheckItem) -> None:
        is_first = self.sheet.answer_of(row.code) != AnswerValue.FAIL
        code = row.code
        found = self.sheet.fail(code) if is_first else self.sheet.add_finding(code)
        self._told()
        self.finding_wanted.emit(found)

    def _told(self) -> None:
        self.show_again()
        self.changed.emit()
