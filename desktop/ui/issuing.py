"""What every dialog that issues a paper does: draw the draft, issue once, say a refusal."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QWidget

from db.codes import PaperKind
from desktop.jobs.runner import Refusal, Runner
from desktop.ui.inputs import Input
from desktop.ui.notice import Notice, Tone
from desktop.ui.number_row import NumberRow
from desktop.ui.preview import PdfPane
from desktop.ui.sending_up import SendsUp
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, column, row
from desktop.usecases.waiting_words import waiting_words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DRAFT = "草稿，未编号"
_NOT_DRAWN = "填好后按“预览”（F5），在这里看印出来的样子。"


class IssuingDialog(SendsUp, QDialog):
    """A subclass builds its form, names the query and the use-case, and makes the command.

    ``_lay_out`` puts the form on the left, 文号 and the buttons at its foot, the paper beside it.
    Accepted when the paper was issued; ``issued`` then is what the use-case gave, None where the
    draft was sent up (送审) instead.
    """

    _runner: Runner
    notice: Notice
    pane: PdfPane
    issue_button: QPushButton
    feet: QHBoxLayout
    number_row: NumberRow | None
    issued: Any | None

    def _lay_out(
        self, form: QWidget, sizes: tuple[int, int], least: int = 320, saves_as: str = "签发"
    ) -> None:
        """The two halves; the keys are the same in all these dialogs."""
        self.issue_button = button(saves_as, self.issue, "primary", "Ctrl+回车")
        cancel = button("取消", self.reject, tip="Esc")
        self.feet = row()
        self.feet.addWidget(button("预览", self.preview, tip="F5"))
        self.feet.addStretch(1)
        self.feet.addWidget(self.issue_button)
        self.feet.addWidget(cancel)
        side = QWidget()
        lines = column(side, 6)
        lines.addWidget(self.notice)
        lines.addWidget(form, 1)
        self.number_row = self._numbered()
        if self.number_row is not None:
            lines.addWidget(self.number_row)
        lines.addLayout(self.feet)
        side.setMinimumWidth(least)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(side)
        halves.addWidget(self.pane)
        self.pane.clear(_NOT_DRAWN)
        halves.setSizes(list(sizes))
        column(self, margins=(10, 10, 10, 8)).addWidget(halves)
        if self.number_row is not None:
            # Behind the buttons, so that Enter and Tab pass it by in the ordinary case.
            for before, after in pairwise((cancel, *self.number_row.boxes)):
                QWidget.setTabOrder(before, after)
        for keys, slot in {"F5": self.preview, "Ctrl+Return": self.issue}.items():
            QShortcut(QKeySequence(keys), self, slot)
        self.ask_steps()

    def _numbered(self) -> NumberRow | None:
        kind = self._kind()
        if kind is None:
            return None
        return NumberRow(self._runner, kind, self, is_always=self._always_numbered())

    def _follow(self, day: Input) -> None:
        """The number is one of the year of issue, which stands in this box."""

        def ask() -> None:
            with suppress(NotUnderstood):
                told = day.value()
                if told is not None and self.number_row is not None:
                    self.number_row.ask(told)

        day.left.connect(ask)

    def _kind(self) -> PaperKind | None:
        """The kind of paper that is numbered here; None where none is."""
        return None

    def _always_numbered(self) -> bool:
        """Whether a paper of this kind has a number even where the office set no series."""
        return True

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
            self.notice.clear()
            self.draw(command)

    def draw(self, command: object) -> None:
        """Show the paper of this command, and which official text it still waits for."""
        draw, _issue, title = self._paper()
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

    def _leaving(self) -> Any | None:
        """The command with the number as it was chosen; None where something cannot be read."""
        command: Any = self._command()
        if command is None or self.number_row is None:
            return command
        try:
            return replace(command, leave=self.number_row.leave(command.leave))
        except NotUnderstood as refusal:
            self._refuse_words(str(refusal))
            return None

    def issue(self) -> None:
        command = self._leaving()
        if command is None or not self.issue_button.isEnabled():
            return
        if self.goes_up:
            self.send_up(command)
        else:
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


class FormDialog(IssuingDialog):
    """One whose form is boxes one below the other."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next box, it does not press a button one has not seen."""
        if event.key() in _ENTER:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
