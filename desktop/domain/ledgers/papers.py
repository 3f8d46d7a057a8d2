"""文书台账 (history)."""

from desktop.domain.ledger import Column, Identity, Kind, Ledger, in_order
from desktop.domain.ledgers.common import named

LEDGER = Ledger(
    key="papers",
    title="文书台账",
    columns=(
        Column("number", "文号", type=Kind.PAPER_NUMBER, required=True, width=28),
        Column("kind", "文书种类", required=True, width=22),
        Column("issued_on", "日期", ("印发日期",), Kind.DATE, required=True),
        Column("project", "工程名称", width=40),
        Column("enterprise", "企业名称", width=36),
        Column("served_on", "送达日期", type=Kind.DATE, event=True),
        Column("state", "状态"),
    ),
    identities=(Identity("文号", named("number")),),
    checks=(in_order("issued_on", "served_on", "送达日期早于印发日期，请核实"),),
)
