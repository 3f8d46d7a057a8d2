"""A hazard that nobody signed for and no step was taken on can still be put right (修改)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, Outcome
from db.tables.hazards import Hazard
from db.tables.signatures import Signature
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import HazardFacts, check_found
from desktop.queries.hazards import hazard_facts
from desktop.queries.visits import ENTITY
from desktop.usecases.done import Done
from desktop.usecases.loop import copy_derived
from desktop.usecases.records import claimed, put_values


@dataclass(frozen=True)
class EditHazard:
    """The hazard as the clerk saw it, with its new words."""

    id: int
    version: int
    description: str
    part: str = ""
    on_the_spot: bool = False
    due: date | None = None


def edit_hazard(session: Session, command: EditHazard, act: Act) -> Done[int]:
    hazard = claimed(session, Hazard, command.id, command.version)
    _check_can_edit(session, hazard)
    if not command.description.strip():
        raise RuleViolation("隐患内容没有填写")
    outcome = Outcome.ON_THE_SPOT if command.on_the_spot else Outcome.ORDERED
    facts = HazardFacts(
        hazard.level,
        hazard.found_on,
        outcome,
        hazard_facts(session, [hazard])[hazard.id].finders,
        command.due,
    )
    check_found(facts, act.today)
    put_values(
        hazard,
        description=command.description.strip(),
        part=command.part.strip() or None,
        outcome=outcome,
    )
    copy_derived(hazard, facts)
    about(session, hazard.description[:40])
    return Done(hazard.id, frozenset({Area.HAZARDS}))


def _check_can_edit(session: Session, hazard: Hazard) -> None:
    """What was signed is never rewritten; what came from a ledger is put right there."""
    if hazard.history:
        raise RuleViolation("历史导入的隐患请在台账中改正后重新导入，或撤销那次导入")
    if hazard_facts(session, [hazard])[hazard.id].steps:
        raise RuleViolation("该隐患已有后续步骤，不能修改；请用更正")
    signed = select(Signature.id).where(
        Signature.entity == ENTITY, Signature.record_id == hazard.visit_id
    )
    if hazard.visit_id is not None and session.scalar(signed.limit(1)) is not None:
        raise RuleViolation("检查记录已签名，隐患不能修改；请用更正")
