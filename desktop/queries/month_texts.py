"""The text part of a month, beside last month's, and what its braces may name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import CellContent, MonthPart
from db.tables.months import Month, MonthText
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.month_texts import check_can_write
from desktop.domain.months import Edition
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.months import newest_edition
from desktop.reference.notice import notice

_NO_MONTH = "月报还没有起草，起草以后才能编写文字"


@dataclass(frozen=True)
class FieldTexts:
    """One of the six fields of the notice: its texts by part, and those of the month before."""

    number: int
    title: str
    texts: Mapping[MonthPart, str]
    last: Mapping[MonthPart, str]


@dataclass(frozen=True)
class MonthTexts:
    """The text part of the newest 稿; ``why_not`` says why it cannot be written now."""

    period: int
    edition: int
    why_not: str
    last_period: int | None
    fields: tuple[FieldTexts, ...]


@dataclass(frozen=True)
class Named:
    """What a name in braces stands for: a figure and which of its numbers."""

    code: str
    content: CellContent


def month_texts(session: Session, period: int) -> MonthTexts:
    month = newest_edition(session, period)
    before = _last_with_text(session, period)
    own = texts_of(session, month.id) if month else {}
    last = texts_of(session, before.id) if before else {}
    return MonthTexts(
        period=period,
        edition=month.edition if month else 0,
        why_not=_why_not(month),
        last_period=before.period if before else None,
        fields=tuple(
            FieldTexts(number, title, own.get(number, {}), last.get(number, {}))
            for number, title in enumerate(notice().fields, start=1)
        ),
    )


def texts_of(session: Session, month_id: int) -> dict[int, dict[MonthPart, str]]:
    """What one 稿 says, by field and part, as it was written."""
    found: dict[int, dict[MonthPart, str]] = {}
    rows = select(MonthText.field, MonthText.part, MonthText.text)
    for field, part, text in session.execute(rows.where(MonthText.month_id == month_id)):
        found.setdefault(field, {})[part] = text
    return found


def named_figures() -> dict[str, Named]:
    """Every name braces may hold: a figure's name or code, alone or with one of its columns."""
    found: dict[str, Named] = {}
    doubled = ambiguous_names()
    for row in FIGURES:
        for name in (row.code, row.name):
            if name in doubled:
                continue
            found[name] = Named(row.code, CellContent.VALUE)
            for content in CellContent:
                found[name + label(content)] = Named(row.code, content)
    return found


def ambiguous_names() -> frozenset[str]:
    """Names that two figures bear; these are named by code."""
    counts = Counter(row.name for row in FIGURES)
    return frozenset(name for name, count in counts.items() if count > 1)


def placeholder_names() -> tuple[str, ...]:
    """To choose from while writing: each figure by its name, or by its code where it must be."""
    doubled = ambiguous_names()
    return tuple(row.code if row.name in doubled else row.name for row in FIGURES)


def _last_with_text(session: Session, period: int) -> Month | None:
    written = select(MonthText.month_id)
    rows = select(Month).where(Month.period < period, Month.id.in_(written))
    return session.scalar(rows.order_by(Month.period.desc(), Month.edition.desc()).limit(1))


def _why_not(month: Month | None) -> str:
    if month is None:
        return _NO_MONTH
    try:
        check_can_write(Edition(month.period, month.edition, month.state))
    except RuleViolation as refusal:
        return refusal.sentence
    return ""
