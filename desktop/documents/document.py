"""文件格式: 通报, 公告 and 报告 under the office's red head (GB/T 9704-2012 第7章)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Paragraph, SignatureBlock, Spacer, Title
from desktop.documents.enclosures import Enclosure, enclosed
from desktop.documents.endings import AttachmentNote, PlainSignature
from desktop.documents.heads import DocumentHead
from desktop.documents.imprint import Imprint
from desktop.documents.levels import text_blocks
from desktop.documents.page import TRANSCRIBED, Form, Paper, render_paper
from desktop.documents.pieces import DEPTH, LEADING, MEASURE, Block
from desktop.documents.plain import one_line
from desktop.documents.qr import code_of
from desktop.documents.sheets import check_sheet, joined
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

_NAME_ALONE = frozenset({label(PaperKind.ANNOUNCEMENT)})


@dataclass(frozen=True)
class DocumentSheet:
    """The facts of one document; with ``signers`` it goes to a superior (上行文)."""

    issuer: Annotated[str, "发文机关"]
    kind: Annotated[str, "文种"]
    number: Annotated[str, "文号"]
    title: Annotated[str, "标题"]
    text: Annotated[str, "正文"]
    issued: Annotated[date, "成文日期"]
    mark: Annotated[str, "发文机关标志"] = ""
    addressees: Annotated[tuple[str, ...], "主送机关"] = ()
    signers: Annotated[tuple[str, ...], "签发人"] = ()
    enclosures: Annotated[tuple[Enclosure, ...], "附件"] = ()
    sealed: Annotated[bool, "加盖印章"] = True
    remark: Annotated[str, "附注"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送机关"] = ()
    printer: Annotated[str, "印发机关"] = ""
    printed: Annotated[date | None, "印发日期"] = None
    urgency: Annotated[str, "紧急程度"] = ""
    names: Annotated[tuple[str, ...], "标题中的名称"] = ()
    mirrored: Annotated[bool, "双面装订"] = False
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: DocumentSheet) -> bytes:
    """The document as PDF; refuses a character that cannot be printed."""
    return render_paper(paper(sheet))


def paper(sheet: DocumentSheet) -> Paper:
    check_sheet(sheet, f"{sheet.kind}{sheet.number}")
    head = _head(sheet)
    addressed = _addressed(sheet)
    # 主送机关过多致首页无正文的, 移至版记 (7.3.2).
    crowded = _depth([*head, *addressed]) + LEADING > DEPTH
    return Paper(
        title=one_line(f"{sheet.title} {sheet.number}"),
        form=Form.DOCUMENT,
        author=sheet.issuer,
        blocks=(*head, *([Spacer()] if crowded else addressed), *_body(sheet)),
        mark=TRANSCRIBED if sheet.transcribed else "",
        imprint=_imprint(sheet, sheet.addressees if crowded else ()),
        mirrored=sheet.mirrored,
        code=code_of(sheet.number or sheet.kind, sheet),
    )


def _head(sheet: DocumentSheet) -> list[Block]:
    return [
        DocumentHead(sheet.mark or _mark(sheet), sheet.number, sheet.signers, sheet.urgency),
        Title(sheet.title, names=(sheet.issuer, *sheet.names)),
        Spacer(),
    ]


def _mark(sheet: DocumentSheet) -> str:
    """机关名称 with 文件, or alone on what everybody is to read (7.2.4 leaves both)."""
    return sheet.issuer if sheet.kind in _NAME_ALONE else f"{sheet.issuer}文件"


def _addressed(sheet: DocumentSheet) -> list[Block]:
    names = joined(tuple(map(one_line, sheet.addressees)))
    return [Paragraph(f"{names}：", indent=0.0, with_next=True)] if names else []


def _body(sheet: DocumentSheet) -> list[Block]:
    signature = SignatureBlock if sheet.sealed else PlainSignature
    return [
        *text_blocks(sheet.text),
        AttachmentNote(tuple(one.title for one in sheet.enclosures)),
        signature(sheet.issuer, chinese_date(sheet.issued), sheet.remark),
        *enclosed(sheet.enclosures),
    ]


def _imprint(sheet: DocumentSheet, moved: tuple[str, ...]) -> Imprint | None:
    printer = sheet.printer or sheet.issuer
    day = chinese_date(sheet.printed or sheet.issued)
    imprint = Imprint(sheet.copied_to, printer, day, sent_to=moved)
    return imprint if joined((*sheet.copied_to, *moved, sheet.printer)) else None


def _depth(blocks: list[Block]) -> float:
    return sum(piece.height for block in blocks for piece in block.pieces(MEASURE))
