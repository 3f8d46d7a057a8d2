"""Hazards (隐患): the state told by the steps, and who may take which step.

省厅通知第二部分（一）第2项: 审核把关销号，闭环管理. 安全生产法第六十五条: what cannot be put right
at once is ordered with a term; where safety cannot be kept, work stops, and goes on only when
examined and agreed to. Every refusal says what is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from db.codes import ClosureWay, HazardLevel, HazardState, HazardStepKind, Outcome
from desktop.domain.calendar import check_not_future, chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label

STATE_ORDER = tuple(HazardState)
_REACHED = {
    HazardStepKind.ORDERED: HazardState.ORDERED,
    HazardStepKind.SERVED: HazardState.SERVED,
    HazardStepKind.REPLIED: HazardState.REPLIED,
    HazardStepKind.RECHECK_PASSED: HazardState.RECHECKED,
    HazardStepKind.REVIEWED: HazardState.REVIEWED,
    HazardStepKind.CLOSED: HazardState.CLOSED,
}
_RECHECKS = (HazardStepKind.RECHECK_PASSED, HazardStepKind.RECHECK_FAILED)


@dataclass(frozen=True)
class Step:
    """A step that happened; ``people`` are the inspectors who took it (of its visit, if one)."""

    kind: HazardStepKind
    day: date
    people: frozenset[int] = frozenset()
    way: ClosureWay | None = None
    on_visit: bool = False
    evidence: bool = False
    new_due: date | None = None


@dataclass(frozen=True)
class HazardFacts:
    """What the rules need of one hazard; ``steps`` in the order they were entered.

    ``imported_closure`` is the day a ledger brought in says it was closed.
    """

    level: HazardLevel
    found_on: date
    outcome: Outcome | None = None
    finders: frozenset[int] = frozenset()
    due: date | None = None
    history: bool = False
    imported_closure: date | None = None
    steps: tuple[Step, ...] = field(default=())

    @property
    def strict(self) -> bool:
        """Majors and whatever is under 停工 need two, evidence and a reviewer."""
        return self.level is HazardLevel.MAJOR or self.outcome is Outcome.STOPPED


def standing_steps(hazard: HazardFacts) -> tuple[Step, ...]:
    """The steps still standing, by day: each 更正 takes back the one entered last before it."""
    standing: list[Step] = []
    if hazard.imported_closure is not None:
        imported = hazard.imported_closure
        standing.append(Step(HazardStepKind.CLOSED, imported, way=ClosureWay.IMPORTED))
    for step in hazard.steps:
        if step.kind is not HazardStepKind.CORRECTED:
            standing.append(step)
        elif standing:
            standing.pop()
    return tuple(sorted(standing, key=lambda step: step.day))


def derive_state(hazard: HazardFacts) -> HazardState:
    """The state the steps tell; a step entered late never lowers it, a failed re-check does.

    A hazard brought in from a ledger begins as ordered: the paper is not asked for. A stop order
    begins anew what a notice had ordered before.
    """
    if hazard.outcome is Outcome.ON_THE_SPOT and not hazard.strict:
        return HazardState.CLOSED
    begun = HazardState.ORDERED if hazard.history else HazardState.FOUND
    reached = served = begun
    for step in standing_steps(hazard):
        if step.kind is HazardStepKind.RECHECK_FAILED:
            reached = served
        elif step.kind is HazardStepKind.ORDERED:
            reached = served = HazardState.ORDERED
        elif (state := _REACHED.get(step.kind)) is not None:
            reached = max(reached, state, key=STATE_ORDER.index)
            if state is HazardState.SERVED:
                served = state
    return reached


def derive_due(hazard: HazardFacts) -> date | None:
    """The deadline now in force: of the last order, extension or failed re-check that set one."""
    dues = [step.new_due for step in standing_steps(hazard) if step.new_due is not None]
    return dues[-1] if dues else hazard.due


def derive_closed_on(hazard: HazardFacts) -> date | None:
    """The day it was closed; on the spot, the day it was found."""
    if hazard.outcome is Outcome.ON_THE_SPOT and not hazard.strict:
        return hazard.found_on
    closed = [s.day for s in standing_steps(hazard) if s.kind is HazardStepKind.CLOSED]
    return closed[-1] if closed else None


def overdue(hazard: HazardFacts, today: date) -> bool:
    """逾期未销号: the deadline has passed and it is not closed, even if put right meanwhile."""
    due = derive_due(hazard)
    return derive_state(hazard) is not HazardState.CLOSED and due is not None and today > due


def extended(hazard: HazardFacts) -> bool:
    """经批准延期: counted apart in the month."""
    return any(s.kind is HazardStepKind.EXTENDED for s in standing_steps(hazard))


def check_found(hazard: HazardFacts, today: date) -> None:
    """Found in the past; a major is not closed by 当场改正 (省厅通知第2项 审核把关)."""
    check_not_future(hazard.found_on, today, "发现")
    if hazard.level is HazardLevel.MAJOR and hazard.outcome is Outcome.ON_THE_SPOT:
        raise RuleViolation("重大隐患不能按当场改正销号，应责令整改，经复查、审核后销号")
    if hazard.due is not None and hazard.due < hazard.found_on:
        raise RuleViolation("整改期限不能早于发现日期")


def check_registered(
    level: HazardLevel, found_on: date, number: str, day: date | None, today: date
) -> None:
    """入国家重大隐患数据库, 省厅通知第2项: majors, with number and day, after they were found."""
    if level is not HazardLevel.MAJOR:
        raise RuleViolation("只有重大隐患录入国家重大隐患数据库")
    if bool(number) != (day is not None):
        raise RuleViolation("国家库编号和入库日期须一起填写")
    if day is not None:
        _check_day(day, found_on, "入库", "发现", today)


def check_can_order(hazard: HazardFacts, day: date, due: date | None, today: date) -> None:
    """责令限期整改 or 停工, 安全生产法第六十五条; how many days is set by the paper."""
    _check_not_closed(hazard)
    if HazardStepKind.ORDERED in {step.kind for step in standing_steps(hazard)}:
        raise RuleViolation("该隐患已责令整改；改期限请用延期，未整改到位请记录复查不合格")
    if hazard.outcome is Outcome.ON_THE_SPOT:
        raise RuleViolation("该隐患已当场改正，不再责令整改")
    _check_day(day, hazard.found_on, "责令整改", "发现", today)
    if due is None and hazard.outcome is not Outcome.STOPPED:
        raise RuleViolation("责令限期整改须写明整改期限")
    if due is not None and due < day:
        raise RuleViolation("整改期限不能早于责令整改的日期")


def check_can_stop(hazard: HazardFacts, day: date, due: date | None, today: date) -> None:
    """停工, 安全生产法第六十五条第一款第（三）项: safety cannot be kept while it is put right.

    Also what a notice had ordered before; its steps begin anew, so none of them lies after it.
    """
    _check_not_closed(hazard)
    steps = standing_steps(hazard)
    if hazard.outcome is Outcome.STOPPED:
        raise RuleViolation("该隐患已责令停工；复查、审核后签发复工通知书方可复工")
    _check_day(day, hazard.found_on, "责令停工", "发现", today)
    if steps and steps[-1].day > day:
        last = f"“{label(steps[-1].kind)}”（{chinese_date(steps[-1].day)}）"
        raise RuleViolation(f"责令停工的日期不能早于该隐患的最后一步{last}")
    if due is not None and due < day:
        raise RuleViolation("整改期限不能早于责令停工的日期")


def check_can_serve(hazard: HazardFacts, day: date, today: date) -> None:
    """Clocks of law start from service, not from issue."""
    _check_not_closed(hazard)
    _check_ordered(hazard)
    _check_day(day, _day_of(hazard, HazardStepKind.ORDERED), "送达", "责令整改", today)


def check_can_extend(hazard: HazardFacts, day: date, new_due: date, approved: bool) -> None:
    """An extension is asked before, approved in writing, and ends later (延期须有批件和新期限)."""
    _check_not_closed(hazard)
    _check_ordered(hazard)
    due = derive_due(hazard)
    if not approved:
        raise RuleViolation("延期须有批准的书面材料")
    if due is not None and new_due <= due:
        raise RuleViolation(f"新期限应晚于原期限{chinese_date(due)}")
    if new_due < day:
        raise RuleViolation("新期限不能早于批准延期的日期")


def check_can_reply(hazard: HazardFacts, day: date, today: date) -> None:
    """整改回复 of the enterprise, item by item of its notice (建质〔2014〕154号)."""
    _check_not_closed(hazard)
    _check_ordered(hazard)
    _check_day(day, _day_of(hazard, HazardStepKind.ORDERED), "整改回复", "责令整改", today)


def check_can_recheck(hazard: HazardFacts, recheck: Step, today: date) -> None:
    """Ordinary: one inspector on evidence, on paper or on site. Strict: a visit by two."""
    _check_not_closed(hazard)
    _check_ordered(hazard)
    begun = _day_of(hazard, HazardStepKind.ORDERED)
    _check_day(recheck.day, begun, "复查", "责令整改", today)
    _check_not_passed(hazard, recheck.day)
    if recheck.new_due is not None and recheck.kind is HazardStepKind.RECHECK_PASSED:
        raise RuleViolation("复查合格的不再定新期限")
    if recheck.new_due is not None and recheck.new_due < recheck.day:
        raise RuleViolation("继续整改的新期限不能早于复查日期")
    lacking = _lacking_in_recheck(hazard, recheck)
    if lacking:
        raise RuleViolation(f"不能记录复查：{'；'.join(lacking)}")


def _check_not_passed(hazard: HazardFacts, day: date) -> None:
    """What passed is done with; an earlier failure may still be entered late."""
    state = derive_state(hazard)
    passed = STATE_ORDER.index(state) >= STATE_ORDER.index(HazardState.RECHECKED)
    if passed and day >= _day_of(hazard, HazardStepKind.RECHECK_PASSED):
        raise RuleViolation("该隐患已复查合格，不再复查；录错请用更正，再次出现请另行登记")


def _lacking_in_recheck(hazard: HazardFacts, recheck: Step) -> list[str]:
    lacking = []
    if not recheck.people:
        lacking.append("缺复查人")
    if recheck.way not in (ClosureWay.ON_PAPER, ClosureWay.ON_SITE):
        lacking.append("须注明书面复核或现场复查")
    if recheck.kind is HazardStepKind.RECHECK_PASSED and not recheck.evidence:
        lacking.append("缺整改证据（照片、整改报告或扫描件）")
    if hazard.strict:
        if recheck.way is ClosureWay.ON_PAPER or not recheck.on_visit:
            lacking.append("重大隐患和停工整改的隐患须现场复查")
        if len(recheck.people) < 2:
            lacking.append("重大隐患和停工整改的隐患须两名监督员复查")
    return lacking


def check_can_review(
    hazard: HazardFacts, reviewer: int | None, day: date, today: date, *, outside: bool = False
) -> None:
    """审核把关: by one who neither found nor re-checked it.

    ``outside``: where the office has nobody left, a reviewer of another office by a wet-signed
    销号审批表 whose scan is bound.
    """
    _check_not_closed(hazard)
    state = derive_state(hazard)
    if STATE_ORDER.index(state) < STATE_ORDER.index(HazardState.RECHECKED):
        raise RuleViolation(f"复查合格后方可审核，现为“{label(state)}”")
    _check_day(day, _day_of(hazard, HazardStepKind.RECHECK_PASSED), "审核", "复查", today)
    if outside:
        return
    if reviewer is None:
        raise RuleViolation("缺审核人；本局无人可审核的，由局外审核人签销号审批表并绑定扫描件")
    if reviewer in hazard.finders:
        raise RuleViolation("审核人是该隐患的检查人，须由未参与检查和复查的人审核")
    if reviewer in recheckers(hazard):
        raise RuleViolation("审核人是该隐患的复查人，须由未参与检查和复查的人审核")


def recheckers(hazard: HazardFacts) -> frozenset[int]:
    """Everyone who re-checked it, passed or failed."""
    steps = standing_steps(hazard)
    return frozenset().union(*(step.people for step in steps if step.kind in _RECHECKS))


def missing_to_close(hazard: HazardFacts) -> tuple[str, ...]:
    """What still stands between this hazard and its closure, for the screen and the refusal."""
    state = derive_state(hazard)
    if state is HazardState.CLOSED:
        return ()
    reached = STATE_ORDER.index(state)
    missing = []
    if reached < STATE_ORDER.index(HazardState.ORDERED):
        missing.append("尚未责令整改")
    if reached < STATE_ORDER.index(HazardState.RECHECKED):
        missing.append("尚未复查合格" if not hazard.strict else "尚未经两名监督员现场复查合格")
    if hazard.strict and reached < STATE_ORDER.index(HazardState.REVIEWED):
        missing.append("尚未经未参与检查和复查的人审核")
    return tuple(missing)


def check_can_close(hazard: HazardFacts, day: date, today: date) -> None:
    """销号, 省厅通知第2项: ordinary ones after a passed re-check, strict ones after the review."""
    _check_not_closed(hazard)
    missing = missing_to_close(hazard)
    if missing:
        raise RuleViolation(f"不能销号：{'；'.join(missing)}")
    last = HazardStepKind.REVIEWED if hazard.strict else HazardStepKind.RECHECK_PASSED
    _check_day(day, _day_of(hazard, last), "销号", "审核" if hazard.strict else "复查", today)


def check_can_resume(hazards: Iterable[HazardFacts], day: date, today: date) -> None:
    """复工, 安全生产法第六十五条: only when examined and agreed to, for every item of the order."""
    items = tuple(hazards)
    reviewed = STATE_ORDER.index(HazardState.REVIEWED)
    left = sum(STATE_ORDER.index(derive_state(hazard)) < reviewed for hazard in items)
    if left:
        raise RuleViolation(f"停工通知书中还有{left}项未经复查合格并审核，不能复工")
    begun = max((_day_of(one, HazardStepKind.REVIEWED) for one in items), default=None)
    _check_day(day, begun, "签发复工通知书的", "审核", today)


def check_can_correct(hazard: HazardFacts, reason: str) -> None:
    """更正 takes back the last step with a reason; what was entered stays in sight."""
    if not standing_steps(hazard):
        raise RuleViolation("该隐患没有可以更正的步骤")
    if not reason.strip():
        raise RuleViolation("更正须写明原因")


def _check_not_closed(hazard: HazardFacts) -> None:
    if derive_state(hazard) is HazardState.CLOSED:
        raise RuleViolation("该隐患已销号；有误请用更正")


def _check_ordered(hazard: HazardFacts) -> None:
    if derive_state(hazard) is HazardState.FOUND:
        raise RuleViolation("该隐患尚未责令整改，请先出具整改或停工通知书")


def _check_day(day: date, begun: date | None, event: str, after: str, today: date) -> None:
    check_not_future(day, today, event)
    if begun is not None and day < begun:
        raise RuleViolation(f"{event}日期不能早于{after}日期{chinese_date(begun)}")


def _day_of(hazard: HazardFacts, kind: HazardStepKind) -> date:
    days = [step.day for step in standing_steps(hazard) if step.kind is kind]
    return days[-1] if days else hazard.found_on
