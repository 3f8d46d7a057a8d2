"""The drafts of the papers of the loop: what each asks, where it starts, what it issues."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from db.codes import PaperKind, PartyRole
from desktop.domain.labels import label
from desktop.queries.issue_form import NoticeGround
from desktop.queries.notices import NoticeCard
from desktop.ui.fields import Choice, Day, Field, LongText
from desktop.ui.paper_dialog import Draft
from desktop.ui.typed import NotUnderstood
from desktop.usecases.closure_approvals import (
    IssueClosureApproval,
    draft_closure_approval,
    issue_closure_approval,
)
from desktop.usecases.recheck_opinions import (
    IssueRecheckOpinion,
    draft_recheck_opinion,
    issue_recheck_opinion,
)
from desktop.usecases.resumptions import IssueResumption, draft_resumption, issue_resumption
from desktop.usecases.stop_orders import IssueStopOrder, draft_stop_order, issue_stop_order

_EXTENTS = {False: "局部停工", True: "全面停工"}
_HOUR_HINT = "如 14:00；不填为送达之时"
_SHOWN = 60
_STOP_ARTICLE = (
    "依据：安全生产法第六十五条第一款第（三）项。已下达整改通知书的隐患，发现排除前或者"
    "排除过程中无法保证安全的，也可以停工；原通知书中的这一项转由停工通知书办理。"
)


class Hour(Field):
    """A time of the day, 14:00 or 14."""

    def understood(self, words: str, today: date) -> str:
        plain = words.replace("：", ":")
        whole = plain if ":" in plain else f"{plain}:00"
        try:
            return time.fromisoformat(whole.zfill(5)).strftime("%H:%M")
        except ValueError:
            raise NotUnderstood("时刻请写成 14:00") from None


def told(values: Mapping[str, Any], *kept: str) -> dict[str, Any]:
    """Empty words are no words; the fields named stay None where they are empty."""
    return {
        key: "" if value is None and key not in kept else value for key, value in values.items()
    }


def lines_of(words: str | None) -> tuple[str, ...]:
    """One part a line, blank lines left out."""
    return tuple(line.strip() for line in (words or "").splitlines() if line.strip())


def short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def numbered(parts: Iterable[str]) -> tuple[str, ...]:
    """1. …, 2. …"""
    return tuple(f"{number}. {short(part)}" for number, part in enumerate(parts, start=1))


def stop_draft(ground: NoticeGround, today: date) -> Draft:
    """停工通知书 for hazards of one site."""
    parties = tuple(one for one in ground.parties if one.enterprise_id is not None)
    choices = {one.enterprise_id: f"{label(one.role)}　{one.name}" for one in parties}
    first = next((one for one in parties if one.role is PartyRole.CONTRACTOR), None)
    hazards = tuple(one.id for one in ground.hazards)
    fields = (
        Choice("whole_site", "停工范围", required=True, choices=_EXTENTS),
        Field("scope", "停工部位", hint="局部停工填：部位、机械或工序"),
        LongText("reason", "停工理由", required=True, lines=2, hint="为何排除前无法保证安全"),
        Day("starts_on", "停工起始日", may_be_ahead=True, hint="不填为送达之时"),
        Hour("hour", "起始时刻", hint=_HOUR_HINT),
        LongText("conditions", "复工条件", lines=3, hint="一行一条"),
        Day("due", "整改期限", may_be_ahead=True, hint="可以不填"),
        Choice("addressee_id", "被通知单位", choices=choices),
        Day("issued_on", "签发日期", required=True),
        Field("rechecked_by", "复查人"),
        Field("contact", "联系方式", hint="联系人和电话"),
    )

    def command(values: dict[str, Any], officers: tuple[int, ...]) -> object:
        day, hour = values.pop("starts_on"), values.pop("hour")
        starts = None
        if day is not None or hour:
            on = time.fromisoformat(hour) if hour else time(0)
            starts = datetime.combine(day or values["issued_on"], on)
        given = told(values, "due", "addressee_id")
        given["conditions"] = lines_of(values["conditions"])
        return IssueStopOrder(hazards, starts=starts, officers=officers, **given)

    return Draft(
        "签发停工通知书",
        ground.project,
        fields,
        command,
        draft_stop_order,
        issue_stop_order,
        {
            "whole_site": False,
            "issued_on": today,
            "addressee_id": first.enterprise_id if first else None,
        },
        (*numbered(one.description for one in ground.hazards), _STOP_ARTICLE),
        ground.officers,
        kept=f"stop-{hazards[0]}" if hazards else "",
        kind=PaperKind.STOP_ORDER,
    )


def opinion_draft(notice: NoticeCard, today: date) -> Draft:
    """复查意见书 of the last re-check of a notice."""
    fields = (
        Day("rechecked_on", "复查日期", required=True),
        LongText("conclusion", "复查结论", lines=2, hint="不填则按逐项结果写"),
        Field("contact", "联系方式", hint="联系人和电话"),
        Day("issued_on", "签发日期", required=True),
    )
    items = [item for item in notice.paper.items if item.rechecked_on == notice.untold]

    def command(values: dict[str, Any], officers: tuple[int, ...]) -> object:
        return IssueRecheckOpinion(notice.id, officers=officers, **told(values))

    return Draft(
        "签发复查意见书",
        f"{notice.paper.number}　{notice.paper.project}",
        fields,
        command,
        draft_recheck_opinion,
        issue_recheck_opinion,
        {"rechecked_on": notice.untold, "issued_on": today},
        tuple(
            f"第{item.position}项{'合格' if item.passed else '不合格'}：{short(item.description)}"
            for item in items
        ),
        (),
        "复查人（不填即复查的监督员）",
        kind=PaperKind.RECHECK_OPINION,
    )


def resumption_draft(notice: NoticeCard, today: date) -> Draft:
    """复工通知书 that lifts a stop order."""
    fields = (
        Day("resumes_on", "复工日期", required=True, may_be_ahead=True),
        Hour("hour", "复工时刻", hint="如 14:00；可不填"),
        Field("scope", "复工范围", hint="不填为停工通知书写的范围"),
        Field("contact", "联系方式", hint="联系人和电话"),
        Day("issued_on", "签发日期", required=True),
    )

    def command(values: dict[str, Any], officers: tuple[int, ...]) -> object:
        day, hour = values.pop("resumes_on"), values.pop("hour")
        resumes = datetime.combine(day, time.fromisoformat(hour)) if hour else day
        return IssueResumption(notice.id, resumes=resumes, officers=officers, **told(values))

    return Draft(
        "签发复工通知书",
        f"解除 {notice.paper.number}　{notice.paper.project}",
        fields,
        command,
        draft_resumption,
        issue_resumption,
        {"resumes_on": today, "issued_on": today},
        officers=(),
        signers="复查人（不填即复查的监督员）",
        kind=PaperKind.RESUMPTION_NOTICE,
    )


def closure_draft(hazards: tuple[int, ...], project: str, today: date) -> Draft:
    """销号审批表 for a reviewer outside the office to sign in ink."""
    fields = (
        Field("reviewer_unit", "审核人单位", hint="局外审核人所在单位"),
        Day("issued_on", "日期", required=True),
    )

    def command(values: dict[str, Any], _officers: tuple[int, ...]) -> object:
        return IssueClosureApproval(hazards, **told(values))

    return Draft(
        "出具销号审批表",
        project,
        fields,
        command,
        draft_closure_approval,
        issue_closure_approval,
        {"issued_on": today},
        saves_as="出具",
        kind=PaperKind.CLOSURE_APPROVAL,
        numbered=False,
    )
