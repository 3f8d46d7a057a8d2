"""约谈: the letter that calls an enterprise, the record of the talk, the feedback in writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, PaperKind, PaperState
from db.ids import new_id
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.papers import Interview, Paper
from db.tables.projects import Project
from desktop.documents import interview_notice, interview_record
from desktop.documents.interview_notice import Attendee, InterviewNoticeSheet
from desktop.documents.interview_record import InterviewRecordSheet, Measure
from desktop.documents.sheets import joined
from desktop.domain import interviews as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.domain.months import month_of
from desktop.queries.papers import issuer_on
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done
from desktop.usecases.leaving import number_where_used, take_number
from desktop.usecases.loop import Loop
from desktop.usecases.paper_ground import (
    OFFICE,
    UNNUMBERED,
    check_whole,
    ground_of,
)
from desktop.usecases.papers import CHANGED, Written, paper_items, store_paper
from desktop.usecases.series import has_series
from desktop.usecases.worded import in_office_words

NOTICE, RECORD = PaperKind.INTERVIEW_NOTICE, PaperKind.INTERVIEW_RECORD


@dataclass(frozen=True)
class IssueInterview:
    """Whom we call, about what, when and where; from hazards, a site, or an enterprise alone.

    Without ``points`` they are the hazards with their deadlines; without an enterprise it is
    the site's contractor.
    """

    issued_on: date
    called_for: date
    place: str
    reason: str
    hour: str = "15:00"
    hazards: tuple[int, ...] = ()
    project_id: int | None = None
    enterprise_id: int | None = None
    invited: tuple[Attendee, ...] = ()
    points: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    contact_person: str = ""
    contact: str = ""
    leave: Leave = AS_USUAL


@dataclass(frozen=True)
class HoldInterview:
    """What was said in the talk; both sides sign the printed record in ink."""

    interview_id: int
    held_on: date
    host: str
    points: tuple[str, ...]
    started: str = "15:00"
    ended: str = ""
    place: str = ""
    recorder: str = ""
    own_side: tuple[Attendee, ...] = ()
    other_side: tuple[Attendee, ...] = ()
    statement: str = ""
    measures: tuple[Measure, ...] = ()
    feedback_due: date | None = None
    leave: Leave = AS_USUAL


@dataclass(frozen=True)
class RecordFeedback:
    """书面反馈 of what the enterprise promised."""

    interview_id: int
    feedback_on: date
    evidence: tuple[NewFile, ...] = ()


@dataclass(frozen=True)
class IssuedInterview:
    """A paper of a talk that left: its id and number, and the talk."""

    id: int
    number: str
    interview_id: int


@dataclass(frozen=True)
class _Called:
    """Who is called, and about which site and hazards."""

    hazards: tuple[Hazard, ...]
    project: Project | None
    enterprise_id: int | None
    name: str


def issue_interview(session: Session, command: IssueInterview, act: Act) -> Done[IssuedInterview]:
    called = _called(session, command)
    day = command.issued_on
    lacking = {
        OFFICE: issuer_on(session, day).name,
        "被约谈单位": called.name,
        "约谈事由": command.reason.strip(),
        "约谈地点": command.place.strip(),
    }
    check_whole(NOTICE, lacking, day, act.today)
    rules.check_can_call(day, command.called_for, act.today)
    drawn = take_number(session, NOTICE, day, command.leave)
    sheet = _notice_sheet(session, command, called, drawn.number)
    written = Written(NOTICE, day, sheet, interview_notice.render(sheet), drawn)
    paper = store_paper(session, written, act, **_about(called))
    paper_items(session, paper, command.hazards)
    interview = Interview(
        id=new_id(session),
        project_id=called.project.id if called.project else None,
        enterprise_id=called.enterprise_id,
        hazard_id=command.hazards[0] if command.hazards else None,
        notice_id=paper.id,
        reason=command.reason.strip(),
        place=command.place.strip(),
        month=month_of(day),
        called_for=command.called_for,
        hour=command.hour,
        attendees=joined(tuple(one.spoken for one in command.invited)) or None,
        points="\n".join(sheet.points) or None,
    )
    session.add(interview)
    about(session, f"{drawn.number} {called.name}")
    return Done(IssuedInterview(paper.id, drawn.number, interview.id), CHANGED)


def draft_interview(session: Session, command: IssueInterview) -> bytes:
    """The letter as it would be printed, without a number: a query for the preview."""
    called = _called(session, command)
    return interview_notice.render(_notice_sheet(session, command, called, UNNUMBERED))


def hold_interview(session: Session, command: HoldInterview, act: Act) -> Done[IssuedInterview]:
    interview, notice = _interview(session, command.interview_id)
    day, due = command.held_on, command.feedback_due
    rules.check_can_hold(notice.issued_on, interview.held_on, day, due, act.today)
    lacking = {
        OFFICE: issuer_on(session, day).name,
        "主持人": command.host.strip(),
        "通报问题": any(point.strip() for point in command.points),
    }
    check_whole(RECORD, lacking, day, act.today)
    drawn = number_where_used(session, RECORD, day, command.leave)
    number = drawn.number if drawn else ""
    sheet = _record_sheet(session, command, interview, notice, number)
    written = Written(RECORD, day, sheet, interview_record.render(sheet), drawn)
    paper = store_paper(
        session,
        written,
        act,
        project_id=notice.project_id,
        enterprise_id=notice.enterprise_id,
        enterprise_text=notice.enterprise_text,
        about_paper_id=notice.id,
    )
    interview.record_id, interview.held_on = paper.id, day
    interview.month = month_of(day)
    interview.hour, interview.place = command.started, sheet.place
    interview.attendees = joined(tuple(one.spoken for one in command.other_side)) or None
    interview.points = "\n".join(command.points)
    interview.statement = command.statement.strip() or None
    interview.measures = "\n".join(one.content for one in command.measures) or None
    interview.feedback_due = due
    about(session, f"{notice.number} {notice.enterprise_text}")
    return Done(IssuedInterview(paper.id, number, interview.id), CHANGED)


def draft_record(session: Session, command: HoldInterview) -> bytes:
    """The record as it would be printed: a query for the preview."""
    interview, notice = _interview(session, command.interview_id)
    number = UNNUMBERED if has_series(session, RECORD) else ""
    return interview_record.render(_record_sheet(session, command, interview, notice, number))


def record_feedback(session: Session, command: RecordFeedback, act: Act) -> Done[int]:
    interview, notice = _interview(session, command.interview_id)
    held, already = interview.held_on, interview.feedback_on
    rules.check_can_feed_back(held, already, command.feedback_on, act.today)
    for file in command.evidence:
        attach(session, Interview.__tablename__, interview.id, file, act)
    interview.feedback_on = command.feedback_on
    about(session, f"{notice.number} {notice.enterprise_text}")
    return Done(interview.id, frozenset({Area.PAPERS}))


def _called(session: Session, command: IssueInterview) -> _Called:
    hazards = Loop(session, command.hazards).hazards if command.hazards else ()
    sites = {hazard.project_id for hazard in hazards} | {command.project_id} - {None}
    if len(sites) > 1:
        raise RuleViolation("一份约谈通知书只写一个工程的隐患，请分别签发")
    enterprise = session.get(Enterprise, command.enterprise_id or 0)
    site = next(iter(sites), None)
    if site is None:
        name = enterprise.name if enterprise else ""
        return _Called(hazards, None, command.enterprise_id, name)
    ground = ground_of(session, site, command.issued_on)
    if enterprise is not None:
        return _Called(hazards, ground.project, enterprise.id, enterprise.name)
    return _Called(hazards, ground.project, ground.enterprise_id, ground.told)


def _about(called: _Called) -> dict[str, int | str | None]:
    return {
        "project_id": called.project.id if called.project else None,
        "enterprise_id": called.enterprise_id,
        "enterprise_text": called.name,
    }


def _notice_sheet(
    session: Session, command: IssueInterview, called: _Called, number: str
) -> InterviewNoticeSheet:
    numbers = dict.fromkeys(hazard.notice_no for hazard in called.hazards if hazard.notice_no)
    sheet = InterviewNoticeSheet(
        issuer=issuer_on(session, command.issued_on).name,
        number=number,
        addressee=called.name,
        reason=command.reason.strip().rstrip("。"),
        at=_moment(command.called_for, command.hour),
        place=command.place.strip(),
        issued=command.issued_on,
        project=called.project.name if called.project else "",
        invited=command.invited,
        about_number="、".join(numbers),
        points=command.points or _points(called.hazards, command.issued_on),
        materials=command.materials,
        contact_person=command.contact_person,
        contact=command.contact,
    )
    return in_office_words(session, NOTICE, sheet, command.issued_on)


def _points(hazards: Sequence[Hazard], day: date) -> tuple[str, ...]:
    told = []
    for hazard in hazards:
        late = rules.overdue_words(hazard.due, day)
        part = f"{hazard.part}：" if hazard.part else ""
        told.append(f"{part}{hazard.description}{f'（{late}）' if late else ''}")
    return tuple(told)


def _record_sheet(
    session: Session, command: HoldInterview, interview: Interview, notice: Paper, number: str
) -> InterviewRecordSheet:
    project = session.get(Project, notice.project_id) if notice.project_id else None
    ended = _moment(command.held_on, command.ended) if command.ended else None
    sheet = InterviewRecordSheet(
        issuer=issuer_on(session, command.held_on).name,
        number=number,
        addressee=notice.enterprise_text or "",
        started=_moment(command.held_on, command.started),
        place=command.place.strip() or interview.place or "",
        host=command.host.strip(),
        points=tuple(point for point in command.points if point.strip()),
        ended=ended,
        recorder=command.recorder.strip(),
        notice_number=notice.number or "",
        project=project.name if project else "",
        reason=interview.reason,
        own_side=command.own_side,
        other_side=command.other_side,
        statement=command.statement.strip(),
        measures=command.measures,
        feedback_due=command.feedback_due,
    )
    return in_office_words(session, RECORD, sheet, command.held_on)


def _moment(day: date, hour: str) -> datetime:
    try:
        return datetime.combine(day, time.fromisoformat(hour.strip()))
    except ValueError:
        raise RuleViolation(f"时间“{hour}”请写成 15:00 这样的时刻") from None


def _interview(session: Session, key: int) -> tuple[Interview, Paper]:
    """The talk with its letter; one whose letter was voided is not held."""
    interview = session.scalar(select(Interview).where(Interview.id == key))
    notice = session.get(Paper, interview.notice_id or 0) if interview else None
    if interview is None or notice is None:
        raise RuleViolation("没有这次约谈，请刷新后再选")
    if notice.state is PaperState.VOIDED:
        raise RuleViolation("这次约谈的通知书已作废")
    return interview, notice
