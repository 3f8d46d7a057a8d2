"""Many small questions in one statement, each written out as text only once a process.

A month asks some four hundred counts. Building and compiling so large a statement takes a second,
answering it a few hundredths. A question's text hardly depends on its days: it is written for one
span of days, the days are taken out, and it is kept if putting other days in gives just what
writing it for those gives. Where it does not, it is written anew for each span.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Dialect
from sqlalchemy.orm import Session

from desktop.queries.figures.span import Span

Q = TypeVar("Q")
Columns = Callable[[Any, Span], tuple[ColumnElement[Any], ...]]

_AT_ONCE = 200
"""Parts of one statement: SQLite takes at most 500."""
_KEPT = 4096
# Long before and long after every threshold of the law; spans of several months, and of one.
_LONG = (
    Span(date(1901, 2, 3), date(1903, 5, 7)),
    Span(date(2191, 4, 1), date(2192, 9, 30)),
)
_SHORT = (
    Span(date(1901, 2, 3), date(1901, 2, 27)),
    Span(date(2191, 4, 1), date(2191, 4, 30)),
)


def answers(
    session: Session, columns: Columns, asked: Sequence[tuple[Q, Span]]
) -> Iterator[tuple[tuple[Q, Span], tuple[Any, ...]]]:
    """Ask ``columns`` of each question and span, and give the row of each."""
    session.flush()
    dialect = cast(Callable[[], Dialect], type(session.get_bind().dialect))
    for at in range(0, len(asked), _AT_ONCE):
        some = asked[at : at + _AT_ONCE]
        parts = (f"SELECT {n}, {_text(columns, *one, dialect)}" for n, one in enumerate(some))
        for row in session.connection().exec_driver_sql(" UNION ALL ".join(parts)):
            yield some[row[0]], tuple(row)[1:]


def _text(columns: Columns, question: Any, span: Span, dialect: Callable[[], Dialect]) -> str:
    first, last = span.months
    form = _form(columns, question, dialect, first != last)
    return _written(columns, question, span, dialect) if form is None else _put(form, span)


@lru_cache(maxsize=_KEPT)
def _form(
    columns: Columns, question: Any, dialect: Callable[[], Dialect], is_long: bool
) -> str | None:
    """The text with marks for its days; None where days do more than stand in it."""
    long_ago, far_off = _LONG if is_long else _SHORT
    form = _written(columns, question, long_ago, dialect)
    for mark, words in _marks(long_ago).items():
        form = re.sub(rf"\b{words}\b", mark, form)
    same = _put(form, far_off) == _written(columns, question, far_off, dialect)
    return form if same else None


def _put(form: str, span: Span) -> str:
    for mark, words in _marks(span).items():
        form = form.replace(mark, words)
    return form


def _marks(span: Span) -> dict[str, str]:
    first, last = span.months
    return {
        "«before»": (span.first - timedelta(days=1)).isoformat(),
        "«first»": span.first.isoformat(),
        "«through»": span.through.isoformat(),
        "«after»": (span.through + timedelta(days=1)).isoformat(),
        "«first_month»": str(first),
        "«last_month»": str(last),
    }


@lru_cache(maxsize=_KEPT)
def _written(columns: Columns, question: Any, span: Span, dialect: Callable[[], Dialect]) -> str:
    """The columns as SQL, their values written in."""
    spoken = _spoken(dialect)
    told = (
        str(one.compile(dialect=spoken, compile_kwargs={"literal_binds": True}))
        for one in columns(question, span)
    )
    return ", ".join(told)


@lru_cache
def _spoken(dialect: Callable[[], Dialect]) -> Dialect:
    return dialect()
