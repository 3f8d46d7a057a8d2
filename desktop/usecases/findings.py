"""A finding becomes a hazard: judged by the criteria of its day, with grid and inspector of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, HazardLevel, HazardSource, Outcome
from db.ids import new_id
from db.tables.hazards import Hazard, HazardCondition
from db.tables.projects import Project
from desktop.domain.criteria import check_conditions, check_criterion
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import HazardFacts, check_found, check_registered
from desktop.domain.months import month_of
from desktop.queries.responsibility import responsible_for
from desktop.reference.checklists import checklists
from desktop.reference.duties import duty
from desktop.reference.standards import Criterion, criteria
from desktop.reference.standards import criterion as criterion_of
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done
from desktop.usecases.loop import copy_derived


@dataclass(frozen=True)
class Finding:
    """What is wrong. ``item`` is that of the checklist or of the criteria, as 2024-5-4 or B1-3.

    ``enterprise_id``: the item is one of this party's section.
    Without ``level`` an item of the criteria is a major hazard, any other an ordinary one.
    ``due`` is for what is ordered by a paper that was written already; ours prints its own.
    """

    description: str
    item: str | None = None
    part: str = ""
    conditions: tuple[str, ...] = ()
    statement: str = ""
    level: HazardLevel | None = None
    on_the_spot: bool = False
    due: date | None = None
    enterprise_id: int | None = None


@dataclass(frozen=True)
class Origin:
    """Where a finding comes from."""

    project_id: int
    found_on: date
    source: HazardSource
    visit_id: int | None = None
    finders: tuple[int, ...] = ()
    inspectors_text: str = ""


@dataclass(frozen=True)
class RecordHazard:
    """A hazard without a visit of ours (上级督查、交办、举报、第三方…).

    ``national_no`` and ``national_on``: where it stands in the national register already.
    """

    project_id: int
    found_on: date
    source: HazardSource
    finding: Finding
    national_no: str = ""
    national_on: date | None = None
    photos: tuple[NewFile, ...] = ()


def record_hazard(session: Session, command: RecordHazard, act: Act) -> Done[int]:
    if command.source in (HazardSource.VISIT, HazardSource.LEDGER):
        raise RuleViolation("本局检查发现的隐患请在检查中登记；隐患台账请用导入")
    origin = Origin(command.project_id, command.found_on, command.source)
    hazard = store_finding(session, origin, command.finding, act)
    number, on = command.national_no.strip(), command.national_on
    if number or on is not None:
        check_registered(hazard.level, hazard.found_on, number, on, act.today)
        hazard.national_no, hazard.national_on = number or None, on
    for photo in command.photos:
        attach(session, Hazard.__tablename__, hazard.id, photo, act)
    about(session, hazard.description[:40])
    return Done(hazard.id, frozenset({Area.HAZARDS}))


def store_finding(session: Session, origin: Origin, finding: Finding, act: Act) -> Hazard:
    """Judge a finding by the criteria of its day and store it with grid and inspector of it."""
    project = session.get(Project, origin.project_id)
    if project is None:
        raise RuleViolation("没有这个工程，请刷新后再选")
    if not finding.description.strip():
        raise RuleViolation("隐患内容没有填写")
    item = _judged(finding, origin.found_on)
    level = finding.level or (HazardLevel.MAJOR if item else HazardLevel.GENERAL)
    hazard = _new_hazard(session, origin, finding, item, level, act)
    facts = HazardFacts(
        level, origin.found_on, hazard.outcome, frozenset(origin.finders), finding.due
    )
    check_found(facts, act.today)
    session.add(hazard)
    for position, text in enumerate(finding.conditions, start=1):
        session.add(HazardCondition(hazard_id=hazard.id, position=position, text=text))
    copy_derived(hazard, facts)
    return hazard


def _judged(finding: Finding, found_on: date) -> Criterion | None:
    item = criterion_of(finding.item) if finding.item else None
    level = finding.level or (HazardLevel.MAJOR if item else HazardLevel.GENERAL)
    check_criterion(level, item, criteria(found_on), found_on)
    if item is not None and level is HazardLevel.MAJOR:
        check_conditions(item, finding.conditions, finding.statement)
    return item


def checklist_citation(code: str | None) -> str | None:
    """How a paper quotes an item of a checklist; None for what is none of one."""
    for checklist in checklists():
        for row in checklist.items:
            if row.code == code:
                place = f"表{row.table}{row.table_name}“{row.title}”"
                return f"《{checklist.name}》（{checklist.number}）{place}"
    told = duty(code) if code else None
    return told.article if told else None


def _new_hazard(
    session: Session,
    origin: Origin,
    finding: Finding,
    item: Criterion | None,
    level: HazardLevel,
    act: Act,
) -> Hazard:
    posted = responsible_for(session, origin.project_id, origin.found_on)
    standard = criteria(origin.found_on)
    cited = standard.citation(item) if standard and item else checklist_citation(finding.item)
    statement = finding.statement.strip()
    return Hazard(
        id=new_id(session),
        project_id=origin.project_id,
        visit_id=origin.visit_id,
        found_on=origin.found_on,
        month=month_of(origin.found_on),
        description=finding.description.strip(),
        part=finding.part.strip() or None,
        level=level,
        source=origin.source,
        standard=item.standard if item else None,
        criterion=item.full_code if item else finding.item,
        clause=f"{cited}：{statement}" if cited and statement else cited,
        outcome=Outcome.ON_THE_SPOT if finding.on_the_spot else Outcome.ORDERED,
        inspectors_text=origin.inspectors_text or None,
        grid_id=posted.grid_id,
        inspector_id=posted.inspector_id,
        entered_on=act.today,
    )
