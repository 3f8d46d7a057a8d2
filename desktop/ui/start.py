"""The start of the window: painted first, then the office is opened and the first page shown."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.jobs.qt import QtRunner
from desktop.jobs.runner import AfterWrite, Clock
from desktop.ui.catalogue import LOOKUPS, PAGES
from desktop.ui.crash import CrashReporter, SaveReport
from desktop.ui.page import PageRef
from desktop.ui.settings import Settings
from desktop.ui.shell import Lookups, MainWindow
from desktop.ui.theme import dress

if TYPE_CHECKING:
    from db.session import Database


@dataclass(frozen=True)
class Start:
    """What the application hands to the window.

    ``open_database`` runs on the writer's thread after the first paint and may import what
    it needs there; ``after_write`` gives the hooks that follow each write, asked for then too.
    """

    clock: Clock
    who: str
    settings: Settings
    open_database: Callable[[], "Database"]
    save_report: SaveReport
    after_write: Callable[[], Sequence[AfterWrite]] = tuple
    opened: Callable[[], None] | None = None
    set_day: str = ""
    pages: tuple[PageRef, ...] = field(default=PAGES)
    lookups: Lookups = field(default=LOOKUPS)


def open_window(start: Start, arguments: Sequence[str] = ()) -> int:
    """Show the window and stay until it is closed; the exit status."""
    app = QApplication(["zhiben", "-style", "fusion", *arguments])
    dress(app)
    window = make_window(start)
    window.show()
    status = app.exec()
    window.runner.wait_for_done()
    return status


def make_window(start: Start) -> MainWindow:
    """The window with its runner; the office is opened once it has been painted."""
    runner = QtRunner(start.clock, start.who)
    window = MainWindow(runner, start.pages, start.settings, start.lookups, start.set_day)
    runner.setParent(window)
    CrashReporter(start.save_report, window).install()

    def open_office() -> "Database":
        database = start.open_database()
        runner.after_write.extend(start.after_write())
        return database

    if start.opened is not None:
        runner.opened.connect(start.opened)
    window.painted.connect(_tidy_up)
    window.painted.connect(lambda: runner.open(open_office))
    return window


def _tidy_up() -> None:
    """Collect garbage again, but not what was imported: the start had turned it off."""
    gc.freeze()
    gc.enable()
