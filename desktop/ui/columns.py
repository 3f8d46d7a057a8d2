"""Columns are data: a title, how to get the value, and how wide; and how any value is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from PySide6.QtCore import Qt

from desktop.domain.days import NO_END
from desktop.domain.labels import label

UNKNOWN = "—"


class Align(Enum):
    """Where a column's words stand."""

    LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    CENTRE = Qt.AlignmentFlag.AlignCenter


class Mark(StrEnum):
    """A row's cell that must be noticed: its sign stands before the words, its colour beside."""

    DANGER = "▲"
    WARNING = "△"
    DONE = "√"
    QUIET = ""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``sort`` names a sort of the source ("" where it cannot be sorted by); ``mark`` says
    which rows stand out; ``shown`` turns the value into words.
    """

    title: str
    getter: Callable[[Any], Any]
    width: int = 120
    align: Align = Align.LEFT
    sort: str = ""
    mark: Callable[[Any], Mark | None] | None = None

    def words(self, row: Any) -> str:
        words = shown(self.getter(row))
        mark = self.mark_of(row)
        return f"{mark.value} {words}" if mark is not None and mark.value else words

    def mark_of(self, row: Any) -> Mark | None:
        return None if self.mark is None else self.mark(row)


def shown(value: Any) -> str:  # noqa: PLR0911 - one line a kind of value
    """Any value of a row as the clerk reads it; what is not known is —, never 0."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return "长期" if value == NO_END else value.isoformat()
    if isinstance(value, tuple | list):
        return "、".join(shown(item) for item in value) or UNKNOWN
    return " ".join(str(value).split())
