"""监督检查: what happened is stored whole; what it lacks is said, and nothing is refused for it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import (
    AnswerValue,
    Area,
    CompanionKind,
    HazardSource,
    VisitKind,
    VisitSource,
)
from db.ids import new_id
from db.tables.inspectors import Inspector
from db.tables.projects import Project
from db.tables.visits import (
    Visit,
    VisitAnswer,
    VisitCompanion,
    VisitInspector,
    VisitSection,
)
from desktop.domain.errors import RuleViolation
from desktop.domain.months import month_of
from desktop.domain.visits import OnVisit, check_can_record, check_people
from desktop.queries.responsibility import responsible_for
from desktop.queries.visits import ENTITY, PHOTO, gaps_of
from desktop.reference.checklists import checklists
from desktop.reference.standards import criteria, criterion
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done
from desktop.usecases.findings import Finding, Origin, store_finding

CHANGED = frozenset({Area.VISITS, Area.HAZARDS})


@dataclass(frozen=True)
class Answer:
    """The answer to one item; what is not answered stays 未查."""

    item: str
    value: AnswerValue
    remark: str = ""


@dataclass(frozen=True)
class Companion:
    """陪同、协助."""

    kind: CompanionKind
    name: str
    unit: str = ""


@dataclass(frozen=True)
class RecordVisit:
    """A visit as it happened; ``inspectors`` in the order in which they sign."""

    project_id: int
    visited_on: date
    inspectors: tuple[int, ...]
    kind: VisitKind = VisitKind.CHECK
    source: VisitSource = VisitSource.PLAN
    started_at: str = ""
    ended_at: str = ""
    part: str = ""
    present_party: str = ""
    sections: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    findings: tuple[Finding, ...] = ()
    companions: tuple[Companion, ...] = ()
    remark: str = ""
    photos: tuple[NewFile, ...] = ()
    round_id: int | None = None
    approval_id: int | None = None
    online: bool = False
    check_code: str = ""


@dataclass(frozen=True)
class RecordedVisit:
    """The visit's id, its hazards, and what it still lacks."""

    id: int
    hazards: tuple[int, ...]
    missing: tuple[str, ...]


def record_visit(session: Session, command: RecordVisit, act: Act) -> Done[RecordedVisit]:
    check_can_record(command.visited_on, act.today)
    project = session.get(Project, command.project_id)
    if project is None:
        raise RuleViolation("没有这个工程，请刷新后再选")
    names = _names(session, command.inspectors)
    people = [OnVisit(one, names[one], None, signed=False) for one in command.inspectors]
    check_people(people, [row.name for row in command.companions])
    answers = _answers(command)
    visit = _new_visit(session, command, "、".join(names.values()), act)
    session.add(visit)
    _add_parts(session, visit.id, command, answers)
    for photo in command.photos:
        attach(session, ENTITY, visit.id, photo, act, purpose=PHOTO)
    origin = Origin(
        command.project_id,
        command.visited_on,
        HazardSource.VISIT,
        visit.id,
        command.inspectors,
        visit.inspectors_text or "",
    )
    found = [store_finding(session, origin, finding, act).id for finding in command.findings]
    about(session, project.name)
    session.flush()
    return Done(
        RecordedVisit(visit.id, tuple(found), gaps_of(session, [visit.id])[visit.id]), CHANGED
    )


def _names(session: Session, inspectors: tuple[int, ...]) -> dict[int, str]:
    rows = select(Inspector.id, Inspector.name).where(Inspector.id.in_(inspectors))
    found = dict(session.execute(rows).all())
    if len(found) != len(set(inspectors)):
        raise RuleViolation("检查人员中有人不在监督人员台账，请刷新后再选")
    return {one: found[one] for one in inspectors}


def _answers(command: RecordVisit) -> dict[str, Answer]:
    """The answers by item; an item found wrong is answered 不合格, and 不合格 needs a finding."""
    known = items_on(command.visited_on)
    answers = {row.item: row for row in command.answers if row.value != AnswerValue.NOT_LOOKED}
    found = {answered_item(finding.item) for finding in command.findings if finding.item}
    for item in found:
        answers.setdefault(item, Answer(item, AnswerValue.FAIL))
    foreign = [item for item in answers if item not in known]
    if foreign:
        raise RuleViolation(f"“{foreign[0]}”不是检查当日有效的检查项")
    for item, answer in answers.items():
        if (answer.value == AnswerValue.FAIL) != (item in found):
            raise RuleViolation(f"{known[item]}：答“不合格”的检查项须写明隐患，其余答案不能带隐患")
    return answers


def answered_item(item: str) -> str:
    """The item that is answered for a finding: a sub-item (2024-5-4-1) stands under its item."""
    told = criterion(item)
    return item if told is None else f"{told.standard}-{told.parent_code}"


def items_on(day: date) -> dict[str, str]:
    """Every item that may be answered on that day, with its short title."""
    standard = criteria(day)
    items = {row.full_code: row.title for row in standard.items} if standard else {}
    for checklist in checklists():
        if checklist.valid_from <= day:
            items |= {row.code: row.title for row in checklist.items}
    return items


def _new_visit(session: Session, command: RecordVisit, names: str, act: Act) -> Visit:
    posted = responsible_for(session, command.project_id, command.visited_on)
    standard = criteria(command.visited_on)
    return Visit(
        id=new_id(session),
        project_id=command.project_id,
        visited_on=command.visited_on,
        month=month_of(command.visited_on),
        kind=command.kind,
        source=command.source,
        started_at=command.started_at or None,
        ended_at=command.ended_at or None,
        part=command.part or None,
        present_party=command.present_party or None,
        online=command.online,
        round_id=command.round_id,
        approval_id=command.approval_id,
        grid_id=posted.grid_id,
        inspector_id=posted.inspector_id,
        inspectors_text=names or None,
        result=command.remark or None,
        standard=standard.code if standard else None,
        check_code=command.check_code or None,
        entered_on=act.today,
    )


def _add_parts(
    session: Session, visit_id: int, command: RecordVisit, answers: dict[str, Answer]
) -> None:
    for position, inspector in enumerate(command.inspectors, start=1):
        row = VisitInspector(visit_id=visit_id, inspector_id=inspector, position=position)
        session.add(row)
    for section in dict.fromkeys(command.sections):
        session.add(VisitSection(visit_id=visit_id, section=section))
    for answer in answers.values():
        remark = answer.remark or None
        row_of = VisitAnswer(visit_id=visit_id, item=answer.item, value=answer.value, remark=remark)
        session.add(row_of)
    for companion in command.companions:
        session.add(
            VisitCompanion(
                visit_id=visit_id,
                kind=companion.kind,
                name=companion.name,
                unit=companion.unit or None,
            )
        )
