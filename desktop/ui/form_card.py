"""One form that is always there, filled with what is kept: 保存 keeps it, 取消 puts it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.jobs.runner import Runner
from desktop.ui.dialogs import Dialogs
from desktop.ui.forms import Editor, Form
from desktop.ui.notice import Tone
from desktop.ui.widgets import column

_WIDEST = 720


class FormCard(QWidget):
    """Shows an editor; what somebody is typing is not overwritten by a refresh."""

    saved = Signal()
    """What is kept should be read again, and shown."""

    def __init__(
        self, runner: Runner, dialogs: Dialogs, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._dialogs, self._key = runner, dialogs, key
        self._editor: Editor | None = None
        self._is_saved = False
        self.form: Form | None = None
        self._place = column(self)
        self._place.addStretch(1)

    def show_editor(self, editor: Editor) -> None:
        self._editor = editor
        if self.form is None or self._is_saved or not self.form.is_touched:
            self._put_form()

    @property
    def is_touched(self) -> bool:
        return self.form is not None and self.form.is_touched and not self._is_saved

    def save(self) -> None:
        if self.form is not None:
            self.form.save()

    def _put_form(self) -> None:
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.deleteLater()
        assert self._editor is not None
        self._is_saved = False
        self.form = Form(self._runner, self._key, self._editor)
        self.form.setMaximumWidth(_WIDEST)
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.form.saved.connect(self._on_saved)
        self.form.given_up.connect(self._put_form)
        self._place.insertWidget(0, self.form)

    def _on_saved(self, _value: object, _goes_on: bool) -> None:
        self._is_saved = True
        self._dialogs.say("已保存", Tone.DONE)
        self.saved.emit()
