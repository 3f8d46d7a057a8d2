"""期初数: figures submitted before the office came into the program, kept without records."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.office import Office, SubmittedFigure
from desktop.domain.errors import RuleViolation
from desktop.domain.opening import period_days
from desktop.queries.figures.catalogue import COUNTS
from desktop.usecases.done import Done


@dataclass(frozen=True)
class OpeningFigure:
    """One figure as submitted; ``period`` is a month as 202601 or a year as 2025.

    A ``value`` of None takes back what was entered by mistake.
    """

    code: str
    period: int
    value: float | None
    source: str = ""


@dataclass(frozen=True)
class EnterOpening:
    """Figures typed, or read from a workbook; one entered again replaces the earlier."""

    figures: tuple[OpeningFigure, ...]


def enter_opening(session: Session, command: EnterOpening, _act: Act) -> Done[int]:
    known = {row.code: row.name for row in COUNTS}
    start = session.scalar(select(Office.start_day))
    held = {(row.code, row.period): row for row in session.scalars(select(SubmittedFigure))}
    for told in command.figures:
        if told.code not in known:
            raise RuleViolation(f"没有代码为“{told.code}”的指标，可用的代码见月报")
        begins = period_days(told.period)[0]
        if start is not None and begins >= start:
            raise RuleViolation(
                f"{known[told.code]} {told.period}：启用日以后的数由本系统统计，不录期初数"
            )
        if told.value is not None and told.value < 0:
            raise RuleViolation(f"{known[told.code]} {told.period}：期初数不能是负数")
        _put(session, held.get((told.code, told.period)), told)
    about(session, f"{len(command.figures)} 个期初数")
    return Done(len(command.figures), frozenset({Area.OFFICE, Area.MONTHS}))


def import_opening(session: Session, command: EnterOpening, act: Act) -> Done[int]:
    """The same from a workbook: under its own verb it stands in the list of imports."""
    return enter_opening(session, command, act)


def _put(session: Session, row: SubmittedFigure | None, told: OpeningFigure) -> None:
    if told.value is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = SubmittedFigure(code=told.code, period=told.period, value=told.value)
        session.add(row)
    row.value = told.value
    row.source = told.source or None
