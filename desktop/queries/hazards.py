"""隐患: a hazard as the rules and the screen need it, its steps, and the list of hazards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from db.codes import (
    ClosureWay,
    HazardLevel,
    HazardSource,
    HazardState,
    HazardStepKind,
    Outcome,
)
from db.tables.hazards import Hazard, HazardStep
from db.tables.inspectors import Grid
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.visits import VisitInspector
from desktop.domain.hazards import HazardFacts, Step, missing_to_close, overdue
from desktop.queries.day import TODAY
from desktop.queries.listing import Listing
from desktop.queries.matching import matcher
from desktop.reference.standards import codes_of_class

_FAR_OFF = date.max
_OPEN = Hazard.state != HazardState.CLOSED


def hazard_facts(session: Session, hazards: Sequence[Hazard]) -> dict[int, HazardFacts]:
    """What the rules need of these hazards, in two statements however many they are."""
    steps: dict[int, list[HazardStep]] = {}
    rows = select(HazardStep).where(HazardStep.hazard_id.in_([one.id for one in hazards]))
    for step in session.scalars(rows.order_by(HazardStep.hazard_id, HazardStep.position)):
        steps.setdefault(step.hazard_id, []).append(step)
    visits = {one.visit_id for one in hazards} | {
        step.visit_id for own in steps.values() for step in own
    }
    people = _people_of(session, visits)
    return {one.id: _facts(one, steps.get(one.id, []), people) for one in hazards}


def _facts(
    hazard: Hazard, steps: list[HazardStep], people: dict[int | None, frozenset[int]]
) -> HazardFacts:
    said_closed = any(step.kind is HazardStepKind.CLOSED for step in steps)
    imported = hazard.closed_on if hazard.history and not said_closed else None
    return HazardFacts(
        level=hazard.level,
        found_on=hazard.found_on,
        outcome=hazard.outcome,
        finders=people.get(hazard.visit_id, frozenset()),
        due=hazard.due,
        history=hazard.history,
        imported_closure=imported,
        steps=tuple(_step(step, people) for step in steps),
    )


def _step(step: HazardStep, people: dict[int | None, frozenset[int]]) -> Step:
    own = frozenset({step.inspector_id}) if step.inspector_id is not None else frozenset()
    return Step(
        kind=step.kind,
        day=step.happened_on,
        people=own | people.get(step.visit_id, frozenset()),
        way=step.way,
        on_visit=step.visit_id is not None,
        evidence=step.evidence_id is not None,
        new_due=step.new_due,
    )


def _people_of(session: Session, visits: Iterable[int | None]) -> dict[int | None, frozenset[int]]:
    wanted = [visit for visit in visits if visit is not None]
    if not wanted:
        return {}
    rows = select(VisitInspector.visit_id, VisitInspector.inspector_id).where(
        VisitInspector.visit_id.in_(wanted)
    )
    found: dict[int | None, frozenset[int]] = {}
    for visit, inspector in session.execute(rows):
        found[visit] = found.get(visit, frozenset()) | {inspector}
    return found


@dataclass(frozen=True)
class StepRow:
    """A step of the loop, as the record's side shows it."""

    kind: HazardStepKind
    happened_on: date
    entered_on: date
    who: str
    paper: str
    paper_id: int | None
    way: ClosureWay | None
    new_due: date | None
    remark: str


@dataclass(frozen=True)
class HazardCard:
    """One hazard whole: what it is, its steps, and what still stands before its closure."""

    id: int
    version: int
    project: str
    project_id: int
    description: str
    part: str
    level: HazardLevel
    source: HazardSource
    outcome: Outcome | None
    state: HazardState
    found_on: date
    due: date | None
    closed_on: date | None
    clause: str
    notice_no: str
    notice_id: int | None
    visit_id: int | None
    history: bool
    overdue: bool
    steps: tuple[StepRow, ...]
    missing: tuple[str, ...]
    national_no: str = ""
    national_on: date | None = None

    @property
    def can_order(self) -> bool:
        return self.state is HazardState.FOUND

    @property
    def can_recheck(self) -> bool:
        """What passed is done with; it is neither replied to nor re-checked again."""
        return self.state in (HazardState.ORDERED, HazardState.SERVED, HazardState.REPLIED)

    @property
    def can_extend(self) -> bool:
        return self.state not in (HazardState.FOUND, HazardState.CLOSED)

    @property
    def can_stop(self) -> bool:
        """Open, and work is not stopped for it yet."""
        return self.state is not HazardState.CLOSED and self.outcome is not Outcome.STOPPED

    @property
    def can_review(self) -> bool:
        """It passed and waits for the one who neither found nor re-checked it."""
        is_strict = self.level is HazardLevel.MAJOR or self.outcome is Outcome.STOPPED
        return is_strict and self.state is HazardState.RECHECKED

    @property
    def can_close(self) -> bool:
        return self.state is not HazardState.CLOSED and not self.missing


def hazard_card(session: Session, key: int, today: date) -> HazardCard | None:
    hazard = session.get(Hazard, key)
    if hazard is None:
        return None
    facts = hazard_facts(session, [hazard])[key]
    steps = _step_rows(session, key)
    project = session.scalar(select(Project.name).where(Project.id == hazard.project_id)) or ""
    ordered = [step for step in steps if step.kind is HazardStepKind.ORDERED]
    return HazardCard(
        id=hazard.id,
        version=hazard.version,
        project=project,
        project_id=hazard.project_id,
        description=hazard.description,
        part=hazard.part or "",
        level=hazard.level,
        source=hazard.source,
        outcome=hazard.outcome,
        state=hazard.state,
        found_on=hazard.found_on,
        due=hazard.due,
        closed_on=hazard.closed_on,
        clause=hazard.clause or "",
        notice_no=hazard.notice_no or "",
        notice_id=ordered[-1].paper_id if ordered else None,
        visit_id=hazard.visit_id,
        history=hazard.history,
        overdue=overdue(facts, today),
        steps=steps,
        missing=missing_to_close(facts),
        national_no=hazard.national_no or "",
        national_on=hazard.national_on,
    )


def _step_rows(session: Session, key: int) -> tuple[StepRow, ...]:
    rows = (
        select(HazardStep, Paper.number)
        .outerjoin(Paper, Paper.id == HazardStep.paper_id)
        .where(HazardStep.hazard_id == key)
        .order_by(HazardStep.position)
    )
    return tuple(
        StepRow(
            step.kind,
            step.happened_on,
            step.entered_on,
            step.who,
            number or "",
            step.paper_id,
            step.way,
            step.new_due,
            step.remark or "",
        )
        for step, number in session.execute(rows)
    )


@dataclass(frozen=True)
class HazardRow:
    """A hazard in the list."""

    id: int
    found_on: date
    project: str
    project_id: int
    description: str
    level: HazardLevel
    state: HazardState
    outcome: Outcome | None
    due: date | None
    closed_on: date | None
    notice_no: str
    grid: str
    source: HazardSource
    history: bool
    overdue: bool

    @property
    def can_order(self) -> bool:
        return self.state is HazardState.FOUND


def _make(row: Any) -> HazardRow:
    return HazardRow(*row)


_OVERDUE = and_(_OPEN, Hazard.due.is_not(None), Hazard.due < TODAY)


def _of_class(value: str) -> ColumnElement[bool]:
    """The items of a class of the newest criteria; of no class, what names no item at all."""
    codes = codes_of_class(value)
    return Hazard.criterion.in_(codes) if codes else Hazard.criterion.is_(None)


def _progress(value: str) -> ColumnElement[bool]:
    """未销号 (all, 逾期, 重大) or one state: the one choice a clerk thinks of as progress."""
    majors = and_(_OPEN, Hazard.level == HazardLevel.MAJOR)
    told = {"open": _OPEN, "overdue": _OVERDUE, "major": majors}
    return told.get(value, Hazard.state == value)


HAZARDS = Listing(
    rows=select(
        Hazard.id,
        Hazard.found_on,
        Project.name,
        Hazard.project_id,
        Hazard.description,
        Hazard.level,
        Hazard.state,
        Hazard.outcome,
        Hazard.due,
        Hazard.closed_on,
        func.coalesce(Hazard.notice_no, ""),
        func.coalesce(Grid.name, ""),
        Hazard.source,
        Hazard.history,
        _OVERDUE,
    )
    .join(Project, Project.id == Hazard.project_id)
    .outerjoin(Grid, Grid.id == Hazard.grid_id),
    id=Hazard.id,
    sorts={
        "found_on": Hazard.found_on,
        "project": Project.name_key,
        "level": Hazard.level,
        "state": Hazard.state,
        "due": func.coalesce(Hazard.due, _FAR_OFF),
        "closed_on": func.coalesce(Hazard.closed_on, _FAR_OFF),
    },
    make=_make,
    matches=matcher(
        (("project", Hazard.project_id), ("hazard", Hazard.id)),
        Hazard.description,
        Project.name,
        func.coalesce(Hazard.notice_no, ""),
        func.coalesce(Hazard.inspectors_text, ""),
        func.coalesce(Grid.name, ""),
    ),
    filters={
        "project": lambda value: Hazard.project_id == int(value),
        "visit": lambda value: Hazard.visit_id == int(value),
        "month": lambda value: Hazard.month == int(value),
        "year": lambda value: Hazard.month.between(int(value) * 100 + 1, int(value) * 100 + 12),
        "class": _of_class,
        "level": lambda value: Hazard.level == HazardLevel(value),
        "state": lambda value: Hazard.state == HazardState(value),
        "grid": lambda value: Hazard.grid_id == int(value),
        "source": lambda value: Hazard.source == HazardSource(value),
        "history": lambda value: Hazard.history.is_(value == "1"),
        "progress": _progress,
        "open": lambda _value: _OPEN,
        "overdue": lambda _value: _OVERDUE,
        "to_order": lambda _value: Hazard.state == HazardState.FOUND,
    },
)
