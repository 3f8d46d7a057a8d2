"""附件: each on a new page before the imprint (GB/T 9704-2012 7.3.7), tables across if need be."""

from dataclasses import dataclass, replace

from desktop.documents.blocks import Paragraph, Spacer, Title
from desktop.documents.fonts import Face
from desktop.documents.pieces import DEPTH, Block, Piece


@dataclass(frozen=True)
class Attachment:
    """One attachment: 附件1 in 黑体 in the first line, its title in the third."""

    title: str
    blocks: tuple[Block, ...]
    number: int | None = None
    across: bool = False

    def pieces(self, measure: float) -> list[Piece]:
        count = "" if self.number is None else str(self.number)
        blocks: tuple[Block, ...] = (
            Paragraph(f"附件{count}", Face.HEI, indent=0.0, with_next=True),
            Spacer(with_next=True),
            Title(self.title),
            Spacer(),
            *self.blocks,
        )
        room = DEPTH if self.across else measure
        first, *others = [piece for block in blocks for piece in block.pieces(room)]
        cut = [replace(first, new_page=True), *others]
        return [replace(piece, turned=True) for piece in cut] if self.across else cut


@dataclass(frozen=True)
class Across:
    """Blocks on pages whose type area lies across: tables with many columns."""

    blocks: tuple[Block, ...]

    def pieces(self, measure: float) -> list[Piece]:
        return [
            replace(piece, turned=True) for block in self.blocks for piece in block.pieces(DEPTH)
        ]
