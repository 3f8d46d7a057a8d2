"""封存: figures, their proof and the ids behind them, as rows that never change again."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from db.tables.months import Month, MonthFigure
from desktop.domain.id_lists import hash_of_ids, pack_ids
from desktop.domain.month_sums import FigureSum, Movement
from desktop.queries.figures.catalogue import COUNTS
from desktop.queries.figures.figure import Ask
from desktop.queries.figures.listed import listed
from desktop.queries.figures.span import Span
from desktop.queries.month_lines import MonthPage


def freeze(session: Session, month: Month, page: MonthPage) -> None:
    """A row a figure, and one for each figure of a year gone by that this report still moves."""
    span = Span(month.first_day, month.through)
    ids = listed(session, [Ask(row.code, row, span) for row in COUNTS])
    for line in page.lines:
        frozen = MonthFigure(
            month_id=month.id,
            code=line.code,
            value=line.value,
            history=line.history,
            total=line.year,
            action=line.action,
        )
        if line.sum is not None:
            _put_sum(frozen, line.sum)
        if line.code in ids:
            _put_ids(frozen, ids[line.code])
        session.add(frozen)
    for earlier in page.earlier:
        frozen = MonthFigure(month_id=month.id, code=earlier.code)
        _put_sum(frozen, earlier.sum)
        session.add(frozen)


def _put_sum(frozen: MonthFigure, one: FigureSum) -> None:
    frozen.last = one.proof.last
    frozen.supplement = one.supplement
    frozen.correction = one.correction
    frozen.supplement_ids = _packed(one.late)
    frozen.correction_ids = _packed(one.corrected)
    if isinstance(one.proof, Movement):
        frozen.total = one.proof.total


def _put_ids(frozen: MonthFigure, ids: Collection[int]) -> None:
    ordered = sorted(ids)
    frozen.count = len(ordered)
    frozen.ids = pack_ids(ordered)
    frozen.ids_sha256 = hash_of_ids(ordered)


def _packed(ids: Collection[int]) -> bytes | None:
    return pack_ids(sorted(ids)) if ids else None
