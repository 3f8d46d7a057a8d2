"""What the notices among the 执法文书 have in common: seal, 抄送, receiver, 申请 and 查验."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from db.codes import PaperKind
from desktop.documents.blocks import SignatureBlock
from desktop.documents.forms import FormSheet, copies, form_paper, worded
from desktop.documents.page import Paper
from desktop.documents.pieces import Block
from desktop.documents.sheets import Officer, carded, joined, spoken_day, we
from desktop.documents.signatures import RECEIVER, SignatureTable, Signing
from desktop.domain.calendar import chinese_date


class NoticeSheet(FormSheet, Protocol):
    """What every notice holds beside its own facts."""

    @property
    def addressee(self) -> str: ...
    @property
    def project(self) -> str: ...
    @property
    def issued(self) -> date: ...
    @property
    def copied_to(self) -> tuple[str, ...]: ...
    @property
    def contact(self) -> str: ...


class AppliedSheet(NoticeSheet, Protocol):
    """A notice that answers an application (申请) after somebody looked (查验)."""

    @property
    def applied(self) -> date | None: ...
    @property
    def checked(self) -> date | None: ...
    @property
    def inspectors(self) -> tuple[Officer, ...]: ...
    @property
    def conclusion(self) -> str: ...
    @property
    def others(self) -> str: ...


def notice_paper(
    kind: PaperKind,
    sheet: NoticeSheet,
    fields: Mapping[str, str],
    tables: Mapping[str, Block | None],
    signings: tuple[Signing, ...] = (),
) -> Paper:
    """The office's words, seal and 抄送; whoever signs, and last who takes the paper."""
    blocks: list[Block] = [
        *worded(sheet, fields, tables),
        SignatureBlock(sheet.issuer, chinese_date(sheet.issued)),
        *copies(sheet.copied_to),
        SignatureTable((*signings, Signing(RECEIVER))),
    ]
    return form_paper(kind, sheet, blocks)


def notice_fields(sheet: NoticeSheet) -> dict[str, str]:
    """The names the words of every notice may use."""
    return {
        "文号": sheet.number,
        "我单位": we(sheet.issuer),
        "被通知单位": sheet.addressee,
        "工程名称": sheet.project,
        "联系电话": sheet.contact,
        "抄送": joined(sheet.copied_to),
    }


def applied_fields(sheet: AppliedSheet) -> dict[str, str]:
    """The same with the application and what was seen."""
    return {
        **notice_fields(sheet),
        "申请日期": spoken_day(sheet.applied),
        "查验日期": spoken_day(sheet.checked),
        "查验人": carded(sheet.inspectors),
        "查验结论": sheet.conclusion,
        "其他要求": sheet.others,
    }
