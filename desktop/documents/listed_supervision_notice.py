"""挂牌督办通知书: a major hazard is put on the list (建质〔2011〕158号), with its five contents."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import list_table, seed, with_part
from desktop.documents.notice_forms import notice_fields, notice_paper
from desktop.documents.page import Paper, render_paper
from desktop.domain.calendar import chinese_date

KIND = PaperKind.LISTED_SUPERVISION_NOTICE


@dataclass(frozen=True)
class ListedHazard:
    """One major hazard: what and where it is, by which criterion, what must be done."""

    description: Annotated[str, "隐患内容"]
    part: Annotated[str, "部位"] = ""
    criterion: Annotated[str, "判定依据"] = ""
    requirement: Annotated[str, "治理要求"] = ""


@dataclass(frozen=True)
class ListedSupervisionNoticeSheet:
    """The facts of one listing; how it is lifted again stands in the words."""

    issuer: Annotated[str, "发文机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "被督办单位"]
    project: Annotated[str, "工程名称"]
    hazards: Annotated[tuple[ListedHazard, ...], "重大隐患"]
    due: Annotated[date, "治理期限"]
    issued: Annotated[date, "成文日期"]
    place: Annotated[str, "工程地点"] = ""
    contractor: Annotated[str, "施工单位"] = ""
    consultant: Annotated[str, "监理单位"] = ""
    source: Annotated[str, "隐患来源"] = ""
    about_number: Annotated[str, "责令文书文号"] = ""
    requirement: Annotated[str, "治理要求"] = ""
    others: Annotated[str, "其他要求"] = ""
    supervised_by: Annotated[str, "督办联系人"] = ""
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    remedy: Annotated[str, "救济告知"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: ListedSupervisionNoticeSheet) -> bytes:
    """The notice as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: ListedSupervisionNoticeSheet) -> Paper:
    """The notice for the page machine; refuses a character that cannot be printed."""
    hazards = list_table(
        ("部位、重大隐患及判定依据", "治理要求"),
        (98.0, 46.0),
        [
            (with_part(one.part, one.description, one.criterion), one.requirement)
            for one in sheet.hazards
        ],
    )
    return notice_paper(KIND, sheet, wording_fields(sheet), {"隐患清单": hazards})


def wording_fields(sheet: ListedSupervisionNoticeSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        **notice_fields(sheet),
        "工程地点": sheet.place,
        "施工单位": sheet.contractor,
        "监理单位": sheet.consultant,
        "隐患来源": sheet.source,
        "隐患数": str(len(sheet.hazards)),
        "责令文书文号": sheet.about_number,
        "治理要求": sheet.requirement,
        "治理期限": chinese_date(sheet.due),
        "其他要求": sheet.others,
        "督办联系人": sheet.supervised_by,
        "救济告知": sheet.remedy,
    }
