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
from desktop.ui.theme import add_rare_characters, dress

if TYPE_CHECKING:
    from db.session import Database


@dataclass(frozen=True)
class Start:
    """What the application hands to the window.

    ``open_database(place)`` runs on the writer's thread after the first paint and may import
    what it needs there; an empty place is the one the program was started with.
    ``after_write`` gives the hooks that follow each write, asked for then too; ``leave`` is
    called when the last thing has been saved.
    """

    clock: Clock
    who: str
    settings: Settings
    open_database: Callable[[str], "Database"]
    save_report: SaveReport
    after_write: Callable[[], Sequence[AfterWrite]] = tuple
    leave: Callable[[], None] | None = None
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
    if window.runner.wait_for_done() and start.leave is not None:
        start.leave()
    return status


def make_window(start: Start) -> MainWindow:
    """The window with its runner; the office is opened once it has been painted."""
    runner = QtRunner(start.clock, start.who)
    window = MainWindow(runner, start.pages, start.settings, start.lookups, start.set_day)
    runner.setParent(window)
    CrashReporter(start.save_report, window).install()

    def open_office(place: str = "") -> None:
        def work() -> "Database":
            database = start.open_database(place)
            runner.after_write[:] = start.after_write()
            return database

        runner.open(work)

    window.painted.connect(_tidy_up)
    window.painted.connect(open_office)
    window.painted.connect(add_rare_characters)
    window.place_chosen.connect(open_office)
    return window


def _tidy_up() -> None:
    """Collect garbage again, but not what was imported: the start had turned it off."""
    gc.freeze()
    gc.enable()
