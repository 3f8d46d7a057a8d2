"""送达回证: which paper reached whom, when, where and how (民事诉讼法第八十七条)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind, ServiceWay
from desktop.documents.blocks import Align, Paragraph, Spacer, plain_style
from desktop.documents.forms import filled, head, name_cell, seed
from desktop.documents.page import TRANSCRIBED, Form, Paper, render_paper
from desktop.documents.qr import code_of
from desktop.documents.sheets import Officer, check_sheet, hour_of, joined
from desktop.documents.tables import Cell, Row, Table
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label, labels_of

_BLANK_TIME = "年　　月　　日　　时　　分"
_NOTE = plain_style(10.5, 1.6)
KIND = PaperKind.SERVICE_RECEIPT


@dataclass(frozen=True)
class ServiceReceiptSheet:
    """The facts of one service; what is not yet known stays blank for ink."""

    issuer: Annotated[str, "送达机关"]
    paper_name: Annotated[str, "送达文书名称"]
    paper_number: Annotated[str, "送达文书文号"]
    recipient: Annotated[str, "受送达人"]
    project: Annotated[str, "工程名称"] = ""
    place: Annotated[str, "送达地点"] = ""
    way: Annotated[ServiceWay | None, "送达方式"] = None
    receiver: Annotated[str, "收件人"] = ""
    receiver_post: Annotated[str, "收件人职务或者与受送达人的关系"] = ""
    received: Annotated[datetime | date | None, "收到日期"] = None
    refusal: Annotated[str, "拒收事由"] = ""
    witnesses: Annotated[tuple[str, ...], "见证人"] = ()
    servers: Annotated[tuple[Officer, ...], "送达人"] = ()
    remark: Annotated[str, "备注"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: ServiceReceiptSheet) -> bytes:
    """The receipt as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: ServiceReceiptSheet) -> Paper:
    """The receipt for the page machine; refuses a character that cannot be printed."""
    name = label(KIND)
    notes = filled(sheet.words, wording_fields(sheet)).splitlines()
    check_sheet(sheet, f"{name}（{sheet.paper_number}）")
    return Paper(
        title=f"{name} {sheet.paper_number}".strip(),
        form=Form.FORM,
        author=sheet.issuer,
        blocks=(
            *head(name, sheet.issuer, ""),
            Spacer(0.5),
            Table((38.0, 118.0), tuple(_rows(sheet))),
            Spacer(0.25),
            *(Paragraph(note, indent=0.0, style=_NOTE) for note in notes if note.strip()),
        ),
        mark=TRANSCRIBED if sheet.transcribed else "",
        code=code_of(f"{name} {sheet.paper_number}".strip(), sheet) if sheet.way else "",
    )


def wording_fields(sheet: ServiceReceiptSheet) -> dict[str, str]:
    """The names the office's words, the note under the table, may use."""
    return {
        "文书名称": sheet.paper_name,
        "文号": sheet.paper_number,
        "受送达人": sheet.recipient,
        "工程名称": sheet.project,
        "送达地点": sheet.place,
        "送达人": joined(tuple(server.name for server in sheet.servers)),
    }


def _rows(sheet: ServiceReceiptSheet) -> list[Row]:
    receiver = "，".join(part for part in (sheet.receiver, sheet.receiver_post) if part)
    servers = "\n".join(
        f"{server.name}　　执法证号：{server.card}" if server.card else server.name
        for server in sheet.servers
    )
    return [
        _row("送达文书名称\n及文号", f"{sheet.paper_name}\n{sheet.paper_number}", 16.0),
        _row("受送达人", sheet.recipient, 13.0),
        _row("工程名称", sheet.project, 13.0),
        _row("送达地点", sheet.place, 13.0),
        _row("送达方式", _ways(sheet.way), 16.0),
        _row("收件人签名\n或者盖章", receiver, 24.0),
        _ink_row("收到日期", _moment(sheet.received)),
        _row("拒收事由", sheet.refusal, 18.0),
        _row("见证人签名", "、".join(sheet.witnesses), 14.0),
        _row("送达人签名\n及执法证号", servers, 18.0),
        _row("备注", sheet.remark, 16.0),
    ]


def _row(title: str, text: str, least: float) -> Row:
    return Row((name_cell(title), Cell(text)), least)


def _ink_row(title: str, text: str) -> Row:
    align = Align.RIGHT if text == _BLANK_TIME else Align.LEFT
    return Row((name_cell(title), Cell(text, align=align)), 13.0)


def _ways(chosen: ServiceWay | None) -> str:
    """Every way with its box, the chosen one filled: what is unknown is ticked in ink."""
    boxes = [
        f"{'■' if way is chosen else '□'}{word}" for way, word in labels_of(ServiceWay).items()
    ]
    half = (len(boxes) + 1) // 2
    return "　".join(boxes[:half]) + "\n" + "　".join(boxes[half:])


def _moment(received: datetime | date | None) -> str:
    if received is None:
        return _BLANK_TIME
    return hour_of(received) if isinstance(received, datetime) else chinese_date(received)
