"""Step 3 of an import: what would come of it, cell by cell, before anything is stored."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QTabWidget, QWidget

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
from desktop.usecases.imports.plan import Difference, Fate, ImportPlan

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


class CheckStep(QWidget):
    """The counts, then two lists: problems, and what updated rows would change."""

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
        self.tabs.clear()
        self.tabs.addTab(self.problems, f"问题（{len(self._problems):,}）")
        self.tabs.addTab(self.differences, f"会改动的（{len(self._differences):,}）")
        self.tabs.setCurrentIndex(1 if self._differences and not self._problems else 0)
        self.problems.model.reload()
        self.differences.model.reload()

    def focus_filter(self) -> None:
        shown = self.differences if self.tabs.currentIndex() else self.problems
        shown.bar.box.setFocus()

    def focus_first(self) -> None:
        self.tabs.currentWidget().setFocus()


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
    if plan.count(Fate.REJECTED):
        said.append("拒收的行整行不导入；导入后可把它们另存成一个带“原因”列的工作簿，改好再导。")
    if stored_count(plan) == 0:
        said.append("没有要新增或更新的行。")
    return "".join(said) or "现在还没有存入任何内容，核对后按回车导入。"
