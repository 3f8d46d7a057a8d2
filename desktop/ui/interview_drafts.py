"""The drafts of 约谈通知书 and 约谈记录, and how people and measures are typed, one a line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.codes import PaperKind, PartyRole
from desktop.documents.interview_notice import Attendee
from desktop.documents.interview_record import Measure
from desktop.domain.labels import label
from desktop.queries.interviews import CallGround, InterviewCard
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Choice, Day, Field, LongText
from desktop.ui.files_input import evidences
from desktop.ui.forms import Editor
from desktop.ui.paper_dialog import Draft
from desktop.ui.paper_drafts import Hour, lines_of, numbered, told
from desktop.ui.typed import NotUnderstood, typed_date
from desktop.usecases.interviews import (
    HoldInterview,
    IssueInterview,
    RecordFeedback,
    draft_interview,
    draft_record,
    hold_interview,
    issue_interview,
    record_feedback,
)

_PEOPLE = "一行一人：姓名 职务 单位（空格隔开）"
_LETTER = (
    LongText("reason", "约谈事由", required=True, lines=2),
    Day("called_for", "约谈日期", required=True, may_be_ahead=True),
    Hour("hour", "约谈时刻", required=True, hint="如 15:00"),
    Field("place", "约谈地点", required=True),
    LongText("invited", "被约谈人", lines=2, hint=_PEOPLE),
    LongText("points", "约谈要点", lines=3, hint="一行一条；不填即所选隐患及其逾期天数"),
    LongText("materials", "需备材料", lines=2, hint="一行一条"),
    Field("contact_person", "联系人"),
    Field("contact", "联系电话"),
    Day("issued_on", "签发日期", required=True),
)


def people_of(words: str | None) -> tuple[Attendee, ...]:
    """One a line: name, post, unit, divided by blanks."""
    return tuple(Attendee(*line.split(maxsplit=2)) for line in lines_of(words))


class Measures(LongText):
    """One a line: what, by whom, until when; the last two may be left out."""

    def understood(self, words: str, today: date) -> tuple[Measure, ...]:
        return tuple(_measure(line, today) for line in lines_of(words))


def _measure(line: str, today: date) -> Measure:
    parts = [part.strip() for part in line.replace(";", "；").split("；")]
    content, who, due, *more = [*parts, "", ""]
    if any(more):
        raise NotUnderstood("每行写“措施；责任人；期限”，多了分号")
    return Measure(content, who, typed_date(due, today) if due else None)


def call_draft(ground: CallGround, today: date) -> Draft:
    """约谈通知书 from hazards, a site or an enterprise."""
    parties = tuple(one for one in ground.parties if one.enterprise_id is not None)
    choices = {one.enterprise_id: f"{label(one.role)}　{one.name}" for one in parties}
    if ground.enterprise_id is not None and ground.enterprise_id not in choices:
        choices[ground.enterprise_id] = ground.enterprise
    contractor = next((one for one in parties if one.role is PartyRole.CONTRACTOR), None)
    first = ground.enterprise_id or (contractor.enterprise_id if contractor else None)
    hazards = tuple(key for key, _ in ground.hazards)

    def command(values: dict[str, Any], _officers: tuple[int, ...]) -> object:
        given = told(values, "enterprise_id")
        given["invited"] = people_of(values["invited"])
        given["points"] = lines_of(values["points"])
        given["materials"] = lines_of(values["materials"])
        return IssueInterview(hazards=hazards, project_id=ground.project_id, **given)

    reason = f"{ground.overdue}项隐患逾期未整改" if ground.overdue else None
    return Draft(
        "签发约谈通知书",
        ground.project or ground.enterprise,
        (Choice("enterprise_id", "被约谈单位", choices=choices), *_LETTER),
        command,
        draft_interview,
        issue_interview,
        {"enterprise_id": first, "reason": reason, "hour": "15:00", "issued_on": today},
        numbered(words for _, words in ground.hazards),
        kept=f"call-{ground.project_id or ground.enterprise_id}",
        kind=PaperKind.INTERVIEW_NOTICE,
    )


def record_draft(card: InterviewCard, today: date) -> Draft:
    """约谈记录 of the talk that was held."""
    fields = (
        Day("held_on", "约谈日期", required=True),
        Hour("started", "开始时刻", required=True, hint="如 15:00"),
        Hour("ended", "结束时刻", hint="如 16:30"),
        Field("place", "约谈地点", required=True),
        Field("host", "主持人", required=True),
        Field("recorder", "记录人"),
        LongText("own_side", "约谈方参加人", lines=2, hint=_PEOPLE),
        LongText("other_side", "被约谈方参加人", lines=2, hint=_PEOPLE),
        LongText("points", "通报问题", required=True, lines=3, hint="一行一条"),
        LongText("statement", "被约谈方陈述", lines=3),
        Measures("measures", "整改措施", lines=3, hint="一行一条：措施；责任人；期限"),
        Day("feedback_due", "反馈期限", may_be_ahead=True),
    )

    def command(values: dict[str, Any], _officers: tuple[int, ...]) -> object:
        given = told(values, "feedback_due")
        given["points"] = lines_of(values["points"])
        given["own_side"] = people_of(values["own_side"])
        given["other_side"] = people_of(values["other_side"])
        given["measures"] = values["measures"] or ()
        return HoldInterview(card.id, **given)

    return Draft(
        "约谈记录",
        f"{card.number}　{card.enterprise}",
        fields,
        command,
        draft_record,
        hold_interview,
        _start(card, today),
        saves_as="出具",
        kept=f"talk-{card.id}",
        kind=PaperKind.INTERVIEW_RECORD,
        numbered=False,
    )


def _start(card: InterviewCard, today: date) -> Mapping[str, Any]:
    called = card.called_for
    return {
        "held_on": called if called is not None and called <= today else today,
        "started": card.hour or "15:00",
        "place": card.place,
        "points": card.points,
    }


def feedback_editor(dialogs: Dialogs, card: InterviewCard, today: date) -> Editor:
    """登记反馈: what the enterprise wrote back after the talk."""
    fields = (
        Day("feedback_on", "反馈日期", required=True),
        evidences("evidence", "反馈材料", dialogs),
    )
    return Editor(
        f"登记书面反馈　{card.number}",
        fields,
        lambda values: (record_feedback, RecordFeedback(card.id, **values)),
        {"feedback_on": today},
    )
