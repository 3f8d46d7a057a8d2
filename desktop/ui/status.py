"""The line at the foot: whose office, which day, who acts, and the long work under way."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QProgressBar, QStatusBar, QWidget

from desktop.jobs.qt import Job, QtRunner
from desktop.ui.widgets import button, row, words


class StatusLine(QStatusBar):
    """Shows one long job with its progress and 取消; several follow one another."""

    def __init__(self, runner: QtRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._jobs: list[Job] = []
        self._office, self._day, self._who = words(""), words(""), words(runner.who)
        self._work: _Work | None = None
        self.addWidget(self._office)
        self.addPermanentWidget(self._who)
        self.addPermanentWidget(self._day)
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
        if self._work is None:
            self._work = _Work(self._on_cancel)
            self.insertPermanentWidget(1, self._work)
        self._work.show_jobs(self._jobs)

    def _on_progressed(self, job: Job, done: int, total: int) -> None:
        if self._work is not None and self._jobs and job is self._jobs[0]:
            self._work.show_progress(done, total)

    def _on_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        if self._work is not None:
            self._work.show_jobs(self._jobs)

    def _on_cancel(self) -> None:
        if self._jobs and self._work is not None:
            self._jobs[0].cancel()
            self._work.show_cancelling()


class _Work(QWidget):
    """What is being done, how far it is, and 取消; hidden while there is nothing."""

    def __init__(self, cancel: Callable[[], None]) -> None:
        super().__init__()
        self._words = words("")
        self._bar = QProgressBar()
        self._bar.setMinimumWidth(110)
        self._bar.setMaximumWidth(220)
        self.cancel_button = button("取消", cancel, "link")
        line = row(self)
        for widget in (self._words, self._bar, self.cancel_button):
            line.addWidget(widget)

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        self.setVisible(bool(jobs))
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        if jobs:
            more = f"（还有 {len(jobs) - 1} 项）" if len(jobs) > 1 else ""
            self._words.setText(f"正在{_verb(jobs[0].name)}{more}")

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def show_cancelling(self) -> None:
        self._words.setText("正在取消…")
        self.cancel_button.setEnabled(False)


def _verb(name: str) -> str:
    from desktop.domain.verbs import verb_label  # noqa: PLC0415 - after the first paint

    return verb_label(name)
