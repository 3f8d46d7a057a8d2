"""What a draft would be as a paper, and the 发文稿纸 that tells its way through the office."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.codes import CaseState, CaseStep, PaperKind
from db.ids import new_id
from db.tables.issuing import PaperCase, PaperOpinion
from db.tables.papers import Paper
from db.trial import trial
from desktop.documents import issue_sheet
from desktop.documents.issue_sheet import IssueSheet
from desktop.documents.opinions import NO_OPINION, Opinion
from desktop.domain.calendar import chinese_date
from desktop.domain.cases import signed_name
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.queries.case_facts import opinions_of
from desktop.queries.papers import issuer_on
from desktop.usecases.issuing_kinds import command_from, issuing, kind_of, leaving
from desktop.usecases.papers import Written, store_paper
from desktop.usecases.worded import in_office_words

KIND = PaperKind.ISSUE_SHEET
_INK = "（纸质签批，扫描件另存）"


@dataclass(frozen=True)
class Told:
    """What a paper is about and to whom it goes."""

    project_id: int | None
    enterprise_id: int | None
    addressee: str | None
    title: str | None


def tried(session: Session, command: Any, act: Act) -> Told:
    """Issue the draft and take it back: what it lacks is said before anybody signs it."""
    kind = kind_of(command)
    with trial(session):
        case = PaperCase(
            id=new_id(session),
            kind=kind,
            title="",
            content="",
            steps=0,
            drafter="",
            drafted_on=act.today,
            state=CaseState.SIGNED,
        )
        session.add(case)
        session.flush()
        leave = replace(command.leave, case_id=case.id)
        issued = issuing(kind).issue(session, leaving(command, leave), act).value
        return told_of(session.get_one(Paper, issued.id))


def told_of(paper: Paper) -> Told:
    return Told(paper.project_id, paper.enterprise_id, paper.enterprise_text, paper.title)


def case_of(session: Session, key: int) -> PaperCase:
    case = session.get(PaperCase, key)
    if case is None:
        raise RuleViolation("没有这份文稿，请刷新后再选")
    return case


def case_draft(session: Session, key: int) -> bytes:
    """The paper of a draft as it would be printed, without a number: a query for the preview."""
    case = case_of(session, key)
    return issuing(case.kind).draft(session, command_from(case.kind, case.content))


def case_sheet(session: Session, key: int, today: date) -> bytes:
    """The 发文稿纸 as it stands, to be signed in ink: a query."""
    return issue_sheet.render(_sheet(session, case_of(session, key), today))


def store_sheet(session: Session, case: PaperCase, act: Act) -> Paper:
    """Keep the 发文稿纸 with all opinions beside the paper that left."""
    paper = session.get_one(Paper, case.paper_id)
    sheet = _sheet(session, case, act.today)
    last = max((one.given_on for one in opinions_of(session, case.id)), default=paper.issued_on)
    return store_paper(
        session,
        Written(KIND, max(last, paper.issued_on), sheet, issue_sheet.render(sheet)),
        act,
        project_id=case.project_id,
        enterprise_id=case.enterprise_id,
        enterprise_text=case.addressee,
        about_paper_id=paper.id,
        title=case.title,
    )


def _sheet(session: Session, case: PaperCase, today: date) -> IssueSheet:
    paper = session.scalar(select(Paper).where(Paper.id == case.paper_id))
    opinions = opinions_of(session, case.id)
    sheet = IssueSheet(
        issuer=issuer_on(session, paper.issued_on if paper else today).name,
        number=(paper.number if paper else None) or "",
        genre=label(case.kind),
        title=case.title,
        addressees=(case.addressee,) if case.addressee else (),
        copied_to=_copied(paper),
        unit=case.unit or "",
        drafter=case.drafter,
        drafted=case.drafted_on,
        issued=paper.issued_on if paper else None,
        reviewed=_told(case, opinions, CaseStep.REVIEW),
        signed=_told(case, opinions, CaseStep.SIGN),
        reason=case.afterwards or "",
    )
    return in_office_words(session, KIND, sheet, paper.issued_on if paper else today)


def _copied(paper: Paper | None) -> tuple[str, ...]:
    told = json.loads(paper.sheet).get("copied_to", ()) if paper and paper.sheet else ()
    return tuple(told) if isinstance(told, list) else ()


def _told(case: PaperCase, opinions: tuple[PaperOpinion, ...], step: CaseStep) -> Opinion:
    """All that was said at a step; the signature is that of the opinion which stands."""
    own = [one for one in opinions if one.step is step]
    earlier = [one for one in own if one.edition < case.edition]
    now = next((one for one in own if one.edition == case.edition), None)
    lines = [*_lines(earlier), *([_words(now)] if now is not None else [])]
    if now is None:
        return replace(NO_OPINION, text="\n".join(lines))
    return Opinion("\n".join(lines), signed_name(now.name, now.deputy_for or ""), now.given_on)


def _lines(earlier: Iterable[PaperOpinion]) -> Iterable[str]:
    for one in earlier:
        who = signed_name(one.name, one.deputy_for or "")
        yield f"{_words(one)}（{who}，{chinese_date(one.given_on)}）"


def _words(opinion: PaperOpinion) -> str:
    words = opinion.opinion if opinion.agreed else f"退回：{opinion.opinion}"
    return f"{words}{_INK}" if opinion.on_paper else words
