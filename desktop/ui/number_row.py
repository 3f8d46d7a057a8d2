"""文号: where the paper takes its number from; the ordinary case needs no key."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.codes import NumberSource, PaperKind
from desktop.domain.issuing import Leave
from desktop.domain.numbering import parse_number
from desktop.jobs.runner import Runner
from desktop.queries.issue_numbers import NumberChoices, number_choices
from desktop.queries.number_blocks import BlockRow
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import column, row, words, wrapped

_AUTO = "自动编号"
_UNSET = "自动编号（还没有设定这种文书的代字）"
_NONE = "不编号"
_BLOCK = "领用号段"
_TYPED = "另行取号"
_HINT = "如 示政办函[2026]31号"
_FORM = "文号应写成“代字〔年份〕序号号”的样子，如 示政办函〔2026〕31号"
_LEFT = 12


class NumberRow(QWidget):
    """自动编号 stands there with the next number; F4 goes here, the arrow keys choose."""

    def __init__(
        self, runner: Runner, kind: PaperKind, dialog: QWidget, *, is_always: bool = True
    ) -> None:
        super().__init__(dialog)
        self._runner, self._kind, self._is_always = runner, kind, is_always
        self._blocks: tuple[BlockRow, ...] = ()
        self._year = 0
        self._wanted: Leave | None = None
        self.source = QComboBox()
        self.block = QComboBox()
        self.serial = QComboBox()
        self.typed = QLineEdit(placeholderText=_HINT)
        self.printed = wrapped("", "quiet")
        self._build()
        self.source.currentIndexChanged.connect(self._on_source)
        self.block.currentIndexChanged.connect(self._on_block)
        self.typed.textChanged.connect(self._on_typed)
        QShortcut(QKeySequence("F4"), dialog, self.choose)
        self.ask(runner.today())

    def _build(self) -> None:
        self.source.setAccessibleName("文号")
        self.source.setToolTip("F4 到这里，↑↓ 选文号的来源")
        for box, name in ((self.block, "号段"), (self.serial, "号段中的号")):
            box.setAccessibleName(name)
            box.setMinimumContentsLength(_LEFT)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.source.setMinimumContentsLength(_LEFT)
        self.source.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.typed.setAccessibleName("另行取的文号")
        first = row()
        first.addWidget(words("文号"))
        first.addWidget(self.source, 2)
        first.addWidget(self.block, 3)
        more = row()
        more.addWidget(self.serial)
        more.addWidget(self.typed)
        lines = column(self, 4)
        lines.addLayout(first)
        lines.addLayout(more)
        lines.addWidget(self.printed)

    @property
    def boxes(self) -> tuple[QWidget, ...]:
        """In the order of the Tab key."""
        return self.source, self.block, self.serial, self.typed

    def ask(self, day: date) -> None:
        """The choices of a paper dated this day; of one year they are the same."""
        if day.year == self._year:
            return
        self._year, kind = day.year, self._kind
        self._runner.read(self, number_choices, kind, day, done=self._on_choices, latest="numbers")

    def _on_choices(self, choices: NumberChoices) -> None:
        chosen = self.chosen
        self._blocks = choices.blocks
        unset = _UNSET if self._is_always else _NONE
        auto = f"{_AUTO}　{choices.next_words}" if choices.next_words else unset
        offered = [(auto, NumberSource.SERIES), (_TYPED, NumberSource.EXTERNAL)]
        if choices.blocks:
            offered.insert(1, (_BLOCK, NumberSource.BLOCK))
        self.source.blockSignals(True)
        self.source.clear()
        for told, source in offered:
            self.source.addItem(told, source.value)
        self.source.setCurrentIndex(max(0, self.source.findData(chosen.value)))
        self.source.blockSignals(False)
        self.block.clear()
        for one in choices.blocks:
            self.block.addItem(_block_words(one))
        self._on_source()
        self._choose_wanted()

    # -- choosing ----------------------------------------------------------------------

    @property
    def chosen(self) -> NumberSource:
        source = self.source.currentData()
        return NumberSource(source) if source else NumberSource.SERIES

    def put(self, leave: Leave) -> None:
        """Choose what was chosen before; the choices may still be on their way."""
        self._wanted = leave
        if self.source.count():
            self._choose_wanted()

    def _choose_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        place = -1 if wanted is None else self.source.findData(wanted.source.value)
        if wanted is None or place < 0:
            return
        self.source.setCurrentIndex(place)
        if wanted.source is NumberSource.EXTERNAL:
            self.typed.setText(wanted.number)
        for number, one in enumerate(self._blocks):
            if one.id == wanted.block_id:
                self.block.setCurrentIndex(number)
                self.serial.setCurrentText(wanted.number)

    def choose(self) -> None:
        """F4: to the sources; the arrow keys choose."""
        self.source.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_source(self) -> None:
        is_block = self.chosen is NumberSource.BLOCK
        is_typed = self.chosen is NumberSource.EXTERNAL
        self.block.setVisible(is_block)
        self.serial.setVisible(is_block)
        self.typed.setVisible(is_typed)
        self.printed.setVisible(is_typed)
        if is_typed:
            self._on_typed()

    def _on_block(self) -> None:
        """Its numbers, the next open one first."""
        self.serial.clear()
        if 0 <= self.block.currentIndex() < len(self._blocks):
            one = self._blocks[self.block.currentIndex()]
            self.serial.addItems([one.words_of(serial) for serial in one.open])

    def _on_typed(self) -> None:
        number = parse_number(self.typed.text())
        if number is not None:
            self.printed.setText(f"印作 {number}")
        else:
            self.printed.setText(_FORM if self.typed.text().strip() else "填另一处登记取得的文号")

    # -- the answer --------------------------------------------------------------------

    def leave(self, usual: Leave) -> Leave:
        """How the paper leaves, with the number as chosen; raises NotUnderstood."""
        if self.chosen is NumberSource.SERIES:
            return usual
        if self.chosen is NumberSource.BLOCK:
            block = self._blocks[self.block.currentIndex()]
            number = self.serial.currentText()
            return replace(usual, source=NumberSource.BLOCK, number=number, block_id=block.id)
        typed = parse_number(self.typed.text())
        if typed is None:
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
            raise NotUnderstood(_FORM)
        return replace(usual, source=NumberSource.EXTERNAL, number=str(typed))


def _block_words(one: BlockRow) -> str:
    return f"{one.holder}　{one.block.first}—{one.block.last}号　余 {len(one.open)}"
