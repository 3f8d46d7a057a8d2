"""登记卡 of a paper that was issued elsewhere: what is known of it, never its original."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import form_paper, form_table, pair, row
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import moment_of, spoken_day


@dataclass(frozen=True)
class TranscriptSheet:
    """The facts of one entry; the words of the paper itself stand on its scan."""

    kind: Annotated[PaperKind, "文书"]
    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    issued: Annotated[date, "成文日期"]
    origin: Annotated[str, "原件出处"]
    addressee: Annotated[str, "受文单位"] = ""
    project: Annotated[str, "工程名称"] = ""
    matter: Annotated[str, "内容摘要"] = ""
    served: Annotated[datetime | date | None, "送达"] = None
    receiver: Annotated[str, "签收人"] = ""
    entered: Annotated[date | None, "录入日期"] = None
    words: str = ""
    transcribed: bool = True


def render(sheet: TranscriptSheet) -> bytes:
    """The card as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: TranscriptSheet) -> Paper:
    """The card for the page machine; refuses a character that cannot be printed."""
    rows = [
        row("受文单位", sheet.addressee),
        row("工程名称", sheet.project),
        pair(("成文日期", spoken_day(sheet.issued)), ("录入日期", spoken_day(sheet.entered))),
        pair(("送达", moment_of(sheet.served)), ("签收人", sheet.receiver)),
        row("原件出处", sheet.origin),
        row("内容摘要", sheet.matter, 40.0),
    ]
    blocks: list[Block] = [form_table(rows)]
    return form_paper(sheet.kind, sheet, blocks)
