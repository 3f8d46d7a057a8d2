"""报表模板: the province's workbooks, and what fills their cells."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import CellContent
from db.tables.months import MonthTemplate, TemplateCell


@dataclass(frozen=True)
class TemplateRow:
    """A template in the list, with how many cells are bound."""

    id: int
    name: str
    bound: int


@dataclass(frozen=True)
class Bound:
    """A cell and what fills it."""

    sheet: str
    place: str
    code: str
    content: CellContent


def template_rows(session: Session) -> tuple[TemplateRow, ...]:
    bound = select(func.count()).where(TemplateCell.template_id == MonthTemplate.id)
    rows = select(MonthTemplate.id, MonthTemplate.name, bound.scalar_subquery())
    return tuple(TemplateRow(*row) for row in session.execute(rows.order_by(MonthTemplate.name)))


def bound_cells(session: Session, key: int) -> tuple[Bound, ...]:
    rows = select(TemplateCell.sheet, TemplateCell.cell, TemplateCell.code, TemplateCell.content)
    rows = rows.where(TemplateCell.template_id == key)
    return tuple(Bound(*row) for row in session.execute(rows.order_by(TemplateCell.id)))
