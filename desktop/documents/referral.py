"""移送书: a case or a clue goes to the authority it belongs to, with its materials."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from db.codes import PaperKind
from desktop.documents.forms import list_table, seed
from desktop.documents.notice_forms import notice_fields, notice_paper
from desktop.documents.page import Paper, render_paper
from desktop.documents.sheets import Officer, carded, spoken_day
from desktop.documents.signatures import officer_signings

KIND = PaperKind.REFERRAL


@dataclass(frozen=True)
class ReferredMaterial:
    """One thing handed over with the case."""

    name: Annotated[str, "材料名称"]
    copies: Annotated[str, "份数"] = ""
    remark: Annotated[str, "说明"] = ""


@dataclass(frozen=True)
class ReferralSheet:
    """The facts of one referral; ``what`` says whether it is a 案件 or a 线索."""

    issuer: Annotated[str, "移送机关"]
    number: Annotated[str, "文号"]
    addressee: Annotated[str, "接收机关"]
    matter: Annotated[str, "案由"]
    reason: Annotated[str, "移送事由"]
    basis: Annotated[str, "移送依据"]
    issued: Annotated[date, "成文日期"]
    what: Annotated[str, "移送种类"] = "线索"
    party: Annotated[str, "当事人"] = ""
    project: Annotated[str, "工程名称"] = ""
    source: Annotated[str, "线索来源"] = ""
    facts: Annotated[str, "基本情况"] = ""
    materials: Annotated[tuple[ReferredMaterial, ...], "材料清单"] = ()
    feedback_due: Annotated[date | None, "反馈期限"] = None
    handlers: Annotated[tuple[Officer, ...], "经办人"] = ()
    copied_to: Annotated[tuple[str, ...], "抄送单位"] = ()
    contact: Annotated[str, "联系方式"] = ""
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: ReferralSheet) -> bytes:
    """The referral as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: ReferralSheet) -> Paper:
    """The referral for the page machine; refuses a character that cannot be printed."""
    materials = list_table(
        ("材料名称", "份数", "说明"),
        (78.0, 20.0, 46.0),
        [(one.name, one.copies, one.remark) for one in sheet.materials],
    )
    signings = tuple(officer_signings("移送人\n（签名）", sheet.handlers))
    return notice_paper(KIND, sheet, wording_fields(sheet), {"材料清单": materials}, signings)


def wording_fields(sheet: ReferralSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        **notice_fields(sheet),
        "移送种类": sheet.what,
        "案由": sheet.matter,
        "当事人": sheet.party,
        "线索来源": sheet.source,
        "基本情况": sheet.facts,
        "移送事由": sheet.reason,
        "移送依据": sheet.basis,
        "反馈期限": spoken_day(sheet.feedback_due),
        "经办人": carded(sheet.handlers),
    }
