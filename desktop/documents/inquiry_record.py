"""询问笔录: who was asked what, rights told first, signed on every page (行政处罚法第五十五条)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Paragraph, Spacer
from desktop.documents.fonts import Face
from desktop.documents.forms import form_paper, form_table, pair, row, seed, worded
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block, Piece
from desktop.documents.sheets import Officer, carded, period_of, we
from desktop.documents.signatures import Ink, SignatureTable, Signing, ink_of, officer_signings
from desktop.documents.tables import Cell, Row, Table
from desktop.documents.typeset import Span

KIND = PaperKind.INQUIRY_RECORD
EVERY_PAGE = "本页核对签名：被询问人（签名、捺指印）　　　　　　　　　　　　　　　　询问人（签名）"
_RULED = 10  # lines for a record that is written by hand


@dataclass(frozen=True)
class Asked:
    """Who was asked: name and what is written down of a person."""

    name: Annotated[str, "姓名"]
    sex: Annotated[str, "性别"] = ""
    unit: Annotated[str, "工作单位"] = ""
    post: Annotated[str, "职务"] = ""
    id_number: Annotated[str, "身份证件号码"] = ""
    phone: Annotated[str, "联系电话"] = ""
    address: Annotated[str, "住址"] = ""


@dataclass(frozen=True)
class Answer:
    """One question and what was answered."""

    question: Annotated[str, "问"]
    answer: Annotated[str, "答"] = ""


@dataclass(frozen=True)
class InquiryRecordSheet:
    """The facts of one inquiry; without answers there are ruled lines for ink."""

    issuer: Annotated[str, "执法主体"]
    number: Annotated[str, "文号"]
    matter: Annotated[str, "案由"]
    started: Annotated[datetime | date, "询问开始时间"]
    place: Annotated[str, "询问地点"]
    inquirers: Annotated[tuple[Officer, ...], "询问人"]
    asked: Annotated[Asked, "被询问人"]
    ended: Annotated[datetime | None, "询问结束时间"] = None
    recorder: Annotated[str, "记录人"] = ""
    project: Annotated[str, "工程名称"] = ""
    answers: Annotated[tuple[Answer, ...], "问答"] = ()
    confirmation: Annotated[str, "被询问人核对意见"] = ""
    signatures: Annotated[tuple[Ink, ...], "签名"] = ()
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: InquiryRecordSheet) -> bytes:
    """The record as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: InquiryRecordSheet) -> Paper:
    """The record for the page machine; refuses a character that cannot be printed."""
    ruled = Table((156.0,), (Row((Cell(),), 9.0),) * _RULED)
    tables: dict[str, Block | None] = {
        "问答": _Answers(sheet.answers) if sheet.answers else ruled,
        "核对意见": form_table([row("被询问人\n核对意见", sheet.confirmation, 20.0)]),
    }
    blocks: list[Block] = [
        form_table(_facts(sheet)),
        Spacer(0.5),
        *worded(sheet, wording_fields(sheet), tables),
        SignatureTable(tuple(_signings(sheet))),
    ]
    return form_paper(KIND, sheet, blocks, foot=EVERY_PAGE)


def wording_fields(sheet: InquiryRecordSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "案由": sheet.matter,
        "工程名称": sheet.project,
        "询问时间": period_of(sheet.started, sheet.ended),
        "询问地点": sheet.place,
        "询问人": carded(sheet.inquirers),
        "被询问人": sheet.asked.name,
    }


@dataclass(frozen=True)
class _Answers:
    """问 and 答 one below the other; a question goes along with its answer."""

    answers: tuple[Answer, ...]

    def pieces(self, measure: float) -> list[Piece]:
        return [
            piece
            for one in self.answers
            for block in (_said("问：", one.question, True), _said("答：", one.answer, False))
            for piece in block.pieces(measure)
        ]


def _said(lead: str, text: str, with_next: bool) -> Paragraph:
    spans = (Span(lead, Face.HEI), Span(text, Face.FANG))
    return Paragraph(spans, indent=0.0, hang=2.0, with_next=with_next)


def _facts(sheet: InquiryRecordSheet) -> list[Row]:
    one = sheet.asked
    return [
        row("案由", sheet.matter),
        row("工程名称", sheet.project),
        row("询问时间", period_of(sheet.started, sheet.ended)),
        row("询问地点", sheet.place),
        row("询问人\n及执法证号", carded(sheet.inquirers)),
        pair(("记录人", sheet.recorder), ("联系电话", one.phone)),
        pair(("被询问人", one.name), ("性别", one.sex)),
        row("身份证件\n号码", one.id_number),
        pair(("工作单位", one.unit), ("职务", one.post)),
        row("住址", one.address),
    ]


def _signings(sheet: InquiryRecordSheet) -> list[Signing]:
    inks = sheet.signatures
    asked, recorder = sheet.asked.name, sheet.recorder
    return [
        Signing("被询问人\n（捺指印）", asked, ink_of(asked, inks)),
        *officer_signings("询问人\n（签名）", sheet.inquirers, inks),
        Signing("记录人\n（签名）", recorder, ink_of(recorder, inks)),
    ]
