"""解除挂牌督办通知书: found in order on site, the listing ends (建质〔2011〕158号)."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import list_table, seed, with_part
from desktop.documents.notice_forms import applied_fields, notice_paper
from desktop.documents.page import Paper, render_paper
from desktop.documents.sheets import Officer, spoken_day
from desktop.documents.signatures import officer_signings
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label

KIND = PaperKind.LISTED_SUPERVISION_RELEASE


@dataclass(frozen=True)
class ReleasedHazard:
    """One hazard of the list and what was found of it on site."""

    description: Annotated[str, "隐患内容"]
    part: Annotated[str, "部位"] = ""
    finding: Annotated[str, "审查情况"] = ""


@dataclass(frozen=True)
class ListedSupervisionReleaseSheet:
    """The facts of one release: the listing it ends, the review, from which day."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被督办单位"]
    project: Annotated[str, "工程名称"]
    notice_number: Annotated[str, "挂牌督办文号"]
    checked: Annotated[date, "现场审查日期"]
    conclusion: Annotated[str, "审查结论"]
    released: Annotated[date, "解除日期"]
    issued: Annotated[date, "成文日期"]
    listed: Annotated[date | None, "挂牌督办日期"] = None
    applied: Annotated[date | None, "申请日期"] = None
    hazards: Annotated[tuple[ReleasedHazard, ...], "审查清单"] = ()
    inspectors: Annotated[tuple[Officer, ...], "审查人"] = ()
    others: Annotated[str, "其他要求"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: ListedSupervisionReleaseSheet) -> bytes:
    """The release as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: ListedSupervisionReleaseSheet) -> Paper:
    """The release for the page machine; refuses a character that cannot be printed."""
    hazards = list_table(
        ("部位及重大隐患", "审查情况"),
        (84.0, 60.0),
        [(with_part(one.part, one.description), one.finding) for one in sheet.hazards],
    )
    signings = tuple(officer_signings("审查人\n（签名）", sheet.inspectors))
    return notice_paper(KIND, sheet, wording_fields(sheet), {"审查清单": hazards}, signings)


def wording_fields(sheet: ListedSupervisionReleaseSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        **applied_fields(sheet),
        "挂牌督办通知书": f"{spoken_day(sheet.listed)}{label(PaperKind.LISTED_SUPERVISION_NOTICE)}",
        "挂牌督办文号": sheet.notice_number,
        "解除日期": chinese_date(sheet.released),
    }
