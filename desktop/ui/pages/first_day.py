"""首日设置: what an office settles on its first day; each step can wait and be taken up again."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from db.codes import Area
from desktop.domain.first_day import ENTRUSTMENT, LEDGERS, NUMBERS, OFFICE, OPENING, SAMPLE, STEPS
from desktop.jobs.runner import Runner
from desktop.queries.first_day import StepState, guide
from desktop.ui.dialogs import Dialogs
from desktop.ui.first_day_panels import LedgersPanel, OpeningPanel, SamplePanel
from desktop.ui.office_panels import EntrustmentPanel, OfficePanel, SeriesPanel
from desktop.ui.page import Page
from desktop.ui.widgets import button, column, row, words, wrapped
from desktop.usecases.first_day import SkipStep, skip_step

_HELP = """
第一次使用时，把这几件事填好；每一步都可以先跳过，随时回来接着填。

1. **单位和启用日**：局、站的名称、区划、启用日。
2. **文书名义**：监督文书以谁的名义出。
3. **文号**：接着手工编的号往下编。
4. **台账**：按顺序导入手里的 Excel 台账。
5. **期初数**：启用前已经报出去的数。
6. **示例县**：一个虚构的县，在自己的文件夹里，可以随便试。

没有填的，工作台会提醒；跳过的不再提醒。
"""
_LIST_WIDTH = 168
Panel = OfficePanel | EntrustmentPanel | SeriesPanel | LedgersPanel | OpeningPanel | SamplePanel


class FirstDayPage(Page):
    """The steps at the left with their signs, the one step at the right."""

    key: ClassVar[str] = "first_day"
    title: ClassVar[str] = "首日设置"
    shows: ClassVar[frozenset[Area]] = frozenset(Area)
    help: ClassVar[str] = _HELP

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self._states: dict[str, StepState] = {}
        self._goes_on = False
        self.office = OfficePanel(runner, dialogs)
        self.entrustments = EntrustmentPanel(runner, dialogs)
        self.series = SeriesPanel(runner, dialogs)
        self.ledgers = LedgersPanel(runner)
        self.opening = OpeningPanel(runner, dialogs)
        self.sample = SamplePanel(runner, dialogs)
        self._panels: dict[str, Panel] = {
            OFFICE.key: self.office,
            ENTRUSTMENT.key: self.entrustments,
            NUMBERS.key: self.series,
            LEDGERS.key: self.ledgers,
            OPENING.key: self.opening,
            SAMPLE.key: self.sample,
        }
        self._build()
        self.ledgers.go.connect(self.go)
        self.opening.go.connect(self.go)
        self.office.saved.connect(self._on_office_saved)
        self.list.currentRowChanged.connect(self._on_step)
        self.list.setCurrentRow(0)

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setAccessibleName("步骤")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for step in STEPS:
            QListWidgetItem(step.title, self.list)
        self.steps = QStackedWidget()
        self.steps.setObjectName("card")
        for panel in self._panels.values():
            self.steps.addWidget(panel)
        self._heading = words("", "subject")
        self._why = wrapped("", "quiet")
        self.skip = button("", self._on_skip)
        self.next = button("下一步", self.go_on, "primary")
        self.desk = button("到工作台", lambda: self.go.emit("desk", {}))
        foot = row()
        foot.addWidget(self.skip)
        foot.addStretch(1)
        foot.addWidget(self.desk)
        foot.addWidget(self.next)
        right = column(spacing=6)
        right.addWidget(self._heading)
        right.addWidget(self._why)
        right.addWidget(self.steps, 1)
        right.addLayout(foot)
        middle = row(spacing=12)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addWidget(words(self.title, "title"))
        whole.addLayout(middle, 1)

    @property
    def step(self) -> str:
        return STEPS[max(0, self.list.currentRow())].key

    def refresh(self) -> None:
        self.runner.read(self, guide, done=self._on_guide)
        for panel in self._panels.values():
            panel.refresh()

    def show_where(self, where: dict[str, str]) -> None:
        """Arrive at one step, by its key."""
        keys = [step.key for step in STEPS]
        if where.get("step") in keys:
            self.list.setCurrentRow(keys.index(where["step"]))

    def go_on(self) -> None:
        """To the next step; what is typed and not kept yet is kept first."""
        if self.step == OFFICE.key and self.office.is_touched:
            self._goes_on = True
            self.office.save()
        elif self.list.currentRow() + 1 < len(STEPS):
            self.list.setCurrentRow(self.list.currentRow() + 1)
        else:
            self.go.emit("desk", {})

    def _on_office_saved(self) -> None:
        if self._goes_on:
            self._goes_on = False
            self.list.setCurrentRow(1)

    def _on_guide(self, states: tuple[StepState, ...]) -> None:
        self._states = {state.step.key: state for state in states}
        for place, state in enumerate(states):
            sign, said = _sign(state)
            item = self.list.item(place)
            item.setText(f"{sign} {place + 1}　{state.step.title}")
            item.setToolTip(said)
        self._show_skip()

    def _on_step(self, place: int) -> None:
        step = STEPS[place]
        self._heading.setText(step.title)
        self._why.setText(step.why)
        self.steps.setCurrentIndex(place)
        self._show_skip()

    def _show_skip(self) -> None:
        state = self._states.get(self.step)
        self.skip.setVisible(state is not None and not state.done and bool(state.step.missing))
        is_skipped = state is not None and state.skipped
        self.skip.setText("重新提醒这一步" if is_skipped else "跳过，不再提醒")

    def _on_skip(self) -> None:
        state = self._states[self.step]
        command = SkipStep(self.step, skipped=not state.skipped)
        self.runner.write(self, skip_step, command)
        if command.skipped:
            self.go_on()


def _sign(state: StepState) -> tuple[str, str]:
    if state.done:
        return "√", "已完成"
    if state.skipped:
        return "－", "已跳过"
    return ("○", "还没有完成") if state.step.missing else ("·", "可做可不做")
