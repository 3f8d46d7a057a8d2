"""The figures of a month as a table, and the one figure: its definition, article and records."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import Runner
from desktop.queries.listing import Whole
from desktop.queries.month_drill import FigureChange
from desktop.queries.month_lines import EarlierLine, MonthLine, figure_words
from desktop.queries.month_view import MonthView
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.drill import DrillPane
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, row, words, wrapped


@dataclass(frozen=True)
class FigureRow:
    """A figure in the table, with what changed since the month was sealed."""

    line: MonthLine
    change: FigureChange | None = None
    is_closed: bool = False

    @property
    def waits(self) -> bool:
        """Somebody should say whether nothing happened."""
        return self.line.can_confirm_none and not self.is_closed

    @property
    def needs_reason(self) -> bool:
        """A figure already reported changed, and nobody said why yet."""
        one = self.line.sum
        return one is not None and one.needs_reason and not self.line.reason

    @property
    def code(self) -> str:
        return self.line.code

    @property
    def name(self) -> str:
        return f"{self.line.name}（{self.line.unit}）"

    @property
    def value(self) -> float | None:
        return self.line.value

    @property
    def remark(self) -> str:
        """What the clerk must know of this line."""
        if self.change is not None:
            return self.change.words
        if not self.line.agrees:
            return "累计不平"
        if self.needs_reason:
            return "更正，待写理由"
        if self.line.confirmed_by:
            return f"{self.line.confirmed_by}确认无发生"
        if self.waits:
            return "待确认无发生"
        return "封存时未确认" if self.line.can_confirm_none else ""


def _number(name: str) -> Any:
    def words_of(row: FigureRow) -> str | None:
        value = getattr(row.line, name)
        return None if value is None else figure_words(value, is_ratio=row.line.is_ratio)

    return words_of


def _sum(name: str) -> Any:
    """A stock and a ratio have no sum over months: empty, which is not unknown."""
    words_of = _number(name)
    return lambda row: words_of(row) if row.line.is_flow else " "


def _history(row: FigureRow) -> str:
    """Nothing of it is history: left empty, so that the eye finds what is."""
    return f"{row.line.history:g}" if row.line.history else " "


def _changed(name: str) -> Any:
    """补报 and 更正: left empty where there are none, so that the eye finds those there are."""

    def words_of(row: FigureRow) -> str:
        value = getattr(row.line, name)
        return f"{value:+g}" if value else " "

    return words_of


def _remark_mark(row: FigureRow) -> Mark | None:
    if not row.line.agrees:
        return Mark.DANGER
    return Mark.WARNING if row.change is not None or row.waits or row.needs_reason else None


COLUMNS = (
    Column("代码", lambda row: row.code, 50, sort="code"),
    Column("指标", lambda row: row.name, 172, sort="name"),
    Column("本月", _number("value"), 60, Align.RIGHT, sort="value"),
    Column("其中历史", _history, 70, Align.RIGHT),
    Column("说明", lambda row: row.remark or " ", 128, mark=_remark_mark),
    Column("补报", _changed("supplement"), 46, Align.RIGHT),
    Column("更正", _changed("correction"), 46, Align.RIGHT),
    Column("本年累计", _sum("year"), 72, Align.RIGHT),
    Column("上年同期", _number("same_period"), 72, Align.RIGHT),
    Column("行动累计", _sum("action"), 72, Align.RIGHT),
)


class FigureTable(RowsTable):
    """All figures; they were read with the month, so nothing is read again here."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        self._lines: tuple[FigureRow, ...] = ()
        self._code = ""
        model = RowsModel(runner, Whole(lambda _session: self._lines), COLUMNS)
        super().__init__(model, dialogs.settings, "month", parent)
        model.setParent(self)
        self.rows_model = model
        self.setSelectionMode(RowsTable.SelectionMode.SingleSelection)
        model.arrived.connect(lambda _count: self._mark_again())

    @property
    def current(self) -> FigureRow | None:
        place = self.currentIndex()
        return self.rows_model.row_at(place.row()) if place.isValid() else None

    def put(self, view: MonthView) -> None:
        self._code = self.current.code if self.current is not None else self._code
        self._lines = tuple(
            FigureRow(line, view.changes.get(line.code), view.is_closed) for line in view.page.lines
        )
        self.rows_model.reload()

    def show_code(self, code: str) -> None:
        self._code = code
        self._mark_again()

    def _mark_again(self) -> None:
        number = self.rows_model.where(lambda row: row.code == self._code)
        if self._lines:
            self.go_to(0 if number is None else number)


class FigurePane(QWidget):
    """What a figure means, on which article it stands, and the records it counts."""

    asked_none = Signal(str)
    """确认无发生 of this figure is wanted."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: MonthLine | None = None
        self._name = wrapped("", "subject")
        self._sum = words("", "heading")
        self._definition = wrapped("")
        self._article = wrapped("", "quiet")
        self.none_button = button(
            "确认本月无发生", self._ask, tip="本局没有这类记录时由经办确认，确认后记 0（Ctrl+D）"
        )
        self.drill = DrillPane(runner, dialogs)
        head = row(None)
        head.addWidget(self._name, 1)
        head.addWidget(self.none_button)
        whole = column(self, 4, (8, 6, 8, 6))
        whole.addLayout(head)
        whole.addWidget(self._sum)
        whole.addWidget(self._definition)
        whole.addWidget(self._article)
        whole.addWidget(self.drill, 1)

    def show_figure(
        self, row: FigureRow, parts: str, period: int, moved: MonthLine | EarlierLine | None = None
    ) -> None:
        """``parts`` is a ratio's arithmetic; ``moved`` begins with what changed of a sum."""
        self.line = line = row.line
        self._name.setText(f"{line.code}　{line.name}")
        self._sum.setText(parts)
        self._sum.setVisible(bool(parts))
        self._definition.setText(f"口径：{line.definition}")
        self._article.setText(f"依据：{line.article}")
        self.none_button.setVisible(row.waits)
        lists = (moved or line).lists
        begin = next((name for name, ids in lists if ids), "") if moved else ""
        self.drill.show_figure(line.code, period, lists, begin)

    def _ask(self) -> None:
        if self.line is not None:
            self.asked_none.emit(self.line.code)
