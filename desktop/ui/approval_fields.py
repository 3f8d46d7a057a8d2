"""The fields of an approval, and how what was typed becomes its facts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from db.codes import VisitManner, VisitSource
from desktop.domain.approvals import ApprovalFacts
from desktop.domain.labels import labels_of
from desktop.queries.rounds import RoundRef
from desktop.ui.fields import Choice, Day, Field, Flag, Hour, LongText

SOURCES = {
    code: word for code, word in labels_of(VisitSource).items() if code != VisitSource.IMPORTED
}
IN_SYSTEM = {True: "已登记", False: "未登记"}
_WORDS = (
    "document",
    "matter",
    "ground",
    "assistants",
    "title",
    "reason",
    "reported_by",
    "check_code",
    "system_note",
)


def main_fields(rounds: Sequence[RoundRef]) -> tuple[Field, ...]:
    """What is looked at for every approval."""
    return (
        Choice("source", "任务来源", required=True, choices=SOURCES),
        Choice("round_id", "检查轮次", choices={one.id: one.words for one in rounds}),
        Field("document", "批件、上级文号", hint="专项：上级文号或政府批件"),
        Day("first_day", "检查开始", required=True, may_be_ahead=True),
        Day("last_day", "检查结束", required=True, may_be_ahead=True),
        Choice("manner", "检查方式", choices=labels_of(VisitManner)),
    )


def urgent_fields() -> tuple[Field, ...]:
    """紧急补办: why, who reported it, when it happened."""
    return (
        Flag("urgent", "紧急补办", hint="检查已经当场实施，补办审批"),
        LongText("reason", "补办理由", hint="情况如何紧急，为什么来不及先报批", lines=2),
        Field("reported_by", "报告人", hint="当时向负责人报告的人"),
        Day("happened_on", "当场实施日期"),
        Hour("hour", "当场实施时刻", hint="如 22:30"),
    )


def more_fields() -> tuple[Field, ...]:
    """What the settings fill in, and what may stay empty."""
    return (
        LongText("matter", "检查事项", required=True, lines=2),
        LongText("ground", "法律依据", required=True, lines=2),
        Field("assistants", "协助人员", hint="姓名（身份），用、隔开；不在两名检查人员之内"),
        Field("title", "名称", hint="不填就按检查对象起名"),
        Field("check_code", "检查码", hint="由省系统生成，可以以后登记"),
        Choice("in_system", "省系统", choices=IN_SYSTEM),
        Field("system_note", "未登记理由", hint="如系统故障、没有网络"),
        Field("proposed_by", "承办人", hint="不填为第一名检查人员"),
    )


def start_values(facts: ApprovalFacts) -> dict[str, Any]:
    """Where the boxes start."""
    moment = facts.happened_at
    own = {name: getattr(facts, name) for name in _WORDS}
    return {
        **own,
        "source": facts.source,
        "round_id": facts.round_id,
        "first_day": facts.first_day,
        "last_day": facts.last_day,
        "manner": facts.manner,
        "urgent": facts.urgent,
        "in_system": facts.in_system,
        "happened_on": moment.date() if moment else None,
        "hour": moment.time() if moment else None,
    }


def facts_of(
    values: Mapping[str, Any], projects: tuple[int, ...], inspectors: tuple[int, ...]
) -> ApprovalFacts:
    """The approval as the form has it."""
    day, hour = values["happened_on"], values["hour"]
    return ApprovalFacts(
        source=values["source"],
        first_day=values["first_day"],
        last_day=values["last_day"],
        projects=projects,
        inspectors=inspectors,
        round_id=values["round_id"],
        manner=values["manner"],
        urgent=values["urgent"],
        in_system=values["in_system"],
        happened_at=datetime.combine(day, hour) if day and hour else None,
        **{name: values[name] or "" for name in _WORDS},
    )
