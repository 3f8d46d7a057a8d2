"""Pieces flow over pages: what belongs together stays so, and spacing gives before a page is lost.

The space left at a page's end may be too small for signature, seal and date: GB/T 9704-2012
7.3.5.4 then adjusts the distance of the lines instead of printing 此页无正文.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop.documents.pieces import DEPTH, LEADING, MEASURE, Piece, kept_together

_NEARLY = 0.01
_STRETCHES = (1.0, 28.0 / LEADING, 30.0 / LEADING)
"""How far the lines may be closed up or moved apart: 28 to 30 points."""

_TEXT = 16.0
_BESIDE = 2
"""So many lines of text at the least stand with signature and seal."""

_LONELY, _TAIL, _WIDOW = 100, 10, 1
_WHOLE = 0.75  # of a page: what follows the seal is kept with it if it is no larger


@dataclass(frozen=True)
class Placed:
    """One piece on a page, ``y`` below the top of the type area."""

    y: float
    piece: Piece


@dataclass
class Page:
    """One page as it fills; on a ``turned`` one the type area lies across."""

    turned: bool = False
    placed: list[Placed] = field(default_factory=list)
    reached: float = 0.0

    @property
    def depth(self) -> float:
        return MEASURE if self.turned else DEPTH


def fitted(pieces: Sequence[Piece], imprint: Piece | None = None) -> list[Page]:
    """The pieces on pages, with the least change of spacing that leaves nothing standing alone."""
    best: list[Page] = []
    least = math.inf
    for glued in (False, True):
        # Only where spacing alone did not help does what follows the seal go with it.
        row = _glued(pieces) if glued else pieces
        for stretch in _STRETCHES:
            pages = paginate(row, imprint, stretch)
            faults = _faults(pages, imprint)
            if faults < least:
                best, least = pages, faults
            if not faults:
                return best
    return best


def paginate(
    pieces: Iterable[Piece], imprint: Piece | None = None, stretch: float = 1.0
) -> list[Page]:
    """The pieces on their pages: chunks that must stay together move on together."""
    flow = _Flow(stretch)
    for chunk in _chunks(pieces):
        flow.take(chunk)
    if imprint is not None:
        flow.end_with(imprint)
    return flow.pages


class _Flow:
    """Fills one page after the other."""

    def __init__(self, stretch: float) -> None:
        self.pages = [Page()]
        self._stretch = stretch

    def take(self, chunk: Sequence[Piece]) -> None:
        page = self.pages[-1]
        if chunk[0].new_page or chunk[0].turned is not page.turned:
            page = self._open(chunk[0].turned)
        extent = sum(self._height(piece) for piece in chunk[:-1]) + chunk[-1].room
        if extent <= page.depth and page.placed and page.reached + extent > page.depth + _NEARLY:
            self._open(page.turned)
        for piece in chunk:
            if piece.blank:
                self._leave(piece)
            else:
                self._place(piece)

    def end_with(self, imprint: Piece) -> None:
        """版记: its last rule lies on the lower edge of the last page's type area."""
        page = self.pages[-1]
        last = page.placed[-1].piece if page.placed else imprint
        # The gap below the last line's characters, or below the line left for the seal, is free.
        gap = LEADING - _TEXT if last.elastic or last.with_last else 0.0
        if page.turned or page.reached - gap + imprint.height > page.depth + _NEARLY:
            page = self._open(turned=False)
        page.placed.append(Placed(page.depth - imprint.height, imprint))
        page.reached = page.depth

    def _leave(self, blank: Piece) -> None:
        """Space never opens a page, and what does not fit ends the one it is on."""
        page = self.pages[-1]
        if page.placed:
            page.reached = min(page.reached + self._height(blank), page.depth)

    def _place(self, piece: Piece) -> None:
        page = self.pages[-1]
        if page.placed and page.reached + piece.room > page.depth + _NEARLY:
            page = self._open(page.turned)
        above = () if page.placed else piece.heading
        for one in (*above, piece):
            page.placed.append(Placed(page.reached, one))
            page.reached += self._height(one)

    def _open(self, turned: bool) -> Page:
        if self.pages[-1].placed:
            self.pages.append(Page())
        self.pages[-1].turned = turned
        return self.pages[-1]

    def _height(self, piece: Piece) -> float:
        return piece.height * self._stretch if piece.elastic else piece.height


def _chunks(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """What stands together: a signature takes the last lines of the text along."""
    chunks: list[list[Piece]] = []
    for piece in pieces:
        if piece.with_last:
            while len(chunks) > 1 and _too_little(chunks[-1]):
                last = chunks.pop()
                chunks[-1] += last
        if chunks and (chunks[-1][-1].with_next or piece.with_last):
            chunks[-1].append(piece)
        else:
            chunks.append([piece])
    return chunks


def _too_little(chunk: Sequence[Piece]) -> bool:
    """To stand with a seal: a single line, or the end of a paragraph torn from it."""
    return not chunk[0].new_page and (len(chunk) < _BESIDE or chunk[0].ends)


def _glued(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Seal, 抄送 and who signs for it as one, if a page can well hold them."""
    first = next((n for n, piece in enumerate(pieces) if piece.with_last), len(pieces))
    ends = (n for n in range(first + 1, len(pieces)) if pieces[n].new_page)
    end = next(ends, len(pieces))
    tail = pieces[first:end]
    if sum(piece.height for piece in tail) > _WHOLE * DEPTH:
        return pieces
    return [*pieces[:first], *kept_together(list(tail)), *pieces[end:]]


def _faults(pages: Sequence[Page], imprint: Piece | None) -> int:
    """What stands alone: seal or imprint without text, what follows the seal, one line."""
    is_signed = any(one.piece.with_last for one in pages[0].placed)
    faults, text = 0, pages[0]
    for page in pages[1:]:
        if not page.placed or page.placed[0].piece.new_page:
            break
        ends = [n for n, one in enumerate(page.placed) if one.piece.with_last]
        faults += _LONELY * any(n < _BESIDE for n in ends)
        faults += _TAIL * is_signed
        is_signed = is_signed or bool(ends)
        text = page
    if text is not pages[0] and text.placed[0].piece.ends:
        faults += _WIDOW
    alone = imprint is not None and len(pages) > 1 and len(pages[-1].placed) == 1
    return faults + _LONELY * alone
