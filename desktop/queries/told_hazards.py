"""Hazards as a paper tells of them: what, where, by which clause, ordered by which paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import HazardLevel
from db.tables.hazards import Hazard
from db.tables.papers import Paper
from db.tables.projects import Project
from desktop.domain.calendar import chinese_date
from desktop.domain.interviews import overdue_words
from desktop.queries.orders import orders_in_force
from desktop.queries.papers import kind_words


@dataclass(frozen=True)
class ToldHazard:
    """One hazard; ``order`` is the paper that orders it now, as it is called, ``number`` alone."""

    id: int
    project_id: int
    project: str
    description: str
    part: str
    clause: str
    is_major: bool
    found_on: date
    due: date | None
    closed_on: date | None
    order: str
    number: str

    @property
    def what(self) -> str:
        """部位：内容, without a stop at its end; the part is not said twice."""
        told = self.description.strip().rstrip("。；")
        return f"{self.part}：{told}" if self.part and not told.startswith(self.part) else told

    def closed_by(self, day: date) -> bool:
        return self.closed_on is not None and self.closed_on <= day

    def progress(self, day: date) -> str:
        """How far it is on that day."""
        if self.closed_on is not None and self.closed_by(day):
            return f"已于{chinese_date(self.closed_on)}销号"
        if self.due is None:
            return ""
        return overdue_words(self.due, day) or f"整改期限{chinese_date(self.due)}"

    def sentence(self, day: date, *, sited: bool = False) -> str:
        """Everything of it in one sentence; ``sited`` names the project first."""
        clause = self.clause.rstrip("。；")
        if self.is_major:
            judged = f"属重大事故隐患，判定依据为{clause}" if clause else "属重大事故隐患"
        else:
            judged = f"不符合{clause}" if clause else ""
        facts = "，".join(filter(None, (self.what, judged)))
        site = f"{self.project}，" if sited else ""
        return "；".join(filter(None, (f"{site}{facts}", self.progress(day)))) + "。"


def told_hazards(session: Session, hazards: Sequence[Hazard]) -> tuple[ToldHazard, ...]:
    """In the order given."""
    ids = [one.id for one in hazards]
    orders = orders_in_force(session, ids)
    named = _papers(session, {key for key in orders.values() if key is not None})
    sites = {one.project_id for one in hazards}
    rows = select(Project.id, Project.name).where(Project.id.in_(sites))
    names = {row.id: row.name for row in session.execute(rows)}
    return tuple(
        ToldHazard(
            id=one.id,
            project_id=one.project_id,
            project=names[one.project_id],
            description=one.description,
            part=one.part or "",
            clause=one.clause or "",
            is_major=one.level is HazardLevel.MAJOR,
            found_on=one.found_on,
            due=one.due,
            closed_on=one.closed_on,
            order=order or one.notice_no or "",
            number=number or one.notice_no or "",
        )
        for one in hazards
        for order, number in [named.get(orders[one.id] or 0, ("", ""))]
    )


def orders_of(told: Sequence[ToldHazard]) -> str:
    """The papers that order them, each once: 责令限期整改通知书（示建安整〔2026〕7号）."""
    return "、".join(dict.fromkeys(one.order for one in told if one.order))


def numbers_of(told: Sequence[ToldHazard]) -> str:
    return "、".join(dict.fromkeys(one.number for one in told if one.number))


def _papers(session: Session, ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = session.scalars(select(Paper).where(Paper.id.in_(ids)))
    return {row.id: (_called(row), row.number or "") for row in rows}


def _called(row: Paper) -> str:
    name = kind_words(row.kind, row.kind_text)
    return f"{name}（{row.number}）" if row.number else name
