"""A field for a photo or scan: picked or dropped, its bytes read when the form is saved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.errors import KnownProblem
from desktop.jobs.runner import Runner
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Field, Own
from desktop.ui.inputs import Input
from desktop.ui.photos import EVIDENCE, accept_files, dropped_files, read_files
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, row


@dataclass(frozen=True)
class File(Own):
    """The value is a NewFile; ``choose`` asks for the path."""

    hint: str = "把照片或扫描件拖到这里，或点“选择”"
    choose: Callable[[], Path | None] = lambda: None

    def understood(self, words: str, today: date) -> Any:
        try:
            (file,) = read_files([Path(words)])
        except KnownProblem as problem:
            raise NotUnderstood(problem.sentence) from None
        return file


class FileInput(Input):
    """The path in a line, and a button beside it."""

    def __init__(self, field: Field, runner: Runner) -> None:
        self.line = _DropLine(placeholderText=field.hint)
        super().__init__(field, self.line, runner)
        layout = self.layout()
        assert layout is not None
        holder = QWidget()
        beside = row(holder, 4)
        layout.addWidget(holder)
        beside.addWidget(self.line, 1)
        beside.addWidget(button("选择…", self._on_choose))
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self.settle)

    @property
    def words(self) -> str:
        return self.line.text()

    def put_words(self, words: str) -> None:
        self.line.setText(words)

    def _on_choose(self) -> None:
        assert isinstance(self.field, File)
        path = self.field.choose()
        if path is not None:
            self.line.setText(str(path))


class _DropLine(QLineEdit):
    """Takes the path of the first file dropped on it."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        for path in dropped_files(event)[:1]:
            self.setText(str(path))
        event.acceptProposedAction()


def evidence(key: str, title: str, dialogs: Dialogs, *, required: bool = False) -> File:
    """A field for one photo or scan."""
    return File(
        key,
        title,
        required,
        make=FileInput,
        choose=lambda: dialogs.choose_file(f"选择{title}", EVIDENCE),
    )
