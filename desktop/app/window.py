"""The window's start: which office, which day, and what the window is handed.

Only light modules are imported here; SQLAlchemy comes on the writer's thread, after the paint.
"""

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path, user_documents_path

from desktop.app.clock import Clock
from desktop.app.command import WHO, Status, day
from desktop.app.crash import write_crash_report
from desktop.app.parser import Parser, WrongUsage, speak_utf8
from desktop.ui.settings import MachineSettings
from desktop.ui.start import Start, open_window

if TYPE_CHECKING:
    from db.session import Database
    from desktop.jobs.runner import AfterWrite

_LAST_OFFICE = "office"


def main(arguments: Sequence[str]) -> int:
    """Open the window on an office: the named one, else the last, else a new one in 文档."""
    speak_utf8()
    parser = Parser(prog="python -m desktop")
    parser.add_argument("office", metavar="OFFICE", nargs="?", help="办公室文件夹，或数据库地址")
    parser.add_argument("--today", type=day, default=None, help="以这一天为今天")
    try:
        given = parser.parse_args(list(arguments))
    except WrongUsage as wrong:
        print(wrong, file=sys.stderr)
        return Status.WRONG_USAGE
    settings = MachineSettings(user_config_path("zhiben", False) / "window.ini")
    last = settings.get(_LAST_OFFICE, str(user_documents_path() / "治本"))
    place = _whole(given.office) if given.office else last
    return open_window(_start(place, given.today, settings))


def _start(place: str, today: date | None, settings: MachineSettings) -> Start:
    clock = Clock(today)

    def open_database() -> "Database":
        from db.session import Database  # noqa: PLC0415 - on the writer's thread, after the paint

        return Database.open(place, now=clock.now())

    def after_write() -> "Sequence[AfterWrite]":
        from desktop.usecases.search import catch_up  # noqa: PLC0415 - as above

        return (catch_up,)

    return Start(
        clock=clock,
        who=WHO,
        settings=settings,
        open_database=open_database,
        after_write=after_write,
        save_report=lambda error: write_crash_report(error, clock.now()),
        opened=lambda: settings.put(_LAST_OFFICE, place),
        set_day="" if today is None else today.isoformat(),
    )


def _whole(place: str) -> str:
    """A folder by its whole path, because the next start may be from elsewhere."""
    return place if "://" in place else os.fspath(Path(place).absolute())
