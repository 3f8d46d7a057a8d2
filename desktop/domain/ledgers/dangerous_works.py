"""危大工程台账."""

from db.codes import ReviewConclusion, WorkStatus
from desktop.domain.ledger import YES_NO, Column, Finding, Identity, Kind, Ledger, Values, words
from desktop.domain.ledgers.common import named


def _not_reviewed(values: Values) -> Finding | None:
    """住建部令第37号 第十二条: 超过一定规模的应当组织专家论证."""
    if not values["over_scale"] or values["reviewed_on"] is not None:
        return None
    return Finding("reviewed_on", "超过一定规模而没有论证日期，请核实")


LEDGER = Ledger(
    key="dangerous-works",
    title="危大工程台账",
    columns=(
        Column("project", "工程名称", required=True, width=40),
        Column("kind", "危大类别", ("危大工程名称",), required=True, width=30),
        Column("size", "规模", ("参数",), width=24),
        Column("over_scale", "是否超规模", ("超规模",), Kind.CHOICE, choices=YES_NO),
        Column("scheme_on", "方案审批日期", type=Kind.DATE, width=14),
        Column("reviewed_on", "论证日期", type=Kind.DATE),
        Column(
            "conclusion", "论证结论", type=Kind.CHOICE, choices=words(ReviewConclusion), width=14
        ),
        Column(
            "status",
            "状态",
            type=Kind.CHOICE,
            choices=words(
                WorkStatus,
                PLANNED="未施工",
                ONGOING="正在实施 施工中",
                FINISHED="完成 已完工",
            ),
        ),
    ),
    identities=(Identity("工程、危大类别", named("project", "kind")),),
    checks=(_not_reviewed,),
)
