"""Printing a stored paper: its very bytes, at the printer's resolution, 100 %, full page.

Nothing is laid out anew and nothing is scaled to fit: a paper's margins are part of the paper.
"""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from desktop.domain.errors import KnownProblem
from desktop.jobs.runner import Progress, no_progress

_POINTS = 72
_BAND = 512
"""Rows drawn at once: a page at 1200 dots an inch would else take half a gigabyte."""
_FROM_TO = QPrinter.PrintRange.PageRange
_ONE_SIDE = (QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexAuto)
_DAMAGED = "这份文件打不开，不能打印。请先核验数据是否完好。"
_Page = tuple[QPdfDocument, int] | None
"""A page of a document, or the empty back of a sheet."""


def opened(content: bytes) -> tuple[QPdfDocument, QBuffer]:
    """The document over its bytes; the buffer must live as long as the document."""
    document = QPdfDocument()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document, buffer


def print_pdf(content: bytes, printer: QPrinter, progress: Progress = no_progress) -> int:
    """Print the chosen pages as they were issued; the answer is how many."""
    document, _buffer = opened(content)
    if document.pageCount() == 0:
        raise KnownProblem(_DAMAGED)
    pages = _pages(printer, document.pageCount())
    return _print([(document, page) for page in pages], printer, progress)


def print_pile(
    contents: Sequence[bytes], printer: QPrinter, progress: Progress = no_progress
) -> int:
    """Print several papers whole, one after the other, as one job of the printer.

    Printed on both sides, each paper begins on a sheet of its own.
    """
    documents = [opened(content) for content in contents]
    is_double = printer.duplex() not in _ONE_SIDE
    pages: list[_Page] = []
    for document, _buffer in documents:
        count = document.pageCount()
        if count == 0:
            raise KnownProblem(_DAMAGED)
        if is_double and len(pages) % 2:
            pages.append(None)
        pages += [(document, page) for page in range(count)]
    if not pages:
        raise KnownProblem("选中的文书都没有存下原件，没有可打印的。")
    return _print(pages, printer, progress)


def _print(pages: Sequence[_Page], printer: QPrinter, progress: Progress) -> int:
    if pages[0] is not None:
        _set_page(printer, *pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownProblem("打印机没有准备好，没有打印。请检查打印机是否开机、联机，再试一次。")
    try:
        for done, page in enumerate(pages):
            if done:
                if page is not None:
                    _set_page(printer, *page)
                printer.newPage()
            if page is not None:
                _draw(painter, *page, printer.resolution())
            progress(done + 1, len(pages))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return sum(page is not None for page in pages)


def _pages(printer: QPrinter, count: int) -> list[int]:
    """The pages asked for (1-3,5), of those there are; all where none is left of them."""
    if printer.printRange() is not _FROM_TO:
        return list(range(count))
    asked = printer.pageRanges()
    chosen = [page for page in range(count) if asked.contains(page + 1)]
    return chosen or list(range(count))


def _set_page(printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """The page's own size without margins, so that one point on it is one point on paper."""
    size = document.pagePointSize(page)
    is_lying = size.width() > size.height()
    upright = QSizeF(size.height(), size.width()) if is_lying else size
    page_size = QPageSize(
        upright, QPageSize.Unit.Point, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    way = QPageLayout.Orientation.Landscape if is_lying else QPageLayout.Orientation.Portrait
    layout = QPageLayout(page_size, way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setFullPage(True)
    printer.setPageLayout(layout)


def _draw(painter: QPainter, document: QPdfDocument, page: int, resolution: int) -> None:
    points = document.pagePointSize(page)
    whole = QSize(
        round(points.width() * resolution / _POINTS), round(points.height() * resolution / _POINTS)
    )
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    for top in range(0, whole.height(), _BAND):
        size = QSize(whole.width(), min(_BAND, whole.height() - top))
        # Qt measures the clip by right() and bottom(), one less than its width and height.
        options.setScaledClipRect(QRect(QPoint(0, top), size + QSize(1, 1)))
        painter.drawImage(QPoint(0, top), on_white(document.render(page, size, options)))


def on_white(image: QImage) -> QImage:
    """Paper is white; what is transparent would make a printer's driver slow or black."""
    sheet = QImage(image.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    return sheet
