"""A paper on the screen: exactly its stored bytes, to look at, print and save."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.jobs.runner import Refusal, Runner
from desktop.ui.dialogs import PAPERS, Dialogs
from desktop.ui.layout_line import LayoutLine
from desktop.ui.notice import Tone
from desktop.ui.print_asking import asked_printer
from desktop.ui.printing import on_white, print_pdf
from desktop.ui.widgets import button, column, row, words, wrapped

_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0
_THUMB = QSize(44, 62)
_ROOM = 560
"""From this width on there is room for the list of pages."""
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))
_NOTHING = "这里显示文书的原件。"


class PdfPane(QWidget):
    """``show_bytes`` puts a paper here; what is printed and saved are the same bytes.

    ``keys_on`` is the widget in which its keys work, itself where none is given.
    """

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        parent: QWidget | None = None,
        keys_on: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.content = b""
        self._runner, self._dialogs = runner, dialogs
        self._name = ""
        self._is_waiting = False
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages = QListWidget()
        self._mark = wrapped("", "wrong")
        self.layout_line = LayoutLine(runner)
        self.waiting = wrapped("", "quiet")
        self._empty = wrapped(_NOTHING, "quiet")
        self._build()
        self._listen(keys_on or self)
        self.clear()

    def _build(self) -> None:
        self._pages_words = words("", "quiet")
        self._tools = (
            button("－", lambda: self.zoom(1 / _STEP), tip="缩小（Ctrl+-）"),
            button("＋", lambda: self.zoom(_STEP), tip="放大（Ctrl+=）"),
            button("整宽", self.fit, tip="按宽度显示（Ctrl+0）"),
            button("打印…", self.print_paper, tip="按原件 100% 打印（Ctrl+P）"),
            button("另存为…", self.save, tip="把原件存成 PDF 文件"),
        )
        head = row(None, 4)
        for tool in self._tools:
            head.addWidget(tool)
        head.addStretch(1)
        head.addWidget(self._pages_words)
        self.pages.setAccessibleName("页")
        self.pages.setIconSize(_THUMB)
        self.pages.setFixedWidth(_THUMB.width() + 52)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.currentRowChanged.connect(self._on_page_chosen)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body = row(None, 4)
        body.addWidget(self.pages)
        body.addWidget(self.view, 1)
        body.addWidget(self._empty, 1)
        whole = column(self, 4)
        whole.addLayout(head)
        whole.addWidget(self._mark)
        whole.addLayout(body, 1)
        whole.addWidget(self.layout_line)
        whole.addWidget(self.waiting)
        self.say_waiting("")
        self.setMinimumWidth(300)

    def _listen(self, widget: QWidget) -> None:
        for keys, slot in {
            "Ctrl+-": lambda: self.zoom(1 / _STEP),
            "Ctrl+=": lambda: self.zoom(_STEP),
            "Ctrl+0": self.fit,
            "Ctrl+P": self.print_paper,
        }.items():
            scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), widget, slot, context=scope)

    # -- showing -----------------------------------------------------------------------

    def show_bytes(self, content: bytes, name: str = "文书", mark: str = "") -> None:
        """Show a paper under its name; ``mark`` is said above it (已作废 with its reason).

        Of the paper that stands here, drawn anew, the same place stays in sight.
        """
        place = self.view.verticalScrollBar().value() if name == self._name else 0
        self._name = name
        self._say(mark)
        if content and content == self.content:
            self._show_view(True)
            return
        self._load(content)
        if self.document.pageCount() == 0:
            self.clear("这份文件打不开，可能已损坏。请先核验数据。")
            return
        self.content = content
        self._show_view(True)
        self._show_pages()
        self.view.verticalScrollBar().setValue(place)
        self.layout_line.look_at(content)

    def say_waiting(self, words: str) -> None:
        """What the paper would print had the office entered it (待录入原文): a quiet line."""
        self.waiting.setText(words)
        self.waiting.setVisible(bool(words))

    def wait(self) -> None:
        """Another paper is on its way: what still stands here is not printed any more."""
        self._is_waiting = True
        self._enable_tools()

    def clear(self, text: str = _NOTHING) -> None:
        self.content = b""
        self.document.close()
        self._buffer.close()
        self.pages.clear()
        self._say("")
        self.say_waiting("")
        self.layout_line.forget()
        self._pages_words.clear()
        self._empty.setText(text)
        self._show_view(False)

    def _load(self, content: bytes) -> None:
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)

    def _show_view(self, is_there: bool) -> None:
        self.view.setVisible(is_there)
        self._empty.setVisible(not is_there)
        self._show_list()
        self._is_waiting = False
        self._enable_tools()

    def _enable_tools(self) -> None:
        for tool in self._tools:
            tool.setEnabled(self._is_ready)

    @property
    def _is_ready(self) -> bool:
        return bool(self.content) and not self._is_waiting

    def _show_list(self) -> None:
        """Several pages have a list of them, where it leaves the paper enough room."""
        is_wanted = bool(self.content) and self.document.pageCount() > 1
        self.pages.setVisible(is_wanted and self.width() >= _ROOM)

    def _say(self, mark: str) -> None:
        self._mark.setText(f"▲ {mark}" if mark else "")
        self._mark.setVisible(bool(mark))

    def _show_pages(self) -> None:
        count = self.document.pageCount()
        self._pages_words.setText(f"共 {count} 页")
        self.pages.blockSignals(True)
        self.pages.clear()
        for page in range(count if count > 1 else 0):
            thumb = QIcon(QPixmap.fromImage(on_white(self.document.render(page, _THUMB))))
            self.pages.addItem(QListWidgetItem(thumb, str(page + 1)))
        self.pages.blockSignals(False)

    def _on_page_chosen(self, page: int) -> None:
        if page >= 0:
            self.view.pageNavigator().jump(page, QPointF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_list()

    # -- doing -------------------------------------------------------------------------

    def zoom(self, times: float) -> None:
        now = self.view.zoomFactor()
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom:
            now = self._fitted()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * times, _LEAST), _MOST))

    def fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _fitted(self) -> float:
        """The factor at which a page is as wide as the view."""
        points = self.document.pagePointSize(0).width() or 1.0
        return self.view.viewport().width() / (points * self.logicalDpiX() / 72)

    def print_paper(self) -> None:
        """Ask for the printer, then print off the main thread."""
        if not self._is_ready:
            return
        pages = self.document.pageCount()
        printer = asked_printer(self._dialogs, self._name, pages, self)
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        self._runner.call(
            self,
            print_pdf,
            self.content,
            printer,
            done=lambda count: self._dialogs.say(f"已送去打印 {count} 页", Tone.DONE),
            failed=self._on_failed,
        )

    def save(self) -> None:
        if not self._is_ready:
            return
        name = " ".join(self._name.translate(_FORBIDDEN).split())
        path = self._dialogs.save_file("另存为 PDF", f"{name}.pdf", PAPERS)
        if path is not None:
            self._runner.call(
                self,
                path.write_bytes,
                self.content,
                done=lambda _size: self._dialogs.say(f"已存到 {path}", Tone.DONE),
                failed=self._on_failed,
            )

    def _on_failed(self, refusal: Refusal) -> None:
        self._dialogs.say(refusal.sentence, Tone.WRONG)
