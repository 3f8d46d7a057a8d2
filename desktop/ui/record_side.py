"""The right side of a list: the record, or the form that edits it or makes a new one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.jobs.runner import Runner
from desktop.ui.forms import Editor, Form
from desktop.ui.record import RecordPane


class RecordSide(QStackedWidget):
    """Shows the pane; over it at most one form."""

    saved = Signal(object, bool)
    """The use-case's value, and whether the next record is wanted."""
    closed = Signal()

    def __init__(self, runner: Runner, page_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._page_key = page_key
        self.pane = RecordPane()
        self.pane.focus_left.connect(self.closed)
        self.form: Form | None = None
        self.setObjectName("card")
        self.setMinimumWidth(280)
        self.addWidget(self.pane)

    @property
    def is_editing(self) -> bool:
        return self.form is not None

    def edit(self, editor: Editor) -> None:
        """Open the form; one that is open already stays."""
        if self.form is not None:
            return
        self.form = Form(self._runner, self._page_key, editor)
        self.form.saved.connect(self._on_saved)
        self.form.given_up.connect(self._close)
        self.addWidget(self.form)
        self.setCurrentWidget(self.form)
        self.form.grid.focus_first()

    def _on_saved(self, value: object, goes_on: bool) -> None:
        self._close()
        self.saved.emit(value, goes_on)

    def _close(self) -> None:
        if self.form is not None:
            self.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
            self.closed.emit()
