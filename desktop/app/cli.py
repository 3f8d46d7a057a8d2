"""The command line: the same use-cases, no window, no Qt.

Chinese for people, one JSON value for machines with --json; never a traceback.
"""

import json
import os
import sys
from typing import Any

from desktop.app.clock import Clock
from desktop.app.command import Answer, Desk, Status
from desktop.app.commands.declared import COMMANDS
from desktop.app.crash import write_crash_report
from desktop.app.parser import WrongUsage, make_parser, speak_utf8
from desktop.jobs.failures import sentence_of
from desktop.jobs.runner import Progress, no_progress

_BAR = 40


def main(arguments: list[str]) -> int:
    """Run one command; the exit status is that of design: 0, 1, 2, 3 or 4."""
    speak_utf8()
    as_json = "--json" in arguments
    try:
        given = make_parser(COMMANDS).parse_args(arguments)
    except WrongUsage as wrong:
        return _say_no(str(wrong), Status.WRONG_USAGE, as_json)
    except SystemExit:  # --help has been printed
        return Status.DONE
    clock = Clock(given.today)
    desk = Desk(clock, no_progress if as_json else _progress())
    try:
        answer = given.command.run(given, desk)
    except WrongUsage as wrong:
        return _say_no(str(wrong), Status.WRONG_USAGE, as_json)
    except KeyboardInterrupt:
        return _say_no("已中断，没有保存。", Status.REFUSED, as_json)
    except Exception as error:  # noqa: BLE001 - the last one who can say something
        return _say_no(_sentence(error, clock), Status.REFUSED, as_json)
    return _print(answer, as_json)


def _sentence(error: Exception, clock: Clock) -> str:
    refusal = sentence_of(error)
    if refusal is not None:
        return refusal.sentence
    report = write_crash_report(error, clock.now())
    return f"程序出错，没有保存任何改动；错误报告在 {report}，请交给维护人员。"


def _say_no(sentence: str, status: Status, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    print(sentence, file=sys.stderr)
    return status


def _print(answer: Answer, as_json: bool) -> int:
    lines = answer.lines
    if as_json:
        lines = (json.dumps(answer.data, ensure_ascii=False, default=_plain),)
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has had enough (head); the work is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answer.status


def _plain(value: Any) -> str:
    return str(value)


def _progress() -> Progress:
    """Progress on one line of the terminal; nothing where standard error is none."""
    if not sys.stderr.isatty():
        return no_progress

    def show(done: int, total: int) -> None:
        share = min(done / max(total, 1), 1.0)
        bar = ("█" * round(share * _BAR)).ljust(_BAR, "░")
        end = "\n" if done >= total else ""
        print(f"\r{bar} {share:4.0%}", end=end, file=sys.stderr, flush=True)

    return show
