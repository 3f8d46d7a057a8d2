"""培训台账."""

from db.codes import TrainingKind
from desktop.domain.ledger import Column, Identity, Kind, Ledger, in_order, words
from desktop.domain.ledgers.common import HOUR_UNITS, named

LEDGER = Ledger(
    key="training",
    title="培训台账",
    columns=(
        Column("enterprise", "企业名称", required=True, width=36),
        Column("name", "姓名", required=True),
        Column("id_number", "身份证号", type=Kind.ID_NUMBER, width=22),
        Column(
            "kind",
            "培训类型",
            type=Kind.CHOICE,
            required=True,
            choices=words(TrainingKind, NEW_HIRE="新员工培训", ANNUAL="再培训"),
            width=14,
        ),
        Column("hours", "学时", type=Kind.NUMBER, width=8, units=HOUR_UNITS),
        Column("start", "开始日期", type=Kind.DATE),
        Column("end", "结束日期", type=Kind.DATE, ends=True),
        Column("mentor", "师傅", ("带教师傅",)),
    ),
    identities=(
        Identity("企业、姓名、培训类型、开始日期", named("enterprise", "name", "kind", "start")),
    ),
    checks=(in_order("start", "end", "结束日期早于开始日期，请核实"),),
)
