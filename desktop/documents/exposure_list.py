"""曝光清单: projects and enterprises made public, what was found and what was done about it."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Heading, SignatureBlock, Spacer
from desktop.documents.forms import form_paper, list_table, seed, worded
from desktop.documents.page import Paper, render_paper
from desktop.documents.photo_sheets import PhotoSheets, PrintPhoto
from desktop.documents.pieces import Block
from desktop.documents.sheets import check_sheet, period_of, we
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

KIND = PaperKind.EXPOSURE_LIST


@dataclass(frozen=True)
class ExposedCase:
    """One project with its enterprises, the problem and how it was dealt with."""

    project: Annotated[str, "工程名称"]
    problem: Annotated[str, "存在的问题"]
    handling: Annotated[str, "处理情况"] = ""
    enterprises: Annotated[tuple[str, ...], "责任单位"] = ()


@dataclass(frozen=True)
class ShownPhoto:
    """A photo of the record by its number there, and what is said below it."""

    number: Annotated[int, "照片编号"]
    caption: Annotated[str, "照片说明"] = ""


@dataclass(frozen=True)
class ExposureListSheet:
    """The facts of one list; the print copies of its photos are given when it is drawn."""

    issuer: Annotated[str, "发布机关"]
    number: Annotated[str, "文号"]
    cases: Annotated[tuple[ExposedCase, ...], "曝光清单"]
    issued: Annotated[date, "发布日期"]
    first: Annotated[date | None, "检查开始日期"] = None
    last: Annotated[date | None, "检查结束日期"] = None
    others: Annotated[str, "有关要求"] = ""
    hotline: Annotated[str, "举报电话"] = ""
    photos: Annotated[tuple[ShownPhoto, ...], "现场照片"] = ()
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: ExposureListSheet, photos: tuple[PrintPhoto, ...] = ()) -> bytes:
    """The list as PDF; the print copies of its photos follow the date."""
    return render_paper(paper(sheet, photos))


def paper(sheet: ExposureListSheet, photos: tuple[PrintPhoto, ...] = ()) -> Paper:
    """The list for the page machine; refuses a character that cannot be printed."""
    check_sheet(photos, label(KIND))
    cases = list_table(
        ("工程名称及责任单位", "存在的问题", "处理情况"),
        (44.0, 50.0, 50.0),
        [
            ("\n".join((one.project, *one.enterprises)), one.problem, one.handling)
            for one in sheet.cases
        ],
    )
    blocks: list[Block] = [
        *worded(sheet, wording_fields(sheet), {"曝光清单": cases}),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
    ]
    if photos:
        blocks += [Spacer(1.0), Heading("附：现场照片"), PhotoSheets(photos)]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: ExposureListSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "检查期间": period_of(sheet.first, sheet.last),
        "曝光项数": str(len(sheet.cases)),
        "有关要求": sheet.others,
        "举报电话": sheet.hotline,
    }
