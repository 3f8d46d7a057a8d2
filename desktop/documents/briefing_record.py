"""监督交底记录: what the parties were told when supervision began, and who was there."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Spacer
from desktop.documents.forms import form_paper, form_table, pair, points_table, row, seed, worded
from desktop.documents.interview_notice import Attendee
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, carded, period_of, we
from desktop.documents.signatures import Ink, SignatureTable, Signing, ink_of, officer_signings

KIND = PaperKind.BRIEFING_RECORD
_PARTIES = ("建设单位", "施工单位", "监理单位")


@dataclass(frozen=True)
class Briefed:
    """One who was told, for which of the parties."""

    role: Annotated[str, "参建单位类别"]
    person: Annotated[Attendee, "参加人"]


@dataclass(frozen=True)
class BriefingRecordSheet:
    """The facts of one briefing, signed by both sides; nobody named leaves a row a party."""

    issuer: Annotated[str, "监督机构"]
    number: Annotated[str, "文号"]
    project: Annotated[str, "工程名称"]
    started: Annotated[datetime | date, "交底开始时间"]
    place: Annotated[str, "交底地点"]
    officers: Annotated[tuple[Officer, ...], "监督员"]
    points: Annotated[tuple[str, ...], "交底内容"]
    ended: Annotated[datetime | None, "交底结束时间"] = None
    recorder: Annotated[str, "记录人"] = ""
    contact: Annotated[str, "联系电话"] = ""
    notice_number: Annotated[str, "监督告知书文号"] = ""
    questions: Annotated[str, "问题和答复"] = ""
    addresses: Annotated[str, "送达地址确认情况"] = ""
    attended: Annotated[tuple[Briefed, ...], "参加人"] = ()
    signatures: Annotated[tuple[Ink, ...], "签名"] = ()
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: BriefingRecordSheet) -> bytes:
    """The record as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: BriefingRecordSheet) -> Paper:
    """The record for the page machine; refuses a character that cannot be printed."""
    facts = [
        row("工程名称", sheet.project),
        row("交底时间", period_of(sheet.started, sheet.ended)),
        row("交底地点", sheet.place),
        row("监督员\n及执法证号", carded(sheet.officers)),
        pair(("记录人", sheet.recorder), ("联系电话", sheet.contact)),
        row("监督告知书", sheet.notice_number),
    ]
    blocks: list[Block] = [
        form_table(facts),
        Spacer(0.5),
        *worded(sheet, wording_fields(sheet), {"交底内容": points_table(sheet.points)}),
        SignatureTable(tuple(_signings(sheet))),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: BriefingRecordSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "工程名称": sheet.project,
        "监督员": carded(sheet.officers),
        "联系电话": sheet.contact,
        "交底时间": period_of(sheet.started, sheet.ended),
        "交底地点": sheet.place,
        "监督告知书文号": sheet.notice_number,
        "问题和答复": sheet.questions,
        "送达地址确认情况": sheet.addresses,
    }


def _signings(sheet: BriefingRecordSheet) -> list[Signing]:
    inks = sheet.signatures
    people = [(one.role, one.person) for one in sheet.attended] or [
        (role, Attendee("")) for role in _PARTIES
    ]
    return [
        *officer_signings("监督员\n（签名）", sheet.officers, inks),
        *(
            Signing(f"{role}\n（签名）", person.spoken, ink_of(person.name, inks))
            for role, person in people
        ),
    ]
