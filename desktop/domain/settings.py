"""本单位设置: what the office itself sets; each declared once, with its default and its bounds.

A setting is the office's own rule (依据：本单位设置), never a law's. Where a law leaves a doubt,
``doubt`` says which, and the screen shows it.
"""

from dataclasses import dataclass
from typing import Literal

from db.codes import MachineKind, PartyRole
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import labels_of

ARTICLE = "本单位设置"
BETWEEN_CODES = ","
Kind = Literal["number", "flag", "words", "several"]


@dataclass(frozen=True)
class Setting:
    """One setting; a ``default`` of None means nothing is set: ``unset`` says what then holds."""

    key: str
    title: str
    kind: Kind
    default: str | None
    note: str
    least: int = 0
    most: int = 0
    unset: str = ""
    doubt: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Of ``several``: code and word of each; the value is codes joined by commas."""


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "month.cut_off",
        "月报截止日（每月几日）",
        "number",
        None,
        "截止日之后发生的，记入下月的补报",
        1,
        28,
        "不填为月末",
    ),
    Setting(
        "month.proofs",
        "月报附累计勾稽",
        "flag",
        "0",
        "每个指标的“上期累计 + 本月 + 补报 ± 更正 = 本年累计”作为附件印出；核对页总是列出",
    ),
    Setting(
        "hazard.days_general",
        "一般隐患整改期限（天）",
        "number",
        None,
        "下达整改通知书时先填上，可逐份改；以通知书写明的日期为准",
        1,
        180,
        "不填则不预填",
    ),
    Setting(
        "hazard.days_major",
        "重大隐患整改期限（天）",
        "number",
        None,
        "同上；停工整改的以停工通知书为准",
        1,
        180,
        "不填则不预填",
    ),
    Setting(
        "round.party_roles",
        "轮次计入的参建单位",
        "several",
        "client,contractor,consultant",
        "新开的轮次按此冻结应覆盖的企业；已开的轮次不变",
        choices=tuple(labels_of(PartyRole).items()),
    ),
    Setting(
        "round.machine_kinds",
        "轮次计入的设备",
        "several",
        "tower_crane,hoist,material_hoist,gantry_crane,bridge_erector",
        "新开的轮次按此冻结应覆盖的设备；已开的轮次不变",
        choices=tuple(labels_of(MachineKind).items()),
    ),
    Setting(
        "round.visits_a_day",
        "周计划每人每天最多几处",
        "number",
        "2",
        "按轮次排周计划时，一名监督员一天最多排几个工程",
        1,
        8,
    ),
    Setting(
        "round.idle_days",
        "轮次停滞提醒（天）",
        "number",
        "14",
        "进行中的轮次这么多天没有新覆盖的单位，工作台提醒",
        1,
        180,
    ),
    Setting(
        "inspection.cap",
        "每家企业每年检查次数上限",
        "number",
        None,
        "印在行政检查审批表、通知书上；到了上限只提示，由批准人定",
        1,
        365,
        "不填为未设上限",
        "上限由主管部门公布，本程序没有查到数字",
    ),
    Setting(
        "inspection.counts_rechecks",
        "复查计入检查次数",
        "flag",
        "0",
        "频次台账里复查总是单列",
        doubt="是否计入未见规定，由本单位定",
    ),
    Setting(
        "inspection.repeat_days",
        "短期内重复检查提示（自然日）",
        "number",
        "60",
        "无因检查在这些天内第二次查同一企业时提示",
        1,
        365,
        doubt="60 天来自公开的预警口径，未见正式文件",
    ),
    Setting(
        "inspection.afterwards_hours",
        "紧急检查补办审批时限（小时）",
        "number",
        "24",
        "超过只提示",
        1,
        720,
        doubt="补办时限未见规定，比照行政强制法第十九条",
    ),
    Setting(
        "inspection.ground",
        "检查依据（先填上的）",
        "words",
        "《中华人民共和国安全生产法》第六十五条、《建设工程安全生产管理条例》第四十三条",
        "报批时先填上，可逐份改",
    ),
    Setting(
        "inspection.matter",
        "检查事项（先填上的）",
        "words",
        "施工现场安全生产条件、危大工程管理、起重机械、关键岗位人员到岗、重大事故隐患排查治理",
        "报批时先填上，可逐份改",
    ),
    Setting(
        "inspection.documents",
        "检查通知书的需备资料（先填上的）",
        "words",
        "施工许可证，危大工程专项施工方案及论证、验收资料，起重机械使用登记和检测报告，关键岗位人员证书",
        "签发通知书时先填上，可逐份改",
    ),
    Setting(
        "inspection.hotline",
        "检查通知书的监督电话",
        "words",
        None,
        "印在通知书上，供被检查单位投诉举报",
        unset="不填则不印",
    ),
    Setting(
        "plan.frequency",
        "监督工作计划的抽查频次（先填上的）",
        "words",
        None,
        "编制施工安全监督工作计划时先填上，可逐份改",
        unset="不填则不预填",
    ),
    Setting(
        "paper.afterwards_hours",
        "现场先发的文书补批时限（小时）",
        "number",
        "24",
        "停工通知书等现场先发、事后补批的，超过的列入待办",
        1,
        720,
        doubt="补批时限未见规定，由本单位定",
    ),
    Setting(
        "paper.answer_days",
        "函告、通报、催办的办理期限（天）",
        "number",
        "7",
        "起草时先填上，末日遇法定休假日顺延，可逐份改；以文书写明的日期为准",
        1,
        180,
    ),
    Setting(
        "paper.font_folder",
        "文书的字体文件夹",
        "words",
        None,
        "放本单位有使用许可的字体（方正小标宋、仿宋_GB2312 等，.ttf 或 .ttc），以后的文书用它",
        unset="不填用随程序的字体",
    ),
    Setting(
        "paper.mirrored",
        "文书双面印刷，双页订口在右",
        "flag",
        "0",
        "双页的左白边改为 26 mm，单页不变",
    ),
)


def setting(key: str) -> Setting:
    """The declaration of that key."""
    return next(row for row in SETTINGS if row.key == key)


def check_setting(key: str, value: str | None) -> None:
    """Refuse what a setting cannot be; None takes it back to the default."""
    declared = next((row for row in SETTINGS if row.key == key), None)
    if declared is None:
        raise RuleViolation(f"没有“{key}”这项设置")
    if value is None:
        return
    if declared.kind == "number":
        _check_number(declared, value)
    elif declared.kind == "flag" and value not in ("0", "1"):
        raise RuleViolation(f"{declared.title}：只能是或否")
    elif declared.kind == "several" and not dict(declared.choices).keys() >= set(codes_in(value)):
        raise RuleViolation(f"{declared.title}：请从列表中选")


def codes_in(value: str) -> tuple[str, ...]:
    """The codes of a setting that takes several."""
    return tuple(code for code in value.split(BETWEEN_CODES) if code)


def _check_number(declared: Setting, value: str) -> None:
    if not (value.isascii() and value.isdecimal()):
        raise RuleViolation(f"{declared.title}：请填整数")
    if not declared.least <= int(value) <= declared.most:
        raise RuleViolation(f"{declared.title}：应在 {declared.least} 至 {declared.most} 之间")
