"""行政检查审批表 as a sheet of facts, for the paper that is issued and for the draft's preview."""

import re
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from db.tables.rounds import Round
from desktop.documents import inspection_approval
from desktop.documents.inspection_approval import InspectionApprovalSheet, InspectionTarget
from desktop.documents.opinions import NO_OPINION, Opinion
from desktop.documents.sheets import Companion
from desktop.domain.approvals import ApprovalFacts, class_of
from desktop.domain.labels import label
from desktop.queries.approval_subjects import Asked, Subject, limits_of, subjects_of
from desktop.queries.papers import issuer_on
from desktop.usecases.officers import officers_on
from desktop.usecases.worded import in_office_words

UNNUMBERED = "（文号批准时编）"
_BETWEEN = re.compile(r"[、,，;；\n]+(?![^（(]*[）)])")
"""Between two names; what stands in brackets after a name belongs to it."""


@dataclass(frozen=True)
class Signatories:
    """Who handled, reviewed and approved; the rooms of the others stay for ink."""

    handled: Opinion = NO_OPINION
    reviewed: Opinion = NO_OPINION
    approved: Opinion = NO_OPINION


@dataclass(frozen=True)
class DraftApproval:
    """An approval as it stands in the form, to be looked at before it is asked for."""

    facts: ApprovalFacts
    day: date
    approval_id: int | None = None
    signatories: Signatories = field(default_factory=Signatories)


def draft_approval(session: Session, draft: DraftApproval) -> bytes:
    """The form as it would be printed, without a number: a query for the preview."""
    return inspection_approval.render(approval_sheet(session, draft, UNNUMBERED))


def approval_sheet(session: Session, draft: DraftApproval, number: str) -> InspectionApprovalSheet:
    facts = draft.facts
    subjects = subjects_of(session, facts, Asked(draft.day, draft.approval_id))
    told = class_of(facts.source)
    sheet = InspectionApprovalSheet(
        issuer=issuer_on(session, draft.day).name,
        number=number,
        source=_source(session, facts),
        basis=facts.ground,
        targets=targets(session, subjects),
        matters=facts.matter,
        first=facts.first_day,
        last=facts.last_day,
        inspectors=officers_on(session, facts.inspectors, facts.first_day),
        kind=told.words if told is not None else "",
        way=label(facts.manner) if facts.manner is not None else "",
        companions=companions(facts.assistants),
        check_code=facts.check_code,
        registered=facts.in_system,
        urgent_reason=facts.reason if facts.urgent else "",
        urgent_at=facts.happened_at if facts.urgent else None,
        urgent_reported_by=facts.reported_by if facts.urgent else "",
        handled=draft.signatories.handled,
        reviewed=draft.signatories.reviewed,
        approved=draft.signatories.approved,
    )
    return in_office_words(session, inspection_approval.KIND, sheet, draft.day)


def targets(session: Session, subjects: tuple[Subject, ...]) -> tuple[InspectionTarget, ...]:
    """Each party with its count of the year beside the cap of the office."""
    limits = limits_of(session)
    return tuple(
        InspectionTarget(
            row.enterprise,
            row.project,
            None if row.checks is None else row.checks.counted(limits.with_rechecks),
            limits.cap,
        )
        for row in subjects
    )


def companions(text: str) -> tuple[Companion, ...]:
    """协助人员 as they were typed, one a name."""
    return tuple(Companion(name.strip()) for name in _BETWEEN.split(text) if name.strip())


def _source(session: Session, facts: ApprovalFacts) -> str:
    """计划（2026年第2轮，琼建质安〔2026〕3号）: what it comes from, with its paper."""
    of_round = session.get(Round, facts.round_id) if facts.round_id is not None else None
    told = [part for part in (of_round.title if of_round else "", facts.document) if part]
    return f"{label(facts.source)}（{'，'.join(told)}）" if told else label(facts.source)
