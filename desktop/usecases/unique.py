"""What only one record may have: said before the database says it, naming the other record."""

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
        raise RuleViolation(f"{title}已用于“{other.name}”，请核对；同一个不要登记两次。")


def check_not_there(session: Session, model: Any, own: int | None, what: str, **same: Any) -> None:
    """Refuse a record that an import would take for one that is there already.

    An import knows a row again by these columns; two records of one key could not be told apart.
    """
    if any(value is None for value in same.values()):
        return
    alike = [getattr(model, name) == value for name, value in same.items()]
    if session.scalar(select(model.id).where(*alike, model.id != (own or 0)).limit(1)) is not None:
        raise RuleViolation(f"{what}已经登记过，请在列表里找到它再修改，不要登记两次。")
