"""公文正文: the words of a document become its 标题 and 正文; what may not be left in them.

What only the clerk can say stands in 【】 until it is written. What is published names nobody by
an identity number (政府信息公开条例第十五条).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from desktop.domain.errors import RuleViolation
from desktop.domain.identifiers import birth_day
from desktop.domain.papers import fill_wording

_HEADING = re.compile(r"[一二三四五六七八九十]+、([^。]{1,20})")
_NUMERALS = "一二三四五六七八九十"
_DOUBLED = re.compile("[，、；。]。")
_BLANK = re.compile("【[^【】]*】?")
_EARLIEST_BIRTH = 1900
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")


def to_write(what: str) -> str:
    """The place of a fact that only the clerk knows."""
    return f"【{what}】"


def title_and_text(words: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The first line with its facts is the 标题, the rest the 正文.

    A heading with nothing under it falls away, and 一、二、 count those that stay.
    """
    filled = _DOUBLED.sub("。", fill_wording(words.strip("\n"), fields)).replace("（）", "")
    title, *rest = [line.strip() for line in filled.splitlines() if line.strip()] or [""]
    return title, "\n".join(_renumbered(rest))


def _renumbered(lines: Sequence[str]) -> Iterator[str]:
    count = 0
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        heading = _HEADING.fullmatch(line)
        if heading is None:
            yield line
        elif following and _HEADING.fullmatch(following) is None:
            yield f"{_NUMERALS[count % 10]}、{heading[1]}"
            count += 1


def check_written(title: str, text: str) -> None:
    """Nothing that waits for the clerk's words leaves the office."""
    for where, words in (("标题", title), ("正文", text)):
        blank = _BLANK.search(words)
        if blank is not None:
            raise RuleViolation(f"{where}中还有待写的{blank[0]}，请写好或删去这一处")


def check_publishable(texts: Mapping[str, str]) -> None:
    """What is made public names nobody by an identity number."""
    for where, words in texts.items():
        for found in _IDENTITY.finditer(words):
            born = birth_day(found[0])
            if born is not None and born.year >= _EARLIEST_BIRTH:
                raise RuleViolation(
                    f"{where}中有身份证件号码，公开的文书不得印出（政府信息公开条例第十五条）"
                )
