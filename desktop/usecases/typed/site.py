"""A site on the day of a paper: who watches it, who speaks for its parties, its permit."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.codes import PartyRole, Post
from db.tables.inspectors import Inspector
from db.tables.key_people import KeyPerson
from db.tables.projects import Project, ProjectPermit
from desktop.documents.sheets import Officer
from desktop.domain.errors import RuleViolation
from desktop.queries.responsibility import responsible_for
from desktop.queries.typed_subject import TypedGround
from desktop.usecases.officers import officers_on

_LEADERS = {
    PartyRole.CONTRACTOR: Post.PROJECT_MANAGER,
    PartyRole.CONSULTANT: Post.CHIEF_CONSULTANT,
}
_ADDRESSED = (PartyRole.CLIENT, PartyRole.CONTRACTOR, PartyRole.CONSULTANT)


@dataclass(frozen=True)
class Watch:
    """责任监督员 of a site on a day, 主 and 协, and how the first is reached."""

    lead: Officer
    assistants: tuple[Officer, ...]
    contact: str

    @property
    def officers(self) -> tuple[Officer, ...]:
        """主 before 协."""
        return (*((self.lead,) if self.lead.name else ()), *self.assistants)


def site_of(ground: TypedGround) -> Project:
    """The project the paper is about."""
    if ground.project is None:
        raise RuleViolation("这种文书针对一个工程，请先选定工程")
    return ground.project


def watch_on(session: Session, ground: TypedGround) -> Watch:
    """As the project's or its grid's posting has it on the day."""
    answer = responsible_for(session, site_of(ground).id, ground.day)
    lead = (answer.inspector_id,) if answer.inspector_id is not None else ()
    person = session.get(Inspector, answer.inspector_id) if lead else None
    return Watch(
        next(iter(officers_on(session, lead, ground.day)), Officer("")),
        officers_on(session, answer.assistant_ids, ground.day),
        " ".join(filter(None, (person.name, person.phone))) if person and person.phone else "",
    )


def permit_on(session: Session, ground: TypedGround) -> str:
    """The permit of the day; before its first dated row, the one the ledger has."""
    site = site_of(ground)
    held = ProjectPermit.as_of(ground.day).where(ProjectPermit.project_id == site.id)
    row = session.scalar(held)
    return (row.number if row else site.permit) or ""


def leader_of(session: Session, ground: TypedGround, role: PartyRole) -> str:
    """项目负责人 or 总监 on the day: from 关键岗位人员, else as the project's ledger names him."""
    site, post = site_of(ground), _LEADERS.get(role)
    if post is None:
        return ""
    held = (
        select(KeyPerson.name)
        .where(
            KeyPerson.project_id == site.id,
            KeyPerson.post == post,
            or_(KeyPerson.valid_from.is_(None), KeyPerson.valid_from <= ground.day),
            or_(KeyPerson.valid_to.is_(None), KeyPerson.valid_to > ground.day),
        )
        .order_by(KeyPerson.valid_from.desc(), KeyPerson.id.desc())
        .limit(1)
    )
    named = site.manager if role is PartyRole.CONTRACTOR else site.chief_consultant
    return session.scalar(held) or named or ""


def told_first(ground: TypedGround) -> str:
    """The client, to whom 监督告知 goes; a site without one has its contractor told."""
    return next(filter(None, map(ground.party, _ADDRESSED)), "")


def copied_to(ground: TypedGround) -> tuple[str, ...]:
    """抄送 contractor and consultant, whoever of them is not told first."""
    names = dict.fromkeys(map(ground.party, _ADDRESSED))
    return tuple(name for name in names if name and name != told_first(ground))
