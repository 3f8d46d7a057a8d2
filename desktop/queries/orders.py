"""By which paper a hazard is ordered now: a stop order takes over what a notice had ordered."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.codes import HazardStepKind, PaperKind, PaperState
from db.tables.hazards import HazardStep
from db.tables.papers import Paper, PaperItem

RECHECKS = (HazardStepKind.RECHECK_PASSED, HazardStepKind.RECHECK_FAILED)


def entered_rows(session: Session, hazards: Sequence[int]) -> dict[int, list[HazardStep]]:
    """The steps of each hazard that no 更正 took back, as they were entered."""
    rows = (
        select(HazardStep)
        .where(HazardStep.hazard_id.in_(hazards))
        .order_by(HazardStep.hazard_id, HazardStep.position)
    )
    found: dict[int, list[HazardStep]] = {key: [] for key in hazards}
    for step in session.scalars(rows):
        standing = found[step.hazard_id]
        if step.kind is not HazardStepKind.CORRECTED:
            standing.append(step)
        elif standing:
            standing.pop()
    return found


def standing_rows(session: Session, hazards: Sequence[int]) -> dict[int, list[HazardStep]]:
    """The same by their own days."""
    entered = entered_rows(session, hazards)
    return {key: sorted(steps, key=lambda step: step.happened_on) for key, steps in entered.items()}


def orders_in_force(session: Session, hazards: Sequence[int]) -> dict[int, int | None]:
    """The paper of each hazard's last order; None where no paper of ours ordered it."""
    return {
        key: last_of(steps, HazardStepKind.ORDERED, "paper_id")
        for key, steps in standing_rows(session, hazards).items()
    }


def last_of(steps: Sequence[HazardStep], kind: HazardStepKind, column: str) -> int | None:
    """A column of the last step of a kind."""
    last = next((step for step in reversed(steps) if step.kind is kind), None)
    return getattr(last, column) if last is not None else None


def items_in_order(session: Session, paper_id: int) -> tuple[int, ...]:
    """The hazards of a paper, in printed order."""
    rows = select(PaperItem.hazard_id).where(PaperItem.paper_id == paper_id)
    return tuple(session.scalars(rows.order_by(PaperItem.position)))


def own_items(session: Session, paper_id: int) -> tuple[int, ...]:
    """Those of them that no later paper ordered anew."""
    items = items_in_order(session, paper_id)
    now = orders_in_force(session, items)
    return tuple(key for key in items if now[key] in (None, paper_id))


def papers_of(session: Session, hazards: Sequence[int]) -> dict[int, str]:
    """The number of each paper by which some of these hazards are ordered now."""
    ids = {key for key in orders_in_force(session, hazards).values() if key is not None}
    rows = select(Paper.id, Paper.number).where(Paper.id.in_(ids))
    return {row.id: row.number or "" for row in session.execute(rows)}


def form_out(session: Session, hazards: Sequence[int]) -> int | None:
    """The 销号审批表 printed for some of these hazards that has not come back signed."""
    signed = exists().where(
        HazardStep.paper_id == Paper.id, HazardStep.kind == HazardStepKind.REVIEWED
    )
    rows = (
        select(Paper.id)
        .join(PaperItem, PaperItem.paper_id == Paper.id)
        .where(
            PaperItem.hazard_id.in_(hazards),
            Paper.kind == PaperKind.CLOSURE_APPROVAL,
            Paper.state != PaperState.VOIDED,
            ~signed,
        )
        .order_by(Paper.id.desc())
    )
    return session.scalar(rows.limit(1))
