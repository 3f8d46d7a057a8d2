"""未办结事项: what an enterprise owes the office by a day, to be named in a reminder (催办)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from db.codes import HazardState, PaperState, PartyRole
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.papers import Interview, Paper
from db.tables.projects import Participation, Project
from desktop.queries.orders import items_in_order
from desktop.queries.papers import kind_words
from desktop.queries.told_hazards import ToldHazard, told_hazards

_NOT_DONE = "尚未整改完毕"


@dataclass(frozen=True)
class Owed:
    """One thing not done: of which project, asked by which paper, due when."""

    matter: str
    project: str
    number: str
    due: date | None


@dataclass(frozen=True)
class OwingRow:
    """An enterprise with what it owes: hazards and written feedback past their day."""

    enterprise_id: int
    name: str
    hazards: int
    feedbacks: int


def owed_by(
    session: Session, enterprise_id: int, day: date, project_id: int | None = None
) -> tuple[Owed, ...]:
    """By the record: hazards past their day without a reply, and feedback after talks."""
    rows = _late(day).where(_told() == enterprise_id)
    talks = _silent(day).where(Interview.enterprise_id == enterprise_id)
    if project_id is not None:
        rows = rows.where(Hazard.project_id == project_id)
        talks = talks.where(Interview.project_id == project_id)
    rows = rows.order_by(Hazard.due, Hazard.notice_no, Hazard.id)
    told = told_hazards(session, session.scalars(rows).unique().all())
    return (*_grouped(told), *(Owed(*row) for row in session.execute(talks)))


def enterprises_owing(session: Session, day: date) -> tuple[OwingRow, ...]:
    """Every enterprise that owes something, for one to pick those who are urged."""
    late = _late(day).with_only_columns(_told(), func.count(Hazard.id.distinct()))
    hazards = {
        key: count for key, count in session.execute(late.group_by(_told())) if key is not None
    }
    silent = _silent(day).with_only_columns(Interview.enterprise_id, func.count())
    talks = {
        key: count
        for key, count in session.execute(silent.group_by(Interview.enterprise_id))
        if key is not None
    }
    rows = select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_({*hazards, *talks}))
    return tuple(
        OwingRow(key, name, hazards.get(key, 0), talks.get(key, 0))
        for key, name in session.execute(rows.order_by(Enterprise.name_key, Enterprise.id))
    )


def owed_for(told: Sequence[ToldHazard]) -> tuple[Owed, ...]:
    """Hazards picked by hand, each for itself."""
    return tuple(Owed(f"{one.what}，{_NOT_DONE}", one.project, one.number, one.due) for one in told)


def owed_of(session: Session, papers: Sequence[Paper]) -> tuple[Owed, ...]:
    """Papers picked by hand: what of each is not done."""
    return tuple(owed for paper in papers for owed in _of_paper(session, paper))


def _of_paper(session: Session, paper: Paper) -> Iterator[Owed]:
    items = items_in_order(session, paper.id)
    rows = select(Hazard).where(Hazard.id.in_(items), Hazard.state != HazardState.CLOSED)
    told = told_hazards(session, session.scalars(rows.order_by(Hazard.due, Hazard.id)).all())
    if told:
        yield from _grouped(told, paper.number or "")
    elif not items:
        project = session.get(Project, paper.project_id) if paper.project_id else None
        matter = f"{kind_words(paper.kind, paper.kind_text)}要求的事项尚未办结"
        yield Owed(matter, project.name if project else "", paper.number or "", paper.due)


def _grouped(told: Sequence[ToldHazard], number: str = "") -> Iterator[Owed]:
    """One line for what the same paper asked by the same day."""
    for (project, due, asked), same in groupby(
        told, lambda one: (one.project, one.due, number or one.number)
    ):
        first, *others = same
        many = f"等{len(others) + 1}项隐患" if others else ""
        yield Owed(f"{first.what}{many}，{_NOT_DONE}", project, asked, due)


def _told() -> ColumnElement[Any]:
    """To whom the order in force is addressed, else the site's contractor."""
    return func.coalesce(Paper.enterprise_id, Participation.enterprise_id)


def _late(day: date) -> Select[Any]:
    """Deadline passed, told of it, and no reply; one brought in needs no paper of ours."""
    contractor = and_(
        Participation.project_id == Hazard.project_id,
        Participation.role == PartyRole.CONTRACTOR,
        Participation.holds_on(day),
    )
    waits = or_(
        Hazard.state == HazardState.SERVED,
        and_(Hazard.state == HazardState.ORDERED, Hazard.history.is_(True)),
    )
    return (
        select(Hazard)
        .outerjoin(Paper, Paper.number == Hazard.notice_no)
        .outerjoin(Participation, contractor)
        .where(Hazard.due < day, waits)
    )


def _silent(day: date) -> Select[str, str, str, date | None]:
    """书面反馈 that has not come by its day."""
    return (
        select(
            literal("约谈要求的书面反馈尚未报送"),
            func.coalesce(Project.name, ""),
            func.coalesce(Paper.number, ""),
            Interview.feedback_due,
        )
        .join(Paper, Paper.id == Interview.notice_id)
        .outerjoin(Project, Project.id == Interview.project_id)
        .where(
            Paper.state != PaperState.VOIDED,
            Interview.feedback_due < day,
            Interview.feedback_on.is_(None),
        )
    )
