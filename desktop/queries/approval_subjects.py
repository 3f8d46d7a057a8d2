"""被检查单位 of an approval: the parties of its projects, their count of the year, the doubts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import CertificateKind, HolderKind, PartyRole, VisitKind, VisitSource
from db.tables.inspectors import Certificate, Inspector
from db.tables.projects import Participation, Project
from db.tables.rounds import Round
from db.tables.visits import Visit, VisitEnterprise
from desktop.domain.approvals import (
    ApprovalFacts,
    Carried,
    Frequency,
    Limits,
    YearChecks,
    doubts,
)
from desktop.domain.settings import codes_in
from desktop.queries.approvals import checks_this_year, projects_of
from desktop.queries.settings import flag_setting, number_setting
from desktop.queries.visits import card_valid, enforcement_cards

ROLES = (PartyRole.CONTRACTOR, PartyRole.CONSULTANT, PartyRole.CLIENT)
"""施工、监理、建设单位: those a site check is of, in the order of the list."""
_CAUSED = (VisitSource.COMPLAINT, VisitSource.ASSIGNED, VisitSource.RECHECK)


@dataclass(frozen=True)
class Subject:
    """One party of one project; ``checks`` is None where it has no row in the ledger."""

    project_id: int
    project: str
    enterprise_id: int | None
    enterprise: str
    role: PartyRole | None
    checks: YearChecks | None


@dataclass(frozen=True)
class Asked:
    """Up to which day it is asked (or before it), and whose own visits are left out."""

    day: date
    approval_id: int | None = None
    before: bool = False


def limits_of(session: Session) -> Limits:
    """What the office set."""
    return Limits(
        number_setting(session, "inspection.cap"),
        flag_setting(session, "inspection.counts_rechecks"),
        number_setting(session, "inspection.repeat_days"),
        number_setting(session, "inspection.afterwards_hours"),
    )


def subjects_of(session: Session, facts: ApprovalFacts, asked: Asked) -> tuple[Subject, ...]:
    """Every party of every project, in the roles that count; a project without any stands bare."""
    projects = projects_of(session, facts)
    names = project_names(session, projects)
    roles = _roles(session, facts)
    parties = _parties(session, projects, roles, facts.first_day)
    each = {row.enterprise_id for rows in parties.values() for row in rows}
    ids = sorted(key for key in each if key is not None)
    checks = checks_this_year(
        session, ids, asked.day, besides=asked.approval_id, before=asked.before
    )
    found: list[Subject] = []
    for key in (key for key in projects if key in names):
        own = sorted(parties.get(key, ()), key=lambda row: roles.index(row.role))
        found += [_subject(names[key], row, checks) for row in own]
        if not own:
            found.append(Subject(key, names[key], None, "", None, None))
    return tuple(found)


def _subject(project: str, row: Participation, checks: Mapping[int, YearChecks]) -> Subject:
    own = None if row.enterprise_id is None else checks.get(row.enterprise_id)
    return Subject(row.project_id, project, row.enterprise_id, row.name, row.role, own)


def project_names(session: Session, projects: Sequence[int]) -> dict[int, str]:
    rows = select(Project.id, Project.name).where(Project.id.in_(projects))
    return dict(session.execute(rows).all())


def _roles(session: Session, facts: ApprovalFacts) -> tuple[PartyRole, ...]:
    """A round froze the roles it counts; a list has the three parties of a site."""
    if facts.round_id is None:
        return ROLES
    held = session.scalar(select(Round.party_roles).where(Round.id == facts.round_id))
    frozen = {PartyRole(code) for code in codes_in(held or "")}
    return tuple(role for role in ROLES if role in frozen) or ROLES


def _parties(
    session: Session, projects: Sequence[int], roles: Sequence[PartyRole], day: date
) -> dict[int, list[Participation]]:
    rows = select(Participation).where(
        Participation.project_id.in_(projects),
        Participation.role.in_(roles),
        Participation.holds_on(day),
    )
    found: dict[int, list[Participation]] = {}
    for row in session.scalars(rows.order_by(Participation.id)):
        found.setdefault(row.project_id, []).append(row)
    return found


def approval_doubts(
    session: Session, facts: ApprovalFacts, asked: Asked, approved_on: date | None = None
) -> tuple[str, ...]:
    """What whoever approves should know, of people, counts and days."""
    subjects = subjects_of(session, facts, asked)
    return doubts(
        facts,
        carried(session, facts.inspectors, facts.first_day, facts.last_day),
        _frequencies(session, facts, subjects, asked),
        limits_of(session),
        approved_on,
    )


def carried(
    session: Session, inspectors: Sequence[int], first_day: date, last_day: date
) -> tuple[Carried, ...]:
    """The 执法证 of these inspectors on the first and the last day."""
    names = dict(
        session.execute(
            select(Inspector.id, Inspector.name).where(Inspector.id.in_(inspectors))
        ).all()
    )
    cards = enforcement_cards(session, inspectors)
    numbered = set(
        session.scalars(
            select(Certificate.holder_id).where(
                Certificate.holder_kind == HolderKind.INSPECTOR,
                Certificate.kind == CertificateKind.ENFORCEMENT_CARD,
                Certificate.holder_id.in_(inspectors),
                Certificate.number.is_not(None),
            )
        )
    )
    return tuple(
        Carried(
            names[key],
            card_valid(cards.get(key, ()), first_day),
            card_valid(cards.get(key, ()), last_day),
            key in numbered,
        )
        for key in inspectors
        if key in names
    )


def _frequencies(
    session: Session, facts: ApprovalFacts, subjects: Iterable[Subject], asked: Asked
) -> tuple[Frequency, ...]:
    known = {row.enterprise_id: row for row in subjects if row.enterprise_id is not None}
    recent = _recent(session, list(known), facts.first_day, asked.approval_id)
    return tuple(
        Frequency(row.enterprise, row.checks or YearChecks(), recent.get(key))
        for key, row in known.items()
    )


def _recent(
    session: Session, enterprises: Sequence[int], before: date, besides: int | None
) -> dict[int, date]:
    """The last check without cause of each before the day."""
    which = [
        VisitEnterprise.enterprise_id.in_(enterprises),
        Visit.visited_on < before,
        Visit.visited_on >= before - timedelta(days=366),
        Visit.kind.not_in((VisitKind.GUIDANCE, VisitKind.RECHECK)),
        Visit.source.not_in(_CAUSED),
    ]
    if besides is not None:
        which.append(Visit.approval_id.is_distinct_from(besides))
    rows = (
        select(VisitEnterprise.enterprise_id, func.max(Visit.visited_on))
        .join(Visit, Visit.id == VisitEnterprise.visit_id)
        .where(*which)
        .group_by(VisitEnterprise.enterprise_id)
    )
    return dict(session.execute(rows).all())
