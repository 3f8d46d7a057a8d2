"""隐患台账."""

from db.codes import HazardLevel
from desktop.domain.ledger import Column, Identity, Kind, Ledger, in_order, words
from desktop.domain.ledgers.common import named

LEDGER = Ledger(
    key="hazards",
    title="隐患台账",
    columns=(
        Column("project", "工程名称", required=True, width=40),
        Column("found_on", "检查日期", ("发现日期",), Kind.DATE, required=True, event=True),
        Column("description", "隐患内容", ("隐患描述",), Kind.TEXT, required=True, width=50),
        Column(
            "level",
            "隐患级别",
            ("隐患等级",),
            Kind.CHOICE,
            required=True,
            choices=words(HazardLevel, GENERAL="一般隐患", MAJOR="重大隐患 重大事故隐患"),
        ),
        Column("clause", "判定条款", width=18),
        Column("due", "整改期限", ("限改日期",), Kind.DATE, ends=True),
        Column(
            "closed_on",
            "整改完成日期",
            ("销号日期",),
            Kind.DATE,
            event=True,
            width=14,
        ),
        Column("notice_no", "通知书编号", ("文号",), Kind.PAPER_NUMBER, width=28),
        Column("inspectors", "检查人", ("检查人员",), Kind.PEOPLE, width=18),
    ),
    identities=(Identity("工程、检查日期、隐患内容", named("project", "found_on", "description")),),
    checks=(
        in_order("found_on", "closed_on", "整改完成日期早于检查日期，请核实"),
        in_order("found_on", "due", "整改期限早于检查日期，请核实"),
    ),
)
