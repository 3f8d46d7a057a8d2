"""The runner with threads: one writer, two readers, answers delivered on the main thread.

An import therefore never blocks a list. The database is opened on the writer's thread, as
its first job, after the window is painted; work asked for before that simply waits.
"""

import itertools
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from queue import PriorityQueue
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.jobs.runner import (
    AfterWrite,
    Answered,
    Cancelled,
    Clock,
    Progress,
    Refused,
    Sessions,
    no_progress,
    takes_progress,
    translated,
)

if TYPE_CHECKING:
    from db.codes import Area
    from db.session import Database
    from desktop.usecases.done import Done

_READERS = 2
_BETWEEN_REPORTS = 0.05
_BUG = "程序出了错，这一步没有做成，数据没有改动；请再试一次，或把错误报告交给维护人员。"


class Urgency(IntEnum):
    """The order of a queue: catching up comes after what somebody waits for."""

    ASKED = 0
    CATCHING_UP = 1
    LEAVING = 2


@dataclass(eq=False)
class Job:
    """One piece of work under way; what ``write``, ``read`` and ``call`` give back."""

    asker: object
    name: str
    work: Callable[[Progress], Any]
    done: Answered | None = None
    failed: Refused | None = None
    progress: Progress | None = None
    latest: str | None = None
    is_write: bool = False
    is_long: bool = False
    announces: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask it to stop: at its next progress if it runs, at once if it waits."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    @property
    def is_wanted(self) -> bool:
        """Whether running it is of use: a write always is, unless it was cancelled."""
        return not self.is_cancelled and (self.is_write or shiboken6.isValid(self.asker))


@dataclass(frozen=True)
class _Outcome:
    """What came of a job, on its way to the main thread."""

    job: Job
    value: Any = None
    error: BaseException | None = None


class QtRunner(QObject):
    """The runner of the window. Signals are emitted on the main thread."""

    changed = Signal(object)
    """frozenset[Area] after each commit, also when the asker is gone."""
    opened = Signal()
    not_opened = Signal(object)
    """KnownProblem or RuleViolation: the office cannot be opened, and why."""
    refused = Signal(object)
    """A refusal or problem whose asker gave no ``failed`` or is gone."""
    started = Signal(object)
    progressed = Signal(object, int, int)
    ended = Signal(object)
    """Job: a long one began, moved (done, total), is over."""

    _delivered = Signal(object)
    _reported = Signal(object, int, int)

    def __init__(self, clock: Clock, who: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.who = who
        self.today = clock.today
        self._sessions: Sessions | None = None
        self._is_open = threading.Event()
        self._is_closing = False
        self._under_way = 0
        self._latest: dict[tuple[int, str], Job] = {}
        self._order = itertools.count()
        self._writes: PriorityQueue[tuple[int, int, Job | None]] = PriorityQueue()
        self._reads: PriorityQueue[tuple[int, int, Job | None]] = PriorityQueue()
        self._threads: list[threading.Thread] = []
        self._behind: frozenset[Area] = frozenset()
        self._behind_lock = threading.Lock()
        self.after_write: list[AfterWrite] = []
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    def open(self, open_database: Callable[[], "Database"]) -> None:
        """Start the threads; the first job of the writer is to open the database.

        Where it cannot be opened, another place may be tried.
        """
        job = Job(self, "open_database", lambda _progress: self._connect(open_database))
        job.done, job.failed, job.is_write = self._on_opened, self.not_opened.emit, True
        self._put(self._writes, job)
        if not self._threads:
            self._start_threads()

    def _start_threads(self) -> None:
        for number, queue in enumerate([self._writes] + [self._reads] * _READERS):
            thread = threading.Thread(target=self._serve, args=(queue,), daemon=True)
            thread.name = f"{'reader' if number else 'writer'}-{number}"
            thread.start()
            self._threads.append(thread)

    def write(
        self,
        asker: object,
        usecase: Callable[..., "Done[Any]"],
        command: object,
        *,
        done: Answered | None = None,
        failed: Refused | None = None,
        progress: Progress | None = None,
    ) -> Job:
        def work(report: Progress) -> Any:
            return self._opened_sessions().write(usecase, command, report)

        job = Job(asker, usecase.__name__, work, done, failed, progress, is_write=True)
        job.is_long, job.announces = takes_progress(usecase), True
        return self._put(self._writes, job)

    def read(
        self,
        asker: object,
        query: Callable[..., Any],
        *args: object,
        done: Answered | None = None,
        failed: Refused | None = None,
        latest: str | None = None,
        **kw: object,
    ) -> Job:
        def work(_report: Progress) -> Any:
            return self._opened_sessions().read(query, args, kw)

        job = Job(asker, getattr(query, "__name__", ""), work, done, failed, latest=latest)
        if latest is not None:
            self._supersede(job, latest)
        return self._put(self._reads, job)

    def call(
        self,
        asker: object,
        function: Callable[..., Any],
        *args: object,
        done: Answered | None = None,
        failed: Refused | None = None,
        progress: Progress | None = None,
        **kw: object,
    ) -> Job:
        is_long = takes_progress(function)

        def work(report: Progress) -> Any:
            return function(*args, **kw, progress=report) if is_long else function(*args, **kw)

        job = Job(asker, function.__name__, work, done, failed, progress, is_long=is_long)
        return self._put(self._reads, job)

    @property
    def is_idle(self) -> bool:
        """Whether all that was asked for has been answered."""
        return not self._under_way

    def wait_for_done(self, seconds: float = 60.0) -> bool:
        """On quit: reads are dropped, what was saved is finished. False if it took too long."""
        self._is_closing = True
        self._writes.put((Urgency.LEAVING, next(self._order), None))
        for _reader in range(_READERS):
            self._reads.put((-1, next(self._order), None))
        self._is_open.set()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    # -- on the worker threads ---------------------------------------------------------

    def _serve(self, queue: "PriorityQueue[tuple[int, int, Job | None]]") -> None:
        if queue is self._reads:
            self._is_open.wait()
        while True:
            job = queue.get()[2]
            if job is None:
                return
            self._delivered.emit(self._perform(job))

    def _perform(self, job: Job) -> _Outcome:
        if not job.is_wanted:
            return _Outcome(job, error=Cancelled())
        try:
            return _Outcome(job, translated(job.work, self._reporter(job)))
        except BaseException as error:  # noqa: BLE001 - delivered, and raised on the main thread
            return _Outcome(job, error=error)

    def _reporter(self, job: Job) -> Progress:
        last = 0.0

        def report(done: int, total: int) -> None:
            nonlocal last
            if job.is_cancelled:
                raise Cancelled
            if done >= total or time.monotonic() - last > _BETWEEN_REPORTS:
                last = time.monotonic()
                self._reported.emit(job, done, total)

        return report

    def _connect(self, open_database: Callable[[], "Database"]) -> None:
        self._sessions = Sessions(open_database(), self._clock, self.who)
        self._is_open.set()

    def _opened_sessions(self) -> Sessions:
        if self._sessions is None:
            raise KnownProblem("本单位的数据还没有打开，这一步没有做。")
        return self._sessions

    # -- on the main thread ------------------------------------------------------------

    def _put(self, queue: "PriorityQueue[tuple[int, int, Job | None]]", job: Job) -> Job:
        self._under_way += 1
        queue.put((Urgency.ASKED, next(self._order), job))
        if job.is_long:
            self.started.emit(job)
        return job

    def _supersede(self, job: Job, latest: str) -> None:
        key = (id(job.asker), latest)
        older = self._latest.get(key)
        if older is not None:
            older.cancel()
        self._latest[key] = job

    @Slot(object)
    def _on_delivered(self, outcome: _Outcome) -> None:
        job = outcome.job
        self._under_way -= 1
        if job.is_long:
            self.ended.emit(job)
        if job.latest is not None and self._latest.get((id(job.asker), job.latest)) is job:
            del self._latest[id(job.asker), job.latest]
        if outcome.error is not None:
            self._on_error(job, outcome.error)
            return
        value = self._announced(outcome.value) if job.announces else outcome.value
        is_wanted = job.is_write or not job.is_cancelled
        if job.done is not None and is_wanted and shiboken6.isValid(job.asker):
            job.done(value)

    def _announced(self, done: "Done[Any]") -> Any:
        if done.changed:
            self.changed.emit(done.changed)
            self._catch_up(done.changed)
        return done.value

    def _catch_up(self, changed: "frozenset[Area]") -> None:
        """Let the hooks follow, once for all that changed while the writer was busy.

        What other programs wrote before this one opened the office is caught up at its start.
        """
        if not self.after_write:
            return
        with self._behind_lock:
            is_queued = bool(self._behind)
            self._behind |= changed
        if not is_queued:
            self._under_way += 1
            job = Job(self, "catch_up", self._run_hooks, self._on_followed, is_write=True)
            self._writes.put((Urgency.CATCHING_UP, next(self._order), job))

    def _run_hooks(self, _report: Progress) -> "frozenset[Area]":
        """Run each hook once, so that whoever saves gets in between; what is left to do, if any."""
        with self._behind_lock:
            behind, self._behind = self._behind, frozenset()
        write = self._opened_sessions().write
        has_more = [write(hook, behind, no_progress).value for hook in self.after_write]
        return behind if any(has_more) else frozenset()

    def _on_followed(self, left: "frozenset[Area]") -> None:
        if left and not self._is_closing:
            self._catch_up(left)

    def _on_error(self, job: Job, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        is_there = shiboken6.isValid(job.asker)
        if not isinstance(error, RuleViolation | KnownProblem):
            sys.excepthook(type(error), error, error.__traceback__)
            if is_there and job.failed is not None:
                job.failed(KnownProblem(_BUG))  # or its page would wait for ever
            return
        if is_there and job.failed is not None:
            job.failed(error)
        elif is_there or job.is_write:
            self.refused.emit(error)

    @Slot(object, int, int)
    def _on_reported(self, job: Job, done: int, total: int) -> None:
        self.progressed.emit(job, done, total)
        if job.progress is not None and shiboken6.isValid(job.asker):
            job.progress(done, total)

    def _on_opened(self, _nothing: None) -> None:
        from db.codes import Area  # noqa: PLC0415 - after the first paint

        self.opened.emit()
        self._catch_up(frozenset(Area))
