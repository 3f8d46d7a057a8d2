"""期初数: figures submitted before the office came into the program, kept without records."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.office import Office, SubmittedFigure
from desktop.domain.errors import RuleViolation
from desktop.domain.months import first_day
from desktop.exchange.opening import read_opening
from desktop.queries.figures.catalogue import COUNTS
from desktop.usecases.done import Done


@dataclass(frozen=True)
class OpeningFigure:
    """One figure as submitted; ``period`` is a month as 202601 or a year as 2025."""

    code: str
    period: int
    value: float
    source: str = ""


@dataclass(frozen=True)
class EnterOpening:
    """Figures typed, or read from a workbook; one entered again replaces the earlier."""

    figures: tuple[OpeningFigure, ...]


@dataclass(frozen=True)
class ImportOpening:
    """A workbook of figures; one that cannot be read refuses the whole."""

    path: Path


def enter_opening(session: Session, command: EnterOpening, _act: Act) -> Done[int]:
    known = {row.code: row.name for row in COUNTS}
    start = session.scalar(select(Office.start_day))
    held = {(row.code, row.period): row for row in session.scalars(select(SubmittedFigure))}
    for told in command.figures:
        if told.code not in known:
            raise RuleViolation(f"没有代码为“{told.code}”的指标，可用的代码见月报")
        begins = first_day(told.period * 100 + 1 if told.period <= 9999 else told.period)
        if start is not None and begins >= start:
            raise RuleViolation(
                f"{known[told.code]} {told.period}：启用日以后的数由本系统统计，不录期初数"
            )
        if told.value < 0:
            raise RuleViolation(f"{known[told.code]} {told.period}：期初数不能是负数")
        _put(session, held.get((told.code, told.period)), told)
    about(session, f"{len(command.figures)} 个期初数")
    return Done(len(command.figures), frozenset({Area.OFFICE, Area.MONTHS}))


def _put(session: Session, row: SubmittedFigure | None, told: OpeningFigure) -> None:
    if row is None:
        row = SubmittedFigure(code=told.code, period=told.period, value=told.value)
        session.add(row)
    row.value = told.value
    row.source = told.source or None


def import_opening(session: Session, command: ImportOpening, act: Act) -> Done[int]:
    codes = {row.code: row.code for row in COUNTS} | {row.name: row.code for row in COUNTS}
    rows = read_opening(command.path, codes)
    figures = tuple(OpeningFigure(row.code, row.period, row.value, row.source) for row in rows)
    return enter_opening(session, EnterOpening(figures), act)
