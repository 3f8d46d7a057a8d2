"""签发: what a paper says on the left, the paper as it will be printed beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from db.codes import PaperKind
from desktop.jobs.runner import Runner
from desktop.queries.visit_form import Candidate
from desktop.ui.command_values import values_of
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.fields import Field
from desktop.ui.forms import FieldGrid
from desktop.ui.issuing import FormDialog
from desktop.ui.notice import Notice, Tone
from desktop.ui.people import People
from desktop.ui.preview import PdfPane
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import column, fitting, scrolled, words, wrapped

UseCase = Callable[..., Any]


@dataclass(frozen=True)
class Draft:
    """A paper to be issued: what is asked, and what becomes of the answers.

    ``command(values, officers)`` makes the command for both the preview and the use-case.
    ``officers`` None asks for nobody; else they are who signs, as they stand at the start.
    ``kept`` names the draft of what is typed; "" keeps none. ``kind`` is what 文号 is chosen for;
    one not ``numbered`` has none where the office has no series of it.
    """

    title: str
    subject: str
    fields: tuple[Field, ...]
    command: Callable[[dict[str, Any], tuple[int, ...]], object]
    draft: Callable[..., bytes]
    issue: UseCase
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    officers: tuple[Candidate, ...] | None = None
    signers: str = "监督人员（在文书上签名）"
    saves_as: str = "签发"
    kept: str = ""
    kind: PaperKind | None = None
    numbered: bool = True


class PaperDialog(FormDialog):
    """Accepted when the paper was issued; ``issued`` then is what the use-case gave."""

    def __init__(
        self, runner: Runner, dialogs: Dialogs, draft: Draft, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(draft.title)
        self.resize(fitting(QSize(1080, 660), parent))
        self._runner, self._dialogs, self._draft = runner, dialogs, draft
        self.issued: Any | None = None
        self.notice = Notice()
        self.grid = FieldGrid(runner, draft.fields)
        self.grid.put(draft.values)
        self.officers = People(runner, runner.today)
        self.pane = PdfPane(runner, dialogs)
        self._lay_out(scrolled(self._left()), (450, 630), saves_as=draft.saves_as)
        if "issued_on" in self.grid.inputs:
            self._follow(self.grid.inputs["issued_on"])
        if draft.officers is not None:
            self.officers.put(draft.officers)
        self.grid.focus_first()
        if self._is_whole():
            self.preview()
        self._drafts = Drafts(runner, "paper", draft.kept, self) if draft.kept else None
        if self._drafts is not None:
            self._first = self.grid.typed()
            self._drafts.find(self._on_draft)
            self.grid.changed.connect(self._keep)

    def _left(self) -> QWidget:
        left = QWidget()
        lines = column(left, 6, (2, 2, 8, 2))
        lines.addWidget(wrapped(self._draft.subject, "subject"))
        lines.addWidget(self.grid)
        if self._draft.officers is not None:
            lines.addWidget(words(self._draft.signers))
            lines.addWidget(self.officers)
        for line in self._draft.lines:
            lines.addWidget(wrapped(line, "quiet"))
        lines.addStretch(1)
        return left

    def _is_whole(self) -> bool:
        """Whether every field can be read already, so that there is something to look at."""
        try:
            for one in self.grid.inputs.values():
                one.value()
        except NotUnderstood:
            return False
        return True

    def put_command(self, command: Any) -> None:
        self.grid.put(values_of(self._draft.fields, command))
        self.officers.ask_again(getattr(command, "officers", ()))
        self.preview()

    def _command(self) -> object | None:
        values = self.grid.values()
        return None if values is None else self._draft.command(values, self.officers.ids)

    def _keep(self) -> None:
        if self._drafts is not None:
            self._drafts.note(self.grid.typed())

    def _on_draft(self, typed: dict[str, str]) -> None:
        if self.grid.typed() == self._first:
            self.grid.put_typed(typed)
            self.notice.say("已恢复上次没有签发的内容。点“取消”放弃它。", Tone.INFO)

    # -- doing -------------------------------------------------------------------------

    def _kind(self) -> PaperKind | None:
        return self._draft.kind

    def _always_numbered(self) -> bool:
        return self._draft.numbered

    def _paper(self) -> tuple[Callable[..., bytes], UseCase, str]:
        return self._draft.draft, self._draft.issue, self._draft.title

    def reject(self) -> None:
        """取消: what was typed is given up with the paper."""
        if self._drafts is not None and self.grid.typed() != self._first:
            self._drafts.drop()
        super().reject()

    def _on_issued(self, issued: Any) -> None:
        if self._drafts is not None:
            self._drafts.drop()
        super()._on_issued(issued)


def issue_paper(runner: Runner, dialogs: Dialogs, draft: Draft, parent: QWidget) -> Any | None:
    """Ask and issue; what was issued, or None when it was given up."""
    dialog = PaperDialog(runner, dialogs, draft, parent)
    done = dialogs.run(dialog)
    dialog.deleteLater()
    return dialog.issued if done else None
