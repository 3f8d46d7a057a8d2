"""What a round has covered: by visits of the round that count, to the project, firm or machine.

The same conditions serve the board, which wants to know by which visit, and the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.codes import HolderKind, VisitKind
from db.tables.visits import Visit, VisitEnterprise, VisitMachine
from desktop.queries.figures.checks import visit_counts


@dataclass(frozen=True)
class Covering:
    """The visit that covers a unit: the first of our own, else the first brought in."""

    visit_id: int
    day: date
    history: bool


def counting_in_round(round_id: Any, through: Any = None) -> Select[Any]:
    """Ids of the visits of a round that count, up to a day."""
    rows = select(Visit.id).where(Visit.round_id == round_id, visit_counts()).correlate(None)
    return rows if through is None else rows.where(Visit.visited_on <= through)


def unit_of_visit(kind: HolderKind) -> Any:
    """The column of what a visit covers of that kind."""
    return {
        HolderKind.PROJECT: Visit.project_id,
        HolderKind.ENTERPRISE: VisitEnterprise.enterprise_id,
        HolderKind.MACHINE: VisitMachine.machine_id,
    }[kind]


def covering_visits(kind: HolderKind, *columns: Any) -> Select[Any]:
    """Visits joined with what they cover: a site itself, a party answered for, a machine ticked."""
    rows = select(*columns).select_from(Visit)
    if kind is HolderKind.ENTERPRISE:
        return rows.join(VisitEnterprise, VisitEnterprise.visit_id == Visit.id)
    if kind is HolderKind.MACHINE:
        return rows.join(VisitMachine, VisitMachine.visit_id == Visit.id)
    return rows


def covered_projects(session: Session, round_id: int) -> Mapping[int, Covering]:
    return covered_units(session, round_id, HolderKind.PROJECT)


def covered_enterprises(session: Session, round_id: int) -> Mapping[int, Covering]:
    return covered_units(session, round_id, HolderKind.ENTERPRISE)


def covered_machines(session: Session, round_id: int) -> Mapping[int, Covering]:
    return covered_units(session, round_id, HolderKind.MACHINE)


def covered_units(session: Session, round_id: int, kind: HolderKind) -> Mapping[int, Covering]:
    """By unit, the visit that covers it."""
    rows = (
        covering_visits(kind, unit_of_visit(kind), Visit.id, Visit.visited_on, Visit.history)
        .where(Visit.id.in_(counting_in_round(round_id)))
        .order_by(Visit.history.desc(), Visit.visited_on.desc(), Visit.id.desc())
    )
    return {unit: Covering(key, day, past) for unit, key, day, past in session.execute(rows)}


def uncounted_visits(session: Session, round_id: int) -> Mapping[int, date]:
    """By site, the last visit of the round that does not count: unsigned, or not whole."""
    rows = (
        select(Visit.project_id, func.max(Visit.visited_on))
        .where(
            Visit.round_id == round_id,
            Visit.kind != VisitKind.GUIDANCE,
            Visit.id.not_in(counting_in_round(round_id)),
        )
        .group_by(Visit.project_id)
    )
    return dict(session.execute(rows).all())
