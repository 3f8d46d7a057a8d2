"""A chapter of the manual as it is read: words, pictures to the width, what was searched for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPixmap,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from desktop.reference.manual import chapter_words, picture_path
from desktop.ui.theme import COLOURS
from desktop.ui.widgets import pause

_LINE_HEIGHT = 140.0
_MARGIN = 40
_SMALLEST, _LARGEST = 8.0, 20.0
_SETTLING_MS = 120
_PICTURE = "\ufffc"
_PICTURE = "\ufffc"
_KIND = QTextDocument.ResourceType


def url_of(key: str) -> QUrl:
    """Where the browser thinks a chapter lies: links between the files resolve against it."""
    return QUrl(f"manual:/{key}.md")


def _key_of(url: QUrl) -> str:
    return url.fileName().removesuffix(".md")


class ChapterView(QTextBrowser):
    """One chapter, its pictures drawn to the width there is, its links told apart."""

    page_asked = Signal(str)
    turned = Signal()
    """Another chapter is shown, its key is known."""

    def __init__(self, brief: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief = brief
        self.searched: tuple[str, ...] = ()
        self.key = ""
        self.setOpenLinks(False)
        self.setAccessibleName("手册正文")
        self.anchorClicked.connect(self.follow)
        self.sourceChanged.connect(self._on_source)
        self._settled = pause(self, _SETTLING_MS, self._draw_again)
        self._drawn_for = 0

    def show_chapter(self, key: str) -> None:
        self.setSource(url_of(key), _KIND.MarkdownResource)

    def follow(self, url: QUrl) -> None:
        """A link to a page of the program leaves the manual; another turns to a chapter."""
        if url.scheme() == "page":
            self.page_asked.emit(url.path())
        else:
            self.show_chapter(_key_of(url))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        url = QUrl(name)
        if kind == _KIND.MarkdownResource.value:
            return self._chapter(_key_of(url))
        if kind == _KIND.ImageResource.value:
            return self._picture(url.fileName())
        return None

    def resize_words(self, points: float) -> None:
        font = QFont(self.font())
        font.setPointSizeF(min(max(points, _SMALLEST), _LARGEST))
        self.setFont(font)

    def mark_searched(self) -> None:
        """Colour what was searched for, and begin where it first stands."""
        places = [place for word in self.searched for place in self._places(word)]
        self.setExtraSelections([_marked(place) for place in places])
        if places:
            first = min(places, key=lambda place: place.selectionStart())
            first.clearSelection()
            self.setTextCursor(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()

    def _chapter(self, key: str) -> str:
        heading, _, rest = chapter_words(key).partition("\n")
        return f"{heading}\n\n{self._brief(key).strip()}\n\n{rest}"

    def _picture(self, name: str) -> QPixmap:
        """Made smaller, never larger; smooth, in the screen's own pixels."""
        self._drawn_for = self.viewport().width()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(str(picture_path(name)))
        room = int((self._drawn_for - _MARGIN) * ratio)
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _draw_again(self) -> None:
        if self._drawn_for not in (0, self.viewport().width()):
            place = self.verticalScrollBar().value()
            self.reload()
            self._dress()
            self.verticalScrollBar().setValue(place)

    def _on_source(self, url: QUrl) -> None:
        self.key = _key_of(url)
        self._dress()
        self.turned.emit()

    def _dress(self) -> None:
        """What Markdown cannot say: room between lines, lines around the cells of a table."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        lines.setLineHeight(_LINE_HEIGHT, kind.value)
        cursor.mergeBlockFormat(lines)
        _set_blocks(self.document())
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _line_table(frame)
        self.mark_searched()

    def _places(self, word: str) -> list[QTextCursor]:
        found, place = [], self.document().find(word)
        while not place.isNull():
            found.append(QTextCursor(place))
            place = self.document().find(word, place)
        return found


def _marked(place: QTextCursor) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor = place
    selection.format.setBackground(QColor(COLOURS.warning_soft))
    selection.format.setForeground(QColor(COLOURS.warning))
    return selection


def _set_blocks(document: QTextDocument) -> None:
    """Items of a list stand closer than paragraphs do, and a picture takes its own height."""
    block = document.begin()
    while block.isValid():
        if _PICTURE in block.text():
            whole = QTextBlockFormat()
            whole.setLineHeight(0.0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
            QTextCursor(block).mergeBlockFormat(whole)
        if block.textList() is not None:
            near = QTextBlockFormat()
            near.setTopMargin(1)
            near.setBottomMargin(1)
            QTextCursor(block).mergeBlockFormat(near)
        if _PICTURE in block.text():
            close = QTextBlockFormat()
            kind = QTextBlockFormat.LineHeightTypes.SingleHeight
            close.setLineHeight(100.0, kind.value)
            QTextCursor(block).mergeBlockFormat(close)
        block = block.next()


def _line_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(0)
    shape.setBorderCollapse(True)
    shape.setCellSpacing(0)
    shape.setTopMargin(6)
    shape.setBottomMargin(6)
    table.setFormat(shape)
    for down in range(table.rows()):
        for across in range(table.columns()):
            cell = table.cellAt(down, across)
            lined = cell.format().toTableCellFormat()
            lined.setBorder(1)
            lined.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            lined.setBorderBrush(QColor(COLOURS.line))
            lined.setPadding(5)
            cell.setFormat(lined)
