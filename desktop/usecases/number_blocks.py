"""领用号段: numbered blanks handed to a person; each number is used, voided or returned."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, NumberSource, PaperKind
from db.ids import new_id
from db.tables.inspectors import Inspector
from db.tables.issuing import BlockNumber, NumberBlock
from desktop.domain import numbering as rules
from desktop.domain.calendar import check_not_future
from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import Block, Held
from desktop.queries.number_blocks import block_of, gone_of
from desktop.queries.number_sources import holders_of
from desktop.usecases.done import Done

CHANGED = frozenset({Area.OFFICE, Area.PAPERS})


@dataclass(frozen=True)
class HandOutBlock:
    """发放号段: from the first blank nobody has used to the last one."""

    kind: PaperKind
    year: int
    prefix: str
    first: int
    last: int
    handed_on: date
    inspector_id: int | None = None
    holder: str = ""


@dataclass(frozen=True)
class VoidBlockNumber:
    """作废号段中的一个号: a blank that was spoiled or lost."""

    block_id: int
    serial: int
    reason: str


@dataclass(frozen=True)
class ReturnBlock:
    """交回号段: what is left of it comes back and is used no more."""

    block_id: int
    returned_on: date


def hand_out_block(session: Session, command: HandOutBlock, act: Act) -> Done[int]:
    block = Block(command.prefix, command.year, command.first, command.last)
    same = (NumberBlock.prefix == block.prefix, NumberBlock.year == block.year)
    others = session.scalars(select(NumberBlock).where(*same).with_for_update())
    rules.check_block(block, [block_of(one) for one in others])
    held = holders_of(session, block.prefix, block.year)
    rules.check_source(block.prefix, Held(NumberSource.BLOCK, command.kind), held)
    check_not_future(command.handed_on, act.today, "领用")
    person = session.get(Inspector, command.inspector_id) if command.inspector_id else None
    holder = person.name if person is not None else command.holder.strip()
    if not holder:
        raise RuleViolation("请写明领用人")
    row = NumberBlock(
        id=new_id(session),
        kind=command.kind,
        prefix=block.prefix,
        year=block.year,
        first=block.first,
        last=block.last,
        holder=holder,
        inspector_id=person.id if person is not None else None,
        handed_on=command.handed_on,
    )
    session.add(row)
    about(session, f"{holder} {block}")
    return Done(row.id, CHANGED)


def void_block_number(session: Session, command: VoidBlockNumber, act: Act) -> Done[None]:
    row = _locked(session, command.block_id)
    block = block_of(row)
    rules.check_can_settle(block, command.serial, gone_of(session, row), command.reason)
    session.add(
        BlockNumber(
            block_id=row.id,
            serial=command.serial,
            settled_on=act.today,
            reason=command.reason.strip(),
        )
    )
    about(session, rules.format_number(block.prefix, block.year, command.serial))
    return Done(None, CHANGED)


def return_block(session: Session, command: ReturnBlock, act: Act) -> Done[int]:
    """The answer is how many unused numbers came back."""
    row = _locked(session, command.block_id)
    day = command.returned_on
    rules.check_can_return(row.handed_on, row.closed_on, day, act.today)
    gone = gone_of(session, row)
    left = [serial for serial in range(row.first, row.last + 1) if serial not in gone]
    for serial in left:
        session.add(BlockNumber(block_id=row.id, serial=serial, returned=True, settled_on=day))
    row.closed_on = day
    about(session, f"{row.holder} {block_of(row)}")
    return Done(len(left), CHANGED)


def _locked(session: Session, key: int) -> NumberBlock:
    row = session.get(NumberBlock, key, with_for_update=True)
    if row is None:
        raise RuleViolation("没有这个号段，请刷新后再选")
    return row
