"""The head of the board: which round, its three denominators, and what waits to be confirmed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QProgressBar, QPushButton, QVBoxLayout, QWidget

from db.codes import HolderKind
from desktop.domain.rounds import SCOPE
from desktop.queries.round_board import Bar, Board
from desktop.ui.columns import Mark
from desktop.ui.widgets import button, column, row, words, wrapped


class _Denominator:
    """One denominator: a link to what is not covered, a bar, and how it came about."""

    def __init__(self, go: Callable[[], None]) -> None:
        self.link = button("", go, "link", "看还没有覆盖的")
        self.bar = QProgressBar(textVisible=False)
        self.told = words("", "quiet")
        self.place: QVBoxLayout = column(None, 2)
        self.place.addWidget(self.link)
        self.place.addWidget(self.bar)
        self.place.addWidget(self.told)

    def show_bar(self, bar: Bar) -> None:
        self.link.setText(f"{bar.title} {bar.words}")
        self.bar.setAccessibleName(f"{bar.title}覆盖 {bar.words}")
        self.bar.setRange(0, max(bar.progress.due, 1))
        self.bar.setValue(bar.progress.covered)
        self.told.setText(bar.arithmetic)


class RoundHead(QWidget):
    """Shows a board; ``asked`` names the denominator whose missing units are wanted."""

    chosen = Signal(object)
    """The id of the round to look at."""
    asked = Signal(str)
    changes_asked = Signal()
    visits_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rounds = QComboBox()
        self.rounds.setAccessibleName("轮次")
        self.rounds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.asked_words = words("", "quiet")
        self.pending: QPushButton = button("", self.changes_asked.emit, "link", "新进入和离开的")
        self.visits = button("本轮的检查", self.visits_asked.emit, "link")
        self.counting = wrapped("", "quiet")
        self._bars = {kind: _Denominator(self._asker(kind)) for kind in SCOPE}
        line = row()
        line.addWidget(self.rounds)
        line.addWidget(self.visits)
        line.addWidget(self.pending)
        line.addStretch(1)
        line.addWidget(self.asked_words)
        bars = row(None, 18)
        for one in self._bars.values():
            bars.addLayout(one.place, 1)
        whole = column(self, 4)
        whole.addLayout(line)
        whole.addLayout(bars)
        whole.addWidget(self.counting)
        self.rounds.activated.connect(lambda _place: self.chosen.emit(self.rounds.currentData()))
        self.hide()

    def _asker(self, kind: HolderKind) -> Callable[[], None]:
        return lambda: self.asked.emit(kind.value)

    def show_board(self, board: Board) -> None:
        self.setVisible(board.chosen is not None)
        if board.chosen is None:
            return
        self.rounds.blockSignals(True)
        self.rounds.clear()
        for one in board.choices:
            self.rounds.addItem(one.ref.words, one.ref.id)
        self.rounds.setCurrentIndex(self.rounds.findData(board.chosen.ref.id))
        self.rounds.blockSignals(False)
        self.asked_words.setText(board.asked_words)
        self.pending.setText(f"{Mark.WARNING.value} {board.pending} 个范围变动待核对")
        self.pending.setVisible(bool(board.pending))
        ground = f"　依据：{board.chosen.ground}" if board.chosen.ground else ""
        unlisted = f"　{Mark.WARNING.value} {board.unlisted_words}" if board.unlisted else ""
        self.counting.setText(f"{board.chosen.counting_words}{unlisted}{ground}")
        for bar in board.bars:
            self._bars[bar.kind].show_bar(bar)
