"""出文书: the form of a sheet on the left, the paper as it will be printed beside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from db.codes import PaperKind
from desktop.jobs.runner import Runner
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.gaps import go_to_gap
from desktop.ui.issuing import FormDialog
from desktop.ui.notice import Notice, Tone
from desktop.ui.preview import PdfPane
from desktop.ui.sheet_form import PartForm, sheet_manner
from desktop.ui.widgets import column, fitting, pause, scrolled, wrapped
from desktop.usecases.paper_ground import Issued
from desktop.usecases.typed.all import draft_paper, issue_typed, notes_of
from desktop.usecases.typed.offers import Offer
from desktop.usecases.typed.paper import IssueTyped

_LOOK_MS = 900
_MARGIN = 40
_RESTORED = "已恢复上次没有签发的内容。点“取消”放弃它。"


class TypedDialog(FormDialog):
    """Accepted when the paper was issued; ``issued`` then has its id and number.

    The preview follows a moment after each pause of the typing.
    """

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        offer: Offer,
        sheet: Any,
        about: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"出文书　{offer.words}")
        self.resize(fitting(QSize(1240, 700), parent))
        self._runner, self._dialogs = runner, dialogs
        self._offer, self._about = offer, about
        self._body = QWidget()
        self._area = scrolled(self._body)
        self.issued: Issued | None = None
        self.notice = Notice()
        self.notes = wrapped("", "quiet")
        declared = offer.declared
        days = (declared.day, *declared.happened)
        manner = sheet_manner(declared.required, declared.long, days, declared.fixed)
        self.form = PartForm(runner, sheet, manner)
        self.pane = PdfPane(runner, dialogs)
        self._build()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        self._timer = pause(self, _LOOK_MS, self._look)
        self._coming = pause(self, 0, self._begin)
        self._first = self.form.typed()
        self._drafts = Drafts(runner, "typed", _draft_name(offer), self)
        self.form.changed.connect(self._on_changed)
        self._look()
        self._drafts.find(self._on_draft)
        self._begin()

    def _build(self) -> None:
        lines = column(self._body, 6, (2, 2, 8, 2))
        if self._about:
            lines.addWidget(wrapped(self._about, "subject"))
        lines.addWidget(self.form)
        lines.addWidget(self.notes)
        lines.addStretch(1)
        self._lay_out(self._area, (600, 640), 380)
        QShortcut(QKeySequence("F3"), self, self.next_gap)
        self.form.inputs[self._offer.declared.day].left.connect(self._on_day_left)

    def _kind(self) -> PaperKind:
        return self._offer.kind

    def _always_numbered(self) -> bool:
        return self._offer.declared.numbered

    def _begin(self) -> None:
        """Typing begins where the record knew nothing."""
        if not go_to_gap(self.form, self._offer.declared.required, afresh=True):
            self.form.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """A dialog that comes up marks the whole box that has the focus, not its gap."""
        super().showEvent(event)
        if not event.spontaneous():
            self._coming.start()

    def _on_day_left(self) -> None:
        """The number is one of the year of issue."""
        if self.number_row is not None:
            self.number_row.ask(self.form.day())

    def next_gap(self) -> None:
        """F3: to what the paper still waits for."""
        if not go_to_gap(self.form, self._offer.declared.required):
            self.issue_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is asked for -------------------------------------------------------------

    def _paper(self) -> tuple[Callable[..., bytes], Callable[..., Any], str]:
        return draft_paper, issue_typed, self._offer.words

    def _command(self) -> IssueTyped | None:
        return self._asking(self.form.part())

    def _drafted(self) -> IssueTyped | None:
        return self._asking(self.form.part(whole=False))

    def _asking(self, sheet: Any | None) -> IssueTyped | None:
        subject = self._offer.subject
        if sheet is None or subject is None:
            return None
        return IssueTyped(self._offer.kind, sheet, subject)

    # -- while it is typed -------------------------------------------------------------

    def draw(self, command: object) -> None:
        super().draw(command)
        self._runner.read(self, notes_of, command, done=self._on_notes, latest="notes")

    def _look(self) -> None:
        """The paper as far as it can be read; gaps are no reason to say anything yet."""
        self._timer.stop()
        command = self._asking(self.form.quietly())
        if command is not None:
            self.draw(command)

    def _on_notes(self, notes: tuple[str, ...]) -> None:
        self.notes.setText("\n".join(f"▲ {one}" for one in notes))
        self.notes.setVisible(bool(notes))

    def _on_changed(self) -> None:
        self.notice.clear()
        self._timer.start()
        self._drafts.note(self.form.typed())

    def _on_draft(self, typed: dict[str, str]) -> None:
        if self.form.typed() == self._first:
            self.form.put_typed(typed)
            self._look()
            self.notice.say(_RESTORED, Tone.INFO)

    def _on_focus(self, _was: QWidget | None, now: QWidget | None) -> None:
        """What one types into stands in sight."""
        if now is not None and self._body.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, _MARGIN)

    def reject(self) -> None:
        """取消: what was typed is given up with the paper."""
        self._timer.stop()
        if self.form.typed() != self._first:
            self._drafts.drop()
        super().reject()

    def accept(self) -> None:
        """Issued or sent up: either way nothing typed is left to be kept."""
        self._timer.stop()
        self._drafts.drop()
        super().accept()


def _draft_name(offer: Offer) -> str:
    """One draft a kind and a subject."""
    about = offer.subject
    keys = (about.project_id, about.enterprise_id, about.paper_id, *about.hazards) if about else ()
    return "-".join([offer.kind.value, *(str(key) for key in keys if key is not None)])
