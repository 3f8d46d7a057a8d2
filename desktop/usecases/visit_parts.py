"""What a visit looked at: sections, items, machines by number, parties by role, who came along."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from db.codes import AnswerValue, VisitKind
from db.ids import new_id
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
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.queries.papers import parties_on
from desktop.queries.site import machines_on
from desktop.queries.visit_chain import items_found
from desktop.reference.checklists import checklists
from desktop.reference.duties import duties_of
from desktop.reference.standards import criteria, criterion
from desktop.usecases.visit_command import Answer, CheckedEnterprise, RecordVisit

_Item = tuple[int | None, str]
"""An item, and the party where it is one of a party's section."""
_Given = tuple[AnswerValue, str]


def add_parts(session: Session, visit: Visit, command: RecordVisit) -> None:
    """Store all that was looked at; an item found wrong needs its finding, no other has one."""
    asked = _answered(session, command)
    for position, inspector in enumerate(command.inspectors, start=1):
        session.add(VisitInspector(visit_id=visit.id, inspector_id=inspector, position=position))
    for section in dict.fromkeys(command.sections):
        session.add(VisitSection(visit_id=visit.id, section=section))
    for (party, item), (value, remark) in asked.items():
        if party is None:
            row = VisitAnswer(visit_id=visit.id, item=item, value=value, remark=remark or None)
            session.add(row)
    for one in command.companions:
        unit = one.unit or None
        session.add(VisitCompanion(visit_id=visit.id, kind=one.kind, name=one.name, unit=unit))
    _add_machines(session, visit, command)
    _add_enterprises(session, visit, command, asked)


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


def _answered(session: Session, command: RecordVisit) -> dict[_Item, _Given]:
    """The answers by item; an item with a finding is answered 不合格."""
    titles = _titles(command)
    asked: dict[_Item, _Given] = {}
    for party, answers in _sheets(command):
        key = None if party is None else party.enterprise_id
        looked = (one for one in answers if one.value != AnswerValue.NOT_LOOKED)
        asked |= {(key, one.item): (one.value, one.remark) for one in looked}
    found = {(one.enterprise_id, answered_item(one.item)) for one in command.findings if one.item}
    for item in found:
        asked.setdefault(item, (AnswerValue.FAIL, ""))
    foreign = next((item for item in asked if item not in titles), None)
    if foreign is not None:
        raise RuleViolation(f"“{foreign[1]}”不是检查当日有效的检查项")
    if command.kind is not VisitKind.GUIDANCE:
        _check_found(asked, found, items_found(session, command.corrects), titles)
    return asked


def _sheets(
    command: RecordVisit,
) -> Iterator[tuple["CheckedEnterprise | None", tuple[Answer, ...]]]:
    yield None, command.answers
    for party in command.enterprises:
        yield party, party.answers


def _titles(command: RecordVisit) -> dict[_Item, str]:
    found: dict[_Item, str] = {
        (None, code): title for code, title in items_on(command.visited_on).items()
    }
    for party in command.enterprises:
        found |= {(party.enterprise_id, one.code): one.title for one in duties_of(party.role)}
    return found


def _check_found(
    asked: dict[_Item, _Given],
    found: set[_Item],
    standing: frozenset[str],
    titles: dict[_Item, str],
) -> None:
    """The findings of a visit that is corrected stand, and so does 不合格 for their items."""
    for item, (value, _remark) in asked.items():
        is_found = item in found or answered_item(item[1]) in standing
        if (value == AnswerValue.FAIL) != is_found:
            raise RuleViolation(f"{titles[item]}：答“不合格”的检查项须写明隐患，其余答案不能带隐患")


def _add_machines(session: Session, visit: Visit, command: RecordVisit) -> None:
    """建设部令第166号: by number, and only those that stood on the site that day."""
    if not command.machines:
        return
    standing = {row.id for row in machines_on(session, visit.project_id, visit.visited_on)}
    for one in command.machines:
        if one.id not in standing:
            raise RuleViolation("勾选的设备中有检查当日不在这个工程的，请刷新后再选")
        remark = one.remark.strip() or None
        session.add(VisitMachine(visit_id=visit.id, machine_id=one.id, remark=remark))


def _add_enterprises(
    session: Session, visit: Visit, command: RecordVisit, asked: dict[_Item, _Given]
) -> None:
    there = {
        (one.enterprise_id, one.role): one.name
        for one in parties_on(session, visit.project_id, visit.visited_on)
    }
    for party in command.enterprises:
        name = there.get((party.enterprise_id, party.role))
        if name is None:
            raise RuleViolation(f"被检查的{label(party.role)}检查当日不是该工程的参建单位")
        own = {item: given for (key, item), given in asked.items() if key == party.enterprise_id}
        own = {one.code: own[one.code] for one in duties_of(party.role) if one.code in own}
        if not own:
            raise RuleViolation(f"{name}的履责核查一项也没有答")
        row = VisitEnterprise(
            id=new_id(session),
            visit_id=visit.id,
            enterprise_id=party.enterprise_id,
            role=party.role,
        )
        session.add(row)
        for item, (value, remark) in own.items():
            session.add(
                VisitEnterpriseAnswer(
                    visit_enterprise_id=row.id, item=item, value=value, remark=remark or None
                )
            )
