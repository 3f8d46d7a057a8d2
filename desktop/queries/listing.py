"""A list over any select, of any length: count, anchors and pages by key.

OFFSET took 2.6 s at the end of a million rows; a page read from its key takes one frame.
``Listing`` asks the database; ``Whole`` is for short lists a query returns at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, func, select, tuple_
from sqlalchemy.orm import Session

from desktop.queries.day import days_from
from desktop.queries.view import PAGE, Anchor, Outline, View

Chosen = Select[*tuple[Any, ...]]
Condition = Callable[[str], ColumnElement[bool]]


@dataclass(frozen=True)
class Listing:
    """A select with the ways it can be ordered and narrowed.

    ``sorts`` must hold no NULL (coalesce them): a key with NULL compares with nothing. The
    first sort is the one used when none is chosen. ``make`` turns a database row into the
    frozen row the page shows. What depends on the day binds those of ``day.py``.
    """

    rows: Chosen
    id: SQLColumnExpression[int]
    sorts: Mapping[str, SQLColumnExpression[Any]]
    make: Callable[[Row[Any]], Any]
    matches: Condition | None = None
    filters: Mapping[str, Condition] = field(default_factory=dict)

    def outline(self, session: Session, view: View) -> Outline:
        narrowed = self._narrowed(view)
        first = self._read(session, view, narrowed.limit(PAGE))
        if len(first) < PAGE:
            return Outline(len(first), (None,), first)
        counting = select(func.count()).select_from(narrowed.subquery())
        count = session.scalar(counting, days_from(view.today)) or 0
        return Outline(count, self._anchors(session, view), first)

    def page(self, session: Session, view: View, anchor: Anchor) -> tuple[Any, ...]:
        return self._read(session, view, self._from(view, anchor).limit(PAGE))

    def everything(self, session: Session, view: View) -> tuple[Any, ...]:
        """All rows of the view, for an export of what is seen."""
        return self._read(session, view, self._narrowed(view))

    def _read(self, session: Session, view: View, chosen: Chosen) -> tuple[Any, ...]:
        found = session.execute(chosen.order_by(*self._order(view)), days_from(view.today))
        return tuple(self.make(row) for row in found)

    def _anchors(self, session: Session, view: View) -> tuple[Anchor, ...]:
        keys = self._narrowed(view).with_only_columns(
            self._sort(view).label("sort_key"),
            self.id.label("id_key"),
            func.row_number().over(order_by=self._order(view)).label("place"),
        )
        placed = keys.subquery()
        starts = select(placed.c.sort_key, placed.c.id_key).where((placed.c.place - 1) % PAGE == 0)
        found = session.execute(starts.order_by(placed.c.place), days_from(view.today))
        return tuple((row[0], row[1]) for row in found)

    def _from(self, view: View, anchor: Anchor) -> Chosen:
        narrowed = self._narrowed(view)
        if anchor is None:
            return narrowed
        key = tuple_(self._sort(view), self.id)
        return narrowed.where(key <= tuple_(*anchor) if view.descending else key >= tuple_(*anchor))

    def _narrowed(self, view: View) -> Chosen:
        narrowed = self.rows
        if view.text and self.matches is not None:
            narrowed = narrowed.where(self.matches(view.text))
        for key, value in view.where:
            narrowed = narrowed.where(self.filters[key](value))
        return narrowed

    def _order(self, view: View) -> tuple[ColumnElement[Any], ...]:
        keys = (self._sort(view), self.id)
        return tuple(key.desc() if view.descending else key.asc() for key in keys)

    def _sort(self, view: View) -> SQLColumnExpression[Any]:
        return self.sorts[view.sort or next(iter(self.sorts))]


@dataclass(frozen=True)
class Whole:
    """A short list: ``load(session)`` returns every row, narrowed and ordered here.

    ``text(row)`` is what the filter looks through; put the pinyin initials into it where
    the row has them. Rows are ordered by the attribute that ``View.sort`` names.
    """

    load: Callable[[Session], tuple[Any, ...]]
    text: Callable[[Any], str] = str
    filters: Mapping[str, Callable[[Any, str], bool]] = field(default_factory=dict)

    def outline(self, session: Session, view: View) -> Outline:
        rows = self.everything(session, view)
        return Outline(len(rows), (None,), rows)

    def page(self, session: Session, view: View, anchor: Anchor) -> tuple[Any, ...]:
        return self.everything(session, view)

    def everything(self, session: Session, view: View) -> tuple[Any, ...]:
        wanted, rows = view.text.casefold(), list(self.load(session))
        if wanted:  # the words of a row may need its pinyin, which takes long the first time
            rows = [row for row in rows if wanted in self.text(row).casefold()]
        for key, value in view.where:
            rows = [row for row in rows if self.filters[key](row, value)]
        return tuple(_sorted(rows, view) if view.sort else rows)


@dataclass(frozen=True)
class WholeOfDay:
    """A short list that depends on the day it is looked at: ``load(session, today)``."""

    load: Callable[[Session, date], tuple[Any, ...]]
    text: Callable[[Any], str] = str
    filters: Mapping[str, Callable[[Any, str], bool]] = field(default_factory=dict)

    def outline(self, session: Session, view: View) -> Outline:
        return self._on(view).outline(session, view)

    def page(self, session: Session, view: View, anchor: Anchor) -> tuple[Any, ...]:
        return self._on(view).page(session, view, anchor)

    def everything(self, session: Session, view: View) -> tuple[Any, ...]:
        return self._on(view).everything(session, view)

    def _on(self, view: View) -> Whole:
        today = view.today
        assert today is not None
        return Whole(lambda session: self.load(session, today), self.text, self.filters)


def _sorted(rows: list[Any], view: View) -> list[Any]:
    """By the attribute's value, the unknown last in both directions."""
    known = [row for row in rows if getattr(row, view.sort) is not None]
    unknown = [row for row in rows if getattr(row, view.sort) is None]
    known.sort(key=lambda row: getattr(row, view.sort), reverse=view.descending)
    return known + unknown
