"""A list with two sides: the record with its steps, and a paper beside it (F3)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import Runner
from desktop.ui.dialogs import Dialogs
from desktop.ui.list_page import ListPage
from desktop.ui.preview import PdfPane
from desktop.ui.record import Step

_ROOM = 1000
"""From this width on, list, record and paper stand beside each other."""
_SIZES = (404, 286, 480)


class PaperListPage(ListPage):
    """Where it is narrow, F3 shows the paper in the place of the list."""

    paper_word = "原件"

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        self._wants_paper: bool | None = None
        super().__init__(runner, dialogs, parent)
        self.preview = PdfPane(runner, dialogs, keys_on=self)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(2, 4)
        self.splitter.setSizes(list(_SIZES))

    def tools(self) -> tuple[Step, ...]:
        return (Step(self.paper_word, self.toggle_paper, keys="F3"),)

    def toggle_paper(self) -> None:
        self._wants_paper = self.preview.isHidden()
        self._arrange()
        if self._wants_paper:
            self.preview.view.setFocus()
        else:
            self.table.setFocus()

    def _arrange(self) -> None:
        is_narrow = self.width() < _ROOM
        shows = not is_narrow if self._wants_paper is None else self._wants_paper
        self.preview.setVisible(shows)
        self._lists.setVisible(not (shows and is_narrow))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._lists.isHidden():
            self.toggle_paper()
        else:
            super().keyPressEvent(event)
