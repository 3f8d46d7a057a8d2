"""Who numbers with a 机关代字 in a year: the program's series, blocks, or another register."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import NumberSource
from db.tables.issuing import NumberBlock
from db.tables.office import NumberSeries
from db.tables.papers import Paper
from desktop.domain.numbering import Held


def holders_of(session: Session, prefix: str, year: int) -> tuple[Held, ...]:
    """Everyone of that year; a series of an earlier year goes on by itself until it is changed."""
    held = [*_series(session, prefix, year)]
    blocks = select(NumberBlock.kind).where(NumberBlock.prefix == prefix, NumberBlock.year == year)
    held += [Held(NumberSource.BLOCK, kind) for kind in session.scalars(blocks.distinct())]
    typed = select(Paper.id).where(
        Paper.number_source == NumberSource.EXTERNAL,
        Paper.number.startswith(f"{prefix}〔{year}〕", autoescape=True),
    )
    if session.scalar(typed.limit(1)) is not None:
        held.append(Held(NumberSource.EXTERNAL))
    return tuple(held)


def _series(session: Session, prefix: str, year: int) -> tuple[Held, ...]:
    newest = (
        select(NumberSeries.kind, func.max(NumberSeries.year).label("year"))
        .where(NumberSeries.year <= year)
        .group_by(NumberSeries.kind)
        .subquery()
    )
    rows = (
        select(NumberSeries.kind)
        .join(
            newest,
            (newest.c.kind == NumberSeries.kind) & (newest.c.year == NumberSeries.year),
        )
        .where(NumberSeries.prefix == prefix)
    )
    return tuple(Held(NumberSource.SERIES, kind) for kind in session.scalars(rows))
