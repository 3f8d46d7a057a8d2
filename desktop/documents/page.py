"""The page machine of GB/T 9704-2012: blocks flow over A4 pages and become the bytes of a PDF."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import chain
from typing import Any

from desktop.documents.blocks import plain_style, spans_of
from desktop.documents.flow import Page, fitted
from desktop.documents.fonts import Face, ink, load
from desktop.documents.painting import Painter
from desktop.documents.pieces import ASCENT, DEPTH, MEASURE, MM, Block, Mark, Words
from desktop.documents.press import press
from desktop.documents.stamping import BELOW, BELOW_LINE, SIDE, Stamp
from desktop.documents.typeset import Style, set_lines

WIDTH, HEIGHT = 210 * MM, 297 * MM
TOP, LEFT = 37 * MM, 28 * MM
RIGHT = WIDTH - LEFT - MEASURE
"""切口: the margin opposite the binding; the left one of even pages where margins mirror."""

_NUMBER = Style(size=14.0, pitch=14.0, leading=14.0)
_NOTE = plain_style(9.0)
_MARK = plain_style(14.0)
_NUMBER_BELOW = 7 * MM  # from the type area's lower edge to the top of the dashes (7.5)
_FOOT_BELOW = BELOW + SIDE + 2 * MM + ASCENT * _NOTE.size


TRANSCRIBED = "录入件（以原件为准）"
"""The mark of our print of a paper that was written elsewhere."""


class Form(StrEnum):
    """What kind of layout a paper has; written into the PDF for whoever measures it."""

    DOCUMENT = "document"
    LETTER = "letter"
    MINUTES = "minutes"
    FORM = "form"
    REPORT = "report"


@dataclass(frozen=True)
class Paper:
    """A paper as the page machine takes it.

    ``mark`` stands above the type area of every page (录入件), ``foot`` below it in small type,
    ``imprint`` (版记) at the lower edge of the last page. ``mirrored`` changes the side margins
    of even pages, for binding what is printed on both sides. ``code`` are the words of the
    二维码 of every page, by which a scan finds its record.
    """

    title: str
    form: Form
    author: str
    blocks: tuple[Block, ...]
    mark: str = ""
    foot: str = ""
    imprint: Block | None = None
    mirrored: bool = False
    code: str = ""


# reportlab keeps the state of a parsed font in the font: one paper is drawn at a time.
DRAWING = threading.Lock()


def render_paper(paper: Paper) -> bytes:
    """The bytes of the paper: the same facts give the same bytes."""
    return render_papers((paper,))


def render_papers(papers: Iterable[Paper]) -> bytes:
    """Several papers in one file for the printer, each with its own page numbers."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    with DRAWING:
        canvas = Canvas(
            target,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=load(Face.SONG.value).name,
        )
        painter = Painter(canvas)
        for number, paper in enumerate(papers):
            if not number:
                canvas.setTitle(paper.title)
                canvas.setSubject(f"zhiben:{paper.form.value}")
                canvas.setAuthor(paper.author)
                canvas.setCreator("治本")
            _draw(canvas, painter, paper)
        canvas.save()
    return target.getvalue()


def _draw(canvas: Any, painter: Painter, paper: Paper) -> None:
    pieces = [piece for block in paper.blocks for piece in block.pieces(MEASURE)]
    imprint = paper.imprint.pieces(MEASURE)[0] if paper.imprint is not None else None
    mirrored = paper.mirrored or press().mirrored
    stamp = Stamp(canvas, paper.code)
    for number, page in enumerate(fitted(pieces, imprint), start=1):
        left = RIGHT if mirrored and number % 2 == 0 else LEFT
        outside = ((0.0, mark) for mark in _furniture(paper, number))
        if page.turned:
            _draw_turned(canvas, painter, page, left)
            painter.paint(outside, (left, HEIGHT - TOP))
        else:
            painter.paint(chain(_marks_of(page), outside), (left, HEIGHT - TOP))
        has_line = paper.form is Form.LETTER and number == 1
        stamp.put(number, left, HEIGHT - TOP, BELOW_LINE if has_line else BELOW)
        canvas.showPage()


def _draw_turned(canvas: Any, painter: Painter, page: Page, left: float) -> None:
    """A table across: its head lies at the left edge of every page, odd and even (7.5)."""
    canvas.saveState()
    canvas.translate(left, HEIGHT - TOP - DEPTH)
    canvas.rotate(90)
    painter.paint(_marks_of(page), (0.0, 0.0))
    canvas.restoreState()


def _furniture(paper: Paper, number: int) -> list[Mark]:
    """What stands outside the type area: the page number, the mark, the foot."""
    marks: list[Mark] = []
    if not (paper.form is Form.LETTER and number == 1):  # 信函格式首页不显示页码 (10.1)
        marks.append(_folio(number))
    if paper.mark:
        words = set_lines(spans_of(paper.mark, Face.HEI), _MARK, MEASURE)[0]
        marks.append(Words(MEASURE - words.width, -6 * MM, _MARK.size, words.runs))
    if paper.foot:
        for row, line in enumerate(set_lines(spans_of(paper.foot, Face.SONG), _NOTE, MEASURE)):
            y = _FOOT_BELOW + row * _NOTE.leading
            marks.append(Words(0.0, y, _NOTE.size, line.runs))
    return marks


def _folio(number: int) -> Words:
    """单页居右空一字, 双页居左空一字 (7.5)."""
    line = set_lines(spans_of(f"—{number}—", Face.SONG), _NUMBER, MEASURE)[0]
    x = MEASURE - _NUMBER.size - line.width if number % 2 else _NUMBER.size
    over, _ = ink("—", Face.SONG)
    base = DEPTH + _NUMBER_BELOW + over * _NUMBER.size
    return Words(x, base, _NUMBER.size, line.runs)


def _marks_of(page: Page) -> Iterator[tuple[float, Mark]]:
    """The marks of one page, each with how far its piece lies below the top."""
    for index, placed in enumerate(page.placed):
        piece = placed.piece
        marks = piece.marks
        if index == 0:
            marks += piece.on_top
        if index == len(page.placed) - 1:
            marks += piece.on_end
        for mark in marks:
            yield placed.y, mark
