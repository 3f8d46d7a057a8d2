"""The runner: the only opener of sessions, and the one way from a page to the record.

A page or a command hands it a use-case with its command, or a query with its arguments.
This module is plain Python; ``desktop.jobs.qt`` puts the same work on threads. Nothing
heavy is imported before a database is open, because the window is painted first.
"""

import inspect
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from db.act import Act
from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.jobs.failures import sentence_of

if TYPE_CHECKING:
    from db.codes import Area
    from db.session import Database
    from desktop.usecases.done import Done

Refusal = RuleViolation | KnownProblem
Progress = Callable[[int, int], None]
Answered = Callable[[Any], object]
Refused = Callable[[Refusal], object]
#: a use-case that follows each write; where its value is true it has more to do, and is run
#: again in a transaction of its own
AfterWrite = Callable[..., "Done[bool]"]


class Cancelled(Exception):
    """Raised by ``progress`` inside a long use-case: its transaction is rolled back."""


class Clock(Protocol):
    """Today and now as the program has them; ``desktop.app.clock`` makes the one there is."""

    def today(self) -> date: ...

    def now(self) -> datetime: ...


class Announcement(Protocol):
    """Something one can listen to: a Qt signal, or the plain one below."""

    def connect(self, listener: Callable[..., None]) -> object: ...


class Ticket(Protocol):
    """What a caller gets back for work under way."""

    def cancel(self) -> None: ...


class Runner(Protocol):
    """What a page is given: it never sees a session, a thread or a database.

    ``write`` runs ``usecase(session, command, act)`` in one transaction; ``read`` runs
    ``query(session, *args, **kw)`` on a read-only session; ``call`` runs a slow plain
    function (reading a workbook) off the main thread. A use-case or function that takes
    ``progress`` may be cancelled by its ticket. With ``latest`` a newer read of the same
    asker supersedes the older one, so that typing does not queue stale filters.
    """

    @property
    def changed(self) -> Announcement: ...

    @property
    def who(self) -> str: ...

    def today(self) -> date: ...

    def write(
        self,
        asker: object,
        usecase: Callable[..., "Done[Any]"],
        command: object,
        *,
        done: Answered | None = None,
        failed: Refused | None = None,
        progress: Progress | None = None,
    ) -> Ticket: ...

    def read(
        self,
        asker: object,
        query: Callable[..., Any],
        *args: object,
        done: Answered | None = None,
        failed: Refused | None = None,
        latest: str | None = None,
        **kw: object,
    ) -> Ticket: ...

    def call(
        self,
        asker: object,
        function: Callable[..., Any],
        *args: object,
        done: Answered | None = None,
        failed: Refused | None = None,
        progress: Progress | None = None,
        **kw: object,
    ) -> Ticket: ...


class Sessions:
    """Opens the sessions: one transaction a use-case, one read-only session a query."""

    def __init__(self, database: "Database", clock: Clock, who: str) -> None:
        self._database = database
        self._clock = clock
        self._who = who

    def write(
        self, usecase: Callable[..., "Done[Any]"], command: object, progress: Progress
    ) -> "Done[Any]":
        act = Act(who=self._who, now=self._clock.now())
        with self._database.writing(act, verb=usecase.__name__) as session:
            if takes_progress(usecase):
                return usecase(session, command, act, progress=progress)
            return usecase(session, command, act)

    def read(self, query: Callable[..., Any], args: tuple[Any, ...], kw: dict[str, Any]) -> Any:
        with self._database.reading() as session:
            return query(session, *args, **kw)


class Announcer:
    """The plain stand-in for a Qt signal."""

    def __init__(self) -> None:
        self._listeners: list[Callable[..., None]] = []

    def connect(self, listener: Callable[..., None]) -> None:
        self._listeners.append(listener)

    def emit(self, *values: object) -> None:
        for listener in tuple(self._listeners):
            listener(*values)


class _Finished:
    """The ticket of work that ran at once: there is nothing left to cancel."""

    def cancel(self) -> None:
        """Too late, and no harm."""


class InlineRunner:
    """Runs at once on the calling thread: for the command line and for tests of pages.

    ``run`` and ``ask`` return the value and raise what is refused; ``write``, ``read`` and
    ``call`` behave to a page as the threaded runner does.
    """

    def __init__(self, database: "Database", clock: Clock, who: str) -> None:
        self._sessions = Sessions(database, clock, who)
        self.who = who
        self.today = clock.today
        self.changed = Announcer()
        self.after_write: list[AfterWrite] = []

    def run(
        self,
        usecase: Callable[..., "Done[Any]"],
        command: object,
        progress: Progress | None = None,
    ) -> Any:
        done = translated(self._sessions.write, usecase, command, progress or no_progress)
        for hook in self.after_write if done.changed else ():
            while translated(self._sessions.write, hook, done.changed, no_progress).value:
                continue
        self._announce(done.changed)
        return done.value

    def ask(self, query: Callable[..., Any], *args: object, **kw: object) -> Any:
        return translated(self._sessions.read, query, args, kw)

    def write(
        self,
        asker: object,
        usecase: Callable[..., "Done[Any]"],
        command: object,
        *,
        done: Answered | None = None,
        failed: Refused | None = None,
        progress: Progress | None = None,
    ) -> Ticket:
        return _answer(lambda: self.run(usecase, command, progress), done, failed)

    def read(
        self,
        asker: object,
        query: Callable[..., Any],
        *args: object,
        done: Answered | None = None,
        failed: Refused | None = None,
        latest: str | None = None,
        **kw: object,
    ) -> Ticket:
        return _answer(lambda: self.ask(query, *args, **kw), done, failed)

    def call(
        self,
        asker: object,
        function: Callable[..., Any],
        *args: object,
        done: Answered | None = None,
        failed: Refused | None = None,
        progress: Progress | None = None,
        **kw: object,
    ) -> Ticket:
        if takes_progress(function):
            kw["progress"] = progress or no_progress
        return _answer(lambda: translated(function, *args, **kw), done, failed)

    def _announce(self, changed: frozenset["Area"]) -> None:
        if changed:
            self.changed.emit(changed)


def no_progress(_done: int, _total: int) -> None:
    """Nobody watches."""


def takes_progress(function: Callable[..., Any]) -> bool:
    return "progress" in inspect.signature(function).parameters


def translated(function: Callable[..., Any], *args: Any, **kw: Any) -> Any:
    """What the function returns; what stands in the way raised as one of our two sentences."""
    try:
        return function(*args, **kw)
    except Cancelled:
        raise
    except Exception as error:
        refusal = sentence_of(error)
        if refusal is None or refusal is error:
            raise
        raise refusal from error


def _answer(work: Callable[[], Any], done: Answered | None, failed: Refused | None) -> Ticket:
    try:
        value = work()
    except (RuleViolation, KnownProblem) as refusal:
        if failed is None:
            raise
        failed(refusal)
    except Cancelled:
        pass
    else:
        if done is not None:
            done(value)
    return _Finished()
