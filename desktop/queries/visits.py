"""检查: a visit as the rules and the screen need it, and the list of visits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from db.codes import AnswerValue, CertificateKind, HolderKind, SignerRole, VisitKind, VisitSource
from db.tables.inspectors import Certificate, Grid, Inspector
from db.tables.papers import VisitNotice
from db.tables.projects import Project
from db.tables.rounds import InspectionApproval
from db.tables.signatures import Attachment, Signature
from db.tables.visits import (
    Visit,
    VisitAnswer,
    VisitCorrection,
    VisitEnterprise,
    VisitEnterpriseAnswer,
    VisitInspector,
    VisitMachine,
    VisitOrigin,
    VisitSection,
)
from desktop.domain.visits import OnVisit, VisitFacts, missing
from desktop.queries.listing import Listing
from desktop.queries.matching import matcher
from desktop.queries.visit_chain import corrections_of

ENTITY = Visit.__tablename__
PHOTO = "photo"
SIGNED_SCAN = "signed_scan"


def visit_facts(session: Session, ids: Sequence[int]) -> dict[int, VisitFacts]:
    """What the rules need of these visits, in nine statements however many they are."""
    visits = session.scalars(select(Visit).where(Visit.id.in_(ids))).all()
    people = _people(session, visits)
    looked = _looked_at(session, ids)
    signed = _signatures(session, ids)
    approved = _approved(session, visits)
    scanned = _scanned(session, ids)
    noticed = frozenset(
        session.scalars(select(VisitNotice.visit_id).where(VisitNotice.visit_id.in_(ids)))
    )
    corrected = corrections_of(session, ids)
    to_check = _to_check(session, visits)
    facts: dict[int, VisitFacts] = {}
    for visit in visits:
        own = signed.get(visit.id, ())
        site = any(row.role == SignerRole.SITE for row in own)
        facts[visit.id] = VisitFacts(
            kind=visit.kind,
            day=visit.visited_on,
            inspectors=people.get(visit.id, ()),
            looked_at=looked.get(visit.id, 0),
            approved=visit.approval_id in approved,
            site_signed=site,
            refusal=visit.refusal or "",
            on_paper=site and any(row.strokes is None for row in own),
            scanned=visit.id in scanned,
            history=visit.history,
            noticed=visit.id in noticed or visit.kind is VisitKind.RECHECK or visit.online,
            to_check=visit.id in to_check,
            corrected=visit.id in corrected,
        )
    return facts


def _people(session: Session, visits: Sequence[Visit]) -> dict[int, tuple[OnVisit, ...]]:
    ids = [visit.id for visit in visits]
    signed = (
        select(Signature.id)
        .where(
            Signature.entity == ENTITY,
            Signature.record_id == VisitInspector.visit_id,
            Signature.role == SignerRole.INSPECTOR,
            Signature.inspector_id == VisitInspector.inspector_id,
        )
        .exists()
    )
    rows = (
        select(VisitInspector.visit_id, Inspector.id, Inspector.name, Visit.visited_on, signed)
        .join(Inspector, Inspector.id == VisitInspector.inspector_id)
        .join(Visit, Visit.id == VisitInspector.visit_id)
        .where(VisitInspector.visit_id.in_(ids))
        .order_by(VisitInspector.visit_id, VisitInspector.position)
    )
    found = session.execute(rows).all()
    cards = enforcement_cards(session, {row[1] for row in found})
    people: dict[int, tuple[OnVisit, ...]] = {}
    for visit_id, inspector, name, day, has_signed in found:
        valid = card_valid(cards.get(inspector, ()), day)
        person = OnVisit(inspector, name, valid, bool(has_signed))
        people[visit_id] = (*people.get(visit_id, ()), person)
    return people


Days = tuple[date | None, date | None, bool]


def enforcement_cards(session: Session, inspectors: Iterable[int]) -> dict[int, list[Days]]:
    """The 执法证 of these inspectors: from, the day after the last, 长期."""
    rows = select(
        Certificate.holder_id, Certificate.valid_from, Certificate.valid_to, Certificate.lasting
    ).where(
        Certificate.holder_kind == HolderKind.INSPECTOR,
        Certificate.kind == CertificateKind.ENFORCEMENT_CARD,
        Certificate.holder_id.in_(list(inspectors)),
    )
    found: dict[int, list[Days]] = {}
    for holder, begins, ends, lasting in session.execute(rows):
        found.setdefault(holder, []).append((begins, ends, lasting))
    return found


def card_valid(cards: Iterable[Days], day: date) -> bool | None:
    """Whether one of the cards holds on the day; None where none is known."""
    answer: bool | None = None
    for begins, ends, lasting in cards:
        if ends is None and not lasting:
            continue
        holds = (begins is None or begins <= day) and (ends is None or day < ends)
        answer = bool(answer) or holds
    return answer


def _looked_at(session: Session, ids: Sequence[int]) -> dict[int, int]:
    tables = (VisitAnswer, VisitSection, VisitMachine, VisitEnterprise)
    every = (select(one.visit_id).where(one.visit_id.in_(ids)) for one in tables)
    both = union_all(*every).subquery()
    rows = select(both.c.visit_id, func.count()).group_by(both.c.visit_id)
    return dict(session.execute(rows).all())


def _signatures(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
    rows = select(Signature.record_id, Signature.role, Signature.strokes).where(
        Signature.entity == ENTITY, Signature.record_id.in_(ids)
    )
    found: dict[int, tuple[Any, ...]] = {}
    for row in session.execute(rows):
        found[row.record_id] = (*found.get(row.record_id, ()), row)
    return found


def _approved(session: Session, visits: Sequence[Visit]) -> frozenset[int | None]:
    wanted = {visit.approval_id for visit in visits if visit.approval_id is not None}
    if not wanted:
        return frozenset()
    rows = select(InspectionApproval.id).where(
        InspectionApproval.id.in_(wanted), InspectionApproval.approved_on.is_not(None)
    )
    return frozenset(session.scalars(rows))


def _scanned(session: Session, ids: Sequence[int]) -> frozenset[int]:
    rows = select(Attachment.record_id).where(
        Attachment.entity == ENTITY,
        Attachment.purpose == SIGNED_SCAN,
        Attachment.record_id.in_(ids),
    )
    return frozenset(session.scalars(rows))


def _to_check(session: Session, visits: Sequence[Visit]) -> frozenset[int]:
    ids = [visit.id for visit in visits if visit.kind is VisitKind.GUIDANCE]
    if not ids:
        return frozenset()
    return frozenset(session.scalars(select(Visit.id).where(Visit.id.in_(ids), TO_CHECK)))


def gaps_of(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """What each visit lacks, in the words of the list; complete ones have an empty answer."""
    facts = visit_facts(session, ids)
    return {key: tuple(row.sentence for row in missing(one)) for key, one in facts.items()}


@dataclass(frozen=True)
class VisitRow:
    """A visit in the list."""

    id: int
    visited_on: date
    project: str
    project_id: int
    kind: VisitKind
    source: VisitSource
    grid: str
    inspectors: str
    result: str
    history: bool
    signed: bool
    online: bool
    corrected: bool
    lacks_approval: bool = False


def _make(row: Any) -> VisitRow:
    return VisitRow(*row)


_SIGNED = (
    select(Signature.id).where(Signature.entity == ENTITY, Signature.record_id == Visit.id).exists()
)

_APPROVED = (
    select(InspectionApproval.id)
    .where(InspectionApproval.id == Visit.approval_id, InspectionApproval.approved_on.is_not(None))
    .exists()
)

_NOTICED = select(VisitNotice.id).where(VisitNotice.visit_id == Visit.id).exists()

_CORRECTED = select(VisitCorrection.id).where(VisitCorrection.corrected_id == Visit.id).exists()

ASKED = and_(Visit.history.is_(False), Visit.kind != VisitKind.GUIDANCE, ~_CORRECTED)
"""Those of which papers and signatures are asked."""

UNAPPROVED = and_(ASKED, ~_APPROVED)

_FAILED = or_(
    select(VisitAnswer.id)
    .where(VisitAnswer.visit_id == Visit.id, VisitAnswer.value == AnswerValue.FAIL)
    .exists(),
    select(VisitEnterpriseAnswer.id)
    .join(VisitEnterprise, VisitEnterprise.id == VisitEnterpriseAnswer.visit_enterprise_id)
    .where(VisitEnterprise.visit_id == Visit.id, VisitEnterpriseAnswer.value == AnswerValue.FAIL)
    .exists(),
)

_FOLLOWED = select(VisitOrigin.id).where(VisitOrigin.guidance_id == Visit.id).exists()

TO_CHECK = and_(Visit.kind == VisitKind.GUIDANCE, Visit.history.is_(False), _FAILED, ~_FOLLOWED)
"""指导观摩 that found something which no check looked at."""

_LACKS = {
    "unsigned": and_(ASKED, ~_SIGNED),
    "unapproved": UNAPPROVED,
    "unnoticed": and_(ASKED, Visit.kind != VisitKind.RECHECK, Visit.online.is_(False), ~_NOTICED),
    "to_check": TO_CHECK,
}
"""What the list can be narrowed to, one at a time."""


def _always(condition: ColumnElement[bool]) -> Callable[[str], ColumnElement[bool]]:
    return lambda _value: condition


VISITS = Listing(
    rows=select(
        Visit.id,
        Visit.visited_on,
        Project.name,
        Visit.project_id,
        Visit.kind,
        Visit.source,
        func.coalesce(Grid.name, ""),
        func.coalesce(Visit.inspectors_text, ""),
        func.coalesce(Visit.result, ""),
        Visit.history,
        _SIGNED,
        Visit.online,
        _CORRECTED,
        UNAPPROVED,
    )
    .join(Project, Project.id == Visit.project_id)
    .outerjoin(Grid, Grid.id == Visit.grid_id),
    id=Visit.id,
    sorts={"visited_on": Visit.visited_on, "project": Project.name_key},
    make=_make,
    matches=matcher(
        (("project", Visit.project_id), ("visit", Visit.id)),
        Project.name,
        func.coalesce(Visit.inspectors_text, ""),
        func.coalesce(Visit.result, ""),
    ),
    filters={
        "project": lambda value: Visit.project_id == int(value),
        "month": lambda value: Visit.month == int(value),
        "kind": lambda value: Visit.kind == VisitKind(value),
        "grid": lambda value: Visit.grid_id == int(value),
        "history": lambda value: Visit.history.is_(value == "1"),
        "round": lambda value: Visit.round_id == int(value),
        **{key: _always(condition) for key, condition in _LACKS.items()},
        "lacks": lambda value: _LACKS[value],
    },
)
