"""The forms of the steps of an approval, for the side of its list."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from desktop.queries.approval_card import ApprovalCard, NoticeLine, VisitLine
from desktop.ui.approval_fields import IN_SYSTEM
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Choice, Day, Field
from desktop.ui.file_input import evidence
from desktop.ui.forms import Editor
from desktop.usecases.approval_papers import ApproveApproval, approve_approval
from desktop.usecases.approvals import (
    ProposeApproval,
    RecordCheckCode,
    propose_approval,
    record_check_code,
)
from desktop.usecases.inspection_notices import BindNotice, bind_notice

_APPROVER = "approval/approved_by"
_REVIEWER = "approval/reviewed_by"


def propose_editor(record: ApprovalCard, today: date) -> Editor:
    """送审: who handles it."""
    first = record.inspectors[0].name if record.inspectors else None
    return Editor(
        f"送审　{record.facts.title}",
        (
            Field("proposed_by", "承办人", required=True),
            Day("proposed_on", "送审日期", required=True),
        ),
        lambda values: (propose_approval, ProposeApproval(record.id, **values)),
        {"proposed_by": first, "proposed_on": today},
        saves_as="送审",
    )


def approve_editor(dialogs: Dialogs, record: ApprovalCard, today: date) -> Editor:
    """批准: by the head of the office; the names of the last time stand there already."""
    fields = (
        Field("approved_by", "批准人", required=True, hint="执法主体负责人"),
        Day("approved_on", "批准日期", required=True),
        Field("opinion", "批准意见"),
        Field("reviewed_by", "审核人", hint="法制审核，可不填"),
        Day("reviewed_on", "审核日期"),
        evidence("scan", "签字的审批表", dialogs),
    )

    def command(values: dict[str, Any]) -> tuple[Callable[..., Any], object]:
        words = ("opinion", "reviewed_by")
        told: dict[str, Any] = {key: values.pop(key) or "" for key in words}
        dialogs.settings.put(_APPROVER, values["approved_by"])
        dialogs.settings.put(_REVIEWER, told["reviewed_by"])
        return approve_approval, ApproveApproval(record.id, **values, **told)

    start = {
        "approved_by": dialogs.settings.get(_APPROVER) or None,
        "approved_on": today,
        "opinion": "同意",
        "reviewed_by": dialogs.settings.get(_REVIEWER) or None,
    }
    return Editor(
        f"批准　{record.facts.title}", fields, command, start, f"approve-{record.id}", "批准"
    )


def bind_editor(visits: Sequence[VisitLine], notices: Sequence[NoticeLine]) -> Editor:
    """绑定检查: which visit stands on which notice; the first of each is proposed."""
    first = visits[0]
    own = [one for one in notices if one.project_id == first.project_id]
    free = [one for one in own if not one.bound] or own
    fields = (
        Choice("visit_id", "检查", required=True, choices={one.id: one.words for one in visits}),
        Choice(
            "paper_id",
            "行政检查通知书",
            required=True,
            choices={one.id: f"{one.number}　{one.project}" for one in notices},
        ),
    )
    start = {"visit_id": first.id, "paper_id": free[0].id if free else None}

    def command(values: dict[str, Any]) -> tuple[Callable[..., Any], object]:
        return bind_notice, BindNotice(**values)

    return Editor("绑定检查", fields, command, start, saves_as="绑定")


def code_editor(record: ApprovalCard) -> Editor:
    """检查码: made by the provincial system, noted here; offline with its reason."""
    fields = (
        Field("check_code", "检查码", hint="省系统给的码号"),
        Choice("in_system", "省系统", choices=IN_SYSTEM),
        Field("system_note", "未登记理由", hint="如系统故障、没有网络"),
    )

    def command(values: dict[str, Any]) -> tuple[Callable[..., Any], object]:
        told: dict[str, Any] = {key: values[key] or "" for key in ("check_code", "system_note")}
        return record_check_code, RecordCheckCode(record.id, in_system=values["in_system"], **told)

    facts = record.facts
    start = {
        "check_code": facts.check_code,
        "in_system": facts.in_system,
        "system_note": facts.system_note,
    }
    return Editor(f"检查码　{record.facts.title}", fields, command, start)
