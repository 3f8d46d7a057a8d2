"""What every dialog that issues a paper does: draw the draft, issue once, say a refusal."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QPushButton

from desktop.jobs.runner import Refusal, Runner
from desktop.ui.notice import Notice, Tone
from desktop.ui.preview import PdfPane
from desktop.usecases.waiting_words import waiting_words

_DRAFT = "草稿，未编号"


class IssuingDialog(QDialog):
    """A subclass builds its widgets, names the query and the use-case, and makes the command.

    Accepted when the paper was issued; ``issued`` then is what the use-case gave.
    """

    _runner: Runner
    notice: Notice
    pane: PdfPane
    issue_button: QPushButton
    issued: Any | None

    def _paper(self) -> tuple[Callable[..., bytes], Callable[..., Any], str]:
        """The query of the draft, the use-case, and what the draft is called."""
        raise NotImplementedError

    def _command(self) -> object | None:
        """What is asked for, or None where a field cannot be read."""
        raise NotImplementedError

    def _drafted(self) -> object | None:
        """The command of the draft that is looked at: it may have gaps an issue may not."""
        return self._command()

    def _is_ready(self) -> bool:
        """Whether there is a form to issue from."""
        return True

    def preview(self) -> None:
        command = self._drafted()
        if command is not None:
            self.draw(command)

    def draw(self, command: object) -> None:
        """Show the paper of this command, and which official text it still waits for."""
        draw, _issue, title = self._paper()
        self.notice.clear()
        self._runner.read(
            self,
            draw,
            command,
            done=lambda content: self.pane.show_bytes(content, title, _DRAFT),
            failed=self._refuse,
            latest="draft",
        )
        self._runner.read(
            self, waiting_words, command, done=self.pane.say_waiting, latest="waiting"
        )

    def issue(self) -> None:
        command = self._command()
        if command is not None and self.issue_button.isEnabled():
            self.issue_button.setEnabled(False)
            _draw, issue, _title = self._paper()
            self._runner.write(self, issue, command, done=self._on_issued, failed=self._refuse)

    def _on_issued(self, issued: Any) -> None:
        self.issued = issued
        self.accept()

    def _refuse(self, refusal: Refusal) -> None:
        self._refuse_words(refusal.sentence)

    def _refuse_words(self, sentence: str) -> None:
        self.issue_button.setEnabled(self._is_ready())
        self.notice.say(sentence, Tone.WRONG)
