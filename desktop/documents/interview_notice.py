"""约谈通知书: who is called to talk, about what, when and where."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import SignatureBlock
from desktop.documents.forms import copies, form_paper, points_table, seed, worded
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import joined, moment_of, we
from desktop.documents.signatures import RECEIVER, SignatureTable, Signing
from desktop.domain.calendar import chinese_date

KIND = PaperKind.INTERVIEW_NOTICE


@dataclass(frozen=True)
class Attendee:
    """One who takes part in the talk, with the post for which he was called."""

    name: Annotated[str, "姓名"]
    post: Annotated[str, "职务"] = ""
    unit: Annotated[str, "单位"] = ""

    @property
    def spoken(self) -> str:
        bracket = "，".join(part for part in (self.unit, self.post) if part)
        return f"{self.name}（{bracket}）" if self.name and bracket else self.name or bracket


@dataclass(frozen=True)
class InterviewNoticeSheet:
    """The facts of one call; ``points`` are what the talk is about, one by one."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被约谈单位"]
    reason: Annotated[str, "约谈事由"]
    at: Annotated[datetime | date, "约谈时间"]
    place: Annotated[str, "约谈地点"]
    issued: Annotated[date, "成文日期"]
    project: Annotated[str, "工程名称"] = ""
    invited: Annotated[tuple[Attendee, ...], "被约谈人"] = ()
    about_number: Annotated[str, "涉及文书文号"] = ""
    points: Annotated[tuple[str, ...], "约谈要点"] = ()
    materials: Annotated[tuple[str, ...], "需备材料"] = ()
    contact_person: Annotated[str, "联系人"] = ""
    contact: Annotated[str, "联系电话"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: InterviewNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: InterviewNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    blocks: list[Block] = [
        *worded(sheet, wording_fields(sheet), {"约谈要点": points_table(sheet.points)}),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
        *copies(sheet.copied_to),
        SignatureTable((Signing(RECEIVER),)),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: InterviewNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "被约谈单位": sheet.addressee,
        "被约谈人": joined(tuple(one.spoken for one in sheet.invited)),
        "工程名称": sheet.project,
        "约谈事由": sheet.reason,
        "涉及文书文号": sheet.about_number,
        "约谈时间": moment_of(sheet.at),
        "约谈地点": sheet.place,
        "需备材料": joined(sheet.materials),
        "联系人": "，电话".join(filter(None, (sheet.contact_person, sheet.contact))),
        "抄送": joined(sheet.copied_to),
    }
