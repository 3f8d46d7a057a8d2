"""复查意见书: what became of each item of a notice at one re-check, told on paper."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import HazardStepKind, PaperKind, PaperState
from db.tables.hazards import HazardStep
from db.tables.papers import Paper
from desktop.documents import recheck_opinion
from desktop.documents.recheck_opinion import RecheckedItem, RecheckOpinionSheet
from desktop.documents.sheets import Officer
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.domain.labels import label
from desktop.domain.rechecks import conclusion_words
from desktop.queries.orders import RECHECKS, standing_rows
from desktop.queries.papers import kind_words
from desktop.usecases.done import Done
from desktop.usecases.leaving import take_number
from desktop.usecases.notice_work import Notice
from desktop.usecases.paper_ground import (
    OFFICE,
    UNNUMBERED,
    Ground,
    Issued,
    check_whole,
    ground_of,
    officers_of,
)
from desktop.usecases.papers import CHANGED, Written, paper_items, store_paper
from desktop.usecases.worded import in_office_words

KIND = PaperKind.RECHECK_OPINION


@dataclass(frozen=True)
class IssueRecheckOpinion:
    """About one notice; without a day it tells the last re-check, with its own conclusion."""

    paper_id: int
    issued_on: date
    rechecked_on: date | None = None
    conclusion: str = ""
    officers: tuple[int, ...] = ()
    contact: str = ""
    leave: Leave = AS_USUAL


@dataclass(frozen=True)
class Rechecked:
    """One re-check of a notice: each item's step of that day, in printed order."""

    day: date
    steps: dict[int, HazardStep]
    replied: date | None

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(self.steps)

    @property
    def visits(self) -> tuple[int, ...]:
        told = (step.visit_id for step in self.steps.values())
        return tuple(dict.fromkeys(key for key in told if key is not None))

    @property
    def people(self) -> tuple[int, ...]:
        told = (step.inspector_id for step in self.steps.values())
        return tuple(dict.fromkeys(key for key in told if key is not None))

    @property
    def way(self) -> str:
        ways = dict.fromkeys(step.way for step in self.steps.values() if step.way is not None)
        return "、".join(map(label, ways))

    @property
    def next_due(self) -> date | None:
        """The one new term of all that failed; several stand beside their items."""
        dues = {step.new_due for step in self.steps.values() if step.new_due is not None}
        return dues.pop() if len(dues) == 1 else None


def rechecked_of(session: Session, notice: Notice, day: date | None) -> Rechecked:
    """The re-check of a day, without one the last of the notice."""
    steps = standing_rows(session, notice.ids)
    taken = {key: [s for s in steps[key] if s.kind in RECHECKS] for key in notice.ids}
    days = [step.happened_on for own in taken.values() for step in own]
    if not days or (day is not None and day not in days):
        raise RuleViolation("这份通知书还没有登记复查，不能出具复查意见书")
    on = day or max(days)
    told = {key: [s for s in own if s.happened_on == on] for key, own in taken.items()}
    replies = [
        step.happened_on
        for own in steps.values()
        for step in own
        if step.kind is HazardStepKind.REPLIED and step.happened_on <= on
    ]
    last = {key: own[-1] for key, own in told.items() if own}
    return Rechecked(on, last, max(replies, default=None))


def issue_recheck_opinion(session: Session, command: IssueRecheckOpinion, act: Act) -> Done[Issued]:
    notice = Notice(session, command.paper_id)
    told, ground = _told_and_ground(session, command, notice)
    day = command.issued_on
    check_whole(KIND, {OFFICE: ground.issuer}, day, act.today)
    if day < told.day:
        raise RuleViolation(f"复查意见书不能早于复查日期{chinese_date(told.day)}")
    _check_first(session, notice, told)
    drawn = take_number(session, KIND, day, command.leave)
    sheet = _sheet(session, command, notice, told, ground, drawn.number)
    written = Written(KIND, day, sheet, recheck_opinion.render(sheet), drawn)
    paper = store_paper(
        session,
        written,
        act,
        project_id=notice.paper.project_id,
        enterprise_id=notice.paper.enterprise_id,
        enterprise_text=notice.paper.enterprise_text,
        visit_id=told.visits[0] if told.visits else None,
        about_paper_id=notice.paper.id,
    )
    paper_items(session, paper, told.ids)
    about(session, f"{drawn.number} {ground.project.name}")
    return Done(Issued(paper.id, drawn.number), CHANGED)


def draft_recheck_opinion(session: Session, command: IssueRecheckOpinion) -> bytes:
    """The opinion as it would be printed, without a number: a query for the preview."""
    notice = Notice(session, command.paper_id)
    told, ground = _told_and_ground(session, command, notice)
    sheet = _sheet(session, command, notice, told, ground, UNNUMBERED)
    return recheck_opinion.render(sheet)


def _told_and_ground(
    session: Session, command: IssueRecheckOpinion, notice: Notice
) -> tuple[Rechecked, Ground]:
    told = rechecked_of(session, notice, command.rechecked_on)
    assert notice.paper.project_id is not None
    return told, ground_of(session, notice.paper.project_id, command.issued_on)


def _check_first(session: Session, notice: Notice, told: Rechecked) -> None:
    """One opinion a re-check; a second would say the same thing with another number."""
    rows = select(Paper.number, Paper.sheet).where(
        Paper.about_paper_id == notice.paper.id,
        Paper.kind == KIND,
        Paper.state != PaperState.VOIDED,
    )
    for number, sheet in session.execute(rows):
        if sheet and json.loads(sheet)["rechecked"] == told.day.isoformat():
            raise RuleViolation(f"{chinese_date(told.day)}的复查已出具复查意见书{number}")


def _sheet(
    session: Session,
    command: IssueRecheckOpinion,
    notice: Notice,
    told: Rechecked,
    ground: Ground,
    number: str,
) -> RecheckOpinionSheet:
    passed = [key for key in told.ids if _passed(told, key)]
    strict = sum(notice.facts[key].strict for key in passed)
    proposed = conclusion_words(len(passed), strict, len(told.ids) - len(passed))
    sheet = RecheckOpinionSheet(
        issuer=ground.issuer,
        number=number,
        addressee=notice.paper.enterprise_text or "",
        project=ground.project.name,
        about_name=kind_words(notice.paper.kind, notice.paper.kind_text),
        about_number=notice.paper.number or "",
        rechecked=told.day,
        way=told.way,
        items=tuple(_item(notice, told, key) for key in told.ids),
        inspectors=_officers(session, command.officers, told),
        issued=command.issued_on,
        replied=told.replied,
        conclusion=command.conclusion.strip().rstrip("。") or proposed,
        next_due=told.next_due,
        copied_to=ground.copied_to,
        contact=command.contact,
    )
    return in_office_words(session, KIND, sheet, command.issued_on)


def _passed(told: Rechecked, key: int) -> bool:
    return told.steps[key].kind is HazardStepKind.RECHECK_PASSED


def _item(notice: Notice, told: Rechecked, key: int) -> RecheckedItem:
    hazard, step = notice.hazards[key], told.steps[key]
    parts = [step.remark] if step.remark else []
    if step.new_due is not None and told.next_due is None:
        parts.append(f"继续整改至{chinese_date(step.new_due)}")
    return RecheckedItem(
        description=hazard.description,
        passed=_passed(told, key),
        part=hazard.part or "",
        finding="；".join(parts),
        position=notice.places[key],
    )


def _officers(session: Session, wanted: Sequence[int], told: Rechecked) -> tuple[Officer, ...]:
    chosen = tuple(wanted) or (() if told.visits else told.people)
    return officers_of(session, chosen, told.visits, told.day)
