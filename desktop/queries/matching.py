"""Filter as you type: every word in one of a list's texts, or in the pinyin of its names.

The pinyin initials stand in the search cache, one entry a record; a list of machines also looks
through the names of their projects.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import aliased

from db.search import SearchEntry

Named = tuple[str, SQLColumnExpression[Any]]
"""An entity and the column that holds its id."""


def matcher(
    named: tuple[Named, ...], *texts: SQLColumnExpression[Any]
) -> Callable[[str], ColumnElement[bool]]:
    """Return the condition for what was typed: each of its words must be found somewhere."""

    def matches(typed: str) -> ColumnElement[bool]:
        return and_(*(_holds(part, named, texts) for part in typed.split()))

    return matches


def by_pinyin(entity: str, record_id: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """The order of names as a clerk expects it: by their initials, as the cache holds them."""
    entry = aliased(SearchEntry)
    is_it = (entry.entity == entity, entry.record_id == record_id)
    read = select(entry.initials).where(*is_it).correlate_except(entry).scalar_subquery()
    return func.coalesce(read, "")


def _holds(
    part: str, named: tuple[Named, ...], texts: tuple[SQLColumnExpression[Any], ...]
) -> ColumnElement[bool]:
    found = [text.icontains(part, autoescape=True) for text in texts]
    if part.isascii() and part.isalnum():
        found += [column.in_(_with_initials(entity, part.lower())) for entity, column in named]
    return or_(*found)


def _with_initials(entity: str, part: str) -> Any:
    is_it = (SearchEntry.entity == entity, SearchEntry.initials.contains(part))
    return select(SearchEntry.record_id).where(*is_it)
