"""What a command of the command line is made of, and what it stands on while it runs."""

import argparse
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from desktop.app.clock import Clock
from desktop.jobs.runner import InlineRunner, Progress, no_progress

if TYPE_CHECKING:
    from db.session import Database

WHO = "本机"


class Status(IntEnum):
    """Exit status of a command."""

    DONE = 0
    FOUND_WRONG = 1
    WRONG_USAGE = 2
    IN_PART = 3
    REFUSED = 4


@dataclass(frozen=True)
class Answer:
    """``data`` is the one object of --json, ``lines`` are for people."""

    data: Any
    lines: tuple[str, ...] = ()
    status: Status = Status.DONE


@dataclass(frozen=True)
class Desk:
    """What a command stands on: the clock, who acts, and where progress is shown."""

    clock: Clock
    progress: Progress = no_progress

    @contextlib.contextmanager
    def office(
        self, place: str, *, make: bool = False, keyless: bool = False
    ) -> Iterator["Office"]:
        """Open the office at ``place``; an empty or missing folder will do with ``make``.

        ``keyless`` opens it without its key, for what needs no secrets.
        """
        from db.session import Database  # noqa: PLC0415 - SQLAlchemy comes only with an office
        from desktop.usecases.press import follow_press, set_press  # noqa: PLC0415 - as above
        from desktop.usecases.search import catch_up  # noqa: PLC0415 - as above

        database = Database.open(place, make=make, now=self.clock.now(), keyless=keyless)
        runner = InlineRunner(database, self.clock, WHO)
        runner.after_write += [follow_press, catch_up]
        try:
            if not keyless:  # verify prints nothing and must not stumble over a setting
                runner.ask(set_press)
            yield Office(database, runner)
        finally:
            database.close()


@dataclass(frozen=True)
class Office:
    """An opened office: the record, and the one way to work on it."""

    database: "Database"
    runner: InlineRunner


@dataclass(frozen=True)
class Command:
    """One command: its word, one line of help, its arguments, and what it does."""

    word: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Desk], Answer]


def day(text: str) -> date:
    """An argument that is a day, as 2026-03-05."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2026-03-05") from None


def month(text: str) -> int:
    """An argument that is a month, as 2026-10; the answer is 202610."""
    year, dash, number = text.partition("-")
    if dash and year.isdecimal() and number.isdecimal() and len(year) == 4:
        value = int(year) * 100 + int(number)
        if 1 <= int(number) <= 12 and year >= "1900":
            return value
    raise argparse.ArgumentTypeError(f"“{text}”不是月份，应写成 2026-10")


def office_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("office", metavar="OFFICE", help="办公室文件夹，或数据库地址")
