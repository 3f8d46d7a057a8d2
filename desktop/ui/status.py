"""The line at the foot: whose office, which day, who acts, and the long work under way."""

from datetime import date

from PySide6.QtWidgets import QProgressBar, QStatusBar, QWidget

from desktop.domain.labels import verb_label
from desktop.jobs.qt import Job, QtRunner
from desktop.ui.widgets import button, words


class StatusLine(QStatusBar):
    """Shows one long job with its progress and 取消; several follow one another."""

    def __init__(self, runner: QtRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._jobs: list[Job] = []
        self._office, self._day, self._who = words(""), words(""), words(runner.who)
        self._work = words("")
        self._bar = QProgressBar()
        self._bar.setMinimumWidth(110)
        self._bar.setMaximumWidth(220)
        self._cancel = button("取消", self._on_cancel, "link")
        self.addWidget(self._office)
        for widget in (self._work, self._bar, self._cancel, self._who, self._day):
            self.addPermanentWidget(widget)
        self._show_work()
        self.show_day(runner.today())
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.ended.connect(self._on_ended)

    def show_office(self, name: str) -> None:
        self._office.setText(name)

    def show_day(self, today: date) -> None:
        weekday = "一二三四五六日"[today.weekday()]
        self._day.setText(f"{today.year}年{today.month}月{today.day}日 星期{weekday}")

    @property
    def is_working(self) -> bool:
        return bool(self._jobs)

    def cancel_all(self) -> None:
        for job in self._jobs:
            job.cancel()

    def _on_started(self, job: Job) -> None:
        self._jobs.append(job)
        self._bar.setRange(0, 0)
        self._show_work()

    def _on_progressed(self, job: Job, done: int, total: int) -> None:
        if self._jobs and job is self._jobs[0]:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _on_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        self._bar.setRange(0, 0)
        self._show_work()

    def _on_cancel(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
            self._work.setText("正在取消…")
            self._cancel.setEnabled(False)

    def _show_work(self) -> None:
        for widget in (self._work, self._bar, self._cancel):
            widget.setVisible(bool(self._jobs))
        self._cancel.setEnabled(True)
        if self._jobs:
            more = f"（还有 {len(self._jobs) - 1} 项）" if len(self._jobs) > 1 else ""
            self._work.setText(f"正在{verb_label(self._jobs[0].name)}{more}")
