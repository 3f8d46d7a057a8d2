"""What the window's frame itself shows: whose office it is, and how much waits on each page."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import HazardState, PaperState
from db.tables.hazards import Hazard
from db.tables.issuing import PaperCase
from db.tables.office import Office
from db.tables.papers import Paper
from db.tables.rounds import InspectionApproval
from desktop.domain.papers import SERVED_KINDS
from desktop.queries.approvals import TO_APPROVE
from desktop.queries.cases import WAITS
from desktop.queries.figures.base import blind_spots_on
from desktop.queries.todos import todos

FIRST_DAY = "first_day"
DESK = "desk"


def office_name(session: Session) -> str:
    """The station's name, else the bureau's; empty before the first day."""
    office = session.scalar(select(Office))
    return "" if office is None else office.station_name or office.bureau_name or ""


def first_page(session: Session) -> str:
    """Where the day begins: the guide until the office has said from which day it counts."""
    start_day = session.scalar(select(Office.start_day))
    return DESK if start_day is not None else FIRST_DAY


def waiting_counts(session: Session, today: date) -> Mapping[str, int]:
    """By page key, how many records wait for a step of the office."""
    open_hazards = select(Hazard.id).where(Hazard.state != HazardState.CLOSED)
    unserved = select(Paper.id).where(
        Paper.state == PaperState.ISSUED, Paper.kind.in_(SERVED_KINDS)
    )
    waiting = {
        "approvals": select(InspectionApproval.id).where(TO_APPROVE),
        "cases": select(PaperCase.id).where(WAITS),
        "hazards": open_hazards,
        "papers": unserved,
        "projects": blind_spots_on(today),
    }
    counts = [
        select(func.count()).select_from(query.subquery()).scalar_subquery().label(key)
        for key, query in waiting.items()
    ]
    found = dict(session.execute(select(*counts)).one()._mapping)
    return {DESK: sum(group.count for group in todos(session, today)), **found}
