"""A field that takes several of a few: a tick box each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.domain.settings import BETWEEN_CODES, codes_in
from desktop.jobs.runner import Runner
from desktop.ui.fields import Own
from desktop.ui.flow import FlowLayout
from desktop.ui.inputs import Input

_BETWEEN = "、"


@dataclass(frozen=True)
class Several(Own):
    """Its value is codes joined by commas, in the order they are declared; None when empty."""

    choices: tuple[tuple[str, str], ...] = ()

    def understood(self, words: str, today: date) -> Any:
        ticked = words.split(_BETWEEN)
        return BETWEEN_CODES.join(code for code, word in self.choices if word in ticked)

    def words_of(self, value: Any) -> str:
        words = dict(self.choices)
        return _BETWEEN.join(words[code] for code in codes_in(value or ""))


class SeveralInput(Input):
    """The boxes; their words joined are what stands in it."""

    def __init__(self, field: Several, runner: Runner) -> None:
        holder = QWidget()
        flow = FlowLayout(10, holder)
        self._boxes = {word: QCheckBox(word) for _, word in field.choices}
        super().__init__(field, holder, runner)
        for box in self._boxes.values():
            flow.addWidget(box)
            box.toggled.connect(lambda _on: self.changed.emit())
        holder.setFocusProxy(next(iter(self._boxes.values())))

    @property
    def words(self) -> str:
        return _BETWEEN.join(word for word, box in self._boxes.items() if box.isChecked())

    def put_words(self, words: str) -> None:
        ticked = words.split(_BETWEEN)
        for word, box in self._boxes.items():
            box.setChecked(word in ticked)


def several(key: str, title: str, choices: tuple[tuple[str, str], ...]) -> Several:
    """Declare such a field."""
    return Several(key, title, make=SeveralInput, choices=choices)
