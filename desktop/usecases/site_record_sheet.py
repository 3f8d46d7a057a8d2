"""The sheet of 现场检查笔录 from the stored visit: facts only, nothing is asked again."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.change import ChainHead
from db.codes import Outcome, PaperKind, PaperState, PartyRole, SignerRole
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.machines import Machine
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.signatures import Attachment, Signature
from db.tables.visits import Visit, VisitCorrection
from desktop.documents.sheets import Companion
from desktop.documents.signatures import UNSIGNED, Ink
from desktop.documents.site_record import (
    AnsweredItem,
    AnsweredSection,
    AskedEnterprise,
    Evidence,
    SiteProblem,
    SiteRecordSheet,
    TickedMachine,
)
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label
from desktop.domain.photo_times import clock_of
from desktop.queries.papers import issuer_on, parties_on
from desktop.queries.site import asked_parties, machines_on, parts_of
from desktop.queries.visit_again import VisitAgain
from desktop.queries.visit_chain import chain_of
from desktop.queries.visits import ENTITY, PHOTO
from desktop.reference.duties import duties_of, duty
from desktop.reference.sections import CheckItem, Section, sections_on
from desktop.usecases.officers import officers_on
from desktop.usecases.worded import in_office_words

_DIGEST = 16


def site_record_sheet(
    session: Session, visit: Visit, again: VisitAgain, number: str
) -> SiteRecordSheet:
    """All that the visit says, with what was there and was not looked at."""
    project = session.get_one(Project, visit.project_id)
    parts = tuple(one for one in again.sections if one not in _known(visit.visited_on))
    hazards = _hazards(session, visit)
    inks = _inks(session, visit)
    head = session.get_one(ChainHead, 1)
    sheet = SiteRecordSheet(
        issuer=issuer_on(session, visit.visited_on).name,
        number=number,
        project=project.name,
        started=_moment(visit.visited_on, visit.started_at) or visit.visited_on,
        ended=_moment(visit.visited_on, visit.ended_at),
        inspectors=officers_on(session, again.inspectors, visit.visited_on),
        kind=label(visit.kind),
        source=label(visit.source),
        manner=label(visit.manner) if visit.manner else "",
        place=project.location or "",
        online=visit.online,
        parts=tuple(one for one in (visit.part, *parts) if one),
        approval_number=_approval_number(session, visit),
        notice_number=_number_of(session, again.notice_id),
        enterprises=_enterprises(session, visit, again),
        companions=tuple(
            Companion(name, unit, label(kind)) for kind, name, unit in again.companions
        ),
        looked=tuple(_looked(visit, again)),
        not_looked=tuple(_not_looked(session, visit, again)),
        answers=tuple(_answers(session, visit, again)),
        machines=_machines(session, again),
        problems=tuple(_problem(one) for one in hazards),
        handling=_handling(visit, hazards),
        statement=visit.statement or "",
        evidence=tuple(_evidence(one) for one in photos_of(session, visit)),
        signatures=tuple(ink for role, ink in inks if role is SignerRole.INSPECTOR),
        site_signature=next((ink for role, ink in inks if role is SignerRole.SITE), UNSIGNED),
        refusal=visit.refusal or "",
        check_code=_check_code(visit),
        entered=visit.entered_on,
        corrects=_corrects(session, visit),
        chain_count=head.n,
        chain_head=(head.hash or b"").hex(),
    )
    return in_office_words(session, PaperKind.SITE_RECORD, sheet, visit.visited_on)


def photos_of(session: Session, visit: Visit) -> tuple[Attachment, ...]:
    """The photos of the visit and of those it corrects, in the order of their time."""
    rows = select(Attachment).where(
        Attachment.entity == ENTITY,
        Attachment.record_id.in_(chain_of(session, visit.id)),
        Attachment.purpose == PHOTO,
    )
    return tuple(sorted(session.scalars(rows), key=lambda row: (row.taken_at or "~", row.id)))


def taken(photo: Attachment) -> datetime | None:
    """The camera's own clock; none is made up."""
    return datetime.fromisoformat(photo.taken_at) if photo.taken_at else None


def _known(day: date) -> dict[str, Section]:
    return {one.key: one for one in sections_on(day)}


def _moment(day: date, typed: str | None) -> datetime | None:
    """The hour as it was typed, where it can be read as one; by the office's own clock."""
    clock = clock_of(typed)
    return None if clock is None else datetime.combine(day, clock)


def _hazards(session: Session, visit: Visit) -> tuple[Hazard, ...]:
    rows = select(Hazard).where(Hazard.visit_id.in_(chain_of(session, visit.id)))
    return tuple(session.scalars(rows.order_by(Hazard.id)))


def _number_of(session: Session, paper_id: int | None) -> str:
    paper = session.get(Paper, paper_id) if paper_id is not None else None
    return (paper.number or "") if paper is not None else ""


def _approval_number(session: Session, visit: Visit) -> str:
    if visit.approval_id is None:
        return ""
    rows = select(Paper.number).where(
        Paper.kind == PaperKind.INSPECTION_APPROVAL,
        Paper.approval_id == visit.approval_id,
        Paper.state != PaperState.VOIDED,
    )
    return session.scalar(rows.order_by(Paper.id.desc()).limit(1)) or ""


def _enterprises(session: Session, visit: Visit, again: VisitAgain) -> tuple[AskedEnterprise, ...]:
    """Those whose section was answered, else the contractor; who was there stands by the first."""
    if again.parties:
        named = [
            (session.get_one(Enterprise, one.enterprise_id).name, one.role) for one in again.parties
        ]
    else:
        parties = parties_on(session, visit.project_id, visit.visited_on)
        named = [(one.name, one.role) for one in parties if one.role is PartyRole.CONTRACTOR]
    named.sort(key=lambda one: one[1] is not PartyRole.CONTRACTOR)
    present = visit.present_party or ""
    if not named and present:
        return (AskedEnterprise("在场人员", person=present),)
    return tuple(
        AskedEnterprise(name, label(role), present if place == 0 else "")
        for place, (name, role) in enumerate(named)
    )


def _looked(visit: Visit, again: VisitAgain) -> Iterator[str]:
    known = _known(visit.visited_on)
    ticked = [known[key] for key in again.sections if key in known]
    yield from (f"{name}中{words}" for name, words in _by_standard(ticked))
    if again.machines:
        yield f"起重机械{len(again.machines)}台"
    yield from (f"{label(one.role)}履责情况" for one in again.parties)


def _not_looked(session: Session, visit: Visit, again: VisitAgain) -> Iterator[str]:
    """What was untouched in what was ticked, then what of the site and the standards was not."""
    yield from _untouched(visit, again)
    yield from _left_out(session, visit, again)
    known = _known(visit.visited_on).values()
    rest = [one for one in known if one.key not in again.sections]
    yield from (f"{name}其余{words}" for name, words in _by_standard(rest))


def _by_standard(sections: list[Section]) -> list[tuple[str, str]]:
    """Classes of the same name stand in both standards; a title may hold a comma of its own."""
    found: dict[str, list[str]] = {}
    for one in sections:
        found.setdefault(one.standard, []).append(one.title)
    return [(name, f"{len(titles)}类（{'，'.join(titles)}）") for name, titles in found.items()]


def _untouched(visit: Visit, again: VisitAgain) -> Iterator[str]:
    answered = {code for code, _, _ in again.answers}
    known = _known(visit.visited_on)
    for section in (known[key] for key in again.sections if key in known):
        left = [one for one in section.items if one.code not in answered]
        if left:
            yield f"{section.standard}{section.title}其余{len(left)}项（{_named(left)}）"
    for party in again.parties:
        given = {item for item, _, _ in party.answers}
        count = sum(one.code not in given for one in duties_of(party.role))
        if count:
            yield f"{label(party.role)}履责其余{count}项"


def _named(items: list[CheckItem]) -> str:
    """Items of the criteria by their places, for they are whole sentences; others by title."""
    if any(one.criterion is None for one in items):
        return "，".join(one.title for one in items)
    places = [one.citation.removeprefix(_standard(one.citation)) for one in items]
    found = [re.fullmatch(r"(第.+条)第(（.+）)项", place) for place in places]
    articles = {one[1] for one in found if one is not None}
    if len(articles) != 1 or None in found:
        return "，".join(places)
    return f"{articles.pop()}第{'、'.join(one[2] for one in found if one is not None)}项"


def _left_out(session: Session, visit: Visit, again: VisitAgain) -> Iterator[str]:
    where = (session, visit.project_id, visit.visited_on)
    ticked = {key for key, _ in again.machines}
    asked = {(one.enterprise_id, one.role) for one in again.parties}
    for machine in machines_on(*where):
        if machine.id not in ticked:
            yield f"{label(machine.kind)}{machine.number}"
    for party in asked_parties(*where):
        if (party.enterprise_id, party.role) not in asked:
            yield f"{label(party.role)}履责情况"
    parts = parts_of(session, visit.project_id)
    yield from (one for one in parts if one not in again.sections)


def _answers(session: Session, visit: Visit, again: VisitAgain) -> Iterator[AnsweredSection]:
    by_code = {code: (value, remark) for code, value, remark in again.answers}
    for section in _known(visit.visited_on).values():
        items = [one for one in section.items if one.code in by_code]
        if not items:
            continue
        standard = _standard(items[0].citation)
        yield AnsweredSection(
            section.title,
            standard,
            tuple(
                AnsweredItem(
                    one.title,
                    by_code[one.code][0],
                    one.citation.removeprefix(standard),
                    by_code[one.code][1],
                )
                for one in items
            ),
        )
    for party in again.parties:
        name = session.get_one(Enterprise, party.enterprise_id).name
        rows = [(duty(item), value, remark) for item, value, remark in party.answers]
        yield AnsweredSection(
            f"{label(party.role)}履责核查",
            name,
            tuple(
                AnsweredItem(told.title, value, told.article, remark)
                for told, value, remark in rows
                if told is not None
            ),
        )


def _standard(citation: str) -> str:
    """《…》（文号) of a citation, which then only names the place in it."""
    found = re.match(r"《.*》（[^（）]*）", citation)
    return found[0] if found else ""


def _machines(session: Session, again: VisitAgain) -> tuple[TickedMachine, ...]:
    found = []
    for key, remark in again.machines:
        one = session.get_one(Machine, key)
        number = one.registration_no or one.record_no or "无编号"
        found.append(TickedMachine(label(one.kind), number, remark or "已查"))
    return tuple(found)


def _problem(hazard: Hazard) -> SiteProblem:
    outcome = label(hazard.outcome) if hazard.outcome else ""
    return SiteProblem(hazard.description, hazard.part or "", hazard.clause or "", outcome)


def _handling(visit: Visit, hazards: tuple[Hazard, ...]) -> str:
    """What became of the findings, by the notices that order them, and the conclusion given."""
    told = [visit.result] if visit.result else []
    for outcome in Outcome:
        those = [one for one in hazards if one.outcome is outcome]
        numbers = dict.fromkeys(one.notice_no for one in those if one.notice_no)
        if those:
            by = f"（{'、'.join(numbers)}）" if numbers else ""
            told.append(f"{label(outcome)}{len(those)}项{by}")
    if visit.told_on is not None:
        told.append(f"检查结果于{chinese_date(visit.told_on)}告知被检查单位")
    return f"{'；'.join(told)}。" if told else ""


def _evidence(photo: Attachment) -> Evidence:
    return Evidence(photo.name, taken(photo), photo.sha256[:_DIGEST])


def _inks(session: Session, visit: Visit) -> list[tuple[SignerRole, Ink]]:
    rows = select(Signature).where(Signature.entity == ENTITY, Signature.record_id == visit.id)
    return [(row.role, _ink(row)) for row in session.scalars(rows.order_by(Signature.id))]


def _ink(row: Signature) -> Ink:
    """What was drawn on screen; who signed in ink has the room and the day of it."""
    strokes: list[list[Any]] = json.loads(row.strokes) if row.strokes else []
    drawn = tuple(tuple((float(x), float(y)) for x, y, *_ in stroke) for stroke in strokes)
    day = chinese_date(date.fromisoformat(row.at[:10])) if drawn else ""
    return Ink(row.signer, day, drawn)


def _check_code(visit: Visit) -> str:
    told = [visit.check_code or ""]
    if visit.code_shown_at:
        told.append(f"{visit.code_shown_at}亮码")
    if visit.in_system is not None:
        told.append("已录入省系统" if visit.in_system else "未录入省系统")
    if visit.system_note:
        told.append(visit.system_note)
    return "，".join(one for one in told if one)


def _corrects(session: Session, visit: Visit) -> str:
    row = session.scalar(select(VisitCorrection).where(VisitCorrection.visit_id == visit.id))
    if row is None:
        return ""
    old = session.get_one(Visit, row.corrected_id)
    entered = chinese_date(old.entered_on)
    return f"更正{chinese_date(old.visited_on)}检查的记录（录入于{entered}）：{row.reason}"
