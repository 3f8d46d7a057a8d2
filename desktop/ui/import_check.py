"""Step 3 of an import: what would come of it, cell by cell, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTabWidget, QWidget

from desktop.domain.identifiers import masked
from desktop.domain.ledger import Kind, Severity
from desktop.exchange.rows import Problem, Sheet
from desktop.jobs.runner import Runner
from desktop.queries.listing import Whole
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.filter_bar import Filter, FilterBar
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import column, wrapped
from desktop.usecases.imports.plan import Difference, Doubt, Fate, ImportPlan

SEVERITIES = {Severity.ERROR: "拒收", Severity.WARNING: "提醒"}
FATES = {
    Fate.ADDED: "新增",
    Fate.UPDATED: "更新",
    Fate.UNCHANGED: "未变",
    Fate.REJECTED: "拒收",
}


@dataclass(frozen=True)
class ProblemLine:
    """A problem as it is shown: identity numbers masked."""

    row: int
    column: str
    value: str
    severity: Severity
    reason: str


def problem_lines(sheet: Sheet, plan: ImportPlan) -> tuple[ProblemLine, ...]:
    """Everything found: first what keeps rows out, then what is only to be looked at."""
    secret = {
        header.text
        for header in sheet.headers
        if header.field and sheet.ledger.column(header.field).type is Kind.ID_NUMBER
    }
    errors_first = sorted(plan.problems, key=lambda found: found.severity is not Severity.ERROR)
    return tuple(_line(found, found.column in secret) for found in errors_first)


def _line(found: Problem, is_secret: bool) -> ProblemLine:
    value = masked(found.value) if is_secret else found.value
    return ProblemLine(found.row, found.column, value, found.severity, found.reason)


def counts_sentence(plan: ImportPlan) -> str:
    """读到 120 行：新增 117，更新 0，未变 0，拒收 3."""
    counts = "，".join(f"{word} {plan.count(fate):,}" for fate, word in FATES.items())
    return f"读到 {plan.read:,} 行：{counts}"


def stored_count(plan: ImportPlan) -> int:
    """How many rows an import would bring in."""
    return plan.count(Fate.ADDED) + plan.count(Fate.UPDATED)


_PROBLEMS = (
    Column("行", lambda line: line.row, 56, Align.RIGHT, "row"),
    Column(
        "处理",
        lambda line: SEVERITIES[line.severity],
        76,
        sort="severity",
        mark=lambda line: Mark.DANGER if line.severity is Severity.ERROR else Mark.WARNING,
    ),
    Column("列", lambda line: line.column, 130, sort="column"),
    Column("单元格里的内容", lambda line: line.value, 190, sort="value"),
    Column("原因", lambda line: line.reason, 380, sort="reason"),
)
_DIFFERENCES = (
    Column("行", lambda line: line.row, 56, Align.RIGHT, "row"),
    Column("哪一条", lambda line: line.name, 240, sort="name"),
    Column("项", lambda line: line.column, 120, sort="column"),
    Column("现在", lambda line: line.before or "（空）", 200, sort="before"),
    Column("导入后", lambda line: line.after or "（空）", 200, sort="after"),
)
_SEVERITY = Filter("severity", "处理", {key.value: word for key, word in SEVERITIES.items()})


class DoubtList(QListWidget):
    """Rows that may be a project the office has, or another one: a tick says it is the same."""

    told = Signal(object)
    """frozenset of the rows that are another project."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("同一个工程吗")
        self.setWordWrap(True)
        self.itemChanged.connect(self._on_changed)

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        self.blockSignals(True)
        self.clear()
        for doubt in doubts:
            item = QListWidgetItem(
                f"第 {doubt.row} 行 {doubt.name}：{doubt.differing}与已登记的不同，"
                f"{doubt.same}相同。打勾：是同一个工程；不打勾：是另一个工程。",
                self,
            )
            item.setData(Qt.ItemDataRole.UserRole, doubt.row)
            item.setCheckState(Qt.CheckState.Unchecked if doubt.apart else Qt.CheckState.Checked)
        self.blockSignals(False)

    def _on_changed(self, _item: QListWidgetItem) -> None:
        items = [self.item(place) for place in range(self.count())]
        apart = [item for item in items if item.checkState() is Qt.CheckState.Unchecked]
        self.told.emit(frozenset(item.data(Qt.ItemDataRole.UserRole) for item in apart))


class CheckStep(QWidget):
    """The counts, then lists: problems, what updated rows would change, what is in doubt."""

    told_apart = Signal(object)

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[ProblemLine, ...] = ()
        self._differences: tuple[Difference, ...] = ()
        self.counts = wrapped("", "subject")
        self._advice = wrapped("", "quiet")
        problems = Whole(
            lambda _session: self._problems,
            text=lambda line: f"{line.row} {line.column} {line.value} {line.reason}",
            filters={"severity": lambda line, wanted: line.severity == wanted},
        )
        differences = Whole(
            lambda _session: self._differences,
            text=lambda line: f"{line.row} {line.name} {line.column} {line.before} {line.after}",
        )
        self.problems = _Listing(runner, dialogs, "import_problems", problems, _PROBLEMS)
        self.differences = _Listing(runner, dialogs, "import_changes", differences, _DIFFERENCES)
        self.doubts = DoubtList()
        self.doubts.told.connect(self.told_apart)
        self.tabs = QTabWidget()
        whole = column(self)
        whole.addWidget(self.counts)
        whole.addWidget(self._advice)
        whole.addWidget(self.tabs, 1)

    def show_plan(self, sheet: Sheet, plan: ImportPlan) -> None:
        self._problems = problem_lines(sheet, plan)
        self._differences = plan.differences
        self.counts.setText(counts_sentence(plan))
        self._advice.setText(_advice(plan))
        shown = self.tabs.currentWidget()
        self.doubts.show_doubts(plan.doubts)
        self.tabs.clear()
        if plan.doubts:
            self.tabs.addTab(self.doubts, f"是同一个工程吗（{len(plan.doubts):,}）")
        self.tabs.addTab(self.problems, f"问题（{len(self._problems):,}）")
        self.tabs.addTab(self.differences, f"会改动的（{len(self._differences):,}）")
        if shown is self.doubts and plan.doubts:
            self.tabs.setCurrentWidget(self.doubts)
        elif not plan.doubts and self._differences and not self._problems:
            self.tabs.setCurrentWidget(self.differences)
        else:
            self.tabs.setCurrentIndex(0)
        self.problems.model.reload()
        self.differences.model.reload()

    def focus_filter(self) -> None:
        shown = self.tabs.currentWidget()
        if isinstance(shown, _Listing):
            shown.bar.box.setFocus()

    def focus_first(self) -> None:
        shown = self.tabs.currentWidget()
        if shown is not None:
            shown.setFocus()


class _Listing(QWidget):
    """A table with its filter."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        name: str,
        source: Whole,
        columns: tuple[Column, ...],
    ) -> None:
        super().__init__()
        filters = (_SEVERITY,) if source.filters else ()
        self.bar = FilterBar(filters, dialogs, name)
        self.model = RowsModel(runner, source, columns, self)
        self.table = RowsTable(self.model, dialogs.settings, name)
        self.bar.narrowed.connect(self._on_narrowed)
        self.bar.went_down.connect(self.table.setFocus)
        self.model.arrived.connect(self.bar.show_count)
        whole = column(self, margins=(6, 6, 6, 6))
        whole.addWidget(self.bar)
        whole.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _on_narrowed(self, text: str, where: Any) -> None:
        self.model.look(text=text, where=where)


def _advice(plan: ImportPlan) -> str:
    """What the clerk may do about it."""
    if plan.read == 0:
        return "表头下面没有数据行。"
    said = []
    if plan.doubts:
        said.append("请先看“是同一个工程吗”：没有说明的按同一个工程录入。")
    if plan.count(Fate.REJECTED):
        said.append("拒收的行整行不导入；导入后可把它们另存成一个带“原因”列的工作簿，改好再导。")
    if stored_count(plan) == 0:
        said.append("没有要新增或更新的行。")
    return "".join(said) or "现在还没有存入任何内容，核对后按回车导入。"
