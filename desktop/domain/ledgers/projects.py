"""在建工程台账."""

from db.codes import ProjectKind, ProjectStatus
from desktop.domain.ledger import Column, Finding, Identity, Kind, Ledger, Values, in_order, words
from desktop.domain.ledgers.common import AREA_UNITS, MONEY_UNITS, named

_NO_PERMIT = frozenset(
    {"办理中", "正在办理", "正在办理中", "待办", "待办理", "未办", "未办理", "尚未办理"}
)


def built_without_permit(values: Values) -> Finding | None:
    """建筑法 第七条: 开工前应当领取施工许可证."""
    if values["permit"] is not None or values["status"] is not ProjectStatus.ACTIVE:
        return None
    return Finding("permit", "工程在建而没有施工许可证编号，请核实")


def _without_number(values: Values) -> Finding | None:
    if values["permit"] is not None or values["code"] is not None:
        return None
    return Finding("permit", "施工许可证编号和项目代码都没有，只能按名称和施工单位辨认")


def _without_grid(values: Values) -> Finding | None:
    if values["grid"] is not None or values["inspector"] is not None:
        return None
    return Finding("grid", "没有网格也没有责任监督员，列入盲区")


LEDGER = Ledger(
    key="projects",
    title="在建工程台账",
    columns=(
        Column("name", "工程名称", ("项目名称",), required=True, width=40),
        Column("code", "项目代码", ("工程代码",), Kind.PROJECT_CODE, width=28),
        Column(
            "permit",
            "施工许可证编号",
            ("施工许可证号", "施工许可"),
            Kind.PERMIT,
            width=24,
            blanks=_NO_PERMIT,
        ),
        Column("permit_date", "发证日期", type=Kind.DATE),
        Column(
            "kind",
            "工程类别",
            ("类别",),
            Kind.CHOICE,
            required=True,
            choices=words(ProjectKind, BUILDING="房建 房屋建筑工程", MUNICIPAL="市政 市政基础设施"),
        ),
        Column("location", "工程地点", ("项目地址",), width=30),
        Column("area_m2", "建筑面积（㎡）", ("面积",), Kind.NUMBER, width=14, units=AREA_UNITS),
        Column(
            "cost_wan",
            "工程造价（万元）",
            ("合同价", "造价"),
            Kind.NUMBER,
            width=16,
            units=MONEY_UNITS,
        ),
        Column("client", "建设单位", required=True, width=32),
        Column("contractor", "施工单位", ("总包单位",), required=True, width=32),
        Column("consultant", "监理单位", width=32),
        Column("manager", "项目经理", ("项目负责人",)),
        Column("chief_consultant", "总监", ("总监理工程师",)),
        Column("start", "开工日期", type=Kind.DATE),
        Column("planned_finish", "计划竣工日期", ("竣工日期",), Kind.DATE, ends=True, width=14),
        Column("stage", "形象进度", ("进度",), width=14),
        Column(
            "status",
            "状态",
            ("工程状态",),
            Kind.CHOICE,
            required=True,
            choices=words(
                ProjectStatus,
                NOT_STARTED="尚未开工",
                ACTIVE="施工中 正在施工",
                STOPPED="停工整改 已停工",
                COMPLETED="完工 已竣工 竣工验收",
            ),
        ),
        Column("grid", "网格", ("所属网格",)),
        Column("inspector", "责任监督员", ("监督员",), Kind.PEOPLE, width=16),
    ),
    identities=(
        Identity("施工许可证编号", named("permit")),
        Identity("项目代码", named("code")),
        Identity("工程名称、施工单位", named("name", "contractor")),
    ),
    checks=(
        built_without_permit,
        _without_number,
        _without_grid,
        in_order("start", "planned_finish", "竣工日期早于开工日期，请核实"),
    ),
)
