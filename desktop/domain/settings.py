"""本单位设置: what the office itself sets; each declared once, with its default and its bounds.

A setting is the office's own rule (依据：本单位设置), never a law's. Where a law leaves a doubt,
``doubt`` says which, and the screen shows it.
"""

from dataclasses import dataclass
from typing import Literal

from desktop.domain.errors import RuleViolation

ARTICLE = "本单位设置"
Kind = Literal["number", "flag", "words"]


@dataclass(frozen=True)
class Setting:
    """One setting; a ``default`` of None means nothing is set: ``unset`` says what then holds."""

    key: str
    title: str
    kind: Kind
    default: str | None
    note: str
    least: int = 0
    most: int = 0
    unset: str = ""
    doubt: str = ""


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "month.cut_off",
        "月报截止日（每月几日）",
        "number",
        None,
        "截止日之后发生的，记入下月的补报",
        1,
        28,
        "不填为月末",
    ),
    Setting(
        "hazard.days_general",
        "一般隐患整改期限（天）",
        "number",
        None,
        "下达整改通知书时先填上，可逐份改；以通知书写明的日期为准",
        1,
        180,
        "不填则不预填",
    ),
    Setting(
        "hazard.days_major",
        "重大隐患整改期限（天）",
        "number",
        None,
        "同上；停工整改的以停工通知书为准",
        1,
        180,
        "不填则不预填",
    ),
)


def setting(key: str) -> Setting:
    """The declaration of that key."""
    return next(row for row in SETTINGS if row.key == key)


def check_setting(key: str, value: str | None) -> None:
    """Refuse what a setting cannot be; None takes it back to the default."""
    declared = next((row for row in SETTINGS if row.key == key), None)
    if declared is None:
        raise RuleViolation(f"没有“{key}”这项设置")
    if value is None:
        return
    if declared.kind == "number":
        _check_number(declared, value)
    elif declared.kind == "flag" and value not in ("0", "1"):
        raise RuleViolation(f"{declared.title}：只能是或否")


def _check_number(declared: Setting, value: str) -> None:
    if not (value.isascii() and value.isdecimal()):
        raise RuleViolation(f"{declared.title}：请填整数")
    if not declared.least <= int(value) <= declared.most:
        raise RuleViolation(f"{declared.title}：应在 {declared.least} 至 {declared.most} 之间")
