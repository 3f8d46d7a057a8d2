"""What the form of a paper issued elsewhere asks: its parties, the hazards it may order, blanks."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import HazardState, PaperKind
from db.tables.hazards import Hazard
from db.tables.projects import Project
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import HazardFacts, check_can_order, check_can_stop
from desktop.domain.papers import ORDER_KINDS
from desktop.queries.hazards import hazard_facts
from desktop.queries.issue_form import ToOrder
from desktop.queries.number_blocks import open_blocks
from desktop.queries.papers import Party, parties_on

_MOST = 200


@dataclass(frozen=True)
class RegisterGround:
    """The site on the day of the paper; ``blanks`` are the next numbers of blocks of its kind."""

    project_id: int
    project: str
    parties: tuple[Party, ...]
    hazards: tuple[ToOrder, ...]
    blanks: tuple[str, ...]


def register_ground(
    session: Session, project_id: int, kind: PaperKind, day: date, today: date
) -> RegisterGround | None:
    """Hazards that the rules let a paper of this kind and day order, newest first."""
    project = session.get(Project, project_id)
    if project is None:
        return None
    return RegisterGround(
        project.id,
        project.name,
        parties_on(session, project.id, day),
        _orderable(session, project.id, kind, day, today) if kind in ORDER_KINDS else (),
        tuple(f"{row.holder}　{row.next_words}" for row in open_blocks(session, kind)),
    )


def _orderable(
    session: Session, project_id: int, kind: PaperKind, day: date, today: date
) -> tuple[ToOrder, ...]:
    open_rows = (
        select(Hazard)
        .where(
            Hazard.project_id == project_id,
            Hazard.state != HazardState.CLOSED,
            Hazard.found_on <= day,
        )
        .order_by(Hazard.found_on.desc(), Hazard.id)
    )
    hazards = session.scalars(open_rows.limit(_MOST)).all()
    facts = hazard_facts(session, hazards)
    return tuple(
        ToOrder(one.id, one.description, one.part or "", one.found_on)
        for one in hazards
        if _may(kind, facts[one.id], day, today)
    )


def _may(kind: PaperKind, hazard: HazardFacts, day: date, today: date) -> bool:
    check = check_can_stop if kind is PaperKind.STOP_ORDER else check_can_order
    try:
        check(hazard, day, day, today)
    except RuleViolation:
        return False
    return True
