"""领用号段: each block with the numbers that are used, voided, returned and still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PaperState
from db.tables.issuing import BlockNumber, NumberBlock
from db.tables.papers import Paper
from desktop.domain.numbering import Block, format_number
from desktop.queries.papers import brought_in


@dataclass(frozen=True)
class BlockRow:
    """A block and what became of its numbers; ``reasons`` tells why a number was voided.

    ``imported`` are those that a ledger of the past has: used before the office came here.
    """

    id: int
    kind: PaperKind
    block: Block
    holder: str
    handed_on: date
    closed_on: date | None
    used: tuple[int, ...] = ()
    voided: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    imported: tuple[int, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[int, ...]:
        """What is still in the holder's hands, next first."""
        gone = {*self.used, *self.voided, *self.returned, *self.imported}
        return tuple(n for n in range(self.block.first, self.block.last + 1) if n not in gone)

    @property
    def skipped(self) -> tuple[int, ...]:
        """Open numbers before one that left already: to be explained by the holder."""
        last = max((*self.used, *self.voided, *self.imported), default=0)
        return tuple(serial for serial in self.open if serial < last)

    @property
    def next_words(self) -> str:
        return self.words_of(self.open[0]) if self.open else ""

    def words_of(self, serial: int) -> str:
        return format_number(self.block.prefix, self.block.year, serial)


def block_rows(session: Session) -> tuple[BlockRow, ...]:
    """Every block, newest first."""
    newest = (NumberBlock.year.desc(), NumberBlock.prefix, NumberBlock.first.desc())
    rows = session.scalars(select(NumberBlock).order_by(*newest)).all()
    settled = _settled(session, [row.id for row in rows])
    brought = _brought_in(session, rows)
    return tuple(_row(row, settled.get(row.id, []), brought[row.id]) for row in rows)


def open_blocks(session: Session, kind: PaperKind) -> tuple[BlockRow, ...]:
    """Blocks of a kind that have a number left, the one handed out last first."""
    rows = [row for row in block_rows(session) if row.kind is kind and row.open]
    return tuple(sorted(rows, key=lambda row: row.handed_on, reverse=True))


def block_of(row: NumberBlock) -> Block:
    return Block(row.prefix, row.year, row.first, row.last)


def gone_of(session: Session, row: NumberBlock) -> frozenset[int]:
    """The numbers of a block that left it, on whichever way."""
    settled = session.scalars(select(BlockNumber.serial).where(BlockNumber.block_id == row.id))
    return frozenset((*settled, *_brought_in(session, [row])[row.id]))


_Settled = tuple[BlockNumber, PaperState | None, str | None]


def _settled(session: Session, blocks: list[int]) -> dict[int, list[_Settled]]:
    rows = (
        select(BlockNumber, Paper.state, Paper.void_reason)
        .outerjoin(Paper, Paper.id == BlockNumber.paper_id)
        .where(BlockNumber.block_id.in_(blocks))
        .order_by(BlockNumber.serial)
    )
    found: dict[int, list[_Settled]] = {}
    for number, state, reason in session.execute(rows):
        found.setdefault(number.block_id, []).append((number, state, reason))
    return found


def _brought_in(session: Session, rows: Sequence[NumberBlock]) -> dict[int, tuple[int, ...]]:
    """The numbers of each block that papers of the past have."""
    found = {}
    for row in rows:
        numbers = brought_in(session, row.prefix, row.year)
        found[row.id] = tuple(sorted(one for one in numbers if row.first <= one <= row.last))
    return found


def _row(row: NumberBlock, settled: list[_Settled], brought: tuple[int, ...]) -> BlockRow:
    used, voided, returned = [], [], []
    reasons: dict[int, str] = {}
    for number, state, void_reason in settled:
        if number.returned:
            returned.append(number.serial)
        elif number.paper_id is not None and state is not PaperState.VOIDED:
            used.append(number.serial)
        else:
            voided.append(number.serial)
            reasons[number.serial] = number.reason or void_reason or ""
    return BlockRow(
        row.id,
        row.kind,
        block_of(row),
        row.holder,
        row.handed_on,
        row.closed_on,
        tuple(used),
        tuple(voided),
        tuple(returned),
        brought,
        reasons,
    )
