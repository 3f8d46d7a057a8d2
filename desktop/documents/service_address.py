"""送达地址及电子送达确认书: where papers reach a unit, who may take them, and by what means."""

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
    row,
    seed,
    worded,
)
from desktop.documents.page import Paper, render_paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import joined, period_of, spoken_day, we
from desktop.documents.signatures import Ink, SignatureTable, Signing, ink_of
from desktop.documents.tables import Row

KIND = PaperKind.SERVICE_ADDRESS


@dataclass(frozen=True)
class Receiver:
    """One who may take papers for the unit, and from when until when."""

    name: Annotated[str, "姓名"]
    post: Annotated[str, "职务"] = ""
    phone: Annotated[str, "联系电话"] = ""
    first: Annotated[date | None, "授权起"] = None
    last: Annotated[date | None, "授权止"] = None

    @property
    def period(self) -> str:
        """From … to …; without an end it says so."""
        if self.first and not self.last:
            return f"{spoken_day(self.first)}起"
        return period_of(self.first, self.last)


@dataclass(frozen=True)
class ServiceAddressSheet:
    """What a unit states of itself; what is not known stays room for ink."""

    issuer: Annotated[str, "送达机关"]
    number: Annotated[str, "文号"]
    party: Annotated[str, "受送达人"]
    credit_code: Annotated[str, "统一社会信用代码"] = ""
    representative: Annotated[str, "法定代表人"] = ""
    project: Annotated[str, "工程名称"] = ""
    receivers: Annotated[tuple[Receiver, ...], "被授权签收人"] = ()
    address: Annotated[str, "邮寄地址"] = ""
    postcode: Annotated[str, "邮政编码"] = ""
    phone: Annotated[str, "联系电话"] = ""
    mobile: Annotated[str, "手机号码"] = ""
    chat: Annotated[str, "微信号"] = ""
    email: Annotated[str, "电子邮箱"] = ""
    agrees: Annotated[bool | None, "同意电子送达"] = None
    papers: Annotated[tuple[str, ...], "同意电子送达的文书"] = ()
    confirmed: Annotated[date | None, "确认日期"] = None
    told_by: Annotated[str, "告知人"] = ""
    signatures: Annotated[tuple[Ink, ...], "签名"] = ()
    words: Annotated[str, "文书用语"] = field(default_factory=partial(seed, KIND))
    transcribed: Annotated[bool, "录入件"] = False


def render(sheet: ServiceAddressSheet) -> bytes:
    """The confirmation as PDF."""
    return render_paper(paper(sheet))


def paper(sheet: ServiceAddressSheet) -> Paper:
    """The confirmation for the page machine; refuses a character that cannot be printed."""
    blank = ("", "", "", "")
    receivers = list_table(
        ("被授权签收人", "职务", "联系电话", "授权期限"),
        (30.0, 30.0, 34.0, 50.0),
        [(one.name, one.post, one.phone, one.period) for one in sheet.receivers] or [blank, blank],
    )
    blocks: list[Block] = [
        form_table(_facts(sheet)),
        Spacer(0.5),
        *worded(sheet, wording_fields(sheet), {"被授权签收人": receivers}),
        SignatureTable(_signings(sheet)),
    ]
    return form_paper(KIND, sheet, blocks)


def wording_fields(sheet: ServiceAddressSheet) -> dict[str, str]:
    """The names the office's words may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "受送达人": sheet.party,
        "工程名称": sheet.project,
        "同意电子送达的文书": joined(sheet.papers),
        "确认日期": spoken_day(sheet.confirmed),
    }


def _facts(sheet: ServiceAddressSheet) -> list[Row]:
    consent = f"{_box(sheet.agrees is True)}同意　　{_box(sheet.agrees is False)}不同意"
    return [
        row("受送达人", sheet.party),
        row("统一社会\n信用代码", sheet.credit_code),
        pair(("法定代表人", sheet.representative), ("联系电话", sheet.phone)),
        row("工程名称", sheet.project),
        row("邮寄地址", sheet.address),
        pair(("邮政编码", sheet.postcode), ("手机号码", sheet.mobile)),
        pair(("微信号", sheet.chat), ("电子邮箱", sheet.email)),
        row("电子送达", consent),
        row("同意电子送\n达的文书", joined(sheet.papers), 12.0),
    ]


def _box(ticked: bool) -> str:
    return "■" if ticked else "□"


def _signings(sheet: ServiceAddressSheet) -> tuple[Signing, ...]:
    inks = sheet.signatures
    return (
        Signing("受送达人\n（盖章）", sheet.party, ink_of(sheet.party, inks), 22.0),
        Signing("法定代表人\n（签名）", sheet.representative, ink_of(sheet.representative, inks)),
        Signing("告知人\n（签名）", sheet.told_by, ink_of(sheet.told_by, inks)),
    )
