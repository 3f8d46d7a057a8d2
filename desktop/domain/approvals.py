"""行政检查审批: what an approval covers, how often an enterprise was checked, what is doubtful.

国办发〔2024〕54号: no check without approval, urgent ones are approved afterwards; the year's count
has a cap its authority publishes. What lies in judgement is said, never refused.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from db.codes import VisitKind, VisitManner, VisitSource
from desktop.domain.calendar import check_not_future, chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.visits import check_approval_afterwards

ARTICLE = "国办发〔2024〕54号；海南省涉企行政检查条例（试行）"
URGENT_ARTICLE = "司法部办公厅《〈意见〉有关问题解答》：紧急情况当场实施的，及时报告并补办手续"
_NAMED = 3
_CAUSED = frozenset({VisitSource.COMPLAINT, VisitSource.ASSIGNED, VisitSource.RECHECK})


class CheckClass(Enum):
    """检查类型: 日常、专项、个案 of the Ministry's answers; 复查 is listed apart."""

    ROUTINE = "日常"
    CAMPAIGN = "专项"
    INDIVIDUAL = "个案"
    RECHECK = "复查"

    @property
    def words(self) -> str:
        """As printed on the approval."""
        return self.value if self is CheckClass.RECHECK else f"{self.value}检查"


_CLASSES: Mapping[VisitSource, CheckClass] = {
    VisitSource.PLAN: CheckClass.ROUTINE,
    VisitSource.IMPORTED: CheckClass.ROUTINE,
    VisitSource.CAMPAIGN: CheckClass.CAMPAIGN,
    VisitSource.COMPLAINT: CheckClass.INDIVIDUAL,
    VisitSource.ASSIGNED: CheckClass.INDIVIDUAL,
    VisitSource.RECHECK: CheckClass.RECHECK,
}


def class_of(source: VisitSource, kind: VisitKind = VisitKind.CHECK) -> CheckClass | None:
    """The class of a check; 指导观摩 is none, so it is never counted."""
    if kind is VisitKind.GUIDANCE:
        return None
    return CheckClass.RECHECK if kind is VisitKind.RECHECK else _CLASSES[source]


def has_cause(source: VisitSource, kind: VisitKind = VisitKind.CHECK) -> bool:
    """有因检查: a complaint, a case handed over, a re-check."""
    return kind is VisitKind.RECHECK or source in _CAUSED


@dataclass(frozen=True)
class YearChecks:
    """How often one enterprise was checked in a year, by class."""

    routine: int = 0
    campaign: int = 0
    individual: int = 0
    recheck: int = 0

    def counted(self, with_rechecks: bool) -> int:
        """The number that stands beside the cap; whether 复查 counts is the office's setting."""
        without = self.routine + self.campaign + self.individual
        return without + self.recheck if with_rechecks else without

    @property
    def words(self) -> str:
        """日常 2、专项 1; what did not happen is left out."""
        counts = (self.routine, self.campaign, self.individual, self.recheck)
        told = [f"{one.value} {n}" for one, n in zip(CheckClass, counts, strict=True) if n]
        return "、".join(told) or "0"


class ApprovalState(Enum):
    """How far an approval is."""

    DRAFT = "草稿"
    PROPOSED = "待批准"
    APPROVED = "已批准"
    VOIDED = "已作废"


def state_of(proposed_on: date | None, approved_on: date | None, voided: bool) -> ApprovalState:
    """A voided one stays in its row and is never approved again; a new one takes its place."""
    if approved_on is not None:
        return ApprovalState.APPROVED
    if voided:
        return ApprovalState.VOIDED
    return ApprovalState.DRAFT if proposed_on is None else ApprovalState.PROPOSED


@dataclass(frozen=True)
class ApprovalFacts:
    """One approval as it is asked for; ``visits`` were made already and are approved afterwards."""

    source: VisitSource
    ground: str
    first_day: date
    last_day: date
    projects: tuple[int, ...] = ()
    round_id: int | None = None
    inspectors: tuple[int, ...] = ()
    title: str = ""
    matter: str = ""
    manner: VisitManner | None = VisitManner.OPEN
    document: str = ""
    assistants: str = ""
    urgent: bool = False
    reason: str = ""
    reported_by: str = ""
    happened_at: datetime | None = None
    check_code: str = ""
    in_system: bool | None = None
    system_note: str = ""

    def spans(self, day: date) -> bool:
        """Whether the day lies within; both ends count."""
        return self.first_day <= day <= self.last_day


def covers(facts: ApprovalFacts, projects: Collection[int], project: int, day: date) -> bool:
    """A check is covered when its project is on the list (or its round's) and its day within."""
    return project in projects and facts.spans(day)


def check_period(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise RuleViolation("检查结束日期不能早于开始日期")


def check_can_change(state: ApprovalState) -> None:
    """What was approved stands on an issued paper."""
    if state is ApprovalState.APPROVED:
        raise RuleViolation("已经批准并出了审批表，不能修改；写错的请作废后重新报批")
    if state is ApprovalState.VOIDED:
        raise RuleViolation("这份审批已作废，请新建一份")


def check_can_propose(facts: ApprovalFacts, state: ApprovalState) -> None:
    """A proposal says what, whom, why, who and when (司法部 行政检查审批表)."""
    if state is not ApprovalState.DRAFT:
        raise RuleViolation(f"这份审批{state.value}，不能再送审")
    lacking = lacking_of(facts)
    if lacking:
        raise RuleViolation(f"不能送审：缺{'、'.join(lacking)}")


def lacking_of(facts: ApprovalFacts) -> tuple[str, ...]:
    """What a proposal must say and does not."""
    fields = (
        ("检查对象", facts.projects or facts.round_id),
        ("法律依据", facts.ground.strip()),
        ("检查事项", facts.matter.strip()),
        ("检查人员", facts.inspectors),
        ("紧急补办理由", facts.reason.strip() or not facts.urgent),
    )
    return tuple(name for name, given in fields if not given)


def check_can_approve(
    facts: ApprovalFacts, state: ApprovalState, approved_on: date, visited: Iterable[date]
) -> None:
    """Approved by the head of the office; after a visit only with the reason."""
    if state is ApprovalState.DRAFT:
        raise RuleViolation("还没有送审，请先送审")
    check_can_change(state)
    for day in visited:
        check_approval_afterwards(facts.reason, approved_on, day)


def check_approval_day(approved_on: date, proposed_on: date | None, today: date) -> None:
    """An approval is an event: not ahead, and not before it was asked for."""
    check_not_future(approved_on, today, "批准")
    if proposed_on is not None and approved_on < proposed_on:
        raise RuleViolation(f"批准日期不能早于送审日期{chinese_date(proposed_on)}")


def check_can_notify(
    state: ApprovalState, facts: ApprovalFacts, projects: Collection[int], project: int, day: date
) -> None:
    """A notice rests on an approval; an urgent check may begin while its approval is asked for."""
    is_urgent = facts.urgent and state is ApprovalState.PROPOSED
    if state is not ApprovalState.APPROVED and not is_urgent:
        raise RuleViolation(f"这份审批{state.value}，批准之后才能签发行政检查通知书")
    if project not in projects:
        raise RuleViolation("这个工程不在审批的检查对象之内，请另行报批")
    if not facts.spans(day):
        first, last = chinese_date(facts.first_day), chinese_date(facts.last_day)
        raise RuleViolation(f"检查日期不在批准的期间（{first}至{last}）之内，请另行报批")


@dataclass(frozen=True)
class Carried:
    """An inspector with his 执法证 on the first and on the last day; None where none is known."""

    name: str
    first: bool | None
    last: bool | None
    numbered: bool = True


@dataclass(frozen=True)
class Frequency:
    """One enterprise: its count of the year, and the last check without cause before this one."""

    enterprise: str
    checks: YearChecks
    recent: date | None = None


@dataclass(frozen=True)
class Limits:
    """What the office set; without a cap nothing is said of it."""

    cap: int | None = None
    with_rechecks: bool = False
    repeat_days: int | None = None
    afterwards_hours: int | None = None


def doubts(
    facts: ApprovalFacts,
    people: Iterable[Carried],
    enterprises: Iterable[Frequency],
    limits: Limits,
    approved_on: date | None = None,
) -> tuple[str, ...]:
    """What whoever approves should know; none of it stops him."""
    counted = tuple(enterprises)
    found = (
        *_campaign(facts),
        *_people(facts, tuple(people)),
        *_over_cap(counted, limits),
        *_repeated(facts, counted, limits),
        *_afterwards(facts, limits, approved_on),
    )
    return tuple(sentence for sentence in found if sentence)


def _campaign(facts: ApprovalFacts) -> tuple[str, ...]:
    if facts.source is not VisitSource.CAMPAIGN or facts.document.strip():
        return ()
    said = "专项检查没有批件：上级部署的填上级文号，本局发起的须有县级以上政府批件"
    return (f"{said}（国办发〔2024〕54号）",)


def _people(facts: ApprovalFacts, people: tuple[Carried, ...]) -> tuple[str, ...]:
    few = "检查人员不足两名" if len(facts.inspectors) < 2 else ""
    unknown = [one.name for one in people if one.first is None]
    expired = [one.name for one in people if one.first is False]
    ending = [one.name for one in people if one.first and one.last is False]
    bare = [one.name for one in people if not one.numbered]
    return (
        few,
        f"执法证有效期未录入：{'、'.join(unknown)}" if unknown else "",
        f"开始当日无有效执法证：{'、'.join(expired)}" if expired else "",
        f"执法证在检查期间到期：{'、'.join(ending)}" if ending else "",
        f"没有执法证号：{'、'.join(bare)}" if bare else "",
    )


def _over_cap(enterprises: tuple[Frequency, ...], limits: Limits) -> tuple[str, ...]:
    if limits.cap is None:
        return ()
    over = [
        f"{one.enterprise}（{one.checks.words}）"
        for one in enterprises
        if one.checks.counted(limits.with_rechecks) >= limits.cap
    ]
    said = "家企业本年检查次数已到上限"
    return (f"{len(over)}{said}{limits.cap}次：{_few(over)}",) if over else ()


def _repeated(
    facts: ApprovalFacts, enterprises: tuple[Frequency, ...], limits: Limits
) -> tuple[str, ...]:
    if limits.repeat_days is None or has_cause(facts.source):
        return ()
    since = facts.first_day - timedelta(days=limits.repeat_days)
    again = [
        f"{one.enterprise}（{one.recent.isoformat()}）"
        for one in enterprises
        if one.recent is not None and since <= one.recent
    ]
    said = f"家企业在 {limits.repeat_days} 日内已查过"
    return (f"{len(again)}{said}：{_few(again)}",) if again else ()


def _afterwards(facts: ApprovalFacts, limits: Limits, approved_on: date | None) -> tuple[str, ...]:
    if not facts.urgent:
        return ()
    lacking = [
        name
        for name, given in (("当场实施时刻", facts.happened_at), ("报告人", facts.reported_by))
        if not given
    ]
    return (
        f"紧急补办没有写明{'、'.join(lacking)}" if lacking else "",
        _too_late(facts, limits, approved_on),
    )


def _too_late(facts: ApprovalFacts, limits: Limits, approved_on: date | None) -> str:
    if facts.happened_at is None or limits.afterwards_hours is None or approved_on is None:
        return ""
    latest = (facts.happened_at + timedelta(hours=limits.afterwards_hours)).date()
    if approved_on <= latest:
        return ""
    return f"补办晚于当场实施后 {limits.afterwards_hours} 小时（本单位设置）"


def _few(names: list[str]) -> str:
    shown = "、".join(names[:_NAMED])
    return f"{shown}等" if len(names) > _NAMED else shown


def titled(facts: ApprovalFacts, subject: str, count: int) -> str:
    """What an approval is called in lists when nobody named it."""
    told = class_of(facts.source)
    kind = told.words if told is not None else ""
    what = f"{subject}等{count}个工程" if count > 1 else subject
    return f"{what} {kind}{'（补办）' if facts.urgent else ''}".strip()
