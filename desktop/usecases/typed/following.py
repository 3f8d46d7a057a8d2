"""A paper that rests on an earlier one (恢复 on 中止): found by the number it cites, or refused."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind
from db.tables.papers import Paper
from desktop.domain import papers as rules
from desktop.domain.calendar import check_in_order
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.numbering import clean_number
from desktop.queries.typed_subject import TypedGround, is_ended, standing_paper

Follows = Callable[[Session, Any, TypedGround], Paper | None]


def cited(kind: PaperKind, name: str, by: PaperKind | None = None) -> Follows:
    """The paper whose number the sheet's field ``name`` cites; ``by`` is the kind that ends it.

    A number the record does not know is older than the record and is left standing, unless a
    paper of the kind stands there, which then is the one that must be meant.
    """

    def follows(session: Session, sheet: Any, ground: TypedGround) -> Paper | None:
        number = clean_number(getattr(sheet, name))
        site = ground.project.id if ground.project else 0
        found = session.scalar(select(Paper).where(Paper.number == number)) if number else None
        if found is None:
            _check_unknown(number, standing_paper(session, site, kind, by))
            return None
        if found.kind is not kind or found.project_id not in (None, site):
            raise RuleViolation(f"{number}不是本工程的{label(kind)}，请核对文号")
        rules.check_in_force(found.state)
        if by is not None and is_ended(session, found.id, by):
            raise RuleViolation(f"{number}已经有{label(by)}，不能再据以签发")
        check_in_order([(f"{label(kind)}的签发日期", found.issued_on), ("签发日期", ground.day)])
        return found

    return follows


def _check_unknown(number: str, standing: Paper | None) -> None:
    if number and standing is not None and standing.number:
        raise RuleViolation(f"没有文号“{number}”，本工程现行的是{standing.number}，请核对")
