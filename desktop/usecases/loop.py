"""Some hazards take one step together: loaded once, asked, written, their states derived anew."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, ClosureWay, HazardStepKind
from db.tables.hazards import Hazard, HazardStep
from desktop.domain import hazards as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import HazardFacts
from desktop.queries.hazards import hazard_facts
from desktop.usecases.done import Done


@dataclass(frozen=True)
class NextStep:
    """What each of the hazards gets as its next step."""

    kind: HazardStepKind
    happened_on: date
    inspector_id: int | None = None
    paper_id: int | None = None
    visit_id: int | None = None
    evidence_id: int | None = None
    way: ClosureWay | None = None
    new_due: date | None = None
    remark: str | None = None


class Loop:
    """Some hazards that take one step together: loaded once, asked, moved on."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        rows = select(Hazard).where(Hazard.id.in_(ids)).order_by(Hazard.id)
        self._session = session
        self.hazards = tuple(session.scalars(rows))
        if not ids or len(self.hazards) != len(set(ids)):
            raise RuleViolation("没有选中隐患，或其中有的已不在，请刷新后再选")
        self._facts = hazard_facts(session, self.hazards)

    def each(self, check: Callable[[HazardFacts], None]) -> None:
        """Ask the rule of every hazard; of several, the refusal names the one it is about."""
        for hazard in self.hazards:
            try:
                check(self._facts[hazard.id])
            except RuleViolation as refusal:
                if len(self.hazards) == 1:
                    raise
                name = hazard.description[:20]
                raise RuleViolation(f"“{name}”：{refusal.sentence}") from None

    def take(self, step: NextStep, act: Act) -> Done[None]:
        """Write the step for every hazard and derive their states anew."""
        places = self._last_positions()
        for hazard in self.hazards:
            written = HazardStep(**asdict(step), hazard_id=hazard.id)
            written.position = places.get(hazard.id, 0) + 1
            written.who, written.entered_on = act.who, act.today
            self._session.add(written)
        self._session.flush()
        self._facts = hazard_facts(self._session, self.hazards)
        for hazard in self.hazards:
            copy_derived(hazard, self._facts[hazard.id])
        first = self.hazards[0].description[:40]
        about(self._session, first if len(self.hazards) == 1 else f"{first}等")
        return Done(None, frozenset({Area.HAZARDS}))

    def _last_positions(self) -> dict[int, int]:
        rows = (
            select(HazardStep.hazard_id, func.max(HazardStep.position))
            .where(HazardStep.hazard_id.in_([one.id for one in self.hazards]))
            .group_by(HazardStep.hazard_id)
        )
        return dict(self._session.execute(rows).all())


def copy_derived(hazard: Hazard, facts: HazardFacts) -> None:
    """Set the copies that lists and figures read; ``verify`` holds them against the steps."""
    hazard.state = rules.derive_state(facts)
    hazard.due = rules.derive_due(facts)
    hazard.closed_on = rules.derive_closed_on(facts)
