"""A number that only one record may have: said before the database says it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.domain.errors import RuleViolation


def check_unique(
    session: Session, column: InstrumentedAttribute[Any], value: Any, own: int | None, title: str
) -> None:
    """Refuse a value that another record has, and name that record."""
    if value is None:
        return
    model = column.class_
    other = session.scalars(select(model).where(column == value, model.id != (own or 0))).first()
    if other is not None:
        raise RuleViolation(f"{title}已用于“{other.name}”，请核对；同一单位不要登记两次。")
