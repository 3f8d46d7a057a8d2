"""累计: the line that proves each figure, and why what was reported changed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import Runner
from desktop.queries.listing import Whole
from desktop.queries.month_lines import EarlierLine, MonthLine
from desktop.queries.month_reasons import proposed_reason
from desktop.queries.month_view import MonthView
from desktop.ui.columns import Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, row, wrapped

ProofLine = MonthLine | EarlierLine


def waits(line: ProofLine) -> bool:
    """What was reported changed, and nobody said why."""
    return line.sum is not None and line.sum.needs_reason and not line.reason


def _rank(line: ProofLine) -> int:
    """What keeps the month from being 审定 first, then what moved, then the rest."""
    if not line.agrees:
        return 0
    if waits(line):
        return 1
    is_flow = isinstance(line, EarlierLine) or line.is_flow
    is_moved = line.sum is not None and bool(line.sum.late or line.sum.corrected)
    return 2 if is_flow and is_moved else 3


def _state(line: ProofLine) -> str:
    if not line.agrees:
        return "不平"
    return "待理由" if waits(line) else "平"


def _mark(line: ProofLine) -> Mark | None:
    if not line.agrees:
        return Mark.DANGER
    return Mark.WARNING if waits(line) else Mark.DONE


COLUMNS: tuple[Column, ...] = (
    Column("核对", _state, 84, mark=_mark),
    Column("指标", lambda line: line.name, 132, sort="name"),
    Column("算式", lambda line: line.proof, 320),
    Column("更正理由", lambda line: line.reason or " ", 150),
)


class ProofPane(QWidget):
    """All sums, the wrong ones first; Enter shows the records, F2 writes the reason."""

    asked = Signal(object)
    """The line whose 补报 and 更正 are wanted."""
    explained = Signal(object, str)
    """The codes and the reason."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._dialogs = runner, dialogs
        self.lines: tuple[ProofLine, ...] = ()
        self._can_write = False
        self._code = ""
        self.model = RowsModel(runner, Whole(lambda _session: self.lines), COLUMNS, self)
        self.table = RowsTable(self.model, dialogs.settings, "proof", self)
        self.table.setAccessibleName("累计核对")
        self._told = wrapped("")
        self._line = wrapped("")
        self.one_button = button("写更正理由…", self.explain, tip="F2")
        self.all_button = button("待写的一并写…", self.explain_all, tip="Ctrl+R")
        foot = row(None)
        foot.addWidget(self.one_button)
        foot.addWidget(self.all_button)
        foot.addStretch(1)
        whole = column(self, 4, (8, 6, 8, 6))
        whole.addWidget(self._told)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._line)
        whole.addLayout(foot)
        self.table.entered.connect(self._ask)
        self.table.settled.connect(lambda _number: self._show_line())
        self.model.arrived.connect(lambda _count: self._mark_again())
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F2", self.explain),
            ("Ctrl+R", self.explain_all),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), self, slot)
        self.setFocusProxy(self.table)

    def show_view(self, view: MonthView) -> None:
        page = view.page
        self._code = self.current.code if self.current is not None else self._code
        self.lines = tuple(sorted(page.sums, key=_rank))
        self._can_write = page.state is not None and not page.is_closed
        wrong = sum(not line.agrees for line in self.lines)
        told = [f"{len(self.lines)} 条累计，{wrong} 条不平" if wrong else "√ 各条累计都平"]
        if self.unexplained:
            told.append(f"{len(self.unexplained)} 条更正还没有写理由，写了才能审定")
        if page.pending is not None:
            told.append(f"{page.pending.words}还没有封存，累计无从接起")
        if not self.lines:
            told = ["还没有报过的数，首次报送从期初数接起"]
        if page.cut_off_words:
            told.append(page.cut_off_words)
        self._told.setText("；".join(told))
        for one in (self.one_button, self.all_button):
            one.setEnabled(self._can_write and bool(page.corrected))
        self.model.reload()

    @property
    def unexplained(self) -> tuple[ProofLine, ...]:
        return tuple(line for line in self.lines if waits(line))

    @property
    def current(self) -> ProofLine | None:
        place = self.table.currentIndex()
        found: Any = self.model.row_at(place.row()) if place.isValid() else None
        return found

    def explain(self) -> None:
        """The reason of the chosen line."""
        line = self.current
        if line is None or line.sum is None or not line.sum.needs_reason:
            return
        if line.reason:
            self._explain((line,), line.reason)
        else:
            self._propose((line,))

    def explain_all(self) -> None:
        """One reason for every line that has none."""
        if self.unexplained:
            self._propose(self.unexplained)

    def _propose(self, lines: tuple[ProofLine, ...]) -> None:
        """Offer what the records of the first line say of themselves."""
        first = lines[0]
        ids = first.sum.corrected if first.sum is not None else ()
        self._runner.read(
            self,
            proposed_reason,
            first.code,
            ids,
            done=lambda told: self._explain(lines, told),
            latest="reason",
        )

    def _explain(self, lines: tuple[ProofLine, ...], reason: str) -> None:
        if not self._can_write:
            return
        names = "、".join(line.name for line in lines)
        told = self._dialogs.ask_words("更正理由", f"{names}为什么更正：", reason)
        if told is not None:
            self.explained.emit(tuple(line.code for line in lines), told)

    def _mark_again(self) -> None:
        """The line one was on may stand elsewhere now: its reason was written."""
        number = self.model.where(lambda line: line.code == self._code)
        if self.lines:
            self.table.go_to(0 if number is None else number)

    def _show_line(self) -> None:
        """The chosen sum in full: its column is narrow."""
        line = self.current
        if line is not None:
            reason = f"　理由：{line.reason}" if line.reason else ""
            self._line.setText(f"{line.name}：{line.proof}{reason}")

    def _ask(self) -> None:
        if self.current is not None:
            self.asked.emit(self.current)
