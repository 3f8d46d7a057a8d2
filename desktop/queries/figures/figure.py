"""指标: a figure is a question to the record, declared once and asked everywhere.

The month report, the home page, the workbook and the drill-down all ask the same declaration.
A count is the count of ids; a ratio names two counts. Unknown is None, shown as —: a nought is
known only where the records it is looked for among are there, or where a clerk confirmed it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, false, func, null, select
from sqlalchemy.orm import Session

from db.codes import Area
from desktop.queries.figures.asking import answers
from desktop.queries.figures.span import Span

Ids = Callable[[Span], Select[Any]]
Rows = Select[*tuple[Any, ...]]


class Kind(Enum):
    """A stock (时点数) is read at the end of the last day; a flow (期间数) adds up."""

    STOCK = "stock"
    FLOW = "flow"


@dataclass(frozen=True, eq=False)
class Drill:
    """How the records behind a figure are shown.

    ``rows`` makes, of a select or list of ids, the select of id, title, detail, day, history, and
    of the id of the ``entity`` that opens them where that is another record (a step's hazard).
    """

    area: Area
    entity: str
    rows: Callable[[Any], Rows]


@dataclass(frozen=True, eq=False)
class Figure:
    """One count. ``history`` gives those of ``ids`` that were brought in (其中历史).

    ``among`` gives the records it is looked for among: with any of them, none found is 0.
    One that counts a thing once however often it comes does not add up from year to year
    (``adds``). A part names its whole (``within``): of a whole that is 0 each part is 0.
    """

    code: str
    name: str
    definition: str
    article: str
    kind: Kind
    drill: Drill
    ids: Ids
    history: Ids | None = None
    among: Ids | None = None
    unit: str = "个"
    adds: bool = True
    within: str = ""


@dataclass(frozen=True, eq=False)
class Ratio:
    """Two figures of the catalogue by their codes, as a percentage of one decimal."""

    code: str
    name: str
    definition: str
    article: str
    numerator: str
    denominator: str
    unit: str = "%"


@dataclass(frozen=True)
class Counted:
    """A count, how much of it is history, and whether a nought in it is known."""

    count: int
    history: int | None
    known: bool

    @property
    def value(self) -> int | None:
        return self.count if self.count or self.known else None


@dataclass(frozen=True)
class Ask:
    """A figure over a span, under a key; of a running total nobody asks for the history."""

    key: str
    figure: Figure
    span: Span
    history: bool = True


def counted(session: Session, asked: Iterable[Ask]) -> dict[str, Counted]:
    """Count many figures, each over its own span, in few statements; the answer is by key."""
    asks = list(asked)
    wanted: dict[tuple[Figure, Span], bool] = {}
    for ask in asks:
        key = (ask.figure, ask.span)
        wanted[key] = wanted.get(key, False) or ask.history
    questions = [((figure, history), span) for (figure, span), history in wanted.items()]
    found = {
        (figure, span): Counted(count, history, bool(known))
        for ((figure, _told), span), (count, history, known) in answers(
            session, _columns, questions
        )
    }
    return {ask.key: found[ask.figure, ask.span] for ask in asks}


def _columns(asked: tuple[Figure, bool], span: Span) -> tuple[ColumnElement[Any], ...]:
    figure, with_history = asked
    history: ColumnElement[Any] = cast(null(), Integer)
    if figure.history is not None and with_history:
        history = _count(figure.history(span))
    known = figure.among(span).exists() if figure.among is not None else false()
    return _count(figure.ids(span)), history, known


def _count(ids: Select[Any]) -> Any:
    return select(func.count()).select_from(ids.subquery()).scalar_subquery()


def ratio_of(values: Mapping[str, float | None], ratio: Ratio) -> float | None:
    """The percentage; None where either part is unknown or nothing stands below the line."""
    above, below = values.get(ratio.numerator), values.get(ratio.denominator)
    if above is None or not below:
        return None
    return round(100 * above / below, 1)


def ids_of(session: Session, figure: Figure, span: Span) -> list[int]:
    """The records behind a figure, sorted."""
    return sorted(session.scalars(figure.ids(span)))
