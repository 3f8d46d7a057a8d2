"""How far the office has come with its first day (首日设置): by step, and what the desk says."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from db.codes import PaperKind
from db.tables.dangerous_works import DangerousWork
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.inspectors import Inspector
from db.tables.key_people import KeyPerson
from db.tables.machines import Machine
from db.tables.office import Entrustment, NumberSeries, Setting, SubmittedFigure
from db.tables.projects import Project
from db.tables.training import TrainingRecord
from desktop.domain.first_day import (
    ENTRUSTMENT,
    LEDGERS,
    NUMBERS,
    OFFICE,
    OPENING,
    SAMPLE,
    SKIPPED,
    STEPS,
    GuideStep,
)
from desktop.queries.office_card import OfficeCard, office_card

_TABLES = {
    "enterprises": Enterprise,
    "inspectors": Inspector,
    "projects": Project,
    "key-people": KeyPerson,
    "machines": Machine,
    "dangerous-works": DangerousWork,
    "hazards": Hazard,
    "training": TrainingRecord,
}


@dataclass(frozen=True)
class StepState:
    """One step of the guide: done, put off, or open."""

    step: GuideStep
    done: bool
    skipped: bool

    @property
    def is_open(self) -> bool:
        return not (self.done or self.skipped)


@dataclass(frozen=True)
class Gap:
    """What is missing still, and the step of the guide that asks it."""

    step: str
    sentence: str


def guide(session: Session) -> tuple[StepState, ...]:
    """Every step with how it stands."""
    skipped = skipped_steps(session)
    done = _done(session, office_card(session))
    return tuple(StepState(step, done[step.key], step.key in skipped) for step in STEPS)


def first_day_gaps(session: Session) -> tuple[Gap, ...]:
    """What the desk reminds of; nothing for a step that was put off."""
    return tuple(
        Gap(state.step.key, state.step.missing)
        for state in guide(session)
        if state.is_open and state.step.missing
    )


def skipped_steps(session: Session) -> frozenset[str]:
    held = session.scalar(select(Setting.value).where(Setting.key == SKIPPED))
    return frozenset((held or "").split())


def ledger_counts(session: Session) -> Mapping[str, int]:
    """How many records there are of each kind of ledger, in the order they are imported."""
    counts = [
        select(func.count()).select_from(model).scalar_subquery().label(key.replace("-", "_"))
        for key, model in _TABLES.items()
    ]
    return dict(zip(_TABLES, session.execute(select(*counts)).one(), strict=True))


def _done(session: Session, office: OfficeCard) -> dict[str, bool]:
    named = office.bureau_name or office.station_name
    notices = NumberSeries.kind == PaperKind.RECTIFICATION_NOTICE
    asked = {
        ENTRUSTMENT.key: exists(select(Entrustment.id)),
        NUMBERS.key: exists(select(NumberSeries.id).where(notices)),
        OPENING.key: exists(select(SubmittedFigure.id)),
    }
    found = session.execute(select(*asked.values())).one()
    return {
        **dict(zip(asked, map(bool, found), strict=True)),
        OFFICE.key: bool(named and office.region_code and office.start_day),
        LEDGERS.key: all(ledger_counts(session).values()),
        SAMPLE.key: office.sample,
    }
