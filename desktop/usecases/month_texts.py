"""文字部分: what a month says of the six fields of the notice; its numbers stay linked."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, MonthPart
from db.tables.months import Month, MonthText
from desktop.domain.errors import RuleViolation
from desktop.domain.month_texts import check_can_write, check_text
from desktop.domain.months import Edition, month_words
from desktop.queries.month_texts import ambiguous_names, named_figures
from desktop.queries.months import newest_edition
from desktop.reference.notice import notice
from desktop.usecases.done import Done


@dataclass(frozen=True)
class FieldText:
    """What is said of one field (1 to 6) in one part; an empty text takes it away."""

    field: int
    part: MonthPart
    text: str


@dataclass(frozen=True)
class WriteMonthText:
    """Passages of the month's newest 稿; those not named stay as they are."""

    period: int
    texts: tuple[FieldText, ...]


def write_month_text(session: Session, command: WriteMonthText, _act: Act) -> Done[None]:
    month = newest_edition(session, command.period)
    if month is None:
        raise RuleViolation(f"{month_words(command.period)}月报还没有起草，起草以后才能编写文字")
    edition = Edition(month.period, month.edition, month.state)
    check_can_write(edition)
    known, doubled = named_figures(), ambiguous_names()
    count = len(notice().fields)
    rows = select(MonthText).where(MonthText.month_id == month.id)
    held = {(row.field, row.part): row for row in session.scalars(rows)}
    for told in command.texts:
        if not 1 <= told.field <= count:
            raise RuleViolation(f"文字部分只有 {count} 个方面，没有第 {told.field} 个")
        check_text(told.text, known, doubled)
        _put(session, month, held.get((told.field, told.part)), told)
    about(session, f"{edition.words}文字部分")
    return Done(None, frozenset({Area.MONTHS}))


def _put(session: Session, month: Month, row: MonthText | None, told: FieldText) -> None:
    text = told.text.strip()
    if not text:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(MonthText(month_id=month.id, field=told.field, part=told.part, text=text))
    else:
        row.text = text


def copy_texts(session: Session, source: Month, target: Month) -> None:
    """A new 稿 after a return begins with the words of the one before."""
    for row in session.scalars(select(MonthText).where(MonthText.month_id == source.id)):
        session.add(MonthText(month_id=target.id, field=row.field, part=row.part, text=row.text))
