"""施工安全监督档案: cover, index with page numbers, what is missing; the papers follow, bound in.

The pages of the file are counted from the cover on. How many the index itself takes is known only
once it is set, so ``front`` sets it until the numbers it prints are those it causes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import (
    Align,
    Paragraph,
    SignatureBlock,
    Spacer,
    Title,
    plain_style,
)
from desktop.documents.fonts import Face
from desktop.documents.forms import filled, form_table, list_table, name_cell, pair, row, seed
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.pieces import Block, Piece
from desktop.documents.plain import one_line
from desktop.documents.qr import code_of
from desktop.documents.sheets import check_sheet
from desktop.documents.tables import Cell, Row, Table
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

KIND = PaperKind.DOSSIER
_NOTE = plain_style(12.0, 1.6)
_WIDTHS = (12.0, 51.0, 54.0, 25.0, 14.0)
_HEADS = ("序号", "材料名称", "文号", "日期", "页次")
_TRIES = 5
_TALL = 10.0


@dataclass(frozen=True)
class DossierItem:
    """One thing bound in; ``section`` is its line of the archive list, ``sha256`` its bytes."""

    section: Annotated[str, "归档目录"]
    name: Annotated[str, "材料名称"]
    number: Annotated[str, "文号"] = ""
    day: Annotated[date | None, "日期"] = None
    pages: Annotated[int, "页数"] = 1
    sha256: Annotated[str, "校验值"] = ""
    follows: Annotated[bool, "附于前件"] = False


@dataclass(frozen=True)
class MissingItem:
    """One thing that is expected and not there."""

    section: Annotated[str, "归档目录"]
    words: Annotated[str, "缺少内容"]
    article: Annotated[str, "依据"] = ""


@dataclass(frozen=True)
class DossierParty:
    """A party of the project, with the time it had its part."""

    role: Annotated[str, "类别"]
    name: Annotated[str, "单位名称"]


@dataclass(frozen=True)
class DossierSheet:
    """The facts of a file and the list of all that went in."""

    issuer: Annotated[str, "发文机关"]
    project: Annotated[str, "工程名称"]
    archived: Annotated[date, "归档日期"]
    permit: Annotated[str, "施工许可证号"] = ""
    place: Annotated[str, "工程地点"] = ""
    parties: Annotated[tuple[DossierParty, ...], "参建单位"] = ()
    inspector: Annotated[str, "责任监督员"] = ""
    first: Annotated[date | None, "监督开始日期"] = None
    last: Annotated[date | None, "监督结束日期"] = None
    kept_until: Annotated[date | None, "保存至"] = None
    keeping: Annotated[str, "保存期限"] = ""
    items: Annotated[tuple[DossierItem, ...], "卷内材料"] = ()
    missing: Annotated[tuple[MissingItem, ...], "缺少材料"] = ()
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))


@dataclass(frozen=True)
class Front:
    """The first pages, and the page of the file on which each item begins."""

    content: bytes = field(repr=False)
    pages: int
    starts: tuple[int, ...]
    index: int
    missing: int


@dataclass(frozen=True)
class _NewPage:
    """Blocks that begin a page."""

    blocks: tuple[Block, ...]

    def pieces(self, measure: float) -> list[Piece]:
        first, *others = [piece for block in self.blocks for piece in block.pieces(measure)]
        return [replace(first, new_page=True), *others]


def front(sheet: DossierSheet, page_count: Callable[[bytes], int]) -> Front:
    """Cover, index and the missing, with the page numbers the index itself causes."""
    index = 1 + page_count(_rendered(sheet, _cover(sheet)))
    count, content = 0, b""
    for _ in range(_TRIES):
        content = render_paper(paper(sheet, count))
        found = page_count(content)
        if found == count:
            break
        count = found
    whole = page_count(_rendered(sheet, _missing(sheet))) if sheet.missing else 0
    missing = count - whole + 1 if whole else 0
    return Front(content, count, _starts(sheet.items, count), index, missing)


def render(sheet: DossierSheet) -> bytes:
    """The first pages alone, as if nothing had been bound in before the first paper."""
    return render_paper(paper(sheet, 0))


def paper(sheet: DossierSheet, before: int) -> Paper:
    """``before`` are the pages of the file before its first item."""
    blocks: list[Block] = [*_cover(sheet), _NewPage(tuple(_index(sheet, before)))]
    if sheet.missing:
        blocks.append(_NewPage(tuple(_missing(sheet))))
    return _paper(sheet, blocks)


def _paper(sheet: DossierSheet, blocks: Sequence[Block]) -> Paper:
    check_sheet(sheet, label(KIND))
    title = one_line(f"{label(KIND)} {sheet.project}")
    code = code_of(label(KIND), sheet)
    return Paper(title, Form.REPORT, sheet.issuer, tuple(blocks), code=code)


def _rendered(sheet: DossierSheet, blocks: Sequence[Block]) -> bytes:
    return render_paper(_paper(sheet, blocks))


def works_page(sheet: DossierSheet, works: Sequence[tuple[str, ...]]) -> bytes:
    """危大工程清单 of the project, as the record holds it on the day of filing."""
    table = list_table(
        ("危大工程", "规模", "超规模", "方案编制", "专家论证", "论证结论", "状态"),
        (28.0, 23.0, 16.0, 25.0, 25.0, 13.0, 16.0),
        list(works),
    )
    blocks: list[Block] = [Title(sheet.project), Title("危大工程清单", size=18.0), Spacer(0.5)]
    blocks += [table] if table is not None else []
    said = f"摘自本单位台账，{chinese_date(sheet.archived)}。"
    blocks += [Spacer(0.5), Paragraph(said, Face.SONG, indent=0.0, style=_NOTE)]
    return render_paper(Paper("危大工程清单", Form.FORM, sheet.issuer, tuple(blocks)))


def _cover(sheet: DossierSheet) -> list[Block]:
    rows = [row("工程名称", sheet.project, 14.0), row("工程地点", sheet.place, _TALL)]
    rows.append(row("施工许可证", sheet.permit, _TALL))
    rows += [row(one.role, one.name, _TALL) for one in sheet.parties]
    rows.append(row("监督期间", _period(sheet), _TALL))
    rows.append(row("责任监督员", sheet.inspector, _TALL))
    pages = sum(one.pages for one in sheet.items)
    counted = f"{len(sheet.items)}件{pages}页"
    rows.append(pair(("卷内材料", counted), ("缺少", f"{len(sheet.missing)}项"), _TALL))
    until = f"，至{chinese_date(sheet.kept_until)}" if sheet.kept_until else ""
    rows.append(row("保存期限", f"{sheet.keeping}{until}", _TALL))
    return [
        Title(sheet.issuer, size=18.0, names=(sheet.issuer,)),
        Spacer(1.0),
        Title(label(KIND), size=26.0),
        Spacer(1.0),
        form_table(rows),
        Spacer(0.3),
        *(Paragraph(one, style=_NOTE) for one in _told(sheet)),
        SignatureBlock(sheet.issuer, chinese_date(sheet.archived)),
    ]


def wording_fields(sheet: DossierSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "发文机关": sheet.issuer,
        "工程名称": sheet.project,
        "归档日期": chinese_date(sheet.archived),
        "份数": str(len(sheet.items)),
        "缺少份数": str(len(sheet.missing)) if sheet.missing else "",
    }


def _period(sheet: DossierSheet) -> str:
    """From … to …; what is not over yet has only a beginning."""
    if sheet.first is None:
        return ""
    until = f"至{chinese_date(sheet.last)}" if sheet.last else "起"
    return f"{chinese_date(sheet.first)}{until}"


def _told(sheet: DossierSheet) -> list[str]:
    told = filled(sheet.words, wording_fields(sheet))
    return [one for one in told.splitlines() if one.strip()]


def _index(sheet: DossierSheet, before: int) -> list[Block]:
    heads = Row(tuple(name_cell(one) for one in _HEADS))
    rows: list[Row] = [heads]
    section, count = "", 0
    for one, start in zip(sheet.items, _starts(sheet.items, before), strict=True):
        if one.section != section:
            section = one.section
            told = Cell(section, span=len(_WIDTHS), face=Face.HEI)
            rows.append(Row((told,), with_next=True))
        count += not one.follows
        rows.append(_line(one, "" if one.follows else str(count), start))
    if not sheet.items:
        rows.append(Row((Cell("卷内没有材料", span=len(_WIDTHS), align=Align.CENTRE),)))
    return [Title("卷内目录"), Spacer(0.5), Table(_WIDTHS, tuple(rows), header=1)]


def _line(one: DossierItem, count: str, start: int) -> Row:
    day = one.day.isoformat() if one.day else ""
    name = f"　{one.name}" if one.follows else one.name
    centred = (Cell(day, align=Align.CENTRE), Cell(str(start), align=Align.CENTRE))
    return Row((Cell(count, align=Align.CENTRE), Cell(name), Cell(one.number), *centred), 7.0)


def _missing(sheet: DossierSheet) -> list[Block]:
    heads = Row(tuple(name_cell(one) for one in ("序号", "归档目录", "缺少的材料", "依据")))
    rows = [
        Row(
            (
                Cell(str(n), align=Align.CENTRE),
                Cell(one.section),
                Cell(one.words),
                Cell(one.article),
            )
        )
        for n, one in enumerate(sheet.missing, start=1)
    ]
    note = "应有而没有的、签字件或送达回证没有收回的，列于下表；补到后可以重新归档。"
    return [
        Title("缺少材料清单"),
        Paragraph(note, Face.SONG, indent=0.0, style=_NOTE),
        Table((12.0, 40.0, 66.0, 38.0), (heads, *rows), header=1),
    ]


def _starts(items: Sequence[DossierItem], before: int) -> tuple[int, ...]:
    starts, page = [], before + 1
    for one in items:
        starts.append(page)
        page += one.pages
    return tuple(starts)
