"""From where a paper about to be issued may take its number: 自动编号, 领用号段, 另行取号."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind
from db.tables.office import NumberSeries
from desktop.domain.numbering import format_number
from desktop.queries.number_blocks import BlockRow, open_blocks


@dataclass(frozen=True)
class NumberChoices:
    """``next_words`` is empty where the office has no series for this kind."""

    next_words: str
    blocks: tuple[BlockRow, ...]


def number_choices(session: Session, kind: PaperKind, day: date) -> NumberChoices:
    """What a paper of this kind and day may be numbered with; nothing is drawn yet."""
    newest = (
        select(NumberSeries)
        .where(NumberSeries.kind == kind, NumberSeries.year <= day.year)
        .order_by(NumberSeries.year.desc())
    )
    series = session.scalar(newest.limit(1))
    blocks = sorted(open_blocks(session, kind), key=lambda one: one.block.year != day.year)
    return NumberChoices(_next(series, day.year) if series else "", tuple(blocks))


def _next(series: NumberSeries, year: int) -> str:
    serial = series.next_number if series.year == year else 1
    return format_number(series.prefix, year, serial)
