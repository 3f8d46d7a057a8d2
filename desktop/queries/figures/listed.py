"""The ids behind many figures at once, in one statement.

A figure's ids come as one text put together by the database: fetching a hundred thousand rows
one by one costs ten times as much.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.orm import Session

from desktop.queries.figures.asking import answers
from desktop.queries.figures.figure import Ask, Figure
from desktop.queries.figures.span import Span


def listed(session: Session, asked: Iterable[Ask]) -> dict[str, frozenset[int]]:
    """The records of each ask, by its key."""
    keys = {ask.key: (ask.figure, ask.span) for ask in asked}
    questions = list(dict.fromkeys(keys.values()))
    found = {
        of: frozenset(map(int, text.split(","))) if text else frozenset[int]()
        for of, (text,) in answers(session, _ids, questions)
    }
    return {key: found[of] for key, of in keys.items()}


def _ids(figure: Figure, span: Span) -> tuple[ColumnElement[Any], ...]:
    ids = figure.ids(span).subquery()
    text = func.aggregate_strings(cast(ids.c[0], String), ",")
    return (select(text).select_from(ids).scalar_subquery(),)
