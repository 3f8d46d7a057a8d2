"""发文审批: how many steps a kind of paper passes, and who reviews and signs, from and to."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, CaseStep, PaperKind
from db.tables.issuing import PaperRule, Signatory
from desktop.domain.cases import STEPS_WORDS, check_signatory, check_steps
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.queries.case_facts import signer_of
from desktop.usecases.done import Done
from desktop.usecases.issuing_kinds import issuing

_CHANGED = frozenset({Area.OFFICE, Area.PAPERS})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SetSteps:
    """0 to 2 steps before a kind of paper leaves; drafts under way keep theirs."""

    kind: PaperKind
    steps: int


@dataclass(frozen=True)
class SaveSignatory:
    """A new one, or a changed one by its id; ``last`` is the last day, None for no end."""

    step: CaseStep
    name: str
    first: date
    last: date | None = None
    post: str | None = None
    deputy_for: str | None = None
    document: str | None = None
    id: int | None = None


@dataclass(frozen=True)
class RemoveSignatory:
    """One that was entered by mistake; opinions keep the name they were given in."""

    id: int


def set_steps(session: Session, command: SetSteps, _act: Act) -> Done[int]:
    check_steps(command.kind, command.steps)
    issuing(command.kind)
    row = session.scalar(select(PaperRule).where(PaperRule.kind == command.kind))
    if row is None:
        row = PaperRule(kind=command.kind, steps=command.steps)
        session.add(row)
    row.steps = command.steps
    about(session, f"{label(command.kind)} {STEPS_WORDS[command.steps]}")
    session.flush()
    return Done(row.id, _CHANGED)


def save_signatory(session: Session, command: SaveSignatory, _act: Act) -> Done[int]:
    row = session.get(Signatory, command.id) if command.id is not None else Signatory()
    if row is None:
        raise RuleViolation("这条登记已经不在了，请刷新后再选")
    row.step, row.name = command.step, command.name.strip()
    row.post, row.document = command.post, command.document
    row.deputy_for = (command.deputy_for or "").strip() or None
    row.valid_from = command.first
    row.valid_to = None if command.last is None else command.last + _ONE_DAY
    check_signatory(signer_of(row))
    session.add(row)
    about(session, f"{label(row.step)}人 {row.name}")
    session.flush()
    return Done(row.id, _CHANGED)


def remove_signatory(session: Session, command: RemoveSignatory, _act: Act) -> Done[None]:
    row = session.get(Signatory, command.id)
    if row is None:
        raise RuleViolation("这条登记已经不在了")
    about(session, f"{label(row.step)}人 {row.name}")
    session.delete(row)
    return Done(None, _CHANGED)
