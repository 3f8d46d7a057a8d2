"""What the service or the voiding of a paper does to its hazards: only papers that moved them."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import Change, row_from_text
from db.codes import HazardState, HazardStepKind, Op, Outcome, PaperKind, PaperState
from db.tables.hazards import Hazard, HazardStep
from db.tables.papers import Interview, Paper
from desktop.domain import hazards as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.papers import FOLLOWING_KINDS, ORDER_KINDS
from desktop.queries.orders import entered_rows, items_in_order, own_items
from desktop.usecases.approvals import take_back_approval
from desktop.usecases.loop import Loop, NextStep

_MOVED_BY = (*ORDER_KINDS, PaperKind.RESUMPTION_NOTICE)


def serve_hazards(session: Session, paper: Paper, day: date, act: Act) -> None:
    """Those still open take the step; one closed before its notice was served stays closed.

    One that a later stop order has taken over waits for that order's own service.
    """
    if paper.kind not in ORDER_KINDS:
        return
    own = own_items(session, paper.id)
    rows = select(Hazard.id).where(Hazard.id.in_(own), Hazard.state != HazardState.CLOSED)
    ids = tuple(session.scalars(rows))
    if not ids:
        return
    loop = Loop(session, ids)
    loop.each(lambda one: rules.check_can_serve(one, day, act.today))
    loop.take(NextStep(HazardStepKind.SERVED, day, paper_id=paper.id), act)


def take_back(session: Session, paper: Paper, reason: str, act: Act) -> None:
    """A voided order gives its hazards back as they were, a voided resumption its step."""
    if paper.kind is PaperKind.INSPECTION_APPROVAL:
        take_back_approval(session, paper)
    if paper.kind not in _MOVED_BY:
        _check_unused(session, paper)
        return
    ids = items_in_order(session, paper.id)
    if not ids:
        return
    _check_last_step(session, paper, ids)
    step = NextStep(HazardStepKind.CORRECTED, act.today, remark=reason)
    served = [key for key, steps in _own_steps(session, paper, ids).items() if steps > 1]
    if served:
        Loop(session, served).take(step, act)
    loop = Loop(session, ids)
    if paper.kind in ORDER_KINDS:
        for hazard in loop.hazards:
            _put_back(session, paper, hazard)
    loop.take(step, act)


def _put_back(session: Session, paper: Paper, hazard: Hazard) -> None:
    """What the issue of the paper changed, as the change log has it from before."""
    before = _row_before(session, paper, hazard.id)
    if not before:  # found with the paper itself: registered afterwards, both in one act
        before = {"outcome": Outcome.ORDERED}
    hazard.notice_no = before.get("notice_no")
    outcome, due = before.get("outcome"), before.get("due")
    hazard.outcome = Outcome(outcome) if outcome else None
    hazard.due = date.fromisoformat(due) if due else None


def _row_before(session: Session, paper: Paper, hazard_id: int) -> dict[str, Any]:
    issue = (
        select(Change.change_set_id)
        .where(
            Change.entity == Paper.__tablename__,
            Change.record_id == paper.id,
            Change.op == Op.INSERT,
        )
        .scalar_subquery()
    )
    before = session.scalar(
        select(Change.before).where(
            Change.entity == Hazard.__tablename__,
            Change.record_id == hazard_id,
            Change.change_set_id == issue,
        )
    )
    return dict(row_from_text(before)) if before else {}


def _check_unused(session: Session, paper: Paper) -> None:
    cited = select(HazardStep.id).where(HazardStep.paper_id == paper.id).limit(1)
    talked = select(Interview.id).where(
        Interview.notice_id == paper.id, Interview.held_on.is_not(None)
    )
    followed = select(Paper.id).where(
        Paper.about_paper_id == paper.id,
        Paper.kind.in_(FOLLOWING_KINDS),
        Paper.state != PaperState.VOIDED,
    )
    asked = (cited, talked.limit(1), followed.limit(1))
    if any(session.scalar(one) is not None for one in asked):
        raise RuleViolation("已经据这份文书办理了下一步，不能作废，请另行出具更正的文书")


def _own_steps(session: Session, paper: Paper, ids: tuple[int, ...]) -> dict[int, int]:
    """How many steps of each hazard this paper told: its order, and its service if registered."""
    entered = entered_rows(session, ids)
    return {key: sum(step.paper_id == paper.id for step in entered[key]) for key in ids}


def _check_last_step(session: Session, paper: Paper, ids: tuple[int, ...]) -> None:
    """Nothing may stand after what the paper did; what 更正 took back does not count."""
    entered = entered_rows(session, ids).values()
    if any(not steps or steps[-1].paper_id != paper.id for steps in entered):
        raise RuleViolation(
            "其中有隐患在签发之后已有整改、复查等步骤，不能作废，请另行出具更正的文书"
        )
