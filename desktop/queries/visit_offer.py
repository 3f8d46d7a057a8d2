"""What a site offers a visit of a day: machines and parties to look at, papers to stand on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import HazardState, PaperKind, PaperState
from db.tables.hazards import Hazard
from db.tables.papers import Paper, PaperItem
from desktop.queries.approvals import ApprovalOffer, NoticeOffer, approvals_for, notices_for
from desktop.queries.papers import kind_words
from desktop.queries.rounds import RoundRef, open_rounds, round_on
from desktop.queries.site import SiteMachine, SiteParty, asked_parties, machines_on, parts_of

_ORDERS = (PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER)


@dataclass(frozen=True)
class Order:
    """A notice or stop order with hazards still open: a 复查 may re-check it."""

    id: int
    words: str


@dataclass(frozen=True)
class VisitOffer:
    """Everything that can be ticked or chosen; ``round_id`` is the round the site stands in."""

    project_id: int
    machines: tuple[SiteMachine, ...]
    parties: tuple[SiteParty, ...]
    parts: tuple[str, ...]
    orders: tuple[Order, ...]
    approvals: tuple[ApprovalOffer, ...]
    notices: tuple[NoticeOffer, ...]
    rounds: tuple[RoundRef, ...]
    round_id: int | None


def visit_offer(session: Session, project_id: int, day: date) -> VisitOffer:
    """What the site offers on that day."""
    standing = round_on(session, project_id, day)
    return VisitOffer(
        project_id,
        machines_on(session, project_id, day),
        asked_parties(session, project_id, day),
        parts_of(session, project_id),
        _orders(session, project_id, day),
        approvals_for(session, project_id, day),
        notices_for(session, project_id, day),
        open_rounds(session, day),
        standing.id if standing else None,
    )


def _orders(session: Session, project_id: int, day: date) -> tuple[Order, ...]:
    still_open = (
        select(PaperItem.id)
        .join(Hazard, Hazard.id == PaperItem.hazard_id)
        .where(PaperItem.paper_id == Paper.id, Hazard.state != HazardState.CLOSED)
    )
    rows = select(Paper).where(
        Paper.project_id == project_id,
        Paper.kind.in_(_ORDERS),
        Paper.state != PaperState.VOIDED,
        Paper.issued_on <= day,
        still_open.exists(),
    )
    return tuple(
        Order(row.id, f"{row.number or ''} {kind_words(row.kind, row.kind_text)}".strip())
        for row in session.scalars(rows.order_by(Paper.issued_on, Paper.id))
    )
