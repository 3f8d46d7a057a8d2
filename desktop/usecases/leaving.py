"""A paper leaves: on its approval, with its number, in the transaction that issues it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import NumberSource, PaperKind
from db.tables.issuing import NumberBlock, PaperCase
from db.tables.papers import Paper
from desktop.domain.cases import check_releases
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import Leave, check_released
from desktop.domain.labels import label
from desktop.domain.numbering import (
    Held,
    PaperNumber,
    check_can_use,
    check_source,
    parse_number,
)
from desktop.queries.case_facts import case_facts
from desktop.queries.number_blocks import block_of, gone_of
from desktop.queries.number_sources import holders_of
from desktop.queries.paper_rules import steps_of
from desktop.usecases.series import Drawn, draw_number, has_series


def take_number(session: Session, kind: PaperKind, day: date, leave: Leave) -> Drawn:
    """The number under which a paper leaves; refused where its approval is missing."""
    _check_approval(session, kind, leave)
    if leave.source is NumberSource.SERIES:
        return draw_number(session, kind, day)
    return number_told(session, kind, leave)


def number_told(session: Session, kind: PaperKind, leave: Leave) -> Drawn:
    """A number that stands already: on a blank of a block, or in another register."""
    if leave.source is NumberSource.SERIES:
        raise RuleViolation("已经发出的文书不再由本系统编号，请填原件上的文号")
    number = _typed(session, leave.number)
    if leave.source is NumberSource.BLOCK:
        return _of_block(session, kind, number, leave)
    return Drawn(None, None, _external(session, number), NumberSource.EXTERNAL)


def number_where_used(session: Session, kind: PaperKind, day: date, leave: Leave) -> Drawn | None:
    """The same for a paper that not every office numbers; None where this one does not."""
    if leave.source is NumberSource.SERIES and not has_series(session, kind):
        _check_approval(session, kind, leave)
        return None
    return take_number(session, kind, day, leave)


def _check_approval(session: Session, kind: PaperKind, leave: Leave) -> None:
    """The case named is one of this kind, approved, and its paper has not left yet."""
    if leave.case_id is None:
        check_released(kind, steps_of(session, kind))
        return
    case = session.get(PaperCase, leave.case_id)
    if case is None:
        raise RuleViolation("没有这份审批过的文稿，请刷新后再选")
    check_releases(case_facts(session, case), kind)


def _typed(session: Session, text: str) -> PaperNumber:
    number = parse_number(text)
    if number is None:
        raise RuleViolation(f"文号“{text}”应写成“代字〔年份〕序号号”的样子")
    if session.scalar(select(Paper.id).where(Paper.number == str(number))) is not None:
        raise RuleViolation(f"文号{number}已被使用")
    return number


def _of_block(session: Session, kind: PaperKind, number: PaperNumber, leave: Leave) -> Drawn:
    block = session.get(NumberBlock, leave.block_id or 0, with_for_update=True)
    if block is None or block.kind is not kind:
        raise RuleViolation(f"没有{label(kind)}的这个号段，请刷新后再选")
    check_can_use(block_of(block), number, gone_of(session, block))
    return Drawn(None, number.serial, str(number), NumberSource.BLOCK, block.id)


def _external(session: Session, number: PaperNumber) -> str:
    """The three sources never share a series."""
    held = holders_of(session, number.prefix, number.year)
    check_source(number.prefix, Held(NumberSource.EXTERNAL), held)
    return str(number)
