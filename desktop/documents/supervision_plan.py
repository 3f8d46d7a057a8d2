"""施工安全监督工作计划: what is looked at, how often and why, for one project (154号第五条)."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.blocks import Spacer
from desktop.documents.forms import (
    form_paper,
    form_table,
    list_table,
    pair,
    points_table,
    row,
    seed,
    worded,
)
from desktop.documents.opinions import NO_OPINION, Opinion, OpinionTable
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, carded, joined, period_of, spoken_day, we
from desktop.documents.tables import Row

KIND = PaperKind.SUPERVISION_PLAN


@dataclass(frozen=True)
class PlannedParty:
    """One party of the project and who speaks for it."""

    role: Annotated[str, "参建单位类别"]
    enterprise: Annotated[str, "单位名称"]
    person: Annotated[str, "项目负责人"] = ""


@dataclass(frozen=True)
class PlannedWork:
    """One dangerous work that is to come, with its size."""

    name: Annotated[str, "危大工程"]
    scale: Annotated[str, "规模"] = ""
    beyond: Annotated[bool, "超过一定规模"] = False
    period: Annotated[str, "计划实施时间"] = ""


@dataclass(frozen=True)
class SupervisionPlanSheet:
    """One version of the plan; every change of it is a version with its reason."""

    issuer: Annotated[str, "监督机构"]
    number: Annotated[str, "文号"]
    project: Annotated[str, "工程名称"]
    frequency: Annotated[str, "抽查频次"]
    lead: Annotated[Officer, "主监督员"]
    made: Annotated[date, "编制日期"]
    version: Annotated[int, "版本"] = 1
    assistants: Annotated[tuple[Officer, ...], "协监督员"] = ()
    place: Annotated[str, "工程地点"] = ""
    permit: Annotated[str, "施工许可证号"] = ""
    overview: Annotated[str, "工程概况"] = ""
    starts: Annotated[date | None, "开工日期"] = None
    ends: Annotated[date | None, "计划竣工日期"] = None
    parties: Annotated[tuple[PlannedParty, ...], "参建单位"] = ()
    works: Annotated[tuple[PlannedWork, ...], "危大工程"] = ()
    contents: Annotated[tuple[str, ...], "监督内容"] = ()
    reasons: Annotated[tuple[str, ...], "增加抽查的理由"] = ()
    measures: Annotated[tuple[str, ...], "监督措施"] = ()
    adjusted: Annotated[str, "调整说明"] = ""
    compiled: Annotated[Opinion, "编制意见"] = NO_OPINION
    approved: Annotated[Opinion, "批准意见"] = NO_OPINION
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: SupervisionPlanSheet) -> bytes:
    """The plan as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: SupervisionPlanSheet) -> Paper:
    """The plan for the page machine; refuses a character that cannot be printed."""
    opinions = (("编制人意见", sheet.compiled), ("负责人\n批准意见", sheet.approved))
    blocks: list[Block] = [
        form_table(_facts(sheet)),
        Spacer(0.5),
        *worded(sheet, wording_fields(sheet), _tables(sheet)),
        OpinionTable(opinions),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: SupervisionPlanSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "工程名称": sheet.project,
        "主监督员": carded((sheet.lead,)),
        "协监督员": carded(sheet.assistants),
        "抽查频次": sheet.frequency,
        "增加抽查的理由": joined(sheet.reasons),
        "调整说明": sheet.adjusted,
        "版本": f"第{sheet.version}版",
        "编制日期": spoken_day(sheet.made),
    }


def _facts(sheet: SupervisionPlanSheet) -> list[Row]:
    return [
        row("工程名称", sheet.project),
        row("工程地点", sheet.place),
        row("工程概况", sheet.overview),
        row("施工许可证", sheet.permit),
        row("施工期间", _lasting(sheet)),
        row("主监督员", carded((sheet.lead,))),
        row("协监督员", carded(sheet.assistants)),
        pair(("计划版本", f"第{sheet.version}版"), ("编制日期", spoken_day(sheet.made))),
    ]


def _lasting(sheet: SupervisionPlanSheet) -> str:
    """From … to …; a side that is not known is not made up."""
    if sheet.starts and sheet.ends:
        return period_of(sheet.starts, sheet.ends)
    return f"{spoken_day(sheet.starts)}起" if sheet.starts else _until(sheet.ends)


def _until(day: date | None) -> str:
    return f"计划{spoken_day(day)}竣工" if day else ""


def _tables(sheet: SupervisionPlanSheet) -> dict[str, Block | None]:
    return {
        "参建单位": list_table(
            ("类别", "单位名称", "项目负责人"),
            (28.0, 74.0, 42.0),
            [(one.role, one.enterprise, one.person) for one in sheet.parties],
        ),
        "危大工程": list_table(
            ("危大工程", "规模", "超规模", "计划实施时间"),
            (46.0, 40.0, 20.0, 38.0),
            [
                (one.name, one.scale, "是" if one.beyond else "否", one.period)
                for one in sheet.works
            ],
        ),
        "监督内容": points_table(sheet.contents),
        "监督措施": points_table(sheet.measures),
    }
