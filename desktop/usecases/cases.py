"""发文办理: a draft is sent up, reviewed, signed, and leaves as a paper by its own use-case."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, CaseState, CaseStep
from db.ids import new_id
from db.tables.issuing import PaperCase, PaperOpinion
from db.tables.papers import Paper
from db.tables.projects import Project
from desktop.domain import cases as rules
from desktop.domain.issuing import Leave
from desktop.domain.labels import label
from desktop.queries.case_facts import case_facts, opinions_of, signers
from desktop.queries.paper_rules import steps_of
from desktop.queries.settings import number_setting
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.case_papers import Told, case_of, store_sheet, told_of, tried
from desktop.usecases.command_json import to_json
from desktop.usecases.done import Done
from desktop.usecases.issuing_kinds import (
    command_from,
    dated,
    issuing,
    kind_of,
    leaving,
    signed_by,
)

_CHANGED = frozenset({Area.PAPERS})
_HOURS, _USUAL_HOURS = "paper.afterwards_hours", 24
_BY_HAND = "现场手写，已当场交付"


@dataclass(frozen=True)
class DraftCase:
    """送审: ``command`` is what issues the paper once it is signed."""

    command: Any
    drafter: str
    unit: str = ""
    title: str = ""


@dataclass(frozen=True)
class ReviseCase:
    """After a return, or before anybody said anything: the draft anew."""

    case_id: int
    command: Any
    title: str = ""


@dataclass(frozen=True)
class GiveOpinion:
    """审核 or 签发: agreed, or sent back with words.

    ``on_paper`` when a 发文稿纸 was signed in ink, ``scan`` its copy. With ``issues`` the paper
    leaves in the same act, where this was the last step.
    """

    case_id: int
    step: CaseStep
    name: str
    given_on: date
    agreed: bool = True
    opinion: str = ""
    on_paper: bool = False
    scan: NewFile | None = None
    issues: bool = False


@dataclass(frozen=True)
class WithdrawCase:
    """撤回, with why."""

    case_id: int
    reason: str = ""


@dataclass(frozen=True)
class IssueCase:
    """The signed draft leaves; without a day its 成文日期 is the day of signing.

    ``leave`` chooses another source of the number than the one the draft was written with.
    """

    case_id: int
    issued_on: date | None = None
    leave: Leave | None = None


@dataclass(frozen=True)
class IssueAfterwards:
    """现场先发、事后补批: the paper leaves now, its approval has to follow."""

    command: Any
    reason: str
    drafter: str
    unit: str = ""


@dataclass(frozen=True)
class Handled:
    """A case after an act: how far it is, and what its use-case gave where a paper left by it."""

    id: int
    state: CaseState
    issued: Any | None = None


def draft_case(session: Session, command: DraftCase, act: Act) -> Done[Handled]:
    rules.check_can_draft(command.drafter)
    case = _new_case(session, command.command, (command.drafter, command.unit), act)
    _fill(session, case, tried(session, command.command, act), command.title)
    session.add(case)
    return _done(session, case)


def revise_case(session: Session, command: ReviseCase, act: Act) -> Done[Handled]:
    """Opinions begin again on the new draft; those on the old one stay."""
    case = case_of(session, command.case_id)
    facts = case_facts(session, case)
    rules.check_can_revise(facts)
    if facts.is_returned:
        case.edition += 1
    case.content = to_json(command.command)
    _fill(session, case, tried(session, command.command, act), command.title)
    return _done(session, case)


def give_opinion(session: Session, command: GiveOpinion, act: Act) -> Done[Handled]:
    case = case_of(session, command.case_id)
    name, day = command.name.strip(), command.given_on
    opinion = rules.Opinion(command.step, command.agreed, name, command.opinion, day)
    rules.check_opinion(case_facts(session, case), opinion, act.today)
    signer = rules.signer_on(signers(session), command.step, name, day)
    session.add(
        PaperOpinion(
            id=new_id(session),
            case_id=case.id,
            position=len(opinions_of(session, case.id)) + 1,
            edition=case.edition,
            step=command.step,
            agreed=command.agreed,
            name=name,
            post=(signer.post or None) if signer else None,
            deputy_for=(signer.deputy_for or None) if signer else None,
            opinion=command.opinion.strip() or rules.AGREED,
            given_on=day,
            on_paper=command.on_paper,
            entered_on=act.today,
        )
    )
    if command.scan is not None:
        attach(session, PaperCase.__tablename__, case.id, command.scan, act, purpose="signed_copy")
    session.flush()
    done = _done(session, case)
    if case.state is CaseState.SIGNED and command.issues:
        return issue_case(session, IssueCase(case.id), act)
    if case.state is CaseState.ISSUED:
        store_sheet(session, case, act)
    return done


def withdraw_case(session: Session, command: WithdrawCase, act: Act) -> Done[Handled]:
    case = case_of(session, command.case_id)
    rules.check_can_withdraw(case_facts(session, case))
    case.withdrawn_on = act.today
    case.remark = command.reason.strip() or None
    return _done(session, case)


def issue_case(session: Session, command: IssueCase, act: Act) -> Done[Handled]:
    """The stored command is run by its own use-case: number, bytes and case in one transaction."""
    case = case_of(session, command.case_id)
    facts = case_facts(session, case)
    rules.check_can_issue(facts)
    last = facts.standing[-1] if facts.standing else None
    stored = signed_by(command_from(case.kind, case.content), last.name if last else "")
    leave = replace(command.leave or stored.leave, case_id=case.id)
    day = command.issued_on or (last.day if last else act.today)
    paper = leaving(dated(stored, day), leave)
    done = issuing(case.kind).issue(session, paper, act)
    _release(session, case, done.value)
    store_sheet(session, case, act)
    return _done(session, case, done.value, done.changed)


def issue_afterwards(session: Session, command: IssueAfterwards, act: Act) -> Done[Handled]:
    """The paper and the case that asks for its approval, in one transaction."""
    kind = kind_of(command.command)
    rules.check_afterwards(kind, steps_of(session, kind), command.reason)
    rules.check_can_draft(command.drafter)
    case = _new_case(session, command.command, (command.drafter, command.unit), act)
    case.afterwards = command.reason.strip()
    case.due_at = _due(session, act.now)
    session.add(case)
    session.flush()
    leave = replace(command.command.leave, case_id=case.id)
    done = issuing(kind).issue(session, leaving(command.command, leave), act)
    paper = _release(session, case, done.value)
    _fill(session, case, told_of(paper), "")
    return _done(session, case, done.value, done.changed)


def follow_up(
    session: Session, paper: Paper, drafter: str, handed: datetime, act: Act
) -> PaperCase | None:
    """The approval of what was written and handed over on site before it was registered here."""
    steps = steps_of(session, paper.kind) if paper.kind in rules.ON_THE_SPOT else 0
    if paper.kind is None or not steps:
        return None
    case = PaperCase(
        id=new_id(session),
        kind=paper.kind,
        title="",
        content="",
        steps=steps,
        drafter=drafter,
        drafted_on=act.today,
        edition=1,
        state=CaseState.DRAFTED,
        paper_id=paper.id,
        afterwards=_BY_HAND,
        due_at=_due(session, handed),
    )
    session.add(case)
    _fill(session, case, told_of(paper), "")
    return case


def _due(session: Session, left: datetime) -> str:
    return rules.due_at(left, number_setting(session, _HOURS) or _USUAL_HOURS)


def _new_case(session: Session, command: Any, drafter: tuple[str, str], act: Act) -> PaperCase:
    kind = kind_of(command)
    return PaperCase(
        id=new_id(session),
        kind=kind,
        title="",
        content=to_json(command),
        steps=steps_of(session, kind),
        drafter=drafter[0].strip(),
        unit=drafter[1].strip() or None,
        drafted_on=act.today,
        edition=1,
        state=CaseState.DRAFTED,
    )


def _fill(session: Session, case: PaperCase, told: Told, title: str) -> None:
    """About what and to whom, as the paper itself says."""
    case.project_id, case.enterprise_id = told.project_id, told.enterprise_id
    case.addressee = told.addressee
    project = session.get(Project, told.project_id) if told.project_id else None
    named = project.name if project else told.addressee
    proposed = label(case.kind) + (f"（{named}）" if named else "")
    case.title = title.strip() or told.title or proposed


def _release(session: Session, case: PaperCase, issued: Any) -> Paper:
    case.paper_id = issued.id
    session.flush()
    return session.get_one(Paper, issued.id)


def _done(
    session: Session,
    case: PaperCase,
    issued: Any | None = None,
    changed: frozenset[Area] = frozenset(),
) -> Done[Handled]:
    """The state is derived anew at the end of every act."""
    case.state = rules.state_of(case_facts(session, case))
    about(session, f"{issued.number} {case.title}".strip() if issued else case.title)
    return Done(Handled(case.id, case.state, issued), _CHANGED | changed)
