"""A stored visit as the form takes it up again: to correct it, or to check what guidance found."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import AnswerValue, CompanionKind, PartyRole, VisitKind, VisitManner, VisitSource
from db.tables.papers import Recheck, VisitNotice
from db.tables.projects import Project
from db.tables.visits import (
    Visit,
    VisitAnswer,
    VisitCompanion,
    VisitEnterprise,
    VisitEnterpriseAnswer,
    VisitInspector,
    VisitMachine,
    VisitSection,
)
from desktop.queries.visit_chain import items_found


@dataclass(frozen=True)
class PartyAnswers:
    """The section of one party as it was answered."""

    enterprise_id: int
    role: PartyRole
    answers: tuple[tuple[str, AnswerValue, str], ...]


@dataclass(frozen=True)
class VisitAgain:
    """Everything of a visit the form asks; ``standing`` are the items under which it found."""

    id: int
    project_id: int
    project: str
    visited_on: date
    kind: VisitKind
    source: VisitSource
    manner: VisitManner | None
    online: bool
    words: dict[str, str]
    in_system: bool | None
    told_on: date | None
    approval_id: int | None
    notice_id: int | None
    round_id: int | None
    inspectors: tuple[int, ...]
    companions: tuple[tuple[CompanionKind, str, str], ...]
    sections: tuple[str, ...]
    answers: tuple[tuple[str, AnswerValue, str], ...]
    machines: tuple[tuple[int, str], ...]
    parties: tuple[PartyAnswers, ...]
    orders: tuple[int, ...]
    standing: frozenset[str]


_WORDS = {
    "started_at": "started_at",
    "ended_at": "ended_at",
    "part": "part",
    "present_party": "present_party",
    "check_code": "check_code",
    "code_shown_at": "code_shown_at",
    "system_note": "system_note",
    "statement": "statement",
    "remark": "result",
}
"""The boxes of the form that hold words, and the columns they are kept in."""


def visit_again(session: Session, key: int) -> VisitAgain | None:
    """One visit whole."""
    visit = session.get(Visit, key)
    if visit is None:
        return None
    notice = select(VisitNotice.paper_id).where(VisitNotice.visit_id == key)
    came = select(VisitInspector.inspector_id).where(VisitInspector.visit_id == key)
    sections = select(VisitSection.section).where(VisitSection.visit_id == key)
    orders = select(Recheck.paper_id).where(Recheck.visit_id == key)
    return VisitAgain(
        id=key,
        project_id=visit.project_id,
        project=session.scalar(select(Project.name).where(Project.id == visit.project_id)) or "",
        visited_on=visit.visited_on,
        kind=visit.kind,
        source=visit.source,
        manner=visit.manner,
        online=visit.online,
        words={box: getattr(visit, column) or "" for box, column in _WORDS.items()},
        in_system=visit.in_system,
        told_on=visit.told_on,
        approval_id=visit.approval_id,
        notice_id=session.scalar(notice),
        round_id=visit.round_id,
        inspectors=tuple(session.scalars(came.order_by(VisitInspector.position))),
        companions=_companions(session, key),
        sections=tuple(session.scalars(sections.order_by(VisitSection.id))),
        answers=_answers(session, key),
        machines=_machines(session, key),
        parties=_parties(session, key),
        orders=tuple(session.scalars(orders.order_by(Recheck.id))),
        standing=items_found(session, key),
    )


def _companions(session: Session, key: int) -> tuple[tuple[CompanionKind, str, str], ...]:
    rows = select(VisitCompanion).where(VisitCompanion.visit_id == key)
    found = session.scalars(rows.order_by(VisitCompanion.id))
    return tuple((row.kind, row.name, row.unit or "") for row in found)


def _answers(session: Session, key: int) -> tuple[tuple[str, AnswerValue, str], ...]:
    rows = select(VisitAnswer).where(VisitAnswer.visit_id == key).order_by(VisitAnswer.id)
    return tuple((row.item, row.value, row.remark or "") for row in session.scalars(rows))


def _machines(session: Session, key: int) -> tuple[tuple[int, str], ...]:
    rows = select(VisitMachine).where(VisitMachine.visit_id == key).order_by(VisitMachine.id)
    return tuple((row.machine_id, row.remark or "") for row in session.scalars(rows))


def _parties(session: Session, key: int) -> tuple[PartyAnswers, ...]:
    rows = (
        select(VisitEnterprise.enterprise_id, VisitEnterprise.role, VisitEnterpriseAnswer)
        .join(
            VisitEnterpriseAnswer, VisitEnterpriseAnswer.visit_enterprise_id == VisitEnterprise.id
        )
        .where(VisitEnterprise.visit_id == key)
        .order_by(VisitEnterprise.id, VisitEnterpriseAnswer.id)
    )
    found: dict[tuple[int, PartyRole], tuple[tuple[str, AnswerValue, str], ...]] = {}
    for enterprise_id, role, row in session.execute(rows):
        whose = (enterprise_id, role)
        found[whose] = (*found.get(whose, ()), (row.item, row.value, row.remark or ""))
    return tuple(PartyAnswers(*whose, answers) for whose, answers in found.items())
