"""起重机械台账."""

from db.codes import MachineKind
from desktop.domain.ledger import Column, Identity, Kind, Ledger, in_order, words
from desktop.domain.ledgers.common import named

LEDGER = Ledger(
    key="machines",
    title="起重机械台账",
    columns=(
        Column("project", "工程名称", required=True, width=40),
        Column(
            "kind",
            "设备类型",
            ("设备名称",),
            Kind.CHOICE,
            required=True,
            choices=words(MachineKind, TOWER_CRANE="塔吊 塔机", HOIST="施工电梯", GONDOLA="吊篮"),
            width=16,
        ),
        Column("record_no", "备案编号", width=22),
        Column("registration_no", "使用登记编号", width=22),
        Column("owner", "产权单位", width=32),
        Column("inspected_on", "检测日期", type=Kind.DATE, event=True),
        Column("next_inspection", "下次检测日期", type=Kind.DATE, ends=True, width=14),
        Column("status", "状态"),
    ),
    identities=(
        Identity("工程、设备类型、备案编号", named("project", "kind", "record_no")),
        Identity("工程、设备类型、使用登记编号", named("project", "kind", "registration_no")),
    ),
    checks=(in_order("inspected_on", "next_inspection", "下次检测日期早于检测日期，请核实"),),
)
