"""A field for several photos or scans: dropped or picked, read when the form is saved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import KnownProblem
from desktop.jobs.runner import Runner
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Field, Own
from desktop.ui.inputs import Input
from desktop.ui.photos import EVIDENCE, Photos, accept_files, dropped_files, read_files
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, column, row, wrapped

_HINT = "把照片、扫描件拖到这里"


@dataclass(frozen=True)
class Files(Own):
    """The value is a tuple of NewFile, empty where none was given."""

    choose: Callable[[], tuple[Path, ...]] = tuple

    def value_of(self, words: str, today: date) -> Any:
        paths = [Path(line) for line in words.splitlines() if line.strip()]
        if self.required and not paths:
            raise NotUnderstood(f"请添加{self.title}")
        try:
            return read_files(paths)
        except KnownProblem as problem:
            raise NotUnderstood(problem.sentence) from None


class FilesInput(Input):
    """A strip of small pictures over a button; files may be dropped anywhere on it."""

    def __init__(self, field: Field, runner: Runner) -> None:
        self.photos = Photos()
        holder = _DropBox(self.photos)
        super().__init__(field, holder, runner)
        self.photos.setAccessibleName(field.title)
        lines = column(holder, 2)
        line = row(None, 4)
        self.pick = button("选择…", self._on_choose, tip="也可以拖进来；Delete 去掉选中的")
        line.addWidget(self.pick)
        line.addWidget(wrapped(field.hint or _HINT, "quiet"), 1)
        lines.addLayout(line)
        lines.addWidget(self.photos)
        self.photos.hide()
        self.photos.changed.connect(self.changed)
        self.setFocusProxy(self.pick)

    @property
    def words(self) -> str:
        return "\n".join(str(path) for path in self.photos.paths)

    def put_words(self, words: str) -> None:
        self.photos.clear_all()
        self.photos.add(Path(line) for line in words.splitlines() if line.strip())

    def _on_choose(self) -> None:
        assert isinstance(self.field, Files)
        self.photos.add(self.field.choose())


class _DropBox(QWidget):
    """Hands the files dropped on it to the strip inside."""

    def __init__(self, photos: Photos) -> None:
        super().__init__()
        self._photos = photos
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._photos.add(dropped_files(event))
        event.acceptProposedAction()


def evidences(key: str, title: str, dialogs: Dialogs, *, required: bool = False) -> Files:
    """A field for several photos or scans."""
    return Files(
        key,
        title,
        required,
        make=FilesInput,
        choose=lambda: dialogs.choose_files(f"选择{title}", EVIDENCE),
    )
