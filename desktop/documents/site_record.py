"""现场检查笔录: what was looked at, what was not, what was found (安全生产法第六十八条)."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Annotated

from db.codes import AnswerValue, PaperKind
from desktop.documents.blocks import Align, Heading, Paragraph, Spacer
from desktop.documents.fonts import Face
from desktop.documents.forms import (
    form_paper,
    form_table,
    list_table,
    name_cell,
    pair,
    row,
    seed,
    with_part,
    worded,
)
from desktop.documents.page import Paper, render_paper
from desktop.documents.photo_sheets import PhotoSheets, PrintPhoto
from desktop.documents.pieces import Block, Piece
from desktop.documents.sheets import (
    Companion,
    Officer,
    accompanied,
    carded,
    chain_words,
    check_sheet,
    joined,
    moment_of,
    period_of,
    spoken_day,
)
from desktop.documents.signatures import UNSIGNED, Ink, SignatureTable, Signing, officer_signings
from desktop.documents.tables import Cell, Row, Table
from desktop.domain.labels import label

KIND = PaperKind.SITE_RECORD
UNTIMED = "无拍摄信息"
_WIDTHS = (12.0, 62.0, 36.0, 18.0, 28.0)
_SEVERAL = (12.0, 54.0, 56.0, 16.0, 18.0)
"""Where items rest on articles of several laws."""


@dataclass(frozen=True)
class AnsweredItem:
    """One item of the checklist with its article and what was found."""

    title: Annotated[str, "检查项"]
    value: Annotated[AnswerValue, "检查结果"]
    article: Annotated[str, "条款"] = ""
    remark: Annotated[str, "说明"] = ""


@dataclass(frozen=True)
class AnsweredSection:
    """The answers of one section; ``standard`` is what all its articles are of."""

    title: Annotated[str, "检查内容"]
    standard: Annotated[str, "标准"]
    items: Annotated[tuple[AnsweredItem, ...], "检查项"]


@dataclass(frozen=True)
class AskedEnterprise:
    """An enterprise of the site that was asked, and who spoke for it."""

    name: Annotated[str, "单位名称"]
    role: Annotated[str, "参建身份"] = ""
    person: Annotated[str, "在场人员"] = ""


@dataclass(frozen=True)
class TickedMachine:
    """A machine looked at, known by its number."""

    kind: Annotated[str, "设备类型"]
    number: Annotated[str, "设备编号"]
    remark: Annotated[str, "说明"] = ""


@dataclass(frozen=True)
class SiteProblem:
    """One problem with its article and what became of it (当场改正、限期整改、停工)."""

    description: Annotated[str, "问题描述"]
    part: Annotated[str, "部位"] = ""
    citation: Annotated[str, "依据条款"] = ""
    outcome: Annotated[str, "处理"] = ""


@dataclass(frozen=True)
class Evidence:
    """A photo or another proof; without the camera's time it says so."""

    name: Annotated[str, "证据名称"]
    taken: Annotated[datetime | None, "拍摄时间"] = None
    digest: Annotated[str, "摘要"] = ""


@dataclass(frozen=True)
class SiteRecordSheet:
    """The facts of one visit as both sides sign them."""

    issuer: Annotated[str, "执法主体"]
    number: Annotated[str, "文号"]
    project: Annotated[str, "工程名称"]
    started: Annotated[datetime | date, "检查开始时间"]
    inspectors: Annotated[tuple[Officer, ...], "检查人员"]
    ended: Annotated[datetime | None, "检查结束时间"] = None
    kind: Annotated[str, "检查类别"] = ""
    source: Annotated[str, "任务来源"] = ""
    place: Annotated[str, "检查地点"] = ""
    online: Annotated[bool, "线上检查"] = False
    parts: Annotated[tuple[str, ...], "检查部位"] = ()
    approval_number: Annotated[str, "审批表文号"] = ""
    notice_number: Annotated[str, "通知书文号"] = ""
    enterprises: Annotated[tuple[AskedEnterprise, ...], "被检查单位"] = ()
    companions: Annotated[tuple[Companion, ...], "陪同人员"] = ()
    looked: Annotated[tuple[str, ...], "已查内容"] = ()
    not_looked: Annotated[tuple[str, ...], "未查内容"] = ()
    answers: Annotated[tuple[AnsweredSection, ...], "检查清单"] = ()
    machines: Annotated[tuple[TickedMachine, ...], "起重机械"] = ()
    problems: Annotated[tuple[SiteProblem, ...], "存在的问题"] = ()
    handling: Annotated[str, "处理意见"] = ""
    statement: Annotated[str, "被检查单位陈述"] = ""
    evidence: Annotated[tuple[Evidence, ...], "证据"] = ()
    signatures: Annotated[tuple[Ink, ...], "检查人员签名"] = ()
    site_signature: Annotated[Ink, "被检查单位签名"] = UNSIGNED
    refusal: Annotated[str, "拒签原因"] = ""
    witness: Annotated[str, "见证人"] = ""
    manner: Annotated[str, "检查方式"] = ""
    check_code: Annotated[str, "检查码"] = ""
    entered: Annotated[date | None, "录入日期"] = None
    corrects: Annotated[str, "更正说明"] = ""
    chain_count: Annotated[int, "变更集序号"] = 0
    chain_head: Annotated[str, "变更集摘要"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: SiteRecordSheet, photos: tuple[PrintPhoto, ...] = ()) -> bytes:
    """The record as PDF; the print copies of its photos follow the signatures."""
    return render_paper(paper(sheet, photos))


def paper(sheet: SiteRecordSheet, photos: tuple[PrintPhoto, ...] = ()) -> Paper:
    """The record for the page machine; refuses a character that cannot be printed."""
    check_sheet(photos, label(KIND))
    blocks: list[Block] = [
        form_table(_facts(sheet)),
        Spacer(0.5),
        *worded(sheet, wording_fields(sheet), _tables(sheet)),
        SignatureTable(tuple(_signings(sheet))),
    ]
    if photos:
        blocks += [Spacer(1.0), Heading("附：检查照片"), PhotoSheets(photos)]
    return form_paper(KIND, sheet, blocks, foot=chain_words(sheet.chain_count, sheet.chain_head))


def wording_fields(sheet: SiteRecordSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "工程名称": sheet.project,
        "被检查单位": joined(tuple(one.name for one in sheet.enterprises)),
        "检查时间": period_of(sheet.started, sheet.ended),
        "检查地点": sheet.place,
        "检查部位": joined(sheet.parts),
        "检查人员": carded(sheet.inspectors),
        "陪同人员": accompanied(sheet.companions),
        "通知书文号": sheet.notice_number,
        "已查内容": joined(sheet.looked),
        "未查内容": joined(sheet.not_looked),
        "处理意见": sheet.handling,
        "拒签原因": sheet.refusal,
    }


def _facts(sheet: SiteRecordSheet) -> list[Row]:
    people = "\n".join(_asked(one) for one in sheet.enterprises)
    numbers = "；".join(
        f"{title}：{number}"
        for title, number in (
            ("审批表", sheet.approval_number),
            ("通知书", sheet.notice_number),
        )
        if number
    )
    place = "　".join(filter(None, (sheet.place, "（线上检查）" if sheet.online else "")))
    return [
        row("工程名称", sheet.project),
        pair(("检查类别", sheet.kind), ("任务来源", sheet.source)),
        *_entered(sheet),
        row("检查时间", period_of(sheet.started, sheet.ended)),
        row("检查地点", place),
        row("检查部位", joined(sheet.parts)),
        row("被检查单位\n及在场人员", people),
        row("检查人员\n及执法证号", carded(sheet.inspectors)),
        row("陪同、\n协助人员", accompanied(sheet.companions) or "无"),
        row("审批、通知", numbers),
        *([row("检查码", sheet.check_code)] if sheet.check_code else ()),
        *([row("更正", sheet.corrects)] if sheet.corrects else ()),
    ]


def _entered(sheet: SiteRecordSheet) -> list[Row]:
    if not sheet.manner and sheet.entered is None:
        return []
    return [pair(("检查方式", sheet.manner), ("录入日期", spoken_day(sheet.entered)))]


def _asked(one: AskedEnterprise) -> str:
    role = f"（{one.role}）" if one.role else ""
    return f"{one.name}{role}" + (f"：{one.person}" if one.person else "")


def _tables(sheet: SiteRecordSheet) -> dict[str, Block | None]:
    return {
        "检查清单": _Answers(sheet.answers) if sheet.answers else None,
        "起重机械": list_table(
            ("设备类型", "设备编号", "说明"),
            (38.0, 46.0, 60.0),
            [(one.kind, one.number, one.remark) for one in sheet.machines],
        ),
        "存在的问题": list_table(
            ("部位、存在的问题及依据", "处理"),
            (116.0, 28.0),
            [
                (with_part(one.part, one.description, one.citation), one.outcome)
                for one in sheet.problems
            ],
        )
        or Paragraph("检查中未发现问题。"),
        "陈述": form_table([row("被检查单位\n陈述意见", sheet.statement, 18.0)]),
        "证据": list_table(
            ("证据", "拍摄时间", "SHA-256（前16位）"),
            (50.0, 50.0, 44.0),
            [
                (one.name, moment_of(one.taken) or UNTIMED, one.digest[:16])
                for one in sheet.evidence
            ],
        ),
    }


@dataclass(frozen=True)
class _Answers:
    """Every answered item under its section; titles and section are repeated on each page."""

    sections: tuple[AnsweredSection, ...]

    def pieces(self, measure: float) -> list[Piece]:
        cut: list[Piece] = []
        number = 1
        for section in self.sections:
            titles, name, *items = _section(section, number).pieces(measure)
            cut += [replace(name, heading=(titles,)), *items] if cut else [titles, name, *items]
            number += len(section.items)
        return cut


def _section(section: AnsweredSection, first: int) -> Table:
    titles = Row(tuple(name_cell(title) for title in ("序号", "检查项", "依据", "结果", "说明")))
    lead = "　".join(filter(None, (section.title, section.standard)))
    items = (
        Row(
            (
                Cell(str(number), align=Align.CENTRE),
                Cell(item.title),
                Cell(item.article),
                Cell(label(item.value), align=Align.CENTRE),
                Cell(item.remark),
            )
        )
        for number, item in enumerate(section.items, start=first)
    )
    rows = (titles, Row((Cell(lead, span=5, face=Face.HEI),)), *items)
    several = any("；" in item.article for item in section.items)
    return Table(_SEVERAL if several else _WIDTHS, rows, header=2)


def _signings(sheet: SiteRecordSheet) -> list[Signing]:
    site = Signing("被检查单位\n（签名）", sheet.site_signature.name, sheet.site_signature)
    rows = [*officer_signings("检查人员\n（签名）", sheet.inspectors, sheet.signatures), site]
    return [*rows, Signing("见证人\n（签名）", sheet.witness)] if sheet.witness else rows
