"""What a list is asked to show, and its answer: plain values, no database behind them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

PAGE = 500
"""Rows in a page: the key of every 500th row is an anchor, a page is read from its anchor."""

Anchor = tuple[Any, ...] | None
"""Sort value and id of a page's first row; None is the very first page."""


@dataclass(frozen=True)
class View:
    """One way of looking at a list: what was typed, the filters chosen, the order.

    ``today`` is the day by which a list says who is responsible and what has expired.
    """

    text: str = ""
    sort: str = ""
    descending: bool = False
    where: tuple[tuple[str, str], ...] = ()
    today: date | None = None


@dataclass(frozen=True)
class Outline:
    """How long the list is and where its pages begin; the first rows come along."""

    count: int
    anchors: tuple[Anchor, ...]
    first: tuple[Any, ...]


class RowSource(Protocol):
    """What a table can show: each method is a query for the runner."""

    def outline(self, session: Any, view: View) -> Outline: ...

    def page(self, session: Any, view: View, anchor: Anchor) -> tuple[Any, ...]: ...

    def everything(self, session: Any, view: View) -> tuple[Any, ...]: ...
