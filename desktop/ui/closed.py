"""What stands in place of the pages while the office cannot be opened: why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import SIGNS, Tone
from desktop.ui.widgets import button, column, row, words, wrapped

_WIDTH = 560


class ClosedOffice(QWidget):
    """One sentence, another folder, or the same again."""

    place_chosen = Signal(str)

    def __init__(self, sentence: str, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = sentence
        self._dialogs = dialogs
        self.first = button("选择别的文件夹…", self._choose, "primary")
        self.again = button("再试一次", lambda: self.place_chosen.emit(""))
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        lines = column(middle, 12)
        lines.addStretch(2)
        lines.addWidget(words("没有打开办公室", "title"))
        lines.addWidget(wrapped(f"{SIGNS[Tone.WRONG]} {sentence}", "wrong"))
        hint = "可以选一个已有的办公室文件夹，或选一个空文件夹新建办公室。没有改动任何数据。"
        lines.addWidget(wrapped(hint, "quiet"))
        steps = row()
        steps.addWidget(self.first)
        steps.addWidget(self.again)
        steps.addStretch(1)
        lines.addLayout(steps)
        lines.addStretch(3)
        whole = row(self, margins=(16, 0, 16, 0))
        whole.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(middle, 1)

    def _choose(self) -> None:
        folder = self._dialogs.choose_folder("选择办公室文件夹")
        if folder is not None:
            self.place_chosen.emit(str(folder))
