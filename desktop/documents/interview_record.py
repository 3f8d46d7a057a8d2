"""约谈记录: what was said in the talk, signed by both sides on the day."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Spacer
from desktop.documents.forms import (
    form_paper,
    form_table,
    list_table,
    pair,
    points_table,
    row,
    seed,
    worded,
)
from desktop.documents.interview_notice import Attendee
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import joined, period_of, spoken_day, we
from desktop.documents.signatures import Ink, SignatureTable, Signing, ink_of
from desktop.documents.tables import Row

KIND = PaperKind.INTERVIEW_RECORD


@dataclass(frozen=True)
class Measure:
    """One thing the enterprise promised, by whom and until when."""

    content: Annotated[str, "整改措施"]
    who: Annotated[str, "责任人"] = ""
    due: Annotated[date | None, "期限"] = None


@dataclass(frozen=True)
class InterviewRecordSheet:
    """The facts of one talk: points told, what was answered, measures with their days."""

    issuer: Annotated[str, "约谈机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被约谈单位"]
    started: Annotated[datetime | date, "约谈开始时间"]
    place: Annotated[str, "约谈地点"]
    host: Annotated[str, "主持人"]
    points: Annotated[tuple[str, ...], "通报问题"]
    ended: Annotated[datetime | None, "约谈结束时间"] = None
    recorder: Annotated[str, "记录人"] = ""
    notice_number: Annotated[str, "约谈通知书文号"] = ""
    project: Annotated[str, "工程名称"] = ""
    reason: Annotated[str, "约谈事由"] = ""
    own_side: Annotated[tuple[Attendee, ...], "约谈方参加人"] = ()
    other_side: Annotated[tuple[Attendee, ...], "被约谈方参加人"] = ()
    statement: Annotated[str, "被约谈方陈述"] = ""
    measures: Annotated[tuple[Measure, ...], "整改措施"] = ()
    feedback_due: Annotated[date | None, "反馈期限"] = None
    signatures: Annotated[tuple[Ink, ...], "签名"] = ()
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: InterviewRecordSheet) -> bytes:
    """The record as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: InterviewRecordSheet) -> Paper:
    """The record for the page machine; refuses a character that cannot be printed."""
    tables: dict[str, Block | None] = {
        "被约谈方陈述": form_table([row("被约谈方\n陈述", sheet.statement, 24.0)]),
        "通报问题": points_table(sheet.points),
        "整改措施": list_table(
            ("整改措施", "责任人", "期限"),
            (84.0, 26.0, 34.0),
            [(one.content, one.who, spoken_day(one.due)) for one in sheet.measures],
        ),
    }
    blocks: list[Block] = [
        form_table(_facts(sheet)),
        Spacer(0.5),
        *worded(sheet, wording_fields(sheet), tables),
        SignatureTable(tuple(_signings(sheet))),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: InterviewRecordSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "约谈通知书文号": sheet.notice_number,
        "被约谈单位": sheet.addressee,
        "工程名称": sheet.project,
        "约谈事由": sheet.reason,
        "主持人": sheet.host,
        "记录人": sheet.recorder,
        "约谈时间": period_of(sheet.started, sheet.ended),
        "约谈地点": sheet.place,
        "反馈期限": spoken_day(sheet.feedback_due),
    }


def _facts(sheet: InterviewRecordSheet) -> list[Row]:
    return [
        row("被约谈单位", sheet.addressee),
        row("工程名称", sheet.project),
        row("约谈事由", sheet.reason),
        row("约谈时间", period_of(sheet.started, sheet.ended)),
        row("约谈地点", sheet.place),
        pair(("主持人", sheet.host), ("记录人", sheet.recorder)),
        row("约谈方\n参加人", joined(tuple(one.spoken for one in sheet.own_side))),
        row("被约谈方\n参加人", joined(tuple(one.spoken for one in sheet.other_side))),
        row("约谈通知书", sheet.notice_number),
    ]


def _signings(sheet: InterviewRecordSheet) -> list[Signing]:
    people = [
        ("主持人\n（签名）", sheet.host),
        ("记录人\n（签名）", sheet.recorder),
        *(("被约谈方\n（签名）", one.name) for one in sheet.other_side),
    ]
    if not sheet.other_side:
        people.append(("被约谈方\n（签名）", ""))
    return [Signing(title, name, ink_of(name, sheet.signatures)) for title, name in people]
