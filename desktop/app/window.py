"""The window's start: which office, which day, and what the window is handed.

Only light modules are imported here; SQLAlchemy comes on the writer's thread, after the paint.
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app.clock import Clock
from desktop.app.display import NO_DISPLAY, has_display
from desktop.app.door import Door
from desktop.ui.settings import MachineSettings
from desktop.ui.start import Start, open_window

if TYPE_CHECKING:
    from desktop.jobs.runner import AfterWrite

_WHO = "本机"
_WRONG_USAGE = 2
_REFUSED = 4


class WrongUsage(Exception):
    """The arguments are no office and no day; the words say why."""


def main(arguments: Sequence[str]) -> int:
    """Open the window on an office: the named one, else the last, else a new one in 文档."""
    try:
        start = start_of(arguments)
    except WrongUsage as wrong:
        print(wrong, file=sys.stderr)
        return _WRONG_USAGE
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return _REFUSED
    return open_window(start)


def start_of(arguments: Sequence[str]) -> Start:
    """What the window is handed for these arguments."""
    office, today = _understood(list(arguments))
    clock, settings = Clock(today), MachineSettings()
    door = Door(clock, settings, office)
    return Start(
        clock=clock,
        who=_WHO,
        settings=settings,
        open_database=door.open,
        after_write=_after_write,
        save_report=lambda error: _save_report(error, clock),
        leave=door.close,
        set_day="" if today is None else today.isoformat(),
    )


def _understood(arguments: list[str]) -> tuple[str, date | None]:
    """The office and the set day; argparse would cost more than the rest of this module."""
    today = None
    if "--today" in arguments:
        place = arguments.index("--today")
        today = _day(*arguments[place + 1 : place + 2])
        del arguments[place : place + 2]
    if len(arguments) > 1 or any(word.startswith("-") for word in arguments):
        raise WrongUsage("用法：python -m desktop [OFFICE] [--today 2026-03-05]")
    return "".join(arguments), today


def _day(words: str = "") -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise WrongUsage(f"--today 后面的“{words}”不是日期，应写成 2026-03-05") from None


def _after_write() -> "Sequence[AfterWrite]":
    from desktop.usecases.press import follow_press  # noqa: PLC0415 - on the writer's thread
    from desktop.usecases.search import catch_up  # noqa: PLC0415 - as above

    return (follow_press, catch_up)


def _save_report(error: BaseException, clock: Clock) -> Path:
    from desktop.app.crash import write_crash_report  # noqa: PLC0415 - rarely needed

    return write_crash_report(error, clock.now())
