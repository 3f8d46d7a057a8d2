"""发文办理: the drafts on their way, one of them whole, and what the office set about signing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Text, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from db.codes import CaseState, CaseStep, PaperKind
from db.tables.issuing import PaperCase, PaperOpinion, PaperRule, Signatory
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.signatures import Attachment
from desktop.domain import cases as rules
from desktop.domain.cases import STEPS_WORDS, CaseFacts, Signer
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.queries.cards import Happening, Link
from desktop.queries.case_facts import case_facts, opinions_of, signers
from desktop.queries.day import TODAY
from desktop.queries.listing import Listing
from desktop.queries.matching import matcher
from desktop.queries.papers import kind_words

_WAITING = PaperCase.state.in_((CaseState.DRAFTED, CaseState.REVIEWED))
_TO_ISSUE = PaperCase.state == CaseState.SIGNED
_ONE_DAY = timedelta(days=1)
WAITS = or_(_WAITING, _TO_ISSUE, PaperCase.state == CaseState.RETURNED)
"""Someone of the office has to do something: give an opinion, issue, put right."""
LATE = and_(_WAITING, PaperCase.due_at < cast(TODAY, Text))
"""Left first, and its approval did not follow in time."""
_PROGRESS = {
    "waiting": _WAITING,
    "signed": _TO_ISSUE,
    "returned": PaperCase.state == CaseState.RETURNED,
    "late": LATE,
    "issued": PaperCase.state == CaseState.ISSUED,
    "withdrawn": PaperCase.state == CaseState.WITHDRAWN,
}


@dataclass(frozen=True)
class CaseRow:
    """A draft in the list; ``late`` is an approval that should have followed by now."""

    id: int
    drafted_on: date
    kind: PaperKind
    title: str
    state: CaseState
    steps: int
    is_first: bool
    late: bool
    drafter: str
    addressee: str
    project: str
    number: str

    @property
    def state_words(self) -> str:
        return rules.state_words(self.state, self.steps, afterwards=self.is_first)


def _make(row: Any) -> CaseRow:
    return CaseRow(*row)


CASES = Listing(
    rows=select(
        PaperCase.id,
        PaperCase.drafted_on,
        PaperCase.kind,
        PaperCase.title,
        PaperCase.state,
        PaperCase.steps,
        PaperCase.afterwards.is_not(None),
        func.coalesce(LATE, False),
        PaperCase.drafter,
        func.coalesce(PaperCase.addressee, ""),
        func.coalesce(Project.name, ""),
        func.coalesce(Paper.number, ""),
    )
    .outerjoin(Project, Project.id == PaperCase.project_id)
    .outerjoin(Paper, Paper.id == PaperCase.paper_id),
    id=PaperCase.id,
    sorts={
        "drafted_on": PaperCase.drafted_on,
        "kind": cast(PaperCase.kind, Text),
        "drafter": PaperCase.drafter,
        "number": func.coalesce(Paper.number, ""),
    },
    make=_make,
    matches=matcher(
        (("project", PaperCase.project_id), ("paper", PaperCase.paper_id)),
        PaperCase.title,
        PaperCase.drafter,
        func.coalesce(PaperCase.addressee, ""),
        func.coalesce(Paper.number, ""),
    ),
    filters={
        "progress": lambda value: _PROGRESS[value],
        "kind": lambda value: PaperCase.kind == PaperKind(value),
        "project": lambda value: PaperCase.project_id == int(value),
    },
)


@dataclass(frozen=True)
class CaseCard:
    """One draft whole; ``step`` is the opinion waited for, ``signers`` who may give it today."""

    id: int
    kind: PaperKind
    title: str
    state: CaseState
    state_words: str
    steps: int
    step: CaseStep | None
    signers: tuple[Signer, ...]
    addressee: str
    project: str
    project_id: int | None
    drafter: str
    unit: str
    drafted_on: date
    content: str
    paper_id: int | None
    number: str
    afterwards: str
    due_at: str
    is_late: bool
    remark: str
    can_issue: bool
    can_revise: bool
    can_withdraw: bool
    doubts: tuple[str, ...]
    papers: tuple[Link, ...]
    files: tuple[tuple[int, str], ...]
    happenings: tuple[Happening, ...]

    @property
    def steps_words(self) -> str:
        return STEPS_WORDS[self.steps]

    @property
    def due_words(self) -> str:
        return self.due_at.replace("T", " ")


def case_card(session: Session, key: int, today: date) -> CaseCard | None:
    case = session.get(PaperCase, key)
    if case is None:
        return None
    facts = case_facts(session, case)
    step = rules.next_step(facts)
    project = session.get(Project, case.project_id or 0)
    paper = session.get(Paper, case.paper_id or 0)
    is_first = case.afterwards is not None
    return CaseCard(
        id=key,
        kind=case.kind,
        title=case.title,
        state=case.state,
        state_words=rules.state_words(case.state, case.steps, afterwards=is_first),
        steps=case.steps,
        step=step,
        signers=rules.signers_on(signers(session), step, today) if step else (),
        addressee=case.addressee or "",
        project=project.name if project else "",
        project_id=case.project_id,
        drafter=case.drafter,
        unit=case.unit or "",
        drafted_on=case.drafted_on,
        content=case.content,
        paper_id=case.paper_id,
        number=(paper.number if paper else None) or "",
        afterwards=case.afterwards or "",
        due_at=case.due_at or "",
        is_late=step is not None and "" < (case.due_at or "") < today.isoformat(),
        remark=case.remark or "",
        can_issue=_allows(rules.check_can_issue, facts),
        can_revise=_allows(rules.check_can_revise, facts),
        can_withdraw=_allows(rules.check_can_withdraw, facts),
        doubts=rules.doubts(facts),
        papers=_papers(session, paper),
        files=_files(session, key),
        happenings=_happenings(session, case, paper),
    )


def _allows(check: Callable[[CaseFacts], None], facts: CaseFacts) -> bool:
    try:
        check(facts)
    except RuleViolation:
        return False
    return True


def _papers(session: Session, paper: Paper | None) -> tuple[Link, ...]:
    """The paper that left, and the 发文稿纸 about it."""
    if paper is None:
        return ()
    own = Paper.about_paper_id == paper.id, Paper.kind == PaperKind.ISSUE_SHEET
    sheets = session.scalars(select(Paper).where(*own).order_by(Paper.id))
    return tuple(
        Link(
            f"{kind_words(row.kind, row.kind_text)} {row.number or row.issued_on}", "paper", row.id
        )
        for row in (paper, *sheets)
    )


def _files(session: Session, key: int) -> tuple[tuple[int, str], ...]:
    own = Attachment.entity == PaperCase.__tablename__, Attachment.record_id == key
    rows = select(Attachment.id, Attachment.name).where(*own).order_by(Attachment.id)
    return tuple((row.id, row.name) for row in session.execute(rows))


def _happenings(session: Session, case: PaperCase, paper: Paper | None) -> tuple[Happening, ...]:
    """Newest first; what was said on an earlier edition of the draft is marked so."""
    drafter = "，".join(filter(None, (case.drafter, case.unit)))
    found = [Happening(case.drafted_on, "拟稿、送审", drafter)]
    opinions = opinions_of(session, case.id)
    found.extend(_said(one, is_old=one.edition < case.edition) for one in opinions)
    if paper is not None:
        told = Happening(paper.issued_on, f"发出 {paper.number or label(case.kind)}".rstrip())
        found.insert(1 if case.afterwards else len(found), told)
    if case.withdrawn_on is not None:
        why = f"：{case.remark}" if case.remark else ""
        found.append(Happening(case.withdrawn_on, f"撤回{why}", is_bad=True))
    return tuple(reversed(found))


def _said(opinion: PaperOpinion, *, is_old: bool) -> Happening:
    words = f"{label(opinion.step)}：{opinion.opinion}"
    if not opinion.agreed:
        words = f"{label(opinion.step)}退回：{opinion.opinion}"
    marks = [mark for mark, is_so in (("前一稿", is_old), ("纸质签批", opinion.on_paper)) if is_so]
    told = f"{words}（{'，'.join(marks)}）" if marks else words
    stood_for = f"，代{opinion.deputy_for}" if opinion.deputy_for else ""
    who = f"{opinion.name}{stood_for}"
    return Happening(opinion.given_on, told, who, is_bad=not opinion.agreed)


# -- what the office set ---------------------------------------------------------------


@dataclass(frozen=True)
class StepsRow:
    """How many steps a kind of paper passes; ``id`` is the rule's, 0 while none is set."""

    id: int
    kind: PaperKind
    steps: int

    @property
    def words(self) -> str:
        return STEPS_WORDS[self.steps]


def steps_rows(session: Session) -> tuple[StepsRow, ...]:
    rows = session.scalars(select(PaperRule).order_by(PaperRule.id))
    return tuple(StepsRow(row.id, row.kind, row.steps) for row in rows)


@dataclass(frozen=True)
class SignatoryRow:
    """Who reviews or signs, from when to when, last day inclusive."""

    id: int
    step: CaseStep
    name: str
    post: str
    first: date
    last: date | None
    deputy_for: str
    document: str


def signatory_rows(session: Session) -> tuple[SignatoryRow, ...]:
    rows = select(Signatory).order_by(Signatory.step, Signatory.valid_from.desc(), Signatory.id)
    return tuple(
        SignatoryRow(
            row.id,
            row.step,
            row.name,
            row.post or "",
            row.valid_from,
            None if row.valid_to is None else row.valid_to - _ONE_DAY,
            row.deputy_for or "",
            row.document or "",
        )
        for row in session.scalars(rows)
    )
