"""送审: where a kind of paper passes an approval, the dialog that writes it sends it up instead."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from db.codes import PaperKind
from desktop.domain.cases import ON_THE_SPOT, STEPS_WORDS
from desktop.domain.labels import label
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.paper_rules import steps_of
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Tone
from desktop.ui.number_row import NumberRow
from desktop.ui.widgets import button
from desktop.usecases.cases import (
    DraftCase,
    Handled,
    IssueAfterwards,
    ReviseCase,
    draft_case,
    issue_afterwards,
    revise_case,
)

_DRAFTER = "drafter"
_FIRST = "现场先发…"
_FIRST_TIP = "现在编号发出，审批事后补"


class SendsUp:
    """The part of an issuing dialog that knows whether its paper has to be approved.

    ``steps`` is how many steps the kind passes; ``case_id`` the draft that is written anew here,
    ``revised`` its command as it was sent up.
    """

    _runner: Runner
    _dialogs: Dialogs
    issue_button: QPushButton
    feet: QHBoxLayout
    number_row: NumberRow | None
    steps = 0
    case_id: int | None = None
    revised: Any | None = None

    def _kind(self) -> PaperKind | None:
        raise NotImplementedError

    def _is_ready(self) -> bool:
        raise NotImplementedError

    def _leaving(self) -> Any | None:
        raise NotImplementedError

    def _on_issued(self, issued: Any) -> None:
        raise NotImplementedError

    def _refuse(self, refusal: Refusal) -> None:
        raise NotImplementedError

    def put_command(self, command: Any) -> None:
        """Fill the form as the command says; where the form was begun with it there is nothing."""

    @property
    def goes_up(self) -> bool:
        return bool(self.steps) or self.case_id is not None

    def ask_steps(self) -> None:
        kind = self._kind()
        if kind is not None:
            self._runner.read(self, steps_of, kind, done=self._on_steps)

    def revise(self, case_id: int, command: Any) -> None:
        """What is written here is the new draft of that case."""
        self.case_id, self.revised = case_id, command
        self.issue_button.setText("再送审")
        if self.number_row is not None:
            self.number_row.put(command.leave)
        if self._is_ready():
            self.put_command(command)

    def send_up(self, command: Any) -> None:
        """Given up where no drafter is named."""
        if self.case_id is not None:
            self._write(revise_case, ReviseCase(self.case_id, command), self._on_sent)
            return
        drafter = drafter_of(self._dialogs)
        if drafter is not None:
            self._write(draft_case, DraftCase(command, *drafter), self._on_sent)

    def send_first(self) -> None:
        """现场先发: the paper leaves now, with the reason; its approval follows."""
        command = self._leaving()
        drafter = drafter_of(self._dialogs) if command is not None else None
        if drafter is None:
            return
        reason = self._dialogs.ask_words("现场先发，事后补批", "为什么来不及送审（印在发文稿纸上）")
        if reason:
            first = IssueAfterwards(command, reason, *drafter)
            self._write(issue_afterwards, first, self._on_left)

    def _on_steps(self, steps: int) -> None:
        kind = self._kind()
        if not steps or self.case_id is not None or kind is None:
            return
        self.steps = steps
        self.issue_button.setText("送审")
        told = f"{label(kind)}须经{STEPS_WORDS[steps]}（本单位设置）　Ctrl+回车"
        self.issue_button.setToolTip(told)
        if kind in ON_THE_SPOT:
            first = button(_FIRST, self.send_first, tip=_FIRST_TIP)
            self.feet.insertWidget(self.feet.indexOf(self.issue_button), first)

    def _write(
        self, usecase: Callable[..., Any], command: object, done: Callable[[Handled], None]
    ) -> None:
        self.issue_button.setEnabled(False)
        self._runner.write(self, usecase, command, done=done, failed=self._refuse)

    def _on_sent(self, _handled: Handled) -> None:
        self._dialogs.say("已送审，在“文书 · 发文办理”里等待审核签发", Tone.DONE)
        self._on_issued(None)

    def _on_left(self, handled: Handled) -> None:
        """Said last: the page tells what was issued as soon as the dialog is gone."""
        number = getattr(handled.issued, "number", None) or ""
        told = f"已先发 {number}".rstrip() + "，请在“文书 · 发文办理”里补批"
        say = self._dialogs.say
        self._on_issued(handled.issued)
        QTimer.singleShot(0, lambda: say(told, Tone.WARNING))


def drafter_of(dialogs: Dialogs) -> tuple[str, str] | None:
    """Name and section of whoever writes at this computer: asked once, remembered."""
    told = dialogs.settings.get(_DRAFTER) or change_drafter(dialogs)
    name, _, unit = told.partition(" ")
    return (name, unit.strip()) if name else None


def change_drafter(dialogs: Dialogs) -> str:
    """Ask who writes here; what was remembered stays where nothing is answered."""
    held = dialogs.settings.get(_DRAFTER)
    asked = "姓名和部门，空格隔开；以后在这台电脑上送审都用它"
    told = " ".join((dialogs.ask_words("拟稿人", asked, held) or held).split())
    dialogs.settings.put(_DRAFTER, told)
    return told
