"""文号核对: every number since the 启用日 that is not on a paper in force, and what is known of it.

A series is counted from the number told when it began here, a block from its first blank; what a
ledger of the past brought in before that is no gap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PaperState
from db.tables.papers import Paper
from desktop.domain.labels import label
from desktop.domain.numbering import format_number
from desktop.queries.number_blocks import BlockRow, block_rows
from desktop.queries.papers import series_rows


class Gap(StrEnum):
    """What is with a number."""

    MISSING = "缺号"
    SKIPPED = "跳号"
    VOIDED = "作废"
    RETURNED = "交回"
    BROUGHT_IN = "历史导入"
    DOUBLED = "重号"


WRONG = frozenset({Gap.MISSING, Gap.SKIPPED, Gap.DOUBLED})
"""What the office has to explain; the others are explained already."""


@dataclass(frozen=True)
class GapLine:
    """One number; ``source`` is 自动编号 or the holder of its block."""

    id: int
    number: str
    kind: PaperKind
    source: str
    gap: Gap
    known: str

    @property
    def kind_words(self) -> str:
        return label(self.kind)

    @property
    def is_wrong(self) -> bool:
        return self.gap in WRONG


def gap_lines(session: Session) -> tuple[GapLine, ...]:
    """All series and blocks, newest year first, each by its numbers; ``id`` is the place."""
    found = [*_of_series(session), *_of_blocks(session)]
    return tuple(GapLine(place, *line) for place, line in enumerate(found, start=1))


_Line = tuple[str, PaperKind, str, Gap, str]


def _of_series(session: Session) -> Iterator[_Line]:
    reasons = _void_reasons(session)
    for row in series_rows(session):
        told = {
            **dict.fromkeys(row.gaps.missing, (Gap.MISSING, "没有这个号的文书，请查明或登记")),
            **dict.fromkeys(row.imported, (Gap.BROUGHT_IN, "在导入的文书台账中")),
            **dict.fromkeys(row.gaps.doubled, (Gap.DOUBLED, "用了不止一次")),
        }
        for serial in row.gaps.voided:
            told[serial] = (Gap.VOIDED, reasons.get((row.id, serial), ""))
        for serial, (gap, known) in sorted(told.items()):
            number = format_number(row.prefix, row.year, serial)
            yield number, row.kind, "自动编号", gap, known


def _of_blocks(session: Session) -> Iterator[_Line]:
    for row in block_rows(session):
        for serial, (gap, known) in sorted(_block_gaps(row).items()):
            yield row.words_of(serial), row.kind, f"号段　{row.holder}", gap, known


def _block_gaps(row: BlockRow) -> dict[int, tuple[Gap, str]]:
    back = f"{row.closed_on} 交回" if row.closed_on else ""
    return {
        **dict.fromkeys(row.skipped, (Gap.SKIPPED, "后面的号已离手，它还没有交代")),
        **dict.fromkeys(row.returned, (Gap.RETURNED, back)),
        **dict.fromkeys(row.imported, (Gap.BROUGHT_IN, "在导入的文书台账中")),
        **{serial: (Gap.VOIDED, row.reasons[serial]) for serial in row.voided},
    }


def _void_reasons(session: Session) -> dict[tuple[int | None, int | None], str]:
    rows = select(Paper.series_id, Paper.serial, Paper.void_reason).where(
        Paper.state == PaperState.VOIDED, Paper.serial.is_not(None)
    )
    return {(series, serial): reason or "" for series, serial, reason in session.execute(rows)}
