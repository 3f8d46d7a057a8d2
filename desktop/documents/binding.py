"""Binding: papers and scans become one file, each page with its running number, with bookmarks.

The one place that knows the library which takes pages over. An issued page is taken over as it is,
at its size; only the running number is written over it, in small type in the upper right corner,
where no paper of ours prints. A scan of another size is laid on A4.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from desktop.documents.blocks import plain_style
from desktop.documents.fonts import Face, load
from desktop.documents.page import DRAWING, HEIGHT, WIDTH
from desktop.documents.painting import Painter
from desktop.documents.pieces import MM, Picture, Words
from desktop.documents.typeset import Span, set_lines

RUNNING_TOP = 12 * MM
"""Where the running number stands, from the paper's upper edge."""

_EDGE = 15 * MM
_STYLE = plain_style(9.0)
_NEARLY = 3 * MM
_ROOM = 10 * MM
"""What stays free around a scan that is laid on A4."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Bound:
    """One thing to be bound: its bytes as PDF, its bookmark, the level it stands on."""

    title: str
    content: bytes = field(repr=False)
    section: str = ""
    follows: bool = False


@dataclass(frozen=True)
class Volume:
    """The first pages with their bookmarks, and what the file says of itself."""

    front: bytes = field(repr=False)
    marks: tuple[tuple[str, int], ...]
    title: str
    subject: str
    author: str


def page_count(content: bytes) -> int:
    """How many pages a PDF has; 0 where it cannot be read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return len(PdfReader(BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, OSError):
        return 0


def picture_page(content: bytes, wide: int, high: int) -> bytes:
    """A scanned picture as large as A4 allows, upright, on a page of its own."""
    from reportlab.pdfgen.canvas import Canvas

    scale = min((WIDTH - 2 * _ROOM) / wide, (HEIGHT - 2 * 2 * _ROOM) / high)
    across, down = wide * scale, high * scale
    place = Picture((WIDTH - across) / 2, (HEIGHT - down) / 2, across, down, content)
    target = BytesIO()
    with DRAWING:
        canvas = Canvas(
            target, (WIDTH, HEIGHT), invariant=1, initialFontName=load(Face.SONG.value).name
        )
        Painter(canvas).paint(((0.0, place),), (0.0, HEIGHT))
        canvas.showPage()
        canvas.save()
    return target.getvalue()


def bind(volume: Volume, parts: Sequence[Bound], progress: Progress) -> bytes:
    """One file: the first pages, then every part; the same parts give the same bytes."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    front = PdfReader(BytesIO(volume.front))
    for page in front.pages:
        writer.add_page(page)
    for title, number in volume.marks:
        writer.add_outline_item(title=title, page_number=number - 1)
    section, parent, paper = "", None, None
    for count, part in enumerate(parts, start=1):
        first = len(writer.pages)
        for page in PdfReader(BytesIO(part.content)).pages:
            _take(writer, page)
        if part.section != section or parent is None:
            section, parent = (
                part.section,
                writer.add_outline_item(title=part.section, page_number=first),
            )
        above = paper if part.follows and paper is not None else parent
        mark = writer.add_outline_item(title=part.title, page_number=first, parent=above)
        paper = paper if part.follows else mark
        progress(count, len(parts) + 1)
    _number(writer, len(front.pages))
    writer.metadata = {
        "/Title": volume.title,
        "/Subject": volume.subject,
        "/Author": volume.author,
        "/Creator": "治本",
    }
    target = BytesIO()
    writer.write(target)
    progress(len(parts) + 1, len(parts) + 1)
    return target.getvalue()


def joined(parts: Sequence[Bound], progress: Progress) -> bytes:
    """The parts one after the other as they are, each with its bookmark; no page is touched."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for count, part in enumerate(parts, start=1):
        first = len(writer.pages)
        for page in PdfReader(BytesIO(part.content)).pages:
            writer.add_page(page)
        writer.add_outline_item(title=part.title, page_number=first)
        progress(count, len(parts))
    writer.metadata = {"/Creator": "治本"}
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _take(writer: Any, page: Any) -> None:
    """A page of A4 as it is, any other upright in the middle of one."""
    from pypdf import Transformation
    from pypdf.generic import RectangleObject

    taken = writer.add_page(page)
    if taken.rotation:
        taken.transfer_rotation_to_content()
    box = taken.mediabox
    wide, high = float(box.width), float(box.height)
    if abs(wide - WIDTH) < _NEARLY and abs(high - HEIGHT) < _NEARLY:
        return
    scale = min((WIDTH - 2 * _ROOM) / wide, (HEIGHT - 4 * _ROOM) / high, 1.0)
    middle = ((WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2)
    moved = Transformation().translate(-float(box.left), -float(box.bottom)).scale(scale)
    taken.add_transformation(moved.translate(*middle))
    for name in ("mediabox", "cropbox", "trimbox", "bleedbox", "artbox"):
        setattr(taken, name, RectangleObject((0, 0, WIDTH, HEIGHT)))


def _number(writer: Any, front: int) -> None:
    """第n页 on every page after the first ones, which have their own page numbers."""
    from pypdf import PdfReader

    count = len(writer.pages)
    if count == front:
        return
    stamps = PdfReader(BytesIO(_stamps(range(front + 1, count + 1)))).pages
    for place, stamp in enumerate(stamps, start=front):
        writer.pages[place].merge_page(stamp)


def _stamps(numbers: range) -> bytes:
    """Empty pages with their running numbers."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    with DRAWING:
        canvas = Canvas(
            target, (WIDTH, HEIGHT), invariant=1, initialFontName=load(Face.SONG.value).name
        )
        painter = Painter(canvas)
        for number in numbers:
            line = set_lines((Span(f"第{number}页", Face.SONG),), _STYLE, WIDTH)[0]
            x = WIDTH - _EDGE - line.width
            words = Words(x, RUNNING_TOP, _STYLE.size, line.runs)
            painter.paint(((0.0, words),), (0.0, HEIGHT))
            canvas.showPage()
        canvas.save()
    return target.getvalue()
