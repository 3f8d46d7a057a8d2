"""监督人员."""

from typing import ClassVar

from db.codes import Area
from desktop.domain.ledgers.inspectors import LEDGER
from desktop.queries.inspectors import INSPECTORS, inspector_card
from desktop.ui.columns import Column
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_columns import EXPIRY, bulk_columns, tail_column, validity_column
from desktop.ui.ledger_form import Asked
from desktop.ui.ledger_page import LedgerPage
from desktop.usecases.inspectors import SaveInspector, save_inspector


class InspectorsPage(LedgerPage):
    """监督人员台账."""

    key: ClassVar[str] = "inspectors"
    title: ClassVar[str] = "监督人员"
    entity: ClassVar[str] = "inspector"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.INSPECTORS, Area.GRIDS, Area.PROJECTS})
    help: ClassVar[str] = (
        "本站的监督人员。执法证和监督人员考核合格证是两张证，分别记有效期。"
        "在哪个网格任主、任协，到“网格”页指定，并写明从哪天起。"
    )
    empty: ClassVar[str] = "还没有监督人员。可以导入监督人员台账，或按 Ctrl+N 新增。"
    ledger = LEDGER
    source = INSPECTORS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("姓名", lambda row: row.name, 80, sort="name"),
        Column("职务", lambda row: row.post, 70),
        Column("网格（主）", lambda row: row.grids, 110),
        Column("网格（协）", lambda row: row.assists, 100),
        validity_column("执法证有效期", "card_validity", "card_end", 178),
        validity_column("考核合格证有效期", "certificate_validity", "certificate_end", 178),
        Column("执法证号", lambda row: row.card, 130),
        Column("考核合格证编号", lambda row: row.certificate, 150),
        Column("联系电话", lambda row: row.phone, 120),
        tail_column(),
    )
    filters: ClassVar[tuple[Filter, ...]] = (EXPIRY,)
    read_card = staticmethod(inspector_card)
    save = staticmethod(save_inspector)
    command = SaveInspector
    asked = Asked(
        lasting=frozenset({"enforcement_card_expiry", "certificate_expiry"}),
        left_out=frozenset({"grid"}),
    )
    untold: ClassVar[frozenset[str]] = frozenset({"grid"})
    bulk = bulk_columns(LEDGER, "inspector")
