"""The one project: its dated facts, its parties, and everything that hangs on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.base import Record
from db.codes import HazardLevel, HazardState, PartyRole, ProjectStatus
from db.tables.dangerous_works import DangerousWork
from db.tables.hazards import Hazard
from db.tables.key_people import KeyPerson
from db.tables.machines import Machine
from db.tables.papers import Paper
from db.tables.projects import (
    Participation,
    Project,
    ProjectGrid,
    ProjectInspector,
    ProjectName,
    ProjectPermit,
    ProjectStage,
    ProjectStatusSince,
)
from db.tables.visits import Visit
from desktop.domain.labels import label
from desktop.queries.cards import Card, Happening, Link, Ref
from desktop.queries.edits import Tie
from desktop.queries.paper_links import missing_forms, paper_links, suspended_by
from desktop.queries.responsibility import Answer, Names, dated_names, responsible_for
from desktop.queries.timeline import timeline_of

_SINCE = (ProjectStatusSince, ProjectStage, ProjectGrid, ProjectInspector)
_ROLES = (PartyRole.CLIENT, PartyRole.CONTRACTOR, PartyRole.CONSULTANT)
_RECENT = 60


@dataclass(frozen=True)
class _Dated:
    """The since-rows of one project, oldest first, by table."""

    rows: dict[type[Any], list[Any]]
    today: date
    named: Names

    def now(self, model: type[Any]) -> Any:
        begun = [row for row in self.rows[model] if row.since <= self.today]
        return begun[-1] if begun else None


def project_card(session: Session, key: int, today: date) -> Card | None:
    """One project as the pane and the form need it."""
    project = session.get(Project, key)
    if project is None:
        return None
    dated = _dated(session, key, today)
    answer = responsible_for(session, key, today, dated.named)
    status = dated.now(ProjectStatusSince)
    hazards = _hazard_counts(session, key)
    values = {**_values(project, dated), **_parties(session, key, today)}
    happenings = [*_of_days(dated), *_visits(session, key), *_hazards(session, key)]
    return Card(
        id=key,
        version=project.version,
        title=project.name,
        subtitle=f"{label(project.kind)}　{answer.words}",
        values=values,
        more=(
            ("状态", status.status if status else None),
            ("形象进度", values["stage"]),
            ("网格", answer.grid),
            ("责任监督员（主）", answer.inspector),
            ("协办（协）", answer.assistants),
            ("依据", answer.ground),
            ("未销号隐患", f"{hazards[0]} 条，其中重大 {hazards[1]} 条"),
            *_of_papers(session, key, status),
        ),
        warnings=_warnings(answer, status, hazards, project, today),
        links=tuple(_links(session, key)),
        papers=paper_links(session, Paper.project_id == key),
        timeline=timeline_of(session, _ties(project, dated), happenings),
    )


def _dated(session: Session, key: int, today: date) -> _Dated:
    models = (*_SINCE, ProjectName, ProjectPermit)
    rows = {
        model: list(
            session.scalars(select(model).where(model.subject() == key).order_by(model.since))
        )
        for model in models
    }
    return _Dated(rows, today, dated_names(session))


def _values(project: Project, dated: _Dated) -> dict[str, Any]:
    names = (
        "name code permit permit_date kind location area_m2 cost_wan manager "
        "chief_consultant start planned_finish"
    )
    values: dict[str, Any] = {name: getattr(project, name) for name in names.split()}
    status, stage = dated.now(ProjectStatusSince), dated.now(ProjectStage)
    grid, own = dated.now(ProjectGrid), dated.now(ProjectInspector)
    named = dated.named
    return values | {
        "status": status.status if status else None,
        "stage": stage.stage if stage else None,
        "grid": _ref(named.grids, grid.grid_id if grid else None),
        "inspector": _ref(named.inspectors, own.inspector_id if own else None),
    }


def _ref(names: dict[int, str], key: int | None) -> Ref | None:
    return None if key is None else Ref(key, names.get(key, ""))


def _parties(session: Session, key: int, today: date) -> dict[str, str | None]:
    rows = session.scalars(
        select(Participation)
        .where(Participation.project_id == key, Participation.holds_on(today))
        .order_by(Participation.id)
    )
    names: dict[str, str | None] = {role.value: None for role in _ROLES}
    for row in rows:
        if row.role in _ROLES and names[row.role.value] is None:
            names[row.role.value] = row.name
    return names


def _hazard_counts(session: Session, key: int) -> tuple[int, int]:
    open_ones = (Hazard.project_id == key, Hazard.state != HazardState.CLOSED)
    rows = session.execute(
        select(Hazard.level, func.count()).where(*open_ones).group_by(Hazard.level)
    )
    counts = {level.value: int(count) for level, count in rows}
    return sum(counts.values()), counts.get("major", 0)


def _of_papers(
    session: Session, key: int, status: ProjectStatusSince | None
) -> Iterator[tuple[str, str]]:
    """What papers say of a site: its supervision rests; nobody has made some of them yet."""
    rests = suspended_by(session, key)
    if rests:
        yield "监督中止", rests
    is_watched = status is not None and status.status is not ProjectStatus.COMPLETED
    unmade = missing_forms(session, key) if is_watched else ()
    if unmade:
        yield "还没出具", "、".join(map(label, unmade))


def _warnings(
    answer: Answer,
    status: ProjectStatusSince | None,
    hazards: tuple[int, int],
    project: Project,
    today: date,
) -> tuple[str, ...]:
    is_done = status is not None and status.status is ProjectStatus.COMPLETED
    found = []
    if answer.inspector is None and not is_done:
        found.append("盲区：今天没有责任监督员，请划入网格或指定监督员")
    if hazards[1]:
        found.append(f"有 {hazards[1]} 条重大隐患未销号")
    if status is not None and status.status is ProjectStatus.ACTIVE and not project.permit:
        found.append("在建而没有施工许可证编号，请核实")
    if project.planned_finish and project.planned_finish < today and not is_done:
        found.append(f"计划竣工日期 {project.planned_finish.isoformat()} 已过，请核实状态")
    return tuple(found)


def _of_days(dated: _Dated) -> Iterator[Happening]:
    named = dated.named
    for row in dated.rows[ProjectStatusSince]:
        yield Happening(row.since, f"状态自此日起：{label(row.status)}")
    for row in dated.rows[ProjectStage]:
        yield Happening(row.since, f"形象进度自此日起：{row.stage}")
    for row in dated.rows[ProjectGrid]:
        yield Happening(row.since, f"网格自此日起：{named.grids.get(row.grid_id, '无')}")
    for row in dated.rows[ProjectInspector]:
        person = named.inspectors.get(row.inspector_id, "随网格")
        yield Happening(row.since, f"本工程责任监督员自此日起：{person}")
    for row in dated.rows[ProjectName][1:]:
        yield Happening(row.since, f"工程名称自此日起：{row.name}")
    for row in dated.rows[ProjectPermit]:
        if row.number:
            yield Happening(row.issued_on or row.since, f"施工许可证：{row.number}")


def _visits(session: Session, key: int) -> Iterator[Happening]:
    rows = session.scalars(
        select(Visit)
        .where(Visit.project_id == key)
        .order_by(Visit.visited_on.desc())
        .limit(_RECENT)
    )
    for visit in rows:
        who = visit.inspectors_text or ""
        mark = "（历史导入）" if visit.history else ""
        yield Happening(visit.visited_on, f"{label(visit.kind)}{mark}", who)


def _hazards(session: Session, key: int) -> Iterator[Happening]:
    """One line a day for what was found, and one for what was closed."""
    rows = list(
        session.scalars(
            select(Hazard)
            .where(Hazard.project_id == key)
            .order_by(Hazard.found_on.desc())
            .limit(_RECENT)
        )
    )
    for day, group in groupby(rows, key=lambda row: row.found_on):
        found = list(group)
        people = dict.fromkeys(row.inspectors_text for row in found if row.inspectors_text)
        is_major = any(row.level is HazardLevel.MAJOR for row in found)
        yield Happening(day, f"发现隐患{_told(found)}", "；".join(people), is_major)
    closed = sorted((row for row in rows if row.closed_on), key=lambda row: str(row.closed_on))
    for closing, group in groupby(closed, key=lambda row: row.closed_on):
        assert closing is not None
        yield Happening(closing, f"隐患销号{_told(list(group))}")


def _told(hazards: list[Hazard]) -> str:
    majors = sum(row.level is HazardLevel.MAJOR for row in hazards)
    parts = [f" {len(hazards)} 条" if len(hazards) > 1 else ""]
    parts.append(f"，其中重大 {majors} 条" if majors else "")
    parts.append("（历史导入）" if all(row.history for row in hazards) else "")
    more = "等" if len(hazards) > 1 else ""
    return f"{''.join(parts)}：{hazards[0].description}{more}"


def _ties(project: Project, dated: _Dated) -> Iterator[Tie]:
    yield Tie("project", (project.id,))
    for model, rows in dated.rows.items():
        yield Tie(model.__tablename__, tuple(row.id for row in rows), told=False)


def _links(session: Session, key: int) -> Iterator[Link]:
    parties = session.execute(
        select(Participation.role, Participation.enterprise_id, Participation.name)
        .where(Participation.project_id == key)
        .order_by(Participation.role, Participation.valid_from.desc())
    )
    for role, enterprise, name in dict.fromkeys((row[0], row[1], row[2]) for row in parties):
        if enterprise is not None:
            yield Link(f"{label(role)}：{name}", "enterprise", enterprise)
    name = session.scalar(select(Project.name).where(Project.id == key)) or ""
    hung: tuple[tuple[type[Record], str, str], ...] = (
        (KeyPerson, "关键岗位人员", "key_people"),
        (Machine, "起重机械", "machines"),
        (DangerousWork, "危大工程", "dangerous_works"),
        (Visit, "检查", "visits"),
        (Hazard, "隐患", "hazards"),
    )
    for model, title, page in hung:
        table = model.__table__
        count = session.scalar(select(func.count()).where(table.c.project_id == key))
        if count:
            yield Link(f"{title} {count} 条", page=page, where=(("text", name),))
