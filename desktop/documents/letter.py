"""信函格式: 函告 and 复函 between red double lines (GB/T 9704-2012 10.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.documents.blocks import Paragraph, SignatureBlock, Spacer, Title
from desktop.documents.enclosures import Enclosure, enclosed
from desktop.documents.endings import AttachmentNote, PlainSignature
from desktop.documents.heads import LetterHead
from desktop.documents.imprint import Imprint
from desktop.documents.levels import text_blocks
from desktop.documents.page import TRANSCRIBED, Form, Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.plain import one_line
from desktop.documents.qr import code_of
from desktop.documents.sheets import check_sheet, joined
from desktop.domain.calendar import chinese_date


@dataclass(frozen=True)
class LetterSheet:
    """The facts of one letter to a unit that is not below the office."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    title: Annotated[str, "标题"]
    addressees: Annotated[tuple[str, ...], "主送机关"]
    text: Annotated[str, "正文"]
    issued: Annotated[date, "成文日期"]
    kind: Annotated[str, "文种"] = "函"
    enclosures: Annotated[tuple[Enclosure, ...], "附件"] = ()
    contact: Annotated[str, "联系人及电话"] = ""
    sealed: Annotated[bool, "加盖印章"] = True
    copied_to: Annotated[tuple[str, ...], "抄送机关"] = ()
    urgency: Annotated[str, "紧急程度"] = ""
    names: Annotated[tuple[str, ...], "标题中的名称"] = ()
    mirrored: Annotated[bool, "双面装订"] = False
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: LetterSheet) -> bytes:
    """The letter as PDF; refuses a character that cannot be printed."""
    return render_paper(paper(sheet))


def paper(sheet: LetterSheet) -> Paper:
    check_sheet(sheet, f"{sheet.kind}{sheet.number}")
    imprint = Imprint(sheet.copied_to, bare=True)
    return Paper(
        title=one_line(f"{sheet.title} {sheet.number}"),
        form=Form.LETTER,
        author=sheet.issuer,
        blocks=tuple(_blocks(sheet)),
        mark=TRANSCRIBED if sheet.transcribed else "",
        imprint=imprint if joined(sheet.copied_to) else None,
        mirrored=sheet.mirrored,
        code=code_of(sheet.number or sheet.kind, sheet),
    )


def _blocks(sheet: LetterSheet) -> list[Block]:
    signature = SignatureBlock if sheet.sealed else PlainSignature
    contact = f"联系人：{sheet.contact}" if sheet.contact else ""
    return [
        LetterHead(sheet.issuer, sheet.number, sheet.urgency),
        Title(sheet.title, names=(sheet.issuer, *sheet.names)),
        Spacer(),
        Paragraph(
            f"{joined(tuple(map(one_line, sheet.addressees)))}：", indent=0.0, with_next=True
        ),
        *text_blocks(sheet.text),
        AttachmentNote(tuple(one.title for one in sheet.enclosures)),
        signature(sheet.issuer, chinese_date(sheet.issued), contact),
        *enclosed(sheet.enclosures),
    ]
