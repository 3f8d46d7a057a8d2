"""期初数 beside what the imported ledgers give for the same days."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.office import SubmittedFigure
from desktop.domain.opening import period_days, period_words
from desktop.queries.figures.catalogue import COUNTS
from desktop.queries.figures.figure import Ask, counted
from desktop.queries.figures.span import Span


@dataclass(frozen=True)
class OpeningRow:
    """What was submitted, and what the record holds of the same days; None is nothing at all."""

    id: int
    code: str
    name: str
    period: int
    submitted: float
    recorded: int | None
    source: str

    @property
    def period_words(self) -> str:
        return period_words(self.period)

    @property
    def difference(self) -> float | None:
        return None if self.recorded is None else self.recorded - self.submitted


def opening_comparison(session: Session) -> tuple[OpeningRow, ...]:
    """Every 期初数 with its counterpart, in two statements."""
    known = {row.code: row for row in COUNTS}
    rows = session.scalars(
        select(SubmittedFigure).order_by(SubmittedFigure.code, SubmittedFigure.period)
    ).all()
    asked = [
        Ask(str(row.id), known[row.code], Span(*period_days(row.period)), history=False)
        for row in rows
        if row.code in known
    ]
    answers = counted(session, asked)
    return tuple(
        OpeningRow(
            row.id,
            row.code,
            known[row.code].name if row.code in known else row.code,
            row.period,
            row.value,
            answers[str(row.id)].value if str(row.id) in answers else None,
            row.source or "",
        )
        for row in rows
    )
