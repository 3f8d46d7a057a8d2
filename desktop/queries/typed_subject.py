"""What a typed paper is about: a project, an enterprise, hazards, an earlier paper, or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from db.codes import PaperKind, PaperState, PartyRole
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.papers import Paper
from db.tables.projects import Project
from desktop.domain.errors import RuleViolation
from desktop.queries.orders import items_in_order
from desktop.queries.papers import Party, issuer_on, parties_on


@dataclass(frozen=True)
class Subject:
    """Ids; hazards bring their project along, an earlier paper its own hazards.

    ``papers`` are several earlier papers picked by hand (催办).
    """

    project_id: int | None = None
    enterprise_id: int | None = None
    hazards: tuple[int, ...] = ()
    paper_id: int | None = None
    papers: tuple[int, ...] = ()


@dataclass(frozen=True)
class TypedGround:
    """The subject on a day: whoever speaks for the office, the site with its parties.

    Of several sites ``project`` is none, and ``parties`` are those that all of them share.
    """

    issuer: str
    day: date
    project: Project | None
    parties: tuple[Party, ...]
    enterprise: Enterprise | None
    hazards: tuple[Hazard, ...]
    about: Paper | None
    projects: tuple[Project, ...] = ()
    papers: tuple[Paper, ...] = ()

    @property
    def project_name(self) -> str:
        return self.project.name if self.project else ""

    def party(self, role: PartyRole) -> str:
        """The name of a party of the site; empty where it has none."""
        return next((one.name for one in self.parties if one.role is role), "")

    @property
    def addressee(self) -> str:
        """The enterprise asked for, else the site's contractor."""
        return self.enterprise.name if self.enterprise else self.party(PartyRole.CONTRACTOR)

    def id_of(self, told: str) -> int | None:
        """The enterprise told by that name: one of the parties, else the one asked for."""
        named = {one.name: one.enterprise_id for one in self.parties}
        if told in named:
            return named[told]
        return self.enterprise.id if self.enterprise is not None else None


def ground_on(
    session: Session, subject: Subject, day: date, *, several: bool = False
) -> TypedGround:
    """Everything a kind's sheet may begin with; only some kinds are about ``several`` sites."""
    about = _found(session, Paper, subject.paper_id) if subject.paper_id else None
    picked = tuple(_found(session, Paper, key) for key in subject.papers)
    papers = (*picked, *([about] if about else []))
    items = subject.hazards or [key for one in papers for key in items_in_order(session, one.id)]
    hazards = tuple(_found(session, Hazard, key) for key in dict.fromkeys(items))
    sites = _sites(subject, hazards, papers)
    if len(sites) > 1 and not several:
        raise RuleViolation("一份文书只写一个工程的隐患，请分别签发")
    firm = subject.enterprise_id or _firm_of(papers)
    projects = tuple(_found(session, Project, key) for key in sites)
    return TypedGround(
        issuer=issuer_on(session, day).name,
        day=day,
        project=projects[0] if len(projects) == 1 else None,
        parties=_shared(session, sites, day),
        enterprise=_found(session, Enterprise, firm) if firm else None,
        hazards=hazards,
        about=about,
        projects=projects,
        papers=picked,
    )


def _firm_of(papers: tuple[Paper, ...]) -> int | None:
    """The one enterprise that all of them were addressed to."""
    firms = {one.enterprise_id for one in papers}
    return firms.pop() if len(firms) == 1 else None


def _sites(
    subject: Subject, hazards: tuple[Hazard, ...], papers: tuple[Paper, ...]
) -> tuple[int, ...]:
    """The projects, in the order in which they are named."""
    named = (
        subject.project_id,
        *(one.project_id for one in hazards),
        *(one.project_id for one in papers),
    )
    return tuple(dict.fromkeys(key for key in named if key is not None))


def _shared(session: Session, sites: tuple[int, ...], day: date) -> tuple[Party, ...]:
    """The parties that all the sites have."""
    first, *others = [parties_on(session, key, day) for key in sites] or [()]
    return tuple(one for one in first if all(one in parties for parties in others))


def _found(session: Session, table: type[Any], key: int) -> Any:
    row = session.get(table, key)
    if row is None:
        raise RuleViolation("所选的记录已不在，请刷新后再选")
    return row


def standing_paper(
    session: Session, project_id: int, kind: PaperKind, ended_by: PaperKind | None = None
) -> Paper | None:
    """The newest of a kind at a project, and one that no paper of the other kind has ended."""
    found = (
        select(Paper)
        .where(
            Paper.project_id == project_id,
            Paper.kind == kind,
            Paper.state != PaperState.VOIDED,
            *([~_ended(ended_by)] if ended_by else []),
        )
        .order_by(Paper.issued_on.desc(), Paper.id.desc())
        .limit(1)
    )
    return session.scalar(found)


def is_ended(session: Session, paper_id: int, by: PaperKind) -> bool:
    """Whether a paper in force of that kind rests on it."""
    found = select(Paper.id).where(Paper.id == paper_id, _ended(by))
    return session.scalar(found) is not None


def _ended(by: PaperKind) -> ColumnElement[bool]:
    ender = aliased(Paper)
    rows = select(ender.id).where(
        ender.about_paper_id == Paper.id, ender.kind == by, ender.state != PaperState.VOIDED
    )
    return rows.exists()
