"""谁检查谁签字谁负责: a signature binds the signer to exactly what the record said then."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.base import Record
from db.change import about
from db.codes import Area, SignerRole
from db.tables.hazards import Hazard
from db.tables.projects import Project
from db.tables.signatures import Attachment, Signature
from db.tables.visits import (
    Visit,
    VisitAnswer,
    VisitCompanion,
    VisitCorrection,
    VisitEnterprise,
    VisitEnterpriseAnswer,
    VisitInspector,
    VisitMachine,
    VisitSection,
)
from desktop.domain.errors import RuleViolation
from desktop.queries.visits import ENTITY, PHOTO, gaps_of
from desktop.usecases.done import Done

_OF_HAZARDS = {"state", "due", "closed_on", "notice_no", "outcome", "national_no", "national_on"}
_BOUND_AFTERWARDS = {"approval_id", "round_id", "check_code"}
_OF_THE_SYSTEM = {"told_on", "in_system", "system_note", "code_shown_at"}
_CHANGES_LATER = frozenset(
    {"version", "refusal"} | _OF_HAZARDS | _BOUND_AFTERWARDS | _OF_THE_SYSTEM
)
_PARTS = (VisitInspector, VisitSection, VisitAnswer, VisitCompanion)
_LATER_PARTS = (VisitMachine, VisitEnterprise, VisitCorrection)
_LEFT_OUT_IF_EMPTY = {
    *(table.__tablename__ for table in _LATER_PARTS),
    VisitEnterpriseAnswer.__tablename__,
}
"""Parts that older signatures do not know."""


@dataclass(frozen=True)
class Signed:
    """One who signs. ``strokes`` is what was drawn on screen; without, it was signed in ink."""

    role: SignerRole
    signer: str
    inspector_id: int | None = None
    strokes: str | None = None


@dataclass(frozen=True)
class SignVisit:
    """The signatures given together; a site that would not sign leaves its reason instead."""

    visit_id: int
    signed: tuple[Signed, ...]
    refusal: str = ""


def sign_visit(session: Session, command: SignVisit, act: Act) -> Done[tuple[str, ...]]:
    """Sign a visit; the answer is what it still lacks."""
    visit = session.get(Visit, command.visit_id)
    if visit is None:
        raise RuleViolation("没有这次检查，请刷新后再选")
    if visit.history:
        raise RuleViolation("历史导入的检查不要求签名")
    _check_signers(session, visit, command)
    if command.refusal.strip():
        visit.refusal = command.refusal.strip()
        session.flush()
    content = visit_digest(session, visit)
    for one in command.signed:
        session.add(
            Signature(
                entity=ENTITY,
                record_id=visit.id,
                role=one.role,
                signer=one.signer.strip(),
                inspector_id=one.inspector_id,
                at=act.now.isoformat(timespec="seconds"),
                content_sha256=content,
                strokes=one.strokes,
            )
        )
    about(session, session.scalar(select(Project.name).where(Project.id == visit.project_id)) or "")
    session.flush()
    return Done(gaps_of(session, [visit.id])[visit.id], frozenset({Area.VISITS}))


def visit_digest(session: Session, visit: Visit) -> str:
    """The SHA-256 of all a visit says: its own row, its parts, its findings and its photos."""
    session.flush()
    return visit_digests(session, [visit.id])[visit.id]


def visit_digests(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The same for many, in ten statements.

    What later steps set on a finding is left out, so that the digest can be made again; so is
    what the office binds to the visit afterwards (approval, round, entry in the system).
    """
    visits = session.scalars(select(Visit).where(Visit.id.in_(ids))).all()
    parts: dict[int, dict[str, list[str]]] = {one.id: {"visit": [_text(one)]} for one in visits}
    for name, rows in _rows_of(session, ids):
        always = name not in _LEFT_OUT_IF_EMPTY
        for own in parts.values() if always else ():
            own[name] = []
        for key, words in rows:
            parts[key].setdefault(name, []).append(words)
    for own in parts.values():
        own["photo"].sort()
    return {key: _digest(own) for key, own in parts.items()}


def _rows_of(
    session: Session, ids: Sequence[int]
) -> Iterator[tuple[str, Iterable[tuple[int, str]]]]:
    """Part by part: the visit and what the part says."""
    tables: tuple[Any, ...] = (*_PARTS, *_LATER_PARTS, Hazard)
    for table in tables:
        rows = session.scalars(select(table).where(table.visit_id.in_(ids)).order_by(table.id))
        yield table.__tablename__, [(row.visit_id, _text(row)) for row in rows]
    answers = (
        select(VisitEnterprise.visit_id, VisitEnterpriseAnswer)
        .join(VisitEnterprise, VisitEnterprise.id == VisitEnterpriseAnswer.visit_enterprise_id)
        .where(VisitEnterprise.visit_id.in_(ids))
        .order_by(VisitEnterpriseAnswer.id)
    )
    told = [(key, _text(row)) for key, row in session.execute(answers)]
    yield VisitEnterpriseAnswer.__tablename__, told
    photos = select(Attachment.record_id, Attachment.sha256).where(
        Attachment.entity == ENTITY, Attachment.record_id.in_(ids), Attachment.purpose == PHOTO
    )
    yield "photo", [(key, sha256) for key, sha256 in session.execute(photos)]


def _digest(parts: dict[str, list[str]]) -> str:
    written = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _text(record: Record) -> str:
    values = {
        column.name: getattr(record, column.name)
        for column in record.__table__.columns
        if column.name not in _CHANGES_LATER
    }
    filled = {name: value for name, value in values.items() if value is not None}
    return json.dumps(filled, ensure_ascii=False, sort_keys=True, default=str)


def _check_signers(session: Session, visit: Visit, command: SignVisit) -> None:
    came = set(
        session.scalars(
            select(VisitInspector.inspector_id).where(VisitInspector.visit_id == visit.id)
        )
    )
    done: set[tuple[SignerRole, int | None]] = set(
        session.execute(
            select(Signature.role, Signature.inspector_id).where(
                Signature.entity == ENTITY, Signature.record_id == visit.id
            )
        )
    )
    for one in command.signed:
        if not one.signer.strip():
            raise RuleViolation("签名人姓名没有填写")
        if one.role is SignerRole.INSPECTOR and one.inspector_id not in came:
            raise RuleViolation(f"{one.signer}不是本次检查的检查人员，不能在检查人处签名")
        if (one.role, one.inspector_id) in done:
            raise RuleViolation(f"{one.signer}已签过名")
        done.add((one.role, one.inspector_id))
    if not command.signed and not command.refusal.strip():
        raise RuleViolation("没有签名，也没有拒签原因")
