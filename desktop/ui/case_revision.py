"""修改: the dialog a draft was written in is opened again with what it said."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.domain.labels import label
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.interviews import call_ground, interview_card
from desktop.queries.issue_form import notice_ground
from desktop.queries.notices import notice_card
from desktop.ui.dialogs import Dialogs
from desktop.ui.inspection_notice_dialog import NoticeDialog
from desktop.ui.interview_drafts import call_draft, record_draft
from desktop.ui.issue_dialog import IssueDialog
from desktop.ui.issuing import IssuingDialog
from desktop.ui.notice import Tone
from desktop.ui.paper_dialog import Draft, PaperDialog
from desktop.ui.paper_drafts import closure_draft, opinion_draft, resumption_draft, stop_draft
from desktop.ui.typed_dialog import TypedDialog
from desktop.usecases.closure_approvals import IssueClosureApproval
from desktop.usecases.initials import initials_of
from desktop.usecases.inspection_notices import IssueInspectionNotice
from desktop.usecases.interviews import HoldInterview, IssueInterview
from desktop.usecases.notices import IssueNotice
from desktop.usecases.recheck_opinions import IssueRecheckOpinion
from desktop.usecases.resumptions import IssueResumption
from desktop.usecases.stop_orders import IssueStopOrder
from desktop.usecases.typed.all import typed
from desktop.usecases.typed.offers import Offer
from desktop.usecases.typed.paper import IssueTyped

_Asked = tuple[Callable[..., Any], tuple[Any, ...], Callable[..., Draft]]
_GONE = "这份文稿所据的记录已经不在了，请撤回后重新拟稿"


class Revision:
    """Opens the dialog of a command; what is sent from it is the new draft of the case."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget) -> None:
        self._runner, self._dialogs, self._parent = runner, dialogs, parent

    def open(self, case_id: int, about: str, command: Any) -> None:
        whole = self._whole(about, command)
        if whole is not None:
            self._run(whole, case_id, command)
            return
        if isinstance(command, IssueClosureApproval):
            today = self._runner.today()
            self._on_draft(case_id, command, closure_draft(command.hazards, about, today))
            return
        query, arguments, make = self._asked(command)
        self._runner.read(
            self._parent,
            query,
            *arguments,
            done=partial(self._on_ground, case_id, command, make),
            failed=self._refuse,
        )

    def _whole(self, about: str, command: Any) -> IssuingDialog | None:
        """A dialog that reads its own ground."""
        runner, dialogs, parent = self._runner, self._dialogs, self._parent
        if isinstance(command, IssueNotice):
            return IssueDialog(runner, dialogs, command.hazards, parent)
        if isinstance(command, IssueInspectionNotice):
            return NoticeDialog(runner, dialogs, command.approval_id, parent)
        if isinstance(command, IssueTyped):
            return TypedDialog(runner, dialogs, _offer(command), command.sheet, about, parent)
        return None

    def _asked(self, command: Any) -> _Asked:
        """The query of the ground, what it is asked, and the draft made of it."""
        today = self._runner.today()
        if isinstance(command, IssueStopOrder):
            return notice_ground, (command.hazards, today), stop_draft
        if isinstance(command, IssueInterview):
            about = (command.hazards, command.project_id, command.enterprise_id, today)
            return call_ground, about, call_draft
        if isinstance(command, HoldInterview):
            return interview_card, (command.interview_id, today), record_draft
        make = {IssueRecheckOpinion: opinion_draft, IssueResumption: resumption_draft}
        return notice_card, (command.paper_id, today), make[type(command)]

    def _on_ground(
        self, case_id: int, command: Any, make: Callable[..., Draft], ground: Any
    ) -> None:
        if ground is None:
            self._dialogs.say(_GONE, Tone.WRONG)
        else:
            self._on_draft(case_id, command, make(ground, self._runner.today()))

    def _on_draft(self, case_id: int, command: Any, draft: Draft) -> None:
        dialog = PaperDialog(self._runner, self._dialogs, replace(draft, kept=""), self._parent)
        self._run(dialog, case_id, command)

    def _run(self, dialog: IssuingDialog, case_id: int, command: Any) -> None:
        dialog.revise(case_id, command)
        self._dialogs.run(dialog)
        dialog.deleteLater()

    def _refuse(self, refusal: Refusal) -> None:
        self._dialogs.say(refusal.sentence, Tone.WRONG)


def _offer(command: IssueTyped) -> Offer:
    words = label(command.kind)
    return Offer(typed(command.kind), words, "", initials_of(words), command.subject)
