"""危大工程: the list, and the one work with its scheme and review."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from db.codes import ReviewConclusion, WorkStatus
from db.tables.dangerous_works import DangerousWork
from db.tables.projects import Project
from desktop.queries.cards import Card, Happening, Link, Ref
from desktop.queries.edits import Tie
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher
from desktop.queries.timeline import timeline_of

_UNREVIEWED = "超过一定规模而没有论证日期，请核实（住建部令第37号第十二条）"


@dataclass(frozen=True)
class DangerousWorkRow:
    """One line of the list."""

    id: int
    project: str
    kind: str
    size: str | None
    over_scale: bool | None
    scheme_on: date | None
    reviewed_on: date | None
    conclusion: ReviewConclusion | None
    status: WorkStatus | None

    @property
    def lacks_review(self) -> bool:
        return bool(self.over_scale) and self.reviewed_on is None


def _row(row: Row[Any]) -> DangerousWorkRow:
    work: DangerousWork = row[0]
    return DangerousWorkRow(
        id=work.id,
        project=row.project,
        kind=work.kind,
        size=work.size,
        over_scale=work.over_scale,
        scheme_on=work.scheme_on,
        reviewed_on=work.reviewed_on,
        conclusion=work.conclusion,
        status=work.status,
    )


def _of_scale(value: str) -> ColumnElement[bool]:
    """``over`` and ``within``, or ``unreviewed``: over scale and never reviewed."""
    if value == "unreviewed":
        return DangerousWork.over_scale.is_(True) & DangerousWork.reviewed_on.is_(None)
    return DangerousWork.over_scale.is_(value == "over")


DANGEROUS_WORKS = Listing(
    rows=select(DangerousWork, Project.name.label("project"))
    .select_from(DangerousWork)
    .join(Project, Project.id == DangerousWork.project_id),
    id=DangerousWork.id,
    sorts={
        "project": by_pinyin("project", DangerousWork.project_id),
        "kind": DangerousWork.kind,
        "scheme_on": func.coalesce(DangerousWork.scheme_on, date.min),
        "reviewed_on": func.coalesce(DangerousWork.reviewed_on, date.min),
        "status": func.coalesce(DangerousWork.status, ""),
    },
    make=_row,
    matches=matcher(
        (("project", DangerousWork.project_id), ("dangerous_work", DangerousWork.id)),
        Project.name,
        DangerousWork.kind,
        func.coalesce(DangerousWork.size, ""),
    ),
    filters={
        "status": lambda value: DangerousWork.status == WorkStatus(value),
        "scale": _of_scale,
        "conclusion": lambda value: DangerousWork.conclusion == ReviewConclusion(value),
    },
)


def dangerous_work_card(session: Session, key: int, _today: date) -> Card | None:
    """One dangerous work as the pane and the form need it."""
    work = session.get(DangerousWork, key)
    if work is None:
        return None
    project = session.get_one(Project, work.project_id)
    names = "kind size over_scale scheme_on reviewed_on conclusion status"
    days = ((work.scheme_on, "专项方案审批"), (work.reviewed_on, "专家论证"))
    lacks_review = work.over_scale and work.reviewed_on is None
    return Card(
        id=key,
        version=work.version,
        title=work.kind,
        subtitle=project.name,
        values={
            "project": Ref(project.id, project.name),
            **{name: getattr(work, name) for name in names.split()},
        },
        warnings=(_UNREVIEWED,) if lacks_review else (),
        links=(Link(project.name, "project", project.id),),
        timeline=timeline_of(
            session,
            (Tie("dangerous_work", (key,)),),
            [Happening(day, words) for day, words in days if day is not None],
        ),
    )
