"""Writing facts that hold from a day on, and ending those that hold for a time."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Period, Since


def put_since(session: Session, model: type[Since], subject: int, day: date, **values: Any) -> None:
    """Let ``values`` hold for ``subject`` from ``day``; a row of that very day is replaced."""
    here = select(model).where(model.subject() == subject, model.since == day)
    row = session.scalar(here)
    if row is None:
        session.add(model(**{model.subject_name: subject}, since=day, **values))
        return
    for name, value in values.items():
        setattr(row, name, value)


def end_period(session: Session, row: Period, day: date) -> None:
    """Let the period end before ``day``; one that would not have begun goes."""
    if row.valid_from >= day:
        session.delete(row)
    else:
        row.valid_to = day
