"""The text part of a month's report: words that name figures, filled with them when printed.

A number typed by hand grows old while the month is still open; `{发现隐患}` does not. What may be
named is refused or taken when the text is saved, so that no report is ever printed with a hole.
"""

import re
from collections.abc import Collection, Mapping

from db.codes import MonthState
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.months import Edition

_NAME = re.compile(r"\{([^{}]*)\}")
_LONGEST = 4000
WRITABLE = (MonthState.DRAFT, MonthState.CHECKED)


def check_can_write(edition: Edition) -> None:
    """The words are settled with the figures when the month is 审定."""
    if edition.state not in WRITABLE:
        now = label(edition.state)
        raise RuleViolation(f"{edition.words}{now}，文字不能再改；审定以前可以编写")


def check_text(text: str, known: Collection[str], ambiguous: Collection[str] = ()) -> None:
    """Refuse braces that name no figure, and those that name two."""
    if len(text) > _LONGEST:
        raise RuleViolation(f"一段文字最多 {_LONGEST} 字，现有 {len(text)} 字")
    for name in placeholders(text):
        if name in ambiguous:
            raise RuleViolation(f"有两个指标叫“{name}”，请在花括号里写指标代码，如 {{C03}}")
        if name not in known:
            raise RuleViolation(f"没有叫“{name}”的指标，花括号里只能写指标名称或代码")
    if "{" in _NAME.sub("", text) or "}" in _NAME.sub("", text):
        raise RuleViolation("花括号没有成对，请写成 {指标名称}")


def placeholders(text: str) -> tuple[str, ...]:
    """What stands in braces, in order."""
    return tuple(name.strip() for name in _NAME.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its numbers; a name the catalogue gave up later stays as it was written."""
    return _NAME.sub(lambda found: values.get(found[1].strip(), found[0]), text)
