"""What the window's frame itself shows: whose office it is, and how much waits on each page."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import HazardState, PaperState
from db.tables.hazards import Hazard
from db.tables.office import Office
from db.tables.papers import Paper
from desktop.domain.papers import SERVED_KINDS

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


def waiting_counts(session: Session, _today: date) -> Mapping[str, int]:
    """By page key, how many records wait for a step of the office."""
    open_hazards = select(func.count()).where(Hazard.state != HazardState.CLOSED)
    unserved = select(func.count()).where(
        Paper.state == PaperState.ISSUED, Paper.kind.in_(SERVED_KINDS)
    )
    found = session.execute(
        select(open_hazards.scalar_subquery(), unserved.scalar_subquery())
    ).one()
    return {"hazards": found[0], "papers": found[1]}
