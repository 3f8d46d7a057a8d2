"""更正理由: why a figure already reported changed; without it no month is 审定."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.months import Month, MonthCorrection
from desktop.domain.errors import RuleViolation
from desktop.domain.months import Edition, check_can_explain, month_words
from desktop.queries.months import month_page, newest_edition
from desktop.usecases.done import Done


@dataclass(frozen=True)
class ExplainCorrection:
    """One reason for one or several figures; an empty one takes it back."""

    period: int
    codes: tuple[str, ...]
    reason: str


def explain_correction(session: Session, command: ExplainCorrection, _act: Act) -> Done[int]:
    month = newest_edition(session, command.period)
    if month is None:
        raise RuleViolation(f"{month_words(command.period)}月报还没有起草，起草以后才能写更正理由")
    edition = Edition(month.period, month.edition, month.state)
    check_can_explain(edition)
    changed = {
        one.code: one.name
        for one in month_page(session, command.period).sums
        if one.sum is not None and one.sum.needs_reason
    }
    rows = select(MonthCorrection).where(MonthCorrection.month_id == month.id)
    held = {row.code: row for row in session.scalars(rows)}
    for code in command.codes:
        if code not in changed:
            raise RuleViolation(f"“{code}”没有更正，不用写理由；请刷新后再看")
        _put(session, month, held.get(code), code, command.reason.strip())
    about(session, f"{edition.words} {'、'.join(changed[code] for code in command.codes)}")
    return Done(len(command.codes), frozenset({Area.MONTHS}))


def _put(
    session: Session, month: Month, row: MonthCorrection | None, code: str, reason: str
) -> None:
    if not reason:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(MonthCorrection(month_id=month.id, code=code, reason=reason))
    else:
        row.reason = reason


def copy_reasons(session: Session, source: Month, target: Month) -> None:
    """A new 稿 after a return corrects the same figures for the same reasons."""
    rows = select(MonthCorrection).where(MonthCorrection.month_id == source.id)
    for row in session.scalars(rows):
        session.add(MonthCorrection(month_id=target.id, code=row.code, reason=row.reason))
