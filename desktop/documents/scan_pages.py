"""The pictures of an original's pages as one PDF, a page each: to look at and to print."""

from dataclasses import dataclass
from io import BytesIO

_WIDTH, _HEIGHT = 595.275590551, 841.88976378
_TITLE = "原件扫描件"


@dataclass(frozen=True)
class PagePicture:
    """One page as JPEG with its size in dots."""

    wide: int
    high: int
    content: bytes


def render(pages: tuple[PagePicture, ...]) -> bytes:
    """Each picture as large as an A4 page holds it, upright or across as it was taken."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1)
    canvas.setTitle(_TITLE)
    for page in pages:
        upright = page.high >= page.wide
        wide, high = (_WIDTH, _HEIGHT) if upright else (_HEIGHT, _WIDTH)
        scale = min(wide / page.wide, high / page.high)
        across, up = page.wide * scale, page.high * scale
        canvas.setPageSize((wide, high))
        picture = ImageReader(BytesIO(page.content))
        canvas.drawImage(picture, (wide - across) / 2, (high - up) / 2, across, up)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
