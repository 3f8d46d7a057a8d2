"""文号核对 from the list of papers: each series in a line, and every number that lacks."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from desktop.domain.labels import label
from desktop.jobs.runner import Runner
from desktop.queries.papers import SeriesRow
from desktop.ui.dialogs import Dialogs
from desktop.ui.number_panels import GapPanel
from desktop.ui.widgets import column, fitting, scrolled, words, wrapped

_NONE = "还没有设定文号序列。请先在“启用”里填写机关代字和下一号。"


class SeriesBox(QDialog):
    """The gap report of the register, counted from the first number told on the 启用日."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        rows: tuple[SeriesRow, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("文号核对")
        self.resize(fitting(QSize(1000, 620), parent))
        self.lines = tuple(series_words(row) for row in rows)
        self.gaps = GapPanel(runner, dialogs)
        body = QWidget()
        inside = column(body, 2)
        for row, (line, is_whole) in zip(rows, self.lines, strict=True):
            inside.addWidget(words(f"{label(row.kind)}　{row.prefix}〔{row.year}〕", "heading"))
            inside.addWidget(wrapped(line, "" if is_whole else "wrong"))
        if not rows:
            inside.addWidget(wrapped(_NONE))
        inside.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = column(self, 8, (12, 10, 12, 10))
        whole.addWidget(scrolled(body), 2)
        whole.addWidget(self.gaps, 3)
        whole.addWidget(buttons)
        self.gaps.refresh()


def series_words(row: SeriesRow) -> tuple[str, bool]:
    """One series in words, and whether nothing is wrong with it."""
    gaps = row.gaps
    if gaps.last < gaps.first:
        return f"√ 还没有用过，下一号 {row.next_words}", True
    parts = [f"{gaps.first}—{gaps.last} 号，下一号 {row.next_number}"]
    if gaps.missing:
        parts.append(f"缺 {_listed(gaps.missing)} 号")
    if gaps.doubled:
        parts.append(f"{_listed(gaps.doubled)} 号用了不止一次")
    if gaps.voided:
        parts.append(f"作废 {_listed(gaps.voided)} 号（留有记录，不算缺号）")
    if row.imported:
        parts.append(f"{_listed(row.imported)} 号在导入的台账中（历史导入）")
    if gaps.whole:
        parts.append("没有缺号、重号")
    return f"{'√' if gaps.whole else '▲'} {'；'.join(parts)}", gaps.whole


def _listed(numbers: tuple[int, ...]) -> str:
    return "、".join(str(number) for number in numbers)
