"""Every kind of paper that can pass an approval: its command, its draft and its use-case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_type_hints

from db.codes import PaperKind
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import Leave
from desktop.domain.labels import label
from desktop.usecases.closure_approvals import (
    IssueClosureApproval,
    draft_closure_approval,
    issue_closure_approval,
)
from desktop.usecases.command_json import from_json
from desktop.usecases.inspection_notices import (
    IssueInspectionNotice,
    draft_inspection_notice,
    issue_inspection_notice,
)
from desktop.usecases.interviews import (
    HoldInterview,
    IssueInterview,
    draft_interview,
    draft_record,
    hold_interview,
    issue_interview,
)
from desktop.usecases.notices import IssueNotice, draft_notice, issue_rectification_notice
from desktop.usecases.recheck_opinions import (
    IssueRecheckOpinion,
    draft_recheck_opinion,
    issue_recheck_opinion,
)
from desktop.usecases.resumptions import IssueResumption, draft_resumption, issue_resumption
from desktop.usecases.stop_orders import IssueStopOrder, draft_stop_order, issue_stop_order
from desktop.usecases.typed.all import TYPED, draft_paper, issue_typed, typed
from desktop.usecases.typed.paper import IssueTyped

_ISSUED = "issued"


@dataclass(frozen=True)
class Issuing:
    """One kind; ``day`` names the command's 成文日期, "" where the paper has a day of its own."""

    kind: PaperKind
    command: type
    draft: Callable[..., bytes]
    issue: Callable[..., Any]
    day: str = "issued_on"


ISSUING: tuple[Issuing, ...] = (
    Issuing(PaperKind.RECTIFICATION_NOTICE, IssueNotice, draft_notice, issue_rectification_notice),
    Issuing(PaperKind.STOP_ORDER, IssueStopOrder, draft_stop_order, issue_stop_order),
    Issuing(
        PaperKind.INSPECTION_NOTICE,
        IssueInspectionNotice,
        draft_inspection_notice,
        issue_inspection_notice,
    ),
    Issuing(
        PaperKind.RECHECK_OPINION,
        IssueRecheckOpinion,
        draft_recheck_opinion,
        issue_recheck_opinion,
    ),
    Issuing(PaperKind.RESUMPTION_NOTICE, IssueResumption, draft_resumption, issue_resumption),
    Issuing(
        PaperKind.CLOSURE_APPROVAL,
        IssueClosureApproval,
        draft_closure_approval,
        issue_closure_approval,
    ),
    Issuing(PaperKind.INTERVIEW_NOTICE, IssueInterview, draft_interview, issue_interview),
    Issuing(PaperKind.INTERVIEW_RECORD, HoldInterview, draft_record, hold_interview, ""),
    *(Issuing(one.kind, IssueTyped, draft_paper, issue_typed, "") for one in TYPED),
)


def issuing(kind: PaperKind) -> Issuing:
    found = next((one for one in ISSUING if one.kind is kind), None)
    if found is None:
        raise RuleViolation(f"{label(kind)}不经发文审批")
    return found


def kind_of(command: Any) -> PaperKind:
    """The kind of paper a command issues."""
    if isinstance(command, IssueTyped):
        return command.kind
    return next(one.kind for one in ISSUING if isinstance(command, one.command))


def kind_issued_by(issue: Callable[..., Any]) -> PaperKind | None:
    """The one kind a use-case issues; none for the one of all typed papers."""
    return next((o.kind for o in ISSUING if o.issue is issue and o.issue is not issue_typed), None)


def command_from(kind: PaperKind, content: str) -> Any:
    """The stored command of a draft."""
    declared = issuing(kind)
    if declared.command is not IssueTyped:
        return from_json(declared.command, content)
    return from_json(IssueTyped, content, {"sheet": sheet_of(kind)})


def sheet_of(kind: PaperKind) -> type:
    """The sheet a typed paper is drawn from, as its drawing declares it."""
    sheet: type = get_type_hints(typed(kind).render)["sheet"]
    return sheet


def dated(command: Any, day: date) -> Any:
    """The command with its 成文日期; a record keeps the day of what it records."""
    if not isinstance(command, IssueTyped):
        name = issuing(kind_of(command)).day
        return replace(command, **{name: day}) if name else command
    if typed(command.kind).day != _ISSUED:
        return command
    return replace(command, sheet=replace(command.sheet, **{_ISSUED: day}))


def signed_by(command: Any, name: str) -> Any:
    """What goes up to a superior bears who really signed it, also where it was a deputy."""
    told = getattr(getattr(command, "sheet", None), "signers", ())
    if not name or not told or name in told:
        return command
    return replace(command, sheet=replace(command.sheet, signers=(name,)))


def leaving(command: Any, leave: Leave) -> Any:
    """The command with the way its paper leaves."""
    return replace(command, leave=leave)
