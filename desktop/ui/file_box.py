"""A kept file in a box of its own: a scan as its pages, a photo as it is."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop.jobs.runner import Runner
from desktop.ui.dialogs import Dialogs
from desktop.ui.picture import PictureBox
from desktop.ui.preview_box import PreviewBox

_PDF = b"%PDF"


def file_box(
    runner: Runner, dialogs: Dialogs, content: bytes, name: str, parent: QWidget
) -> QDialog:
    """The box that can show these bytes."""
    if content.startswith(_PDF):
        return PreviewBox(runner, dialogs, content, name, parent)
    return PictureBox(content, name, parent)
