"""What the records themselves say of a 更正, offered as its reason."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import Area, HazardStepKind, PaperState
from db.tables.hazards import HazardStep
from db.tables.papers import Paper
from db.tables.visits import VisitCorrection
from desktop.domain.month_sums import figure_of
from desktop.queries.figures.catalogue import figure
from desktop.queries.figures.figure import Figure

_SHOWN = 3
_MOST = 500


def proposed_reason(session: Session, code: str, ids: Collection[int]) -> str:
    """Why papers were voided, hazards and visits corrected; empty where nobody wrote it down."""
    declared = figure(figure_of(code)[0])
    if not isinstance(declared, Figure):
        return ""
    told = _told(session, declared.drill.area, sorted(ids)[:_MOST])
    more = "等" if len(told) > _SHOWN else ""
    return "；".join(told[:_SHOWN]) + more


def _told(session: Session, area: Area, ids: list[int]) -> list[str]:
    if area is Area.PAPERS:
        rows = select(Paper.number, Paper.void_reason).where(
            Paper.id.in_(ids), Paper.state == PaperState.VOIDED
        )
        return [f"{number or '未编号文书'}作废：{why}" for number, why in session.execute(rows)]
    if area is Area.HAZARDS:
        wanted = HazardStep.kind == HazardStepKind.CORRECTED
        remarks = select(HazardStep.remark).where(HazardStep.hazard_id.in_(ids), wanted)
        return [one for one in dict.fromkeys(session.scalars(remarks)) if one]
    if area is Area.VISITS:
        reasons = select(VisitCorrection.reason).where(VisitCorrection.corrected_id.in_(ids))
        return list(dict.fromkeys(session.scalars(reasons)))
    return []
