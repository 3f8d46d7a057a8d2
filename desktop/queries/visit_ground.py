"""What a stored visit stands on and what hangs on it beside its answers, in words."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.codes import AnswerValue, PaperKind, PaperState, VisitManner
from db.tables.enterprises import Enterprise
from db.tables.machines import Machine
from db.tables.papers import Paper, Recheck, VisitNotice
from db.tables.rounds import InspectionApproval, Round
from db.tables.visits import (
    Visit,
    VisitCompanion,
    VisitCorrection,
    VisitEnterprise,
    VisitEnterpriseAnswer,
    VisitMachine,
    VisitOrigin,
)
from desktop.domain.labels import label
from desktop.queries.papers import kind_words


@dataclass(frozen=True)
class OtherVisit:
    """A visit this one is tied to, and why."""

    id: int
    day: date
    reason: str = ""


@dataclass(frozen=True)
class VisitGround:
    """The second half of a visit's pane; ``record_id`` is its 现场检查笔录."""

    manner: VisitManner | None
    online: bool
    round: str
    approval: str
    notice: str
    check_code: str
    code_shown_at: str
    in_system: bool | None
    system_note: str
    companions: tuple[str, ...]
    statement: str
    told_on: date | None
    machines: tuple[str, ...]
    parties: tuple[str, ...]
    rechecked: tuple[str, ...]
    corrects: OtherVisit | None
    corrected_by: OtherVisit | None
    follows: OtherVisit | None
    followed_by: tuple[OtherVisit, ...]
    record_id: int | None


def visit_ground(session: Session, visit: Visit) -> VisitGround:
    """Everything in words, as the pane shows it."""
    return VisitGround(
        manner=visit.manner,
        online=visit.online,
        round=_round(session, visit),
        approval=_approval(session, visit),
        notice=_notice(session, visit.id),
        check_code=visit.check_code or "",
        code_shown_at=visit.code_shown_at or "",
        in_system=visit.in_system,
        system_note=visit.system_note or "",
        companions=_companions(session, visit.id),
        statement=visit.statement or "",
        told_on=visit.told_on,
        machines=_machines(session, visit.id),
        parties=_parties(session, visit.id),
        rechecked=_rechecked(session, visit.id),
        corrects=_correction(session, visit.id, is_new=True),
        corrected_by=_correction(session, visit.id, is_new=False),
        follows=next(iter(_tied(session, VisitOrigin.visit_id == visit.id, follows=True)), None),
        followed_by=_tied(session, VisitOrigin.guidance_id == visit.id, follows=False),
        record_id=_record(session, visit.id),
    )


def _round(session: Session, visit: Visit) -> str:
    told = session.get(Round, visit.round_id) if visit.round_id is not None else None
    return told.title if told is not None else visit.round_text or ""


def _approval(session: Session, visit: Visit) -> str:
    if visit.approval_id is None:
        return ""
    told = session.get_one(InspectionApproval, visit.approval_id)
    rows = select(Paper.number).where(
        Paper.kind == PaperKind.INSPECTION_APPROVAL, Paper.approval_id == told.id
    )
    number = session.scalar(rows.order_by(Paper.id.desc()).limit(1))
    when = f"{told.approved_on.isoformat()}批准" if told.approved_on else "未批准"
    return "　".join(one for one in (number, told.title or told.ground, when) if one)


def _notice(session: Session, key: int) -> str:
    rows = select(Paper).join(VisitNotice, VisitNotice.paper_id == Paper.id)
    paper = session.scalar(rows.where(VisitNotice.visit_id == key))
    return "" if paper is None else paper.number or kind_words(paper.kind, paper.kind_text)


def _companions(session: Session, key: int) -> tuple[str, ...]:
    rows = select(VisitCompanion).where(VisitCompanion.visit_id == key).order_by(VisitCompanion.id)
    return tuple(
        f"{label(row.kind)} {row.name}" + (f"（{row.unit}）" if row.unit else "")
        for row in session.scalars(rows)
    )


def _machines(session: Session, key: int) -> tuple[str, ...]:
    rows = (
        select(Machine, VisitMachine.remark)
        .join(VisitMachine, VisitMachine.machine_id == Machine.id)
        .where(VisitMachine.visit_id == key)
        .order_by(VisitMachine.id)
    )
    return tuple(
        f"{label(row.kind)} {row.registration_no or row.record_no or '无编号'}"
        + (f"：{remark}" if remark else "")
        for row, remark in session.execute(rows)
    )


def _parties(session: Session, key: int) -> tuple[str, ...]:
    rows = (
        select(VisitEnterprise.role, Enterprise.name, VisitEnterpriseAnswer.value)
        .join(Enterprise, Enterprise.id == VisitEnterprise.enterprise_id)
        .join(
            VisitEnterpriseAnswer, VisitEnterpriseAnswer.visit_enterprise_id == VisitEnterprise.id
        )
        .where(VisitEnterprise.visit_id == key)
        .order_by(VisitEnterprise.id)
    )
    found: dict[str, list[AnswerValue]] = {}
    for role, name, value in session.execute(rows):
        found.setdefault(f"{label(role)} {name}", []).append(value)
    return tuple(f"{name}：{_counted(values)}" for name, values in found.items())


def _counted(values: list[AnswerValue]) -> str:
    told = (f"{label(one)} {values.count(one)}" for one in AnswerValue if one in values)
    return "，".join(told)


def _rechecked(session: Session, key: int) -> tuple[str, ...]:
    rows = select(Paper).join(Recheck, Recheck.paper_id == Paper.id).where(Recheck.visit_id == key)
    return tuple(
        row.number or kind_words(row.kind, row.kind_text)
        for row in session.scalars(rows.order_by(Recheck.id))
    )


def _correction(session: Session, key: int, *, is_new: bool) -> OtherVisit | None:
    mine, other = VisitCorrection.visit_id, VisitCorrection.corrected_id
    if not is_new:
        mine, other = other, mine
    rows = select(Visit.id, Visit.visited_on, VisitCorrection.reason).join(
        VisitCorrection, other == Visit.id
    )
    row = session.execute(rows.where(mine == key)).first()
    return OtherVisit(*row) if row is not None else None


def _tied(
    session: Session, condition: ColumnElement[bool], *, follows: bool
) -> tuple[OtherVisit, ...]:
    """The guidance a check follows, or the checks that follow a guidance."""
    other = VisitOrigin.guidance_id if follows else VisitOrigin.visit_id
    rows = select(Visit.id, Visit.visited_on).join(VisitOrigin, other == Visit.id)
    found = session.execute(rows.where(condition).order_by(Visit.id))
    return tuple(OtherVisit(*row) for row in found)


def _record(session: Session, key: int) -> int | None:
    rows = select(Paper.id).where(
        Paper.visit_id == key,
        Paper.kind == PaperKind.SITE_RECORD,
        Paper.state != PaperState.VOIDED,
    )
    return session.scalar(rows.order_by(Paper.id.desc()).limit(1))
