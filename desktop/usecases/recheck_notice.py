"""复查 by notice: every item of it passed or failed in one act, on paper or by a visit of two."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.codes import ClosureWay, HazardStepKind
from db.tables.hazards import Hazard
from db.tables.papers import Recheck
from db.tables.visits import Visit
from desktop.domain import hazards as rules
from desktop.domain.hazards import HazardFacts, Step
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done
from desktop.usecases.loop import Loop, NextStep
from desktop.usecases.notice_work import Notice
from desktop.usecases.recheck_visits import recheckers_of, visit_of_recheck

_RESULT = {True: HazardStepKind.RECHECK_PASSED, False: HazardStepKind.RECHECK_FAILED}


@dataclass(frozen=True)
class ItemResult:
    """One item: passed or not, what was seen, what shows it, the new term where it failed."""

    hazard_id: int
    passed: bool
    remark: str = ""
    evidence: tuple[NewFile, ...] = ()
    new_due: date | None = None


@dataclass(frozen=True)
class RecheckNotice:
    """The re-check of a notice; ``evidence`` and ``new_due`` stand for items without their own.

    With a visit its inspectors are the re-checkers and its day is the day.
    """

    paper_id: int
    rechecked_on: date
    way: ClosureWay
    results: tuple[ItemResult, ...]
    inspector_id: int | None = None
    visit_id: int | None = None
    evidence: tuple[NewFile, ...] = ()
    new_due: date | None = None


def recheck_notice(session: Session, command: RecheckNotice, act: Act) -> Done[int]:
    notice = Notice(session, command.paper_id)
    results = {one.hazard_id: one for one in command.results}
    ids = notice.chosen(tuple(results), lambda _one: False, "没有填写任何一项的复查结果")
    site, day = notice.paper.project_id, command.rechecked_on
    visit = visit_of_recheck(session, command.visit_id, site, day)
    people = recheckers_of(session, command.inspector_id, visit)

    def check(key: int, hazard: HazardFacts) -> None:
        told = _told(command, results[key], people, on_visit=visit is not None)
        rules.check_can_recheck(hazard, told, act.today)

    notice.each(ids, check)
    if visit is not None:
        _bind_visit(session, visit, notice)
    shared = notice.keep(command.evidence, act)
    for key in ids:
        step = _step(session, command, results[key], shared, act)
        Loop(session, (key,)).take(step, act)
    return notice.done()


def _told(
    command: RecheckNotice, one: ItemResult, people: frozenset[int], *, on_visit: bool
) -> Step:
    return Step(
        _RESULT[one.passed],
        command.rechecked_on,
        people,
        command.way,
        on_visit=on_visit,
        evidence=bool(one.evidence or command.evidence),
        new_due=_new_due(command, one),
    )


def _new_due(command: RecheckNotice, one: ItemResult) -> date | None:
    return one.new_due or (None if one.passed else command.new_due)


def _step(
    session: Session, command: RecheckNotice, one: ItemResult, shared: int | None, act: Act
) -> NextStep:
    table = Hazard.__tablename__
    own = [attach(session, table, one.hazard_id, file, act).id for file in one.evidence]
    return NextStep(
        _RESULT[one.passed],
        command.rechecked_on,
        inspector_id=command.inspector_id,
        visit_id=command.visit_id,
        evidence_id=own[0] if own else shared,
        way=command.way,
        new_due=_new_due(command, one),
        remark=one.remark.strip() or None,
    )


def _bind_visit(session: Session, visit: Visit, notice: Notice) -> None:
    """The visit is a re-check of this notice, if it was not entered as one already."""
    known = select(Recheck.id).where(
        Recheck.visit_id == visit.id, Recheck.paper_id == notice.paper.id
    )
    if session.scalar(known) is None:
        session.add(Recheck(visit_id=visit.id, paper_id=notice.paper.id))
