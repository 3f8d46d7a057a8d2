"""What was written as a name is tied to its record once the office holds it."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.enterprises import Enterprise
from db.tables.papers import Paper
from db.tables.projects import Participation, Project
from desktop.domain.names import normal_name


def link_enterprises(session: Session, named: Mapping[str, int]) -> None:
    """Tie parties and papers of the past to enterprises, by the comparison form of the name."""
    for party in session.scalars(
        select(Participation).where(Participation.enterprise_id.is_(None))
    ):
        party.enterprise_id = named.get(normal_name(party.name))
    loose = select(Paper).where(
        Paper.history, Paper.enterprise_id.is_(None), Paper.enterprise_text.is_not(None)
    )
    for paper in session.scalars(loose):
        paper.enterprise_id = named.get(normal_name(paper.enterprise_text or ""))


def link_one_enterprise(session: Session, name: str, key: int) -> None:
    """The same for one entered by hand, unless another bears its name."""
    alike = select(Enterprise.id).where(Enterprise.name_key == normal_name(name))
    if session.scalars(alike).all() == [key]:
        link_enterprises(session, {normal_name(name): key})


def link_one_project(session: Session, name: str, key: int) -> None:
    alike = select(Project.id).where(Project.name_key == normal_name(name))
    if session.scalars(alike).all() == [key]:
        link_projects(session, {normal_name(name): key})


def link_projects(session: Session, named: Mapping[str, int]) -> None:
    """Tie papers of the past to projects that came in after them."""
    loose = select(Paper).where(
        Paper.history, Paper.project_id.is_(None), Paper.project_text.is_not(None)
    )
    for paper in session.scalars(loose):
        paper.project_id = named.get(normal_name(paper.project_text or ""))
