"""What a paper about hazards stands on: its office, its project, to whom it goes, who signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PartyRole
from db.tables.hazards import Hazard
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.visits import VisitInspector
from desktop.documents.sheets import Officer
from desktop.domain import papers as rules
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import Party, issuer_on, parties_on
from desktop.usecases.officers import officers_on

OFFICE = "发文机关（请先填写局、站名称）"
UNNUMBERED = "（文号签发时编）"
_COPIED = (PartyRole.CLIENT, PartyRole.CONSULTANT)


@dataclass(frozen=True)
class Issued:
    """A paper that left: its id and its number."""

    id: int
    number: str


@dataclass(frozen=True)
class Ground:
    """Office, project and parties of a day; ``addressee`` is one of the parties."""

    issuer: str
    project: Project
    parties: tuple[Party, ...]
    addressee: Party | None

    @property
    def told(self) -> str:
        return self.addressee.name if self.addressee else ""

    @property
    def enterprise_id(self) -> int | None:
        return self.addressee.enterprise_id if self.addressee else None

    @property
    def copied_to(self) -> tuple[str, ...]:
        """抄送 client and consultant, whoever of them is not addressed."""
        others = (one for one in self.parties if one.role in _COPIED)
        return tuple(one.name for one in others if one.name != self.told)


def ground_of(
    session: Session, project_id: int, day: date, addressee_id: int | None = None
) -> Ground:
    """The project on a day; without an addressee it is the contractor."""
    project = session.get(Project, project_id)
    if project is None:
        raise RuleViolation("没有这个工程，请刷新后再选")
    parties = parties_on(session, project.id, day)
    issuer = issuer_on(session, day).name
    return Ground(issuer, project, parties, _addressee(parties, addressee_id))


def project_of(hazards: Sequence[Hazard]) -> int:
    """The one project of all the hazards."""
    keys = {hazard.project_id for hazard in hazards}
    if len(keys) != 1:
        raise RuleViolation("一份通知书只写一个工程的隐患，请分别签发")
    return keys.pop()


def _addressee(parties: tuple[Party, ...], wanted: int | None) -> Party | None:
    """The party asked for, else the contractor; one without a row in the ledger has its name."""
    if wanted is not None:
        found = next((one for one in parties if one.enterprise_id == wanted), None)
        if found is None:
            raise RuleViolation("被通知单位当日不是该工程的参建单位")
        return found
    return next((one for one in parties if one.role is PartyRole.CONTRACTOR), None)


def officers_of(
    session: Session, wanted: Sequence[int], visits: Sequence[int | None], day: date
) -> tuple[Officer, ...]:
    """Those asked for, else the inspectors of the visits, in their order."""
    ids, came = list(wanted), [visit for visit in visits if visit is not None]
    if not ids and came:
        rows = select(VisitInspector.inspector_id).where(VisitInspector.visit_id.in_(came))
        ids = list(dict.fromkeys(session.scalars(rows.order_by(VisitInspector.position))))
    return officers_on(session, ids, day)


def check_whole(kind: PaperKind, lacking: Mapping[str, object], day: date, today: date) -> None:
    """Refuse a paper that would be issued with a field it must carry left empty."""
    missing = [name for name, given in lacking.items() if not given]
    rules.check_can_issue(kind, missing, day, today)


def ordering_paper(session: Session, key: int) -> Paper:
    """The notice or stop order that work is done by; a voided one orders nothing."""
    paper = session.get(Paper, key)
    if paper is None or paper.kind not in rules.ORDER_KINDS:
        raise RuleViolation("没有这份整改或停工通知书，请刷新后再选")
    rules.check_in_force(paper.state)
    return paper
