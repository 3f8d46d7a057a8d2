"""企业."""

from typing import ClassVar

from db.codes import Area, EnterpriseKind
from desktop.domain.ledgers.enterprises import LEDGER
from desktop.queries.cards import Card
from desktop.queries.enterprises import ENTERPRISES, enterprise_card
from desktop.ui.batch_issue import urge_several
from desktop.ui.columns import Align, Column
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_columns import EXPIRY, bulk_columns, choices, validity_column
from desktop.ui.ledger_form import Asked
from desktop.ui.ledger_page import LedgerPage
from desktop.ui.record import Step
from desktop.ui.typed_entry import make_paper
from desktop.usecases.enterprises import SaveEnterprise, save_enterprise
from desktop.usecases.typed.offers import Standing


class EnterprisesPage(LedgerPage):
    """企业台账."""

    key: ClassVar[str] = "enterprises"
    title: ClassVar[str] = "企业"
    entity: ClassVar[str] = "enterprise"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.ENTERPRISES, Area.PROJECTS, Area.PAPERS})
    help: ClassVar[str] = (
        "本县工程的建设、施工、监理、勘察、设计等单位。左边是台账，右边是选中企业的资料、"
        "参建工程和改动经过。许可证快到期的前面有 △，已过期的有 ▲。"
        "**成批催办**：选中几家一次各发一份催办通知书，不选就列出登记簿里过期未办结的各家。"
    )
    empty: ClassVar[str] = "还没有企业。可以导入企业台账，或按 Ctrl+N 新增。"
    ledger = LEDGER
    source = ENTERPRISES
    columns: ClassVar[tuple[Column, ...]] = (
        Column("企业名称", lambda row: row.name, 240, sort="name"),
        Column("企业类型", lambda row: row.kind, 100, sort="kind"),
        validity_column("安许证有效期至", "licence_validity", "valid_to"),
        Column("参建工程", lambda row: row.projects, 80, Align.RIGHT, "projects"),
        Column("统一社会信用代码", lambda row: row.uscc, 180, sort="uscc"),
        Column("资质等级", lambda row: row.qualification, 180),
        Column("主要负责人", lambda row: row.principal, 90),
        Column("联系电话", lambda row: row.phone, 120),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("kind", "类型", choices(EnterpriseKind)),
        EXPIRY,
    )
    read_card = staticmethod(enterprise_card)
    save = staticmethod(save_enterprise)
    command = SaveEnterprise
    asked = Asked(lasting=frozenset({"safety_licence_expiry"}))
    bulk = bulk_columns(LEDGER, "enterprise")

    def tools(self) -> tuple[Step, ...]:
        return (*super().tools(), Step("成批催办…", self.urge_several, keys="Ctrl+Shift+U"))

    def urge_several(self) -> None:
        """To the enterprises chosen, or to all that owe something by the record."""
        ids = self.selected_ids if len(self.selected_ids) > 1 else ()
        urge_several(self, ids)

    def steps(self, record: Card) -> tuple[Step, ...]:
        where = {"enterprise": str(record.id), "call": "1"}
        standing = Standing(record.title, enterprise_id=record.id)
        return (
            Step("约谈…", lambda: self.go.emit("interviews", where)),
            Step("出文书…", lambda: make_paper(self, standing)),
        )
