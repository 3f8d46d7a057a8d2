"""发文办理: a draft is reviewed and signed before it leaves (拟稿 → 审核 → 签发).

党政机关公文处理工作条例 asks 审核 and 签发 of every 公文; how many steps a kind of paper passes,
who signs and how long an approval may follow are the office's own rules. What no law forbids (one
person in two roles) is said, never refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.codes import CaseState, CaseStep, PaperKind
from desktop.domain.calendar import check_not_future, chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label

ARTICLE = "本单位设置；党政机关公文处理工作条例（审核、签发）"
MOST_STEPS = 2
STEPS_WORDS = {0: "直接签发", 1: "签发", 2: "审核、签发"}
AGREED = "同意"

ON_THE_SPOT = frozenset(
    {
        PaperKind.STOP_ORDER,
        PaperKind.RECTIFICATION_NOTICE,
        PaperKind.INSPECTION_NOTICE,
        PaperKind.INTERVIEW_RECORD,
        PaperKind.INQUIRY_RECORD,
        PaperKind.BRIEFING_RECORD,
        PaperKind.SERVICE_ADDRESS,
    }
)
"""Papers that are handed over on site: they may leave first and be approved afterwards."""


@dataclass(frozen=True)
class Given:
    """One opinion as the rules look at it; ``edition`` of the draft it was given on."""

    step: CaseStep
    agreed: bool
    name: str
    day: date
    edition: int = 1


@dataclass(frozen=True)
class CaseFacts:
    """All that decides how far a draft is; ``released`` when its paper has left.

    ``voided`` when that paper was taken back since.
    """

    kind: PaperKind
    steps: int
    drafter: str
    drafted_on: date
    edition: int = 1
    given: tuple[Given, ...] = ()
    released: bool = False
    afterwards: bool = False
    withdrawn: bool = False
    voided: bool = False

    @property
    def standing(self) -> tuple[Given, ...]:
        """The opinions on the draft as it now is."""
        return tuple(one for one in self.given if one.edition == self.edition)

    @property
    def is_returned(self) -> bool:
        return any(not one.agreed for one in self.standing)


def steps_in(count: int) -> tuple[CaseStep, ...]:
    """One step is 签发, two are 审核 and 签发."""
    return (CaseStep.REVIEW, CaseStep.SIGN)[MOST_STEPS - count :]


def next_step(facts: CaseFacts) -> CaseStep | None:
    """The opinion that is waited for; none where all are given, or the draft went back."""
    if facts.withdrawn or facts.is_returned:
        return None
    done = {one.step for one in facts.standing}
    return next((step for step in steps_in(facts.steps) if step not in done), None)


def state_of(facts: CaseFacts) -> CaseState:
    """The state derived; the column of a case is a copy of it."""
    if facts.withdrawn:
        return CaseState.WITHDRAWN
    if facts.is_returned:
        return CaseState.RETURNED
    if next_step(facts) is None:
        return CaseState.ISSUED if facts.released else CaseState.SIGNED
    return CaseState.REVIEWED if facts.standing else CaseState.DRAFTED


def state_words(state: CaseState, steps: int, *, afterwards: bool = False) -> str:
    """The state as a clerk reads it; with one step a draft waits for 签发 at once."""
    waits = CaseState.REVIEWED if state is CaseState.DRAFTED and steps == 1 else state
    if afterwards and state is CaseState.RETURNED:
        return "补批未同意"
    return f"{label(waits)}（已先发）" if afterwards and is_waiting(state) else label(waits)


def is_waiting(state: CaseState) -> bool:
    """Whether someone has to give an opinion."""
    return state in (CaseState.DRAFTED, CaseState.REVIEWED)


# -- who may do what -------------------------------------------------------------------


def waiting_step(state: CaseState, steps: int) -> CaseStep | None:
    """Who is waited for, as the state alone tells it."""
    if not is_waiting(state):
        return None
    is_first = state is CaseState.DRAFTED and steps == MOST_STEPS
    return CaseStep.REVIEW if is_first else CaseStep.SIGN


def check_steps(kind: PaperKind, steps: int) -> None:
    if not 0 <= steps <= MOST_STEPS:
        raise RuleViolation(f"{label(kind)}的审批步数应为 0 至 {MOST_STEPS}")


def check_can_draft(drafter: str) -> None:
    if not drafter.strip():
        raise RuleViolation("送审须写明拟稿人")


@dataclass(frozen=True)
class Opinion:
    """What someone is about to say of a draft."""

    step: CaseStep
    agreed: bool
    name: str
    words: str
    day: date


def check_can_review(facts: CaseFacts) -> None:
    _check_open(facts)
    if next_step(facts) is not CaseStep.REVIEW:
        why = (
            "已经审核，请签发" if facts.steps == MOST_STEPS else "按本单位设置不经审核，请直接签发"
        )
        raise RuleViolation(f"这份文稿{why}")


def check_can_sign(facts: CaseFacts) -> None:
    _check_open(facts)
    if next_step(facts) is CaseStep.REVIEW:
        raise RuleViolation("这份文稿还没有审核，不能签发")


def check_can_return(words: str) -> None:
    """Who sends a draft back says what is to be put right."""
    if not words.strip():
        raise RuleViolation("退回须写明意见")


def check_opinion(facts: CaseFacts, opinion: Opinion, today: date) -> None:
    """The step that is due, by a named person, not before what it stands on."""
    check = check_can_review if opinion.step is CaseStep.REVIEW else check_can_sign
    check(facts)
    word = label(opinion.step)
    if not opinion.name.strip():
        raise RuleViolation(f"请填写{word}人")
    if not opinion.agreed:
        check_can_return(opinion.words)
    check_not_future(opinion.day, today, word)
    since = max((one.day for one in facts.given), default=facts.drafted_on)
    if opinion.day < since:
        raise RuleViolation(f"{word}日期不能早于上一步的{chinese_date(since)}")


def check_can_revise(facts: CaseFacts) -> None:
    """After a return, or before anybody said anything; what was agreed to is not changed."""
    if facts.released:
        raise RuleViolation("文书已经发出，不能再改文稿；有误的请作废或另行出具更正的文书")
    if facts.withdrawn:
        raise RuleViolation("这份文稿已撤回，请重新拟稿")
    if facts.standing and not facts.is_returned:
        raise RuleViolation("已经有人同意的文稿不能改，请先退回")


def check_can_withdraw(facts: CaseFacts) -> None:
    """Also the approval that would follow, where the paper that left first was voided."""
    is_moot = facts.voided and state_of(facts) is not CaseState.ISSUED
    if facts.released and not is_moot:
        raise RuleViolation("文书已经发出，不能撤回文稿")
    if facts.withdrawn:
        raise RuleViolation("这份文稿已撤回")


def check_can_issue(facts: CaseFacts) -> None:
    """All steps taken, and once only."""
    if facts.released:
        raise RuleViolation("这份文稿的文书已经发出")
    if facts.withdrawn:
        raise RuleViolation("这份文稿已撤回，不能发出")
    if facts.is_returned:
        raise RuleViolation("这份文稿已退回，请修改后再送审")
    step = next_step(facts)
    if step is not None:
        raise RuleViolation(f"这份文稿还没有{label(step)}，不能发出")


def check_releases(facts: CaseFacts, kind: PaperKind) -> None:
    """Whether a paper of ``kind`` may leave on this case, now or with its approval to follow."""
    if facts.kind is not kind:
        raise RuleViolation(f"所据的审批是{label(facts.kind)}的，不能用于{label(kind)}")
    if facts.afterwards and not facts.released:
        return
    check_can_issue(facts)


def check_afterwards(kind: PaperKind, steps: int, reason: str) -> None:
    """现场先发: only what is handed over on site, and with the reason."""
    if not steps:
        raise RuleViolation(f"{label(kind)}按本单位设置不需要审批，请直接签发")
    if kind not in ON_THE_SPOT:
        raise RuleViolation(f"{label(kind)}不是现场交付的文书，请先送审")
    if not reason.strip():
        raise RuleViolation("现场先发、事后补批须写明原因")


def due_at(now: datetime, hours: int) -> str:
    """By when the approval of what left first has to follow: local time, ISO to the minute."""
    return (now.replace(tzinfo=None) + timedelta(hours=hours)).isoformat(timespec="minutes")


def doubts(facts: CaseFacts) -> tuple[str, ...]:
    """What no law forbids, and whoever looks at the case should see."""
    found = []
    said = {one.step: one.name for one in facts.standing}
    for step, name in said.items():
        if name == facts.drafter:
            found.append(f"{label(step)}人与拟稿人是同一人（{name}）")
    if len(said) == MOST_STEPS and len(set(said.values())) == 1:
        found.append(f"审核人与签发人是同一人（{said[CaseStep.SIGN]}）")
    return tuple(found)


def _check_open(facts: CaseFacts) -> None:
    if facts.withdrawn:
        raise RuleViolation("这份文稿已撤回")
    if facts.is_returned:
        raise RuleViolation("这份文稿已退回，请修改后再送审")
    if next_step(facts) is None:
        raise RuleViolation("这份文稿已经签发")


# -- signatories -----------------------------------------------------------------------


@dataclass(frozen=True)
class Signer:
    """Who may review or sign, on the days [first, until); a deputy names for whom."""

    step: CaseStep
    name: str
    first: date
    until: date | None = None
    post: str = ""
    deputy_for: str = ""

    def holds_on(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)

    @property
    def words(self) -> str:
        """As proposed on the screen and printed on the form: a deputy is marked."""
        return signed_name(self.name, self.deputy_for)

    @property
    def span(self) -> str:
        last = chinese_date(self.until - timedelta(days=1)) if self.until else "长期"
        return f"{chinese_date(self.first)}至{last}"


def signed_name(name: str, deputy_for: str) -> str:
    """李四（代张三）."""
    return f"{name}（代{deputy_for}）" if deputy_for else name


def check_signatory(signer: Signer) -> None:
    if not signer.name.strip():
        raise RuleViolation("请填写姓名")
    if signer.until is not None and signer.until <= signer.first:
        raise RuleViolation("最后一日不能早于起始日")
    if signer.deputy_for.strip() == signer.name.strip():
        raise RuleViolation("代签人与被代的人不能是同一人")
    if signer.deputy_for.strip() and signer.until is None:
        raise RuleViolation("代签须有期间，请填写最后一日")


def signers_on(signers: Iterable[Signer], step: CaseStep, day: date) -> tuple[Signer, ...]:
    """Who may on the day; a deputy stands first, for he is named when the other is away."""
    held = (one for one in signers if one.step is step and one.holds_on(day))
    return tuple(sorted(held, key=lambda one: not one.deputy_for))


def signer_on(signers: Iterable[Signer], step: CaseStep, name: str, day: date) -> Signer | None:
    """The row by which a person may; an office that named nobody leaves it free."""
    known = tuple(one for one in signers if one.step is step)
    may = next((one for one in signers_on(known, step, day) if one.name == name), None)
    if may is not None or not known:
        return may
    word = label(step)
    own = [one for one in known if one.name == name]
    if own:
        kind = "代" if own[-1].deputy_for else ""
        raise RuleViolation(
            f"{name}{kind}{word}的期间是{own[-1].span}，{chinese_date(day)}不在期内"
        )
    raise RuleViolation(f"{name}不在本单位的{word}人之列，请在“设置 · 发文审批”中登记")
