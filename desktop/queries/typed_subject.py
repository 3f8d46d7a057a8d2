"""What a typed paper is about: a project, an enterprise, hazards, an earlier paper, or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.codes import PartyRole
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.papers import Paper
from db.tables.projects import Project
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import Party, issuer_on, parties_on


@dataclass(frozen=True)
class Subject:
    """Ids; hazards are of one project and bring it along."""

    project_id: int | None = None
    enterprise_id: int | None = None
    hazards: tuple[int, ...] = ()
    paper_id: int | None = None


@dataclass(frozen=True)
class TypedGround:
    """The subject on a day: whoever speaks for the office, the site with its parties."""

    issuer: str
    day: date
    project: Project | None
    parties: tuple[Party, ...]
    enterprise: Enterprise | None
    hazards: tuple[Hazard, ...]
    about: Paper | None

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


def ground_on(session: Session, subject: Subject, day: date) -> TypedGround:
    """Everything a kind's sheet may begin with."""
    hazards = tuple(_found(session, Hazard, key) for key in subject.hazards)
    about = _found(session, Paper, subject.paper_id) if subject.paper_id else None
    sites = {subject.project_id, *(one.project_id for one in hazards)} - {None}
    if len(sites) > 1:
        raise RuleViolation("一份文书只写一个工程的隐患，请分别签发")
    site = next(iter(sites), about.project_id if about else None)
    firm = subject.enterprise_id or (about.enterprise_id if about else None)
    return TypedGround(
        issuer=issuer_on(session, day).name,
        day=day,
        project=_found(session, Project, site) if site else None,
        parties=parties_on(session, site, day) if site else (),
        enterprise=_found(session, Enterprise, firm) if firm else None,
        hazards=hazards,
        about=about,
    )


def _found(session: Session, table: type[Any], key: int) -> Any:
    row = session.get(table, key)
    if row is None:
        raise RuleViolation("所选的记录已不在，请刷新后再选")
    return row
