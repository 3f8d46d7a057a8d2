"""文号序列: one series a kind of paper and year; a number is drawn in the paper's transaction."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, NumberSource, PaperKind
from db.tables.office import NumberSeries
from db.tables.papers import Paper
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.numbering import Held, check_prefix, check_source, format_number
from desktop.queries.number_sources import holders_of
from desktop.usecases.done import Done


@dataclass(frozen=True)
class SetNextNumber:
    """The next number of a series, as the office has it on the day it begins here."""

    kind: PaperKind
    year: int
    prefix: str
    next_number: int = 1


@dataclass(frozen=True)
class Drawn:
    """A number taken for a paper: from the series, from a block, or typed from elsewhere."""

    series_id: int | None
    serial: int | None
    number: str
    source: NumberSource = NumberSource.SERIES
    block_id: int | None = None


def set_next_number(session: Session, command: SetNextNumber, _act: Act) -> Done[int]:
    check_prefix(command.prefix)
    if command.next_number < 1:
        raise RuleViolation("下一号应从 1 起")
    _check_prefix_is_free(session, command.kind, command.prefix, command.year)
    series = _series(session, command.kind, command.year)
    if series is None:
        series = NumberSeries(
            kind=command.kind,
            year=command.year,
            prefix=command.prefix,
            first_number=command.next_number,
            next_number=command.next_number,
        )
        session.add(series)
    else:
        _check_used(session, series, command)
        series.prefix = command.prefix
        series.next_number = command.next_number
    about(session, f"{label(command.kind)} {command.prefix}〔{command.year}〕")
    session.flush()
    return Done(series.id, frozenset({Area.OFFICE, Area.PAPERS}))


def draw_number(session: Session, kind: PaperKind, day: date) -> Drawn:
    """Take the next number of the year of ``day``; a new year begins at 1 by itself.

    The row stays locked to the commit, so it is locked before the head of the chain.
    """
    series = _series(session, kind, day.year) or _next_year(session, kind, day.year)
    serial = series.next_number
    number = format_number(series.prefix, series.year, serial)
    if session.scalar(select(Paper.id).where(Paper.number == number)) is not None:
        raise RuleViolation(f"文号{number}已被使用（可能来自导入的文书台账），请先改正下一号")
    series.next_number = serial + 1
    session.flush()
    return Drawn(series.id, serial, number)


def has_series(session: Session, kind: PaperKind) -> bool:
    """Whether papers of this kind are numbered here at all."""
    found = select(NumberSeries.id).where(NumberSeries.kind == kind).limit(1)
    return session.scalar(found) is not None


def _series(session: Session, kind: PaperKind, year: int) -> NumberSeries | None:
    found = select(NumberSeries).where(NumberSeries.kind == kind, NumberSeries.year == year)
    return session.scalar(found.with_for_update())


def _next_year(session: Session, kind: PaperKind, year: int) -> NumberSeries:
    earlier = (
        select(NumberSeries)
        .where(NumberSeries.kind == kind, NumberSeries.year < year)
        .order_by(NumberSeries.year.desc())
        .limit(1)
    )
    last = session.scalar(earlier.with_for_update())
    if last is None:
        raise RuleViolation(f"还没有设定{label(kind)}的机关代字和下一号，请先在“文号”中设定")
    _check_prefix_is_free(session, kind, last.prefix, year)
    series = NumberSeries(kind=kind, year=year, prefix=last.prefix, first_number=1, next_number=1)
    session.add(series)
    session.flush()
    return series


def _check_prefix_is_free(session: Session, kind: PaperKind, prefix: str, year: int) -> None:
    check_source(prefix, Held(NumberSource.SERIES, kind), holders_of(session, prefix, year))


def _check_used(session: Session, series: NumberSeries, command: SetNextNumber) -> None:
    used = select(func.max(Paper.serial)).where(Paper.series_id == series.id)
    last = session.scalar(used)
    if last is None:
        series.first_number = command.next_number
        return
    if command.prefix != series.prefix:
        raise RuleViolation(f"本年已用“{series.prefix}”编过号，机关代字到下一年再改")
    if command.next_number <= last:
        raise RuleViolation(f"下一号不能小于已用的 {last} 号之后的 {last + 1} 号")
