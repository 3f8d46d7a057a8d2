"""A sheet in a box of its own, to print or save: nothing is stored by looking at it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from desktop.jobs.runner import Runner
from desktop.ui.dialogs import Dialogs
from desktop.ui.preview import PdfPane
from desktop.ui.widgets import column, fitting


class PreviewBox(QDialog):
    """Shows the bytes it is given."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        content: bytes,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.resize(fitting(QSize(820, 900), parent))
        self.pane = PdfPane(runner, dialogs, keys_on=self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = column(self, 6, (10, 8, 10, 8))
        whole.addWidget(self.pane, 1)
        whole.addWidget(buttons)
        self.pane.show_bytes(content, name)
