"""更正 of a hazard: the step entered last is taken back with a reason; both stay in sight."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.act import Act
from db.codes import HazardStepKind
from desktop.domain import hazards as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import HazardFacts, Step
from desktop.domain.labels import label
from desktop.usecases.done import Done
from desktop.usecases.loop import Loop, NextStep

_BY_PAPER = (HazardStepKind.ORDERED, HazardStepKind.SERVED, HazardStepKind.RESUMED)


@dataclass(frozen=True)
class CorrectHazard:
    """The hazards whose last step was entered wrongly, and why."""

    hazards: tuple[int, ...]
    reason: str


def correct_hazard(session: Session, command: CorrectHazard, act: Act) -> Done[None]:
    loop = Loop(session, command.hazards)

    def check(one: HazardFacts) -> None:
        rules.check_can_correct(one, command.reason)
        _check_can_be_taken_back(one)

    loop.each(check)
    step = NextStep(HazardStepKind.CORRECTED, act.today, remark=command.reason.strip())
    return loop.take(step, act)


def _check_can_be_taken_back(hazard: HazardFacts) -> None:
    """What a paper did is taken back by voiding the paper, or by another that cites it."""
    *earlier, last = _entered(hazard) or [None]
    if last is None:
        return
    if last.kind in _BY_PAPER:
        word = label(last.kind)
        raise RuleViolation(f"最后一步是“{word}”，随文书而来；请作废该文书，或另行出具更正的文书")
    if last.new_due is not None and not any(step and step.new_due for step in earlier):
        raise RuleViolation("这一步定过新期限，而原期限只在台账里，不能更正；请再登记一次延期")


def _entered(hazard: HazardFacts) -> list[Step | None]:
    """The steps still standing, in the order they were entered."""
    standing: list[Step | None] = []
    for step in hazard.steps:
        if step.kind is not HazardStepKind.CORRECTED:
            standing.append(step)
        elif standing:
            standing.pop()
    return standing
