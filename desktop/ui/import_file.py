"""Step 1 of an import: which file, which of its sheets, and what kind of ledger it is."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import Outline
from desktop.ui.widgets import button, column, row, scrolled, words, wrapped

_UNKNOWN = "认不出"
_LINES = 6
_PLACE = Qt.ItemDataRole.UserRole


class FileStep(QWidget):
    """The place to drop a file on, then its sheets; the kind that was guessed can be changed."""

    choosing = Signal()
    kind_changed = Signal(str)
    """The kind for the sheet chosen, by its key."""
    settled = Signal()
    """A double click on a sheet: go on with it."""
    list_changed = Signal()

    def __init__(self, below: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlines: tuple[Outline, ...] = ()
        self._build(below)
        self.clear()

    def _build(self, below: QWidget) -> None:
        self._said = wrapped("")
        self.pick = button("选择文件…", self.choosing.emit, tip="快捷键 Ctrl+O")
        drop = QFrame()
        drop.setObjectName("card")
        line = row(drop, margins=(12, 10, 12, 10))
        line.addWidget(self._said, 1)
        line.addWidget(self.pick)
        self.sheets = QTreeWidget()
        self.sheets.setAccessibleName("工作表")
        self.sheets.setHeaderLabels(["工作表", "看起来是", "表头在第几行", "列", "缺少的必填列"])
        self.sheets.setRootIsDecorated(False)
        self.sheets.itemSelectionChanged.connect(self._on_sheet)
        self.sheets.itemDoubleClicked.connect(lambda _item: self.settled.emit())
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("台账种类")
        for ledger in LEDGERS:
            self.kinds.addItem(ledger.title, ledger.key)
        self.kinds.activated.connect(self._on_kind)
        self._guess = wrapped("", "quiet")
        self._kind_title = words("台账种类")
        kind = row()
        kind.addWidget(self._kind_title)
        kind.addWidget(self.kinds)
        kind.addWidget(self._guess, 1)
        body = QWidget()
        whole = column(body, margins=(0, 0, 4, 0))
        whole.addWidget(drop)
        whole.addWidget(self.sheets)
        whole.addLayout(kind)
        whole.addWidget(below, 1)
        column(self).addWidget(scrolled(body))

    @property
    def outline(self) -> Outline | None:
        """The sheet chosen, as its headers are taken so far."""
        chosen = self.sheets.selectedItems()
        return self._outlines[chosen[0].data(0, _PLACE)] if chosen else None

    @property
    def is_ready(self) -> bool:
        return self.outline is not None and self.kind is not None

    def focus_first(self) -> None:
        (self.sheets if self._outlines else self.pick).setFocus()

    @property
    def kind(self) -> str | None:
        """The kind chosen, by its key; None while nobody knows."""
        return self.kinds.currentData()

    def clear(self, wanted: str = "") -> None:
        """Nothing chosen yet; ``wanted`` is the ledger somebody came here to bring in."""
        what = f"{wanted}的文件" if wanted else "台账文件"
        self._said.setText(
            f"把{what}拖到这里，或点“选择文件”。可用 xlsx、xls、xlsm、xlsb、ods、csv。"
            "原文件不会被改动。"
        )
        self._show((), None)

    def show_file(self, path: Path, outlines: Sequence[Outline]) -> None:
        """The sheets of a file; the first that reads as a ledger is chosen."""
        self._said.setText(f"{path.name}　（{path.parent}）")
        likely = [place for place, told in enumerate(outlines) if told.ledger is not None]
        self._show(outlines, likely[0] if likely else 0)
        if len(likely) > 1:
            self._guess.setText(f"有 {len(likely)} 个工作表像台账，请选一个；一次导入一个")
        self.focus_first()

    def relist(self, outline: Outline) -> None:
        """The sheet chosen, read anew as another kind; it is remembered by the shape it had."""
        place = self.sheets.selectedItems()[0].data(0, _PLACE)
        outline = replace(outline, shape=self._outlines[place].shape)
        self._outlines = (*self._outlines[:place], outline, *self._outlines[place + 1 :])
        self._fill(self.sheets.topLevelItem(place), outline)
        self._on_sheet()

    def _show(self, outlines: Sequence[Outline], chosen: int | None) -> None:
        self.sheets.clear()
        self._outlines = tuple(outlines)
        for place, told in enumerate(outlines):
            item = QTreeWidgetItem(self.sheets)
            item.setData(0, _PLACE, place)
            self._fill(item, told)
        for number in range(self.sheets.columnCount()):
            self.sheets.resizeColumnToContents(number)
        is_there = bool(outlines)
        for widget in (self.sheets, self._kind_title, self.kinds, self._guess):
            widget.setVisible(is_there)
        lines = min(len(outlines), _LINES) + 1.6
        self.sheets.setFixedHeight(int(lines * self.fontMetrics().lineSpacing() * 1.35) + 8)
        if is_there and chosen is not None:
            self.sheets.setCurrentIndex(self.sheets.model().index(chosen, 0))
        self._on_sheet()

    def _fill(self, item: QTreeWidgetItem | None, told: Outline) -> None:
        assert item is not None
        item.setText(0, told.sheet)
        item.setText(1, told.ledger.title if told.ledger else _UNKNOWN)
        item.setText(2, str(told.header_row))
        item.setText(3, str(len(told.headers)))
        item.setText(4, "、".join(told.missing) if told.ledger else "")

    def _on_sheet(self) -> None:
        told = self.outline
        self.kinds.setEnabled(told is not None)
        key = None if told is None or told.ledger is None else told.ledger.key
        self.kinds.setCurrentIndex(-1 if key is None else self.kinds.findData(key))
        if told is not None:
            self._guess.setText(
                "按表头判断，可以改选" if told.ledger else "表头不像任何一种台账，请选种类"
            )
        self.list_changed.emit()

    def _on_kind(self) -> None:
        self.kind_changed.emit(self.kinds.currentData())
