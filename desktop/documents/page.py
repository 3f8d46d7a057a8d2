"""The page machine of GB/T 9704-2012: blocks flow over A4 pages and become the bytes of a PDF."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import chain

from desktop.documents.blocks import DEPTH, MEASURE, plain_style, spans_of
from desktop.documents.fonts import Face, load
from desktop.documents.painting import paint
from desktop.documents.pieces import MM, Block, Mark, Piece, Words
from desktop.documents.typeset import Style, set_lines

WIDTH, HEIGHT = 210 * MM, 297 * MM
TOP, LEFT = 37 * MM, 28 * MM

_NUMBER = Style(size=14.0, pitch=14.0, leading=14.0)
_NOTE = plain_style(9.0)
_MARK = plain_style(14.0)
_NUMBER_BELOW = 7 * MM  # from the type area's lower edge to the top of the dashes (7.5)
_DASH_TOP = 0.293  # of the size above the base line: the dash of 宋体
_NEARLY = 0.01


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

    ``mark`` stands above the type area of every page (录入件), ``foot`` below it in small type.
    """

    title: str
    form: Form
    author: str
    blocks: tuple[Block, ...]
    mark: str = ""
    foot: str = ""


# reportlab keeps the state of a parsed font in the font: one paper is drawn at a time.
_DRAWING = threading.Lock()


def render_paper(paper: Paper) -> bytes:
    """The bytes of the paper: the same facts give the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    pages = paginate(piece for block in paper.blocks for piece in block.pieces(MEASURE))
    target = BytesIO()
    with _DRAWING:
        canvas = Canvas(
            target,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=load(Face.SONG.value).name,
        )
        canvas.setTitle(paper.title)
        canvas.setSubject(f"zhiben:{paper.form.value}")
        canvas.setAuthor(paper.author)
        canvas.setCreator("治本")
        for number, page in enumerate(pages, start=1):
            outside = ((0.0, mark) for mark in _furniture(paper, number))
            paint(canvas, chain(_marks_of(page), outside), (LEFT, HEIGHT - TOP))
            canvas.showPage()
        canvas.save()
    return target.getvalue()


def _furniture(paper: Paper, number: int) -> list[Mark]:
    """What stands outside the type area: the page number, the mark, the foot."""
    marks: list[Mark] = []
    folio = set_lines(spans_of(f"—{number}—", Face.SONG), _NUMBER, MEASURE)[0]
    # 单页居右空一字, 双页居左空一字.
    x = MEASURE - _NUMBER.size - folio.width if number % 2 else _NUMBER.size
    base = DEPTH + _NUMBER_BELOW + _DASH_TOP * _NUMBER.size
    marks.append(Words(x, base, _NUMBER.size, folio.runs))
    if paper.mark:
        words = set_lines(spans_of(paper.mark, Face.HEI), _MARK, MEASURE)[0]
        marks.append(Words(MEASURE - words.width, -6 * MM, _MARK.size, words.runs))
    for row, line in enumerate(set_lines(spans_of(paper.foot, Face.SONG), _NOTE, MEASURE)):
        y = DEPTH + _NUMBER_BELOW + 10 * MM + row * _NOTE.leading
        marks.append(Words(0.0, y, _NOTE.size, line.runs))
    return marks


def _marks_of(page: Sequence[Placed]) -> Iterator[tuple[float, Mark]]:
    """The marks of one page, each with how far its piece lies below the top."""
    for index, placed in enumerate(page):
        piece = placed.piece
        marks = piece.marks
        if index == 0:
            marks += piece.on_top
        if index == len(page) - 1:
            marks += piece.on_end
        for mark in marks:
            yield placed.y, mark
