"""月报: the month's figures, what stands behind them, and the way to 封存 and 已报."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QTabWidget, QWidget

from db.codes import Area, MonthPart
from desktop.domain.labels import label
from desktop.domain.month_sums import figure_of
from desktop.domain.months import month_words
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.figures.catalogue import figure
from desktop.queries.figures.figure import Ratio
from desktop.queries.figures.trend import TrendPoint, figure_trend
from desktop.queries.month_lines import MonthLine, figure_words
from desktop.queries.month_view import MonthView, month_view
from desktop.queries.papers import paper_bytes
from desktop.ui.charts import TrendChart
from desktop.ui.dialogs import Dialogs
from desktop.ui.month_checks import CheckPane
from desktop.ui.month_figures import FigurePane, FigureTable
from desktop.ui.month_forms import FormsPane
from desktop.ui.month_proof import ProofLine, ProofPane
from desktop.ui.month_steps import MonthSteps
from desktop.ui.month_texts import TextPane
from desktop.ui.notice import Notice, Tone
from desktop.ui.page import Page
from desktop.ui.preview import PdfPane
from desktop.ui.record import Step
from desktop.ui.widgets import button, column, row, words, wrapped
from desktop.usecases.month_corrections import ExplainCorrection, explain_correction
from desktop.usecases.month_sheets import draft_preview, named_words
from desktop.usecases.months import ConfirmNone, confirm_none

_HELP = """
一个月一份报表。左边是全部指标，右边是选中指标的**口径、依据和记录**；没有记录的显示“—”，
由经办在“核对”里确认**无发生**后才记 0。

- **回车** 从指标到它的记录，再**回车** 打开那条记录；**Esc** 回到指标
- **Ctrl+E** 编写文字：六个方面各四部分，**Ctrl+L** 用上月的，**Ctrl+I** 插入指标，
  **Alt+↑↓** 换方面，**Ctrl+S** 保存；花括号里的指标印出时填成数
- **Alt+1** 至 **Alt+7** 换右边的页；“累计”里 **回车** 看补报、更正的记录，**F2** 写更正理由，
  **Ctrl+R** 一并写；“省表”里选好单元格，**回车** 绑定指标，**Delete** 解除
- **Ctrl+D** 确认选中指标本月无发生　**Ctrl+PgUp / Ctrl+PgDn** 前后月份
- **Ctrl+回车** 做下一步：草稿 → 核对 → 审定 → 封存 → 已报

封存时把数值和记录清单一并冻结，以后补录、改动的列为下期的**补报、更正**。
比率只看分子分母：从右边的选择框可以看分母的记录。
"""


class MonthPage(Page):
    """One month at a time."""

    key = "month"
    title = "月报"
    shows = frozenset(Area)

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.view: MonthView | None = None
        self._period = 0
        self._moved: ProofLine | None = None
        self.months = QComboBox()
        self.state = words("", "heading")
        self.due = wrapped("", "quiet")
        self.notice = Notice()
        self.table = FigureTable(runner, dialogs)
        self.figure = FigurePane(runner, dialogs)
        self.checks = CheckPane()
        self.proof = ProofPane(runner, dialogs)
        self.forms = FormsPane(runner, dialogs)
        self.texts = TextPane(runner, dialogs)
        self.preview = PdfPane(runner, dialogs, keys_on=self)
        self.chart = TrendChart()
        self.tabs = QTabWidget()
        self.steps = MonthSteps(runner, dialogs, self)
        self.next_button = button("", self.go_on, "primary", "快捷键 Ctrl+回车")
        self._others = row(None, 4)
        self._build()
        self._connect()

    @property
    def help(self) -> str:  # type: ignore[override]
        """F1 explains the chosen figure first."""
        line = self.figure.line
        if line is None:
            return _HELP
        return f"**{line.name}**：{line.definition}\n\n依据：{line.article}\n{_HELP}"

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        self.months.setAccessibleName("月份")
        self.months.setMinimumWidth(170)
        self.months.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for pane, title in (
            (self.figure, "明细"),
            (self.checks, "核对"),
            (self.proof, "累计"),
            (self.texts, "文字"),
            (self.preview, "报表"),
            (self.chart, "走势"),
            (self.forms, "省表"),
        ):
            self.tabs.addTab(pane, title)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 4)
        splitter.setSizes([700, 440])
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(self._head())
        whole.addWidget(self.due)
        whole.addWidget(self.notice)
        whole.addWidget(splitter, 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QHBoxLayout:
        head = row()
        head.addWidget(words(self.title, "title"))
        head.addWidget(button("上月", lambda: self.turn(1), tip="Ctrl+PgUp"))
        head.addWidget(self.months)
        head.addWidget(button("下月", lambda: self.turn(-1), tip="Ctrl+PgDn"))
        head.addWidget(self.state)
        head.addStretch(1)
        head.addLayout(self._others)
        head.addWidget(self.next_button)
        return head

    def _connect(self) -> None:
        self.months.activated.connect(lambda _place: self.show_month(self.months.currentData()))
        self.table.settled.connect(lambda _number: self._show_figure())
        self.table.entered.connect(self.drill)
        self.figure.asked_none.connect(lambda code: self.confirm_none((code,)))
        self.figure.drill.opened.connect(self.open_record)
        self.figure.drill.left.connect(self.table.setFocus)
        self.checks.confirmed.connect(self.confirm_none)
        self.checks.went.connect(self.go)
        self.proof.asked.connect(self.show_moved)
        self.proof.explained.connect(self._explain)
        self.checks.paper_asked.connect(lambda key: self.open_record.emit("paper", key))
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+PgUp": lambda: self.turn(1),
            "Ctrl+PgDown": lambda: self.turn(-1),
            "Ctrl+Return": self.go_on,
            "Ctrl+D": self._confirm_current,
            "Ctrl+E": self.write_texts,
        }
        keys |= {
            f"Alt+{place + 1}": partial(self._turn_to, place) for place in range(self.tabs.count())
        }
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self, slot)

    def _turn_to(self, place: int) -> None:
        """A pane on the right, with the keyboard in it."""
        self.tabs.setCurrentIndex(place)
        self.tabs.currentWidget().setFocus()

    # -- arriving ----------------------------------------------------------------------

    def refresh(self) -> None:
        self.runner.read(
            self,
            month_view,
            self._period,
            self.runner.today(),
            done=self._on_view,
            failed=self._on_refused,
            latest="month",
        )

    def show_record(self, record_id: int) -> None:
        """A month is named by its number, as 202610."""
        self.show_month(record_id)

    def show_where(self, where: dict[str, str]) -> None:
        """``month`` and ``figure`` choose what is looked at."""
        self._period = int(where.get("month", self._period))
        self.table.show_code(where.get("figure", ""))
        self.refresh()

    def show_month(self, period: int) -> None:
        self._period = period
        self.notice.clear()
        self.refresh()

    def turn(self, places: int) -> None:
        """The list of months begins with the newest."""
        place = self.months.currentIndex() + places
        if 0 <= place < self.months.count():
            self.show_month(self.months.itemData(place))

    def _on_view(self, view: MonthView) -> None:
        self.view = view
        self._period = view.page.period
        self._show_months(view)
        page = view.page
        self.state.setText(
            f"{label(page.state)} · 第{page.edition}稿" if page.state else "未起草（实时数）"
        )
        whole = f"{page.first} 至 {page.through}"
        reason = f"　原因：{page.reason}" if page.reason else ""
        self.due.setText(f"报告期 {whole}　{view.due_line}{reason}")
        self._show_steps(self.steps.of(view))
        self.table.put(view)
        self.checks.show_view(view)
        self.proof.show_view(view)
        self.forms.show_month(page.period, is_closed=page.is_closed)
        wrong = sum(not line.agrees for line in page.sums) + len(page.unexplained)
        self.tabs.setTabText(self.tabs.indexOf(self.proof), f"累计（{wrong}）" if wrong else "累计")
        count = len(view.to_confirm) + len(view.opens)
        self.tabs.setTabText(1, f"核对（{count}）" if count else "核对")
        self._show_preview()
        self._show_texts()

    def _show_months(self, view: MonthView) -> None:
        self.months.blockSignals(True)
        self.months.clear()
        for period, told in view.choices:
            self.months.addItem(told, period)
        self.months.setCurrentIndex(self.months.findData(view.page.period))
        self.months.blockSignals(False)

    def _show_steps(self, steps: tuple[Step, ...]) -> None:
        first, *others = steps
        self.next_button.setText(first.title)
        while (item := self._others.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                if old is self.window().focusWidget():
                    self.table.setFocus()
                old.hide()
                old.deleteLater()
        for step in others:
            self._others.addWidget(button(step.title, step.act))

    def _show_figure(self) -> None:
        chosen = self.table.current
        if chosen is None or self.view is None:
            return
        if self._moved is not None and figure_of(self._moved.code)[0] != chosen.code:
            self._moved = None
        told = self._parts(chosen.line)
        self.figure.show_figure(chosen, told, self.view.page.period, self._moved)
        self._show_trend()

    def _on_tab(self) -> None:
        self._show_preview()
        self._show_trend()
        self._show_texts()
        if self.tabs.currentWidget() is self.forms:
            self.forms.refresh()

    def _show_texts(self) -> None:
        if self.view is not None and self.tabs.currentWidget() is self.texts:
            self.texts.show_month(self.view.page.period, named_words(self.view.page))

    def _show_trend(self) -> None:
        chosen = self.table.current
        if chosen is None or self.tabs.currentWidget() is not self.chart:
            return
        line = chosen.line

        def on_read(points: tuple[TrendPoint, ...]) -> None:
            self.chart.show_points(f"{line.name}（{line.unit}）", points, is_ratio=line.is_ratio)

        self.runner.read(self, figure_trend, line.code, self._period, done=on_read, latest="trend")

    def _parts(self, line: MonthLine) -> str:
        """A ratio's two sides as the month has them."""
        declared = figure(line.code)
        if not isinstance(declared, Ratio) or self.view is None:
            return ""
        by_code = {one.code: one for one in self.view.page.lines}
        above, below = by_code[declared.numerator], by_code[declared.denominator]
        told = figure_words(line.value, is_ratio=True)
        return f"{above.name} {above.words} ÷ {below.name} {below.words} = {told}"

    def _show_preview(self) -> None:
        """Read or draw the report only when somebody looks at it."""
        if self.view is None or self.tabs.currentWidget() is not self.preview:
            return
        page = self.view.page
        if page.paper_id is not None:
            self._read_preview(paper_bytes, page.paper_id, mark="")
        else:
            mark = "草稿预览：没有封存，不得报送"
            self._read_preview(draft_preview, page.period, self.runner.today(), mark=mark)

    def _read_preview(self, query: Callable[..., Any], *args: object, mark: str) -> None:
        name = f"{month_words(self._period)}月报"
        self.preview.wait()
        self.runner.read(
            self,
            query,
            *args,
            done=lambda content: self.preview.show_bytes(content, name, mark),
            failed=lambda refusal: self.preview.clear(refusal.sentence),
            latest="preview",
        )

    # -- doing -------------------------------------------------------------------------

    def drill(self) -> None:
        """Enter on a figure: to its records."""
        self.tabs.setCurrentWidget(self.figure)
        self._show_figure()
        self.figure.drill.enter()

    def write_texts(self) -> None:
        """To the words of the month, by keyboard."""
        self.tabs.setCurrentWidget(self.texts)
        self.texts.boxes[MonthPart.PRACTICE].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_moved(self, line: ProofLine) -> None:
        """From the proof of a figure to the records that moved it."""
        self._moved = line
        self.table.show_code(figure_of(line.code)[0])
        self.tabs.setCurrentWidget(self.figure)
        self._show_figure()
        self.figure.drill.enter()

    def _explain(self, codes: tuple[str, ...], reason: str) -> None:
        command = ExplainCorrection(self._period, codes, reason)
        self.do(explain_correction, command, "已记下更正理由")

    def go_on(self) -> None:
        if self.view is not None:
            self.steps.of(self.view)[0].act()

    def confirm_none(self, codes: tuple[str, ...]) -> None:
        """The clerk says it, by name and hour: it is asked once more."""
        names = {line.code: line.name for line in self.view.page.lines} if self.view else {}
        told = "、".join(names[code] for code in codes)
        question = f"确认{month_words(self._period)}以下指标无发生？确认后记 0。"
        if self.dialogs.confirm(question, "确认无发生", told):
            self.do(confirm_none, ConfirmNone(self._period, codes), "已确认无发生")

    def _confirm_current(self) -> None:
        chosen = self.table.current
        if chosen is not None and chosen.waits:
            self.confirm_none((chosen.code,))

    def do(self, usecase: Callable[..., Any], command: object, said: str) -> None:
        """Run a step of the month; its refusal stays above the figures."""
        self.notice.clear()
        self.runner.write(
            self,
            usecase,
            command,
            done=lambda _value: self.dialogs.say(said, Tone.DONE),
            failed=self._on_refused,
        )

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)
