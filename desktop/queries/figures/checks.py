"""B 排查: visits that count, and the projects they reached."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from db.codes import SignerRole, VisitKind
from db.tables.signatures import Signature
from db.tables.visits import (
    Visit,
    VisitAnswer,
    VisitCorrection,
    VisitEnterprise,
    VisitInspector,
    VisitMachine,
    VisitSection,
)
from desktop.queries.figures import drills
from desktop.queries.figures.figure import Figure, Kind
from desktop.queries.figures.span import Span

_ENTITY = Visit.__tablename__
_LOOKED_AT = (VisitSection, VisitAnswer, VisitMachine, VisitEnterprise)


@cache
def visit_counts() -> ColumnElement[bool]:
    """谁检查谁签字谁负责, as ``desktop.domain.visits.counts`` has it, for a whole table at once."""
    signed = _signatures(SignerRole.INSPECTOR).where(
        Signature.inspector_id == VisitInspector.inspector_id
    )
    own = select(VisitInspector.id).where(VisitInspector.visit_id == Visit.id)
    came = select(func.count()).where(VisitInspector.visit_id == Visit.id).scalar_subquery()
    needed = case((Visit.kind == VisitKind.RECHECK, 1), else_=2)
    site = _signatures(SignerRole.SITE).exists()
    refused = func.trim(func.coalesce(Visit.refusal, "")) != ""
    looked = or_(
        Visit.kind == VisitKind.RECHECK,
        *(exists().where(table.visit_id == Visit.id) for table in _LOOKED_AT),
    )
    unsigned = own.where(~signed.correlate(Visit, VisitInspector).exists()).exists()
    whole = and_(came >= needed, ~unsigned, or_(site, refused), looked)
    corrected = exists().where(VisitCorrection.corrected_id == Visit.id)
    counted = or_(Visit.history.is_(True), whole)
    return and_(Visit.kind != VisitKind.GUIDANCE, ~corrected, counted)


def _signatures(role: SignerRole) -> Select[Any]:
    return select(Signature.id).where(
        Signature.entity == _ENTITY, Signature.record_id == Visit.id, Signature.role == role
    )


def counted_in(span: Span) -> ColumnElement[bool]:
    """A visit that counts, on a day of the span."""
    first, last = span.months
    days = Visit.visited_on.between(span.first, span.through)
    return and_(Visit.month.between(first, last), days, visit_counts())


def visits_in(span: Span) -> Select[Any]:
    """The visits of the span that count."""
    return select(Visit.id).where(counted_in(span))


def _visited(span: Span) -> Select[Any]:
    return select(Visit.project_id).distinct().where(counted_in(span))


def _visited_in_history(span: Span) -> Select[Any]:
    ours = select(Visit.project_id).where(counted_in(span), Visit.history.is_(False))
    return _visited(span).where(Visit.project_id.not_in(ours))


FIGURES = (
    Figure(
        "B01",
        "检查次数",
        "检查日期在期内、要素齐全并已签名的监督检查、巡查、复查；指导观摩不计。",
        "省厅通知二（一）1；安全生产法第六十八条",
        Kind.FLOW,
        drills.VISITS,
        visits_in,
        history=lambda span: visits_in(span).where(Visit.history.is_(True)),
        unit="次",
    ),
    Figure(
        "B02",
        "检查项目",
        "期内检查到的项目，同一项目只计一次。",
        "省厅通知二（一）1",
        Kind.FLOW,
        drills.PROJECTS,
        _visited,
        history=_visited_in_history,
        among=visits_in,
        adds=False,
        within="B01",
    ),
)
