"""A closed month as it was frozen: what the workbook and the package carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import MonthPart, MonthState
from db.tables.months import Month, MonthFigure
from desktop.domain.errors import RuleViolation
from desktop.domain.month_sums import correction_words, figure_of
from desktop.domain.months import month_words
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.month_chain import ids_in
from desktop.queries.month_lines import CLOSED, whole
from desktop.queries.month_texts import texts_of
from desktop.queries.months import Confirmed, confirmations, correction_reasons


@dataclass(frozen=True)
class FrozenFigure:
    """A figure of a closed month with the records behind its value, its 补报 and its 更正."""

    code: str
    name: str
    earlier_year: int | None
    value: float | None
    history: float | None
    last: float | None
    supplement: float | None
    correction: float | None
    year: float | None
    action: float | None
    ids: tuple[int, ...]
    ids_sha256: str | None
    supplement_ids: tuple[int, ...]
    correction_ids: tuple[int, ...]


@dataclass(frozen=True)
class Correction:
    """更正 of one figure as printed: what was reported, what it should be, and why."""

    code: str
    name: str
    told: str
    reason: str


@dataclass(frozen=True)
class ClosedMonth:
    """A closed edition, whole."""

    id: int
    period: int
    edition: int
    state: MonthState
    first: date
    through: date
    sealed_at: str
    submitted_on: date | None
    catalogue: str
    chain_n: int
    chain_hash: str
    paper_id: int
    figures: tuple[FrozenFigure, ...]
    corrections: tuple[Correction, ...]
    confirmed: tuple[Confirmed, ...]
    texts: Mapping[int, Mapping[MonthPart, str]]


def closed_month(session: Session, period: int, edition: int | None = None) -> ClosedMonth:
    """The newest 稿 of a month, or the one asked for, if it was closed."""
    rows = select(Month).where(Month.period == period)
    if edition is not None:
        rows = rows.where(Month.edition == edition)
    month = session.scalar(rows.order_by(Month.edition.desc()).limit(1))
    if month is None or month.state not in CLOSED or month.paper_id is None:
        raise RuleViolation(f"{month_words(period)}月报还没有封存")
    kept = select(MonthFigure).where(MonthFigure.month_id == month.id).order_by(MonthFigure.code)
    figures = tuple(_frozen(row) for row in session.scalars(kept))
    reasons = correction_reasons(session, month.id)
    return ClosedMonth(
        id=month.id,
        period=month.period,
        edition=month.edition,
        state=month.state,
        first=month.first_day,
        through=month.through,
        sealed_at=month.sealed_at or "",
        submitted_on=month.submitted_on,
        catalogue=month.catalogue or "",
        chain_n=month.chain_n or 0,
        chain_hash=(month.chain_hash or b"").hex(),
        paper_id=month.paper_id,
        figures=figures,
        corrections=tuple(
            Correction(row.code, row.name, correction_words(row.last, row.correction or 0), reason)
            for row in figures
            if (row.correction or row.correction_ids) and (reason := reasons.get(row.code))
        ),
        confirmed=confirmations(session, period),
        texts=texts_of(session, month.id),
    )


def _frozen(row: MonthFigure) -> FrozenFigure:
    code, year = figure_of(row.code)
    name = _NAMES.get(code, code)
    late, corrected = ids_in(row.supplement_ids), ids_in(row.correction_ids)
    return FrozenFigure(
        code=row.code,
        name=name if year is None else f"{year}年{name}",
        earlier_year=year,
        value=whole(row.code, row.value),
        history=whole(row.code, row.history),
        last=whole(code, row.last),
        supplement=whole(code, row.supplement),
        correction=whole(code, row.correction),
        year=whole(code, row.total),
        action=whole(code, row.action),
        ids=tuple(sorted(ids_in(row.ids))),
        ids_sha256=row.ids_sha256,
        supplement_ids=tuple(sorted(late)),
        correction_ids=tuple(sorted(corrected)),
    )


_NAMES = {row.code: row.name for row in FIGURES}
