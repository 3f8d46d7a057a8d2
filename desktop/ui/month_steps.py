"""The steps of a month by its state: the first is the one prominent, the rest are quiet."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QObject

from db.codes import MonthState
from desktop.jobs.runner import Runner
from desktop.queries.month_view import MonthView
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Tone
from desktop.ui.record import Step
from desktop.ui.typed import NotUnderstood, typed_date
from desktop.usecases.month_files import MonthFiles, write_month_files
from desktop.usecases.months import (
    MoveMonth,
    OpenMonth,
    ReasonedMonth,
    SetCutOff,
    SubmitMonth,
    approve_month,
    check_month,
    open_month,
    reopen_month,
    return_month,
    seal_month,
    set_cut_off,
    submit_month,
    withdraw_month,
)


class Doer(Protocol):
    """The page: it runs a step and shows its refusal."""

    def do(self, usecase: Callable[..., Any], command: object, said: str) -> None: ...


class MonthSteps(QObject):
    """What can be done with a month now; each asks what it needs to know."""

    def __init__(self, runner: Runner, dialogs: Dialogs, page: Any) -> None:
        super().__init__(page)
        self._runner, self._dialogs = runner, dialogs
        self._page: Doer = page
        self._view: MonthView | None = None

    def of(self, view: MonthView) -> tuple[Step, ...]:
        self._view = view
        files = Step("导出报送文件…", self.write_files)
        steps: dict[MonthState | None, tuple[Step, ...]] = {
            None: (Step("起草…", self.open),),
            MonthState.DRAFT: (
                Step("核对完毕", self.check),
                Step("改截止日…", self.cut_off),
            ),
            MonthState.CHECKED: (Step("审定", self.approve), Step("退回草稿", self.reopen)),
            MonthState.APPROVED: (Step("封存…", self.seal), Step("退回草稿", self.reopen)),
            MonthState.SEALED: (
                Step("登记已报…", self.submit),
                Step("撤回封存…", self.withdraw),
                files,
            ),
            MonthState.SUBMITTED: (files, Step("登记退回…", self.send_back)),
            MonthState.RETURNED: (Step("起草下一稿…", self.open), files),
        }
        return steps[view.page.state]

    @property
    def _now(self) -> MonthView:
        assert self._view is not None
        return self._view

    @property
    def _period(self) -> int:
        return self._now.page.period

    def open(self) -> None:
        through = self._ask_day("起草月报", "数据截至（含当日）：", self._now.page.through)
        if through is not None:
            chosen = None if through == self._now.page.through else through
            self._page.do(open_month, OpenMonth(self._period, chosen), "已起草")

    def check(self) -> None:
        self._page.do(check_month, MoveMonth(self._period), "已核对，等待审定")

    def approve(self) -> None:
        self._page.do(approve_month, MoveMonth(self._period), "已审定，可以封存")

    def seal(self) -> None:
        page = self._now.page
        open_figures = "、".join(page.unconfirmed)
        told = f"没有确认、将印“—”的指标：{open_figures}。" if open_figures else ""
        question = f"封存{page.title}第{page.edition}稿？数值和记录清单从此不变。"
        if self._dialogs.confirm(question, "封存", told):
            self._page.do(seal_month, MoveMonth(self._period), "已封存，报表已存为文书")

    def reopen(self) -> None:
        self._page.do(reopen_month, MoveMonth(self._period), "已退回草稿，可以再改")

    def cut_off(self) -> None:
        through = self._ask_day("改截止日", "数据截至（含当日）：", self._now.page.through)
        if through is not None:
            self._page.do(set_cut_off, SetCutOff(self._period, through), "截止日已改")

    def submit(self) -> None:
        """The day and, after it, the way: one line to type."""
        today = self._runner.today().isoformat()
        typed = self._dialogs.ask_words(
            "登记已报", "报送日期，后面可写方式（如 2026-11-02 政务邮箱）：", today
        )
        day, _, how = (typed or "").strip().partition(" ")
        told = self._day(day)
        if told is not None:
            self._page.do(submit_month, SubmitMonth(self._period, told, how=how), "已登记报送")

    def withdraw(self) -> None:
        reason = self._dialogs.ask_words("撤回封存", "撤回的原因：")
        if reason is not None:
            command = ReasonedMonth(self._period, reason)
            self._page.do(withdraw_month, command, "已撤回，可以改动后重新核对")

    def send_back(self) -> None:
        reason = self._dialogs.ask_words("登记退回", "省厅退回的原因：")
        if reason is not None:
            command = ReasonedMonth(self._period, reason)
            self._page.do(return_month, command, "已登记退回，下一稿已起草")

    def write_files(self) -> None:
        """Report, workbook and package, from what was frozen."""
        folder = self._dialogs.choose_folder("报送文件存到哪里")
        if folder is not None:
            self._runner.read(
                self,
                write_month_files,
                self._period,
                folder,
                done=self._on_written,
                failed=lambda refusal: self._dialogs.say(refusal.sentence, Tone.WRONG),
            )

    def _on_written(self, files: MonthFiles) -> None:
        names = "、".join(path.name for path in files.paths)
        self._dialogs.say(f"已写到 {files.report.parent}：{names}", Tone.DONE)

    def _ask_day(self, title: str, question: str, start: date) -> date | None:
        return self._day(self._dialogs.ask_words(title, question, start.isoformat()))

    def _day(self, typed: str | None) -> date | None:
        if not typed:
            return None
        try:
            return typed_date(typed, self._runner.today())
        except NotUnderstood as wrong:
            self._dialogs.say(str(wrong), Tone.WRONG)
            return None
