"""起重机械."""

from typing import ClassVar

from db.codes import Area, MachineKind
from desktop.domain.ledgers.machines import LEDGER
from desktop.queries.machines import MACHINES, machine_card
from desktop.queries.pickers import projects_named
from desktop.ui.columns import Column
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_columns import EXPIRY, bulk_columns, choices, validity_column
from desktop.ui.ledger_form import Asked
from desktop.ui.ledger_page import LedgerPage
from desktop.usecases.machines import SaveMachine, save_machine


class MachinesPage(LedgerPage):
    """起重机械台账."""

    key: ClassVar[str] = "machines"
    title: ClassVar[str] = "起重机械"
    entity: ClassVar[str] = "machine"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.MACHINES, Area.PROJECTS, Area.VISITS})
    help: ClassVar[str] = (
        "工地上的塔吊、升降机、吊篮等。下次检测日期临近的有 △，已过的有 ▲。"
        "检查时按编号勾过的设备，经过里有那次检查。"
    )
    empty: ClassVar[str] = "还没有起重机械。可以导入台账，或按 Ctrl+N 新增。"
    ledger = LEDGER
    source = MACHINES
    columns: ClassVar[tuple[Column, ...]] = (
        Column("设备类型", lambda row: row.kind, 110, sort="kind"),
        Column("备案编号", lambda row: row.record_no, 140, sort="record_no"),
        Column("工程名称", lambda row: row.project, 220, sort="project"),
        validity_column("下次检测日期", "next_inspection", "next_inspection"),
        Column("状态", lambda row: row.status, 70),
        Column("使用登记编号", lambda row: row.registration_no, 150),
        Column("产权单位", lambda row: row.owner, 180),
        Column("检测日期", lambda row: row.inspected_on, 100, sort="inspected_on"),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("kind", "类型", choices(MachineKind)),
        EXPIRY,
    )
    read_card = staticmethod(machine_card)
    save = staticmethod(save_machine)
    command = SaveMachine
    asked = Asked(picks={"project": projects_named})
    bulk = bulk_columns(LEDGER, "machine")
