"""核对: what the month still lacks, who confirmed what, which editions there were."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.labels import label
from desktop.queries.month_view import MonthView, Open
from desktop.queries.months import MonthRow
from desktop.ui.widgets import button, column, scrolled, words, wrapped

_ROW = 28
_SHOWN = 9


class CheckPane(QWidget):
    """Ticks for 无发生, links to what is open, and the reports of earlier editions."""

    confirmed = Signal(object)
    """The codes that were ticked."""
    went = Signal(str, object)
    """A page and its filters."""
    paper_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks = QListWidget()
        self.ticks.setAccessibleName("待确认无发生的指标")
        self.ticks.itemChanged.connect(lambda _item: self._on_ticked())
        self.confirm_button = button(
            "确认所勾指标本月无发生", self._confirm, "primary", "记下经办人和时间，数值记为 0"
        )
        self._area = scrolled()
        column(self).addWidget(self._area)

    def show_view(self, view: MonthView) -> None:
        self.ticks.setParent(None)
        self.confirm_button.setParent(None)
        body = QWidget()
        whole = column(body, 6, (8, 6, 8, 8))
        self._none(whole, view)
        self._opens(whole, view.opens)
        self._changes(whole, view)
        self._confirmations(whole, view)
        self._editions(whole, view.editions)
        whole.addStretch(1)
        old = self._area.takeWidget()
        self._area.setWidget(body)
        if old is not None:
            old.deleteLater()

    @property
    def ticked(self) -> tuple[str, ...]:
        items = (self.ticks.item(number) for number in range(self.ticks.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    # -- inside ------------------------------------------------------------------------

    def _none(self, whole: QVBoxLayout, view: MonthView) -> None:
        lines = view.to_confirm
        self.ticks.blockSignals(True)
        self.ticks.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.code}　{line.name}")
            item.setData(Qt.ItemDataRole.UserRole, line.code)
            item.setToolTip(line.definition)
            item.setSizeHint(QSize(0, _ROW))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.ticks.addItem(item)
        self.ticks.blockSignals(False)
        self.ticks.setFixedHeight(min(len(lines), _SHOWN) * _ROW + 6)
        if lines:
            whole.addWidget(words(f"{len(lines)} 个指标没有记录", "heading"))
            whole.addWidget(
                wrapped("不确认的在报表上印“—”；确实没有发生的，勾上后确认，记 0。", "quiet")
            )
            whole.addWidget(self.ticks)
            whole.addWidget(self.confirm_button, 0, Qt.AlignmentFlag.AlignLeft)
            self._on_ticked()
        else:
            whole.addWidget(words("√ 没有待确认的指标", "heading"))

    def _opens(self, whole: QVBoxLayout, opens: tuple[Open, ...]) -> None:
        whole.addWidget(words("报送前看一看" if opens else "√ 本期没有未办的事", "heading"))
        for one in opens:
            if one.page:
                act = partial(self.went.emit, one.page, dict(one.where))
                _link(whole, f"△ {one.words}", act)
            else:
                whole.addWidget(wrapped(f"△ {one.words}"))

    def _changes(self, whole: QVBoxLayout, view: MonthView) -> None:
        names = {line.code: line.name for line in view.page.lines}
        if view.changes:
            whole.addWidget(words("封存以后的变化（数值不变，列入下期）", "heading"))
            for code, change in view.changes.items():
                whole.addWidget(wrapped(f"{names[code]}：{change.words}"))

    def _confirmations(self, whole: QVBoxLayout, view: MonthView) -> None:
        names = {line.code: line.name for line in view.page.lines}
        if view.confirmed:
            whole.addWidget(words("已确认无发生", "heading"))
            for one in view.confirmed:
                when = one.at[:16].replace("T", " ")
                whole.addWidget(wrapped(f"√ {names[one.code]}（{one.who} {when}）"))

    def _editions(self, whole: QVBoxLayout, rows: tuple[MonthRow, ...]) -> None:
        if rows:
            whole.addWidget(words("各稿", "heading"))
        for one in rows:
            told = f"第{one.edition}稿　{label(one.state)}　截至 {one.through}"
            if one.submitted_on is not None:
                told += f"　{one.submitted_on} 报送"
            if one.paper_id is not None:
                _link(whole, f"{told}　看报表", partial(self.paper_asked.emit, one.paper_id))
            else:
                whole.addWidget(wrapped(told))

    def _on_ticked(self) -> None:
        self.confirm_button.setEnabled(bool(self.ticked))

    def _confirm(self) -> None:
        if self.ticked:
            self.confirmed.emit(self.ticked)


def _link(whole: QVBoxLayout, text: str, act: Callable[[], object]) -> None:
    whole.addWidget(button(text, act, "link"), 0, Qt.AlignmentFlag.AlignLeft)
