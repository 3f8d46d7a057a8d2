"""检查台账 (history)."""

from collections.abc import Hashable

from desktop.domain.ledger import Column, Identity, Kind, Ledger, Values
from desktop.domain.ledgers.common import comparable


def _visit(values: Values) -> tuple[Hashable, ...]:
    """A visit without a round is known by its project and day."""
    return comparable(values["project"]), values["inspected_on"], comparable(values["round"])


LEDGER = Ledger(
    key="visits",
    title="检查台账",
    columns=(
        Column("project", "工程名称", required=True, width=40),
        Column("inspected_on", "检查日期", type=Kind.DATE, required=True, event=True),
        Column("inspectors", "检查人员", type=Kind.PEOPLE, required=True, width=18),
        Column("kind", "检查类型"),
        Column("round", "轮次"),
        Column("result", "处理意见", type=Kind.TEXT, width=30),
        Column("notice_no", "文号", ("通知书编号",), Kind.PAPER_NUMBER, width=28),
    ),
    identities=(Identity("工程、检查日期、轮次", _visit),),
)
