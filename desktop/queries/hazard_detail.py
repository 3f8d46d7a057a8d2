"""One hazard with what its pane and its forms need beside the loop itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db.codes import PaperState, VisitKind
from db.tables.hazards import Hazard, HazardCondition, HazardStep
from db.tables.inspectors import Grid
from db.tables.papers import Paper, PaperItem
from db.tables.signatures import Attachment, Signature
from db.tables.visits import Visit
from desktop.domain.labels import label
from desktop.domain.papers import ORDER_KINDS
from desktop.queries.cards import Timeline
from desktop.queries.edits import Tie
from desktop.queries.hazards import HazardCard, hazard_card
from desktop.queries.orders import form_out
from desktop.queries.papers import kind_words
from desktop.queries.responsibility import dated_names
from desktop.queries.timeline import timeline_of
from desktop.queries.visits import ENTITY

_STANDING = (PaperState.ISSUED, PaperState.SERVED)


@dataclass(frozen=True)
class PaperOfHazard:
    """A paper the hazard stands on."""

    id: int
    words: str
    state: PaperState
    orders: bool = True


@dataclass(frozen=True)
class HazardDetail:
    """The card of the loop, and what surrounds it; ``locked`` says why it is not edited."""

    id: int
    card: HazardCard
    grid: str
    responsible: str
    inspectors: str
    entered_on: date
    conditions: tuple[str, ...]
    papers: tuple[PaperOfHazard, ...]
    files: tuple[tuple[int, str], ...]
    visits: Mapping[int, str]
    locked: str
    timeline: Timeline
    form: int | None = None
    """A 销号审批表 that is out for signing."""

    @property
    def unserved(self) -> PaperOfHazard | None:
        """The order last issued, where it has not been served yet."""
        orders = [one for one in self.papers if one.orders and one.state in _STANDING]
        last = orders[-1] if orders else None
        return last if last is not None and last.state is PaperState.ISSUED else None


def hazard_detail(session: Session, key: int, today: date) -> HazardDetail | None:
    card = hazard_card(session, key, today)
    hazard = session.get(Hazard, key)
    if card is None or hazard is None:
        return None
    named = dated_names(session)
    return HazardDetail(
        id=key,
        card=card,
        grid=named.grids.get(hazard.grid_id or 0, ""),
        responsible=named.inspectors.get(hazard.inspector_id or 0, ""),
        inspectors=hazard.inspectors_text or "",
        entered_on=hazard.entered_on,
        conditions=_conditions(session, key),
        papers=_papers(session, key),
        files=_files(session, key),
        visits=recheck_visits(session, hazard.project_id, hazard.found_on),
        locked=_locked(session, hazard, card),
        timeline=timeline_of(session, (Tie("hazard", (key,)),)),
        form=form_out(session, (key,)),
    )


def recheck_visits(session: Session, project_id: int, since: date) -> Mapping[int, str]:
    """Visits of the project from that day on, by which something may have been re-checked."""
    rows = select(Visit).where(
        Visit.project_id == project_id,
        Visit.visited_on >= since,
        Visit.kind != VisitKind.GUIDANCE,
        Visit.online.is_(False),
    )
    newest = rows.where(Visit.history.is_(False)).order_by(Visit.visited_on.desc()).limit(20)
    return {
        row.id: f"{row.visited_on.isoformat()} {label(row.kind)} {row.inspectors_text or ''}"
        for row in session.scalars(newest)
    }


def grids_offered(session: Session) -> Mapping[str, str]:
    """Every grid, for the filter of a list."""
    rows = session.execute(select(Grid.id, Grid.name).order_by(Grid.name))
    return {str(row.id): row.name for row in rows}


def _conditions(session: Session, key: int) -> tuple[str, ...]:
    rows = select(HazardCondition.text).where(HazardCondition.hazard_id == key)
    return tuple(session.scalars(rows.order_by(HazardCondition.position)))


def _papers(session: Session, key: int) -> tuple[PaperOfHazard, ...]:
    rows = (
        select(Paper)
        .join(PaperItem, PaperItem.paper_id == Paper.id)
        .where(PaperItem.hazard_id == key)
        .order_by(Paper.id)
    )
    return tuple(
        PaperOfHazard(
            row.id,
            f"{kind_words(row.kind, row.kind_text)} {row.number or ''}".rstrip(),
            row.state,
            row.kind in ORDER_KINDS,
        )
        for row in session.scalars(rows)
    )


def _files(session: Session, key: int) -> tuple[tuple[int, str], ...]:
    """Its own, and what was handed in for a whole notice and shows a step of it."""
    own = and_(Attachment.entity == Hazard.__tablename__, Attachment.record_id == key)
    shown = select(HazardStep.evidence_id).where(
        HazardStep.hazard_id == key, HazardStep.evidence_id.is_not(None)
    )
    rows = select(Attachment.id, Attachment.name).where(or_(own, Attachment.id.in_(shown)))
    return tuple((row.id, row.name) for row in session.execute(rows.order_by(Attachment.id)))


def _locked(session: Session, hazard: Hazard, card: HazardCard) -> str:
    if hazard.history:
        return "历史导入的隐患不在这里修改"
    if card.steps:
        return "已有后续步骤，有误请用更正"
    signed = select(Signature.id).where(
        Signature.entity == ENTITY, Signature.record_id == hazard.visit_id
    )
    is_signed = hazard.visit_id is not None and session.scalar(signed.limit(1)) is not None
    return "检查记录已签名，有误请用更正" if is_signed else ""
