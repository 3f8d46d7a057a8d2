"""What the two papers that order hazards put right have in common (整改, 停工)."""

from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import HazardStepKind
from desktop.documents.rectification_notice import RectificationItem
from desktop.documents.sheets import Officer
from desktop.usecases.done import Done
from desktop.usecases.loop import Loop, NextStep
from desktop.usecases.paper_ground import Ground, Issued, ground_of, officers_of, project_of
from desktop.usecases.papers import CHANGED, Written, paper_items, store_paper


class Order(Protocol):
    """A command that orders hazards of one project, in their printed order."""

    @property
    def hazards(self) -> tuple[int, ...]: ...
    @property
    def issued_on(self) -> date: ...
    @property
    def due(self) -> date | None: ...
    @property
    def addressee_id(self) -> int | None: ...
    @property
    def officers(self) -> tuple[int, ...]: ...
    @property
    def requirement(self) -> str: ...


def ordered(session: Session, command: Order) -> tuple[Loop, Ground]:
    """The hazards, and what their paper stands on."""
    loop = Loop(session, command.hazards)
    project = project_of(loop.hazards)
    return loop, ground_of(session, project, command.issued_on, command.addressee_id)


def items_of(loop: Loop, command: Order) -> tuple[RectificationItem, ...]:
    """The hazards as lines of the paper, in its order."""
    by_id = {hazard.id: hazard for hazard in loop.hazards}
    return tuple(
        RectificationItem(
            description=by_id[key].description,
            part=by_id[key].part or "",
            citation=by_id[key].clause or "",
            requirement=command.requirement,
            due=command.due,
        )
        for key in command.hazards
    )


def visited_on(loop: Loop) -> date:
    """The last day on which one of them was found."""
    return max(hazard.found_on for hazard in loop.hazards)


def signing(session: Session, loop: Loop, command: Order) -> tuple[Officer, ...]:
    """Who signs for the office: those named, else the inspectors of the visits."""
    visits = [hazard.visit_id for hazard in loop.hazards]
    return officers_of(session, command.officers, visits, command.issued_on)


def issue_order(
    session: Session,
    written: Written,
    told: tuple[Loop, Ground],
    command: Order,
    act: Act,
    **columns: Any,
) -> Done[Issued]:
    """Keep the numbered paper and move its hazards on; ``columns`` are more of its row."""
    loop, ground = told
    number = written.drawn.number if written.drawn else ""
    day, due = written.issued_on, command.due
    paper = store_paper(
        session,
        written,
        act,
        **{
            "project_id": ground.project.id,
            "visit_id": loop.hazards[0].visit_id,
            "enterprise_id": ground.enterprise_id,
            "enterprise_text": ground.told,
            "due": due,
            **columns,
        },
    )
    paper_items(session, paper, command.hazards)
    for hazard in loop.hazards:
        hazard.notice_no = number or None
    loop.take(NextStep(HazardStepKind.ORDERED, day, paper_id=paper.id, new_due=due), act)
    about(session, f"{number} {ground.project.name}".lstrip())
    return Done(Issued(paper.id, number), CHANGED)
