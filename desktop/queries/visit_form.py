"""What the form of a visit asks while it is typed: who may come, and whose site it is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import HazardState, PartyRole
from db.tables.hazards import Hazard
from db.tables.inspectors import Inspector
from db.tables.projects import Participation, Project
from db.tables.visits import Visit
from desktop.domain.labels import label
from desktop.queries.pickers import inspectors_named
from desktop.queries.responsibility import Answer, responsible_for
from desktop.queries.visits import card_valid, enforcement_cards

_ROLES = (PartyRole.CLIENT, PartyRole.CONTRACTOR, PartyRole.CONSULTANT)


@dataclass(frozen=True)
class Candidate:
    """One who may be an inspector of the visit; ``card`` is his 执法证 on its day."""

    id: int
    name: str
    card: bool | None

    @property
    def words(self) -> str:
        return f"{self.name}（{self.card_words}）"

    @property
    def card_words(self) -> str:
        if self.card is None:
            return "执法证有效期未录入"
        return "执法证有效" if self.card else "当日无有效执法证"


@dataclass(frozen=True)
class Ground:
    """A site on the day of a visit: who is responsible, the parties, what stands open."""

    id: int
    words: str
    responsible: str
    proposed: tuple[Candidate, ...]
    parties: tuple[tuple[str, str], ...]
    open_hazards: int
    last_visit: date | None


def candidates_named(session: Session, text: str, day: date) -> tuple[Candidate, ...]:
    """Inspectors by name or initials, each with whether the card holds on ``day``."""
    return candidates(session, tuple(row.id for row in inspectors_named(session, text)), day)


def candidates(session: Session, ids: tuple[int, ...], day: date) -> tuple[Candidate, ...]:
    """These inspectors, in this order, as they are on ``day``."""
    rows = select(Inspector.id, Inspector.name).where(Inspector.id.in_(ids))
    names = {row.id: row.name for row in session.execute(rows)}
    cards = enforcement_cards(session, ids)
    return tuple(
        Candidate(key, names[key], card_valid(cards.get(key, ()), day))
        for key in ids
        if key in names
    )


def ground_of(session: Session, project_id: int, day: date) -> Ground | None:
    """The project as the form of a visit on ``day`` shows it."""
    name = session.scalar(select(Project.name).where(Project.id == project_id))
    if name is None:
        return None
    answer = responsible_for(session, project_id, day)
    hazards = select(func.count()).where(
        Hazard.project_id == project_id, Hazard.state != HazardState.CLOSED
    )
    last = select(func.max(Visit.visited_on)).where(
        Visit.project_id == project_id, Visit.visited_on <= day
    )
    return Ground(
        project_id,
        name,
        f"{answer.words}（{answer.ground}）" if answer.inspector else answer.words,
        candidates(session, _proposed(answer), day),
        _parties(session, project_id, day),
        session.scalar(hazards) or 0,
        session.scalar(last),
    )


def _proposed(answer: Answer) -> tuple[int, ...]:
    """The two to begin with: the responsible one and who assists."""
    lead = () if answer.inspector_id is None else (answer.inspector_id,)
    return (*lead, *answer.assistant_ids)[:2]


def _parties(session: Session, project_id: int, day: date) -> tuple[tuple[str, str], ...]:
    rows = select(Participation.role, Participation.name).where(
        Participation.project_id == project_id, Participation.holds_on(day)
    )
    found = session.execute(rows).all()
    return tuple((label(role), row.name) for role in _ROLES for row in found if row.role == role)
