"""隐患 after it was found: reply, re-check, review, closure, extension; a step a function."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.act import Act
from db.codes import ClosureWay, HazardStepKind
from db.tables.hazards import Hazard
from desktop.domain import hazards as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import Step
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done
from desktop.usecases.loop import Loop, NextStep
from desktop.usecases.recheck_visits import recheckers_of, visit_of_recheck


@dataclass(frozen=True)
class RecordReply:
    """整改回复 of the enterprise to these hazards, with what it handed in."""

    hazards: tuple[int, ...]
    replied_on: date
    evidence: NewFile | None = None
    remark: str = ""


@dataclass(frozen=True)
class RecordRecheck:
    """复查 by one inspector, or by a visit whose inspectors then are the re-checkers."""

    hazards: tuple[int, ...]
    rechecked_on: date
    passed: bool
    way: ClosureWay
    inspector_id: int | None = None
    visit_id: int | None = None
    evidence: NewFile | None = None
    new_due: date | None = None
    remark: str = ""


@dataclass(frozen=True)
class ReviewHazard:
    """审核 by one of the office who neither found nor re-checked it."""

    hazards: tuple[int, ...]
    reviewed_on: date
    reviewer_id: int | None
    remark: str = ""


@dataclass(frozen=True)
class CloseHazard:
    """销号."""

    hazards: tuple[int, ...]
    closed_on: date
    way: ClosureWay
    inspector_id: int | None = None
    remark: str = ""


@dataclass(frozen=True)
class ExtendDeadline:
    """延期, with the approval in writing."""

    hazards: tuple[int, ...]
    approved_on: date
    new_due: date
    approval: NewFile | None
    remark: str = ""


def record_reply(session: Session, command: RecordReply, act: Act) -> Done[None]:
    loop = Loop(session, command.hazards)
    loop.each(lambda one: rules.check_can_reply(one, command.replied_on, act.today))
    step = NextStep(
        kind=HazardStepKind.REPLIED,
        happened_on=command.replied_on,
        evidence_id=_kept(session, loop, command.evidence, act),
        remark=command.remark or None,
    )
    return loop.take(step, act)


def record_recheck(session: Session, command: RecordRecheck, act: Act) -> Done[None]:
    loop = Loop(session, command.hazards)
    kind = HazardStepKind.RECHECK_PASSED if command.passed else HazardStepKind.RECHECK_FAILED
    day = command.rechecked_on
    sites = {hazard.project_id for hazard in loop.hazards}
    site = sites.pop() if len(sites) == 1 else None
    visit = visit_of_recheck(session, command.visit_id, site, day)
    told = Step(
        kind,
        day,
        recheckers_of(session, command.inspector_id, visit),
        command.way,
        on_visit=visit is not None,
        evidence=command.evidence is not None,
        new_due=command.new_due,
    )
    loop.each(lambda one: rules.check_can_recheck(one, told, act.today))
    step = NextStep(
        kind=kind,
        happened_on=command.rechecked_on,
        inspector_id=command.inspector_id,
        visit_id=command.visit_id,
        way=command.way,
        evidence_id=_kept(session, loop, command.evidence, act),
        new_due=command.new_due,
        remark=command.remark or None,
    )
    return loop.take(step, act)


def review_hazard(session: Session, command: ReviewHazard, act: Act) -> Done[None]:
    loop = Loop(session, command.hazards)
    day, reviewer = command.reviewed_on, command.reviewer_id
    loop.each(lambda one: rules.check_can_review(one, reviewer, day, act.today))
    step = NextStep(
        kind=HazardStepKind.REVIEWED,
        happened_on=day,
        inspector_id=reviewer,
        remark=command.remark or None,
    )
    return loop.take(step, act)


def close_hazard(session: Session, command: CloseHazard, act: Act) -> Done[None]:
    if command.way is ClosureWay.IMPORTED:
        raise RuleViolation("须注明书面复核或现场复查")
    loop = Loop(session, command.hazards)
    loop.each(lambda one: rules.check_can_close(one, command.closed_on, act.today))
    step = NextStep(
        kind=HazardStepKind.CLOSED,
        happened_on=command.closed_on,
        inspector_id=command.inspector_id,
        way=command.way,
        remark=command.remark or None,
    )
    return loop.take(step, act)


def extend_deadline(session: Session, command: ExtendDeadline, act: Act) -> Done[None]:
    loop = Loop(session, command.hazards)
    day, due, approved = command.approved_on, command.new_due, command.approval is not None
    loop.each(lambda one: rules.check_can_extend(one, day, due, approved))
    step = NextStep(
        kind=HazardStepKind.EXTENDED,
        happened_on=day,
        new_due=due,
        evidence_id=_kept(session, loop, command.approval, act),
        remark=command.remark or None,
    )
    return loop.take(step, act)


def _kept(session: Session, loop: Loop, file: NewFile | None, act: Act) -> int | None:
    if file is None:
        return None
    return attach(session, Hazard.__tablename__, loop.hazards[0].id, file, act).id
