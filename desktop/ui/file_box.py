"""A kept file in a box of its own: a scan as its pages, a photo as it is."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop.jobs.runner import Runner
from desktop.queries.visit_card import file_bytes
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Tone
from desktop.ui.page import Page
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


def show_file(page: Page, attachment_id: int, name: str) -> None:
    """Open a file kept with the record that a page shows."""
    runner, dialogs = page.runner, page.dialogs
    runner.read(
        page,
        file_bytes,
        attachment_id,
        done=lambda content: dialogs.run(file_box(runner, dialogs, content, name, page)),
        failed=lambda refusal: dialogs.say(refusal.sentence, Tone.WRONG),
    )
