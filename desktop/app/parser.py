"""argparse in Chinese: its headings, and what it says of a wrong use."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from desktop.app.command import Command, day

_SAID = (
    (r"the following arguments are required: (.*)", r"还缺参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，应为：\3"),
    (r"argument (.*?): expected one argument", r"\1 后面缺一个值"),
    (r"argument (.*?): expected at least one argument", r"\1 后面至少要有一个值"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1 的值 \2 不对"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 不带值：\2"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 不明确，可能是 \2"),
    (r"argument (.*?): (.*)", r"\1：\2"),
)


class WrongUsage(Exception):
    """The arguments do not make a command; the words say why."""


class _Help(argparse.HelpFormatter):
    """Help whose first word is Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that raises ``WrongUsage`` with a Chinese sentence."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, formatter_class=_Help, add_help=False, allow_abbrev=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for english, chinese in _SAID:
            if found := re.fullmatch(english, message, re.DOTALL):
                message = found.expand(chinese)
                break
        raise WrongUsage(f"{message}。用法见 {self.prog} --help")


def make_parser(commands: Sequence[Command]) -> Parser:
    """The parser of all commands; --today is understood before and after the word."""
    parser = Parser(prog="python -m desktop", description="治本：建筑施工安全监督工作台")
    parser.add_argument("--today", type=day, default=None, help="以这一天为今天")
    words = parser.add_subparsers(dest="word", metavar="命令", required=True, title="命令")
    for command in commands:
        own = words.add_parser(command.word, help=command.help, description=command.help)
        command.arguments(own)
        own.add_argument("--today", type=day, default=argparse.SUPPRESS, help="以这一天为今天")
        own.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
        own.set_defaults(command=command)
    return parser


def speak_utf8() -> None:
    """Chinese and JSON leave the same on every system, also into a pipe on Windows."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
