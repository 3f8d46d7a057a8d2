"""纪要格式: 约谈纪要, sent after the talk and not sealed (GB/T 9704-2012 10.3)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.documents.blocks import Spacer, Title
from desktop.documents.enclosures import Enclosure, enclosed
from desktop.documents.endings import AttachmentNote, Attendance
from desktop.documents.heads import MinutesHead
from desktop.documents.imprint import Imprint
from desktop.documents.levels import text_blocks
from desktop.documents.page import TRANSCRIBED, Form, Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.plain import one_line
from desktop.documents.qr import code_of
from desktop.documents.sheets import check_sheet, joined
from desktop.domain.calendar import chinese_date


@dataclass(frozen=True)
class MinutesSheet:
    """The facts of one set of minutes; each attendant as unit and name, 甲公司　张某."""

    issuer: Annotated[str, "编发单位"]
    number: Annotated[str, "编号"]
    title: Annotated[str, "标题"]
    text: Annotated[str, "正文"]
    issued: Annotated[date, "成文日期"]
    kind: Annotated[str, "文种"] = "约谈纪要"
    mark: Annotated[str, "纪要标志"] = ""
    attended: Annotated[tuple[str, ...], "出席"] = ()
    excused: Annotated[tuple[str, ...], "请假"] = ()
    present: Annotated[tuple[str, ...], "列席"] = ()
    enclosures: Annotated[tuple[Enclosure, ...], "附件"] = ()
    copied_to: Annotated[tuple[str, ...], "抄送机关"] = ()
    names: Annotated[tuple[str, ...], "标题中的名称"] = ()
    mirrored: Annotated[bool, "双面装订"] = False
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: MinutesSheet) -> bytes:
    """The minutes as PDF; refuses a character that cannot be printed."""
    return render_paper(paper(sheet))


def paper(sheet: MinutesSheet) -> Paper:
    check_sheet(sheet, f"{sheet.kind}{sheet.number}")
    imprint = Imprint(sheet.copied_to, sheet.issuer, chinese_date(sheet.issued))
    return Paper(
        title=one_line(f"{sheet.title} {sheet.number}"),
        form=Form.MINUTES,
        author=sheet.issuer,
        blocks=tuple(_blocks(sheet)),
        mark=TRANSCRIBED if sheet.transcribed else "",
        imprint=imprint if joined(sheet.copied_to) else None,
        mirrored=sheet.mirrored,
        code=code_of(sheet.number or sheet.kind, sheet),
    )


def _blocks(sheet: MinutesSheet) -> list[Block]:
    mark = sheet.mark or f"{sheet.issuer}{sheet.kind}"
    lists = (("出席", sheet.attended), ("请假", sheet.excused), ("列席", sheet.present))
    attendance = [Attendance(word, names) for word, names in lists if names]
    return [
        MinutesHead(mark, sheet.number, sheet.issuer, chinese_date(sheet.issued)),
        Title(sheet.title, names=(sheet.issuer, *sheet.names)),
        Spacer(),
        *text_blocks(sheet.text),
        AttachmentNote(tuple(one.title for one in sheet.enclosures)),
        *([Spacer()] if attendance else []),
        *attendance,
        *enclosed(sheet.enclosures),
    ]
