"""The bar that says something beside the form, without stopping anybody."""

from enum import StrEnum

from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.widgets import button, pause, row, wrapped

_GOES_AFTER_MS = 6000


class Tone(StrEnum):
    """What a message is; its sign is shown with its colour."""

    INFO = "info"
    DONE = "done"
    WARNING = "warning"
    WRONG = "wrong"


SIGNS = {Tone.INFO: "●", Tone.DONE: "√", Tone.WARNING: "▲", Tone.WRONG: "×"}


class Notice(QFrame):
    """Hidden until it has something to say. What went well leaves by itself, a refusal stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._words = wrapped("")
        line = row(self, margins=(10, 4, 6, 4))
        line.addWidget(self._words, 1)
        line.addWidget(button("知道了", self.hide, "link"))
        self._timer = pause(self, _GOES_AFTER_MS, self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What is being said; empty when the bar is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, tone: Tone = Tone.INFO) -> None:
        self._words.setText(f"{SIGNS[tone]} {words}")
        self.setProperty("kind", tone.value)
        self.style().polish(self)
        self.setAccessibleName(words)
        self.show()
        if tone is Tone.DONE:
            self._timer.start()
        else:
            self._timer.stop()

    def clear(self) -> None:
        self._words.clear()
        self.hide()
