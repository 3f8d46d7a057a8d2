"""B 排查, how and by whom: kinds, manners and grounds of the visits, and who went."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from db.codes import VisitKind, VisitManner, VisitSource
from db.tables.visits import Visit, VisitCompanion, VisitEnterprise, VisitInspector
from desktop.queries.figures import drills
from desktop.queries.figures.checks import visits_in
from desktop.queries.figures.figure import Drill, Figure, Ids, Kind
from desktop.queries.figures.span import Span

_CHECKS = "省厅通知二（一）1；安全生产法第六十八条"
_PEOPLE = "省厅通知二（四）12"
_GROUNDS = "国办发〔2024〕54号；海南省涉企行政检查条例（试行）"
_UNANNOUNCED = (VisitManner.UNANNOUNCED, VisitManner.COVERT)


def _such(*conditions: ColumnElement[bool]) -> Ids:
    def ids(span: Span) -> Select[Any]:
        return visits_in(span).where(*conditions)

    return ids


def _visits(
    code: str, name: str, definition: str, article: str, *conditions: ColumnElement[bool]
) -> Figure:
    """Visits that count and are of a kind; with other visits in the span none is 0."""
    return Figure(
        code,
        name,
        definition,
        article,
        Kind.FLOW,
        drills.VISITS,
        _such(*conditions),
        history=_such(*conditions, Visit.history.is_(True)),
        among=visits_in,
        unit="次",
        within="B01",
    )


def _sent(span: Span) -> Select[Any]:
    return select(VisitInspector.id).where(VisitInspector.visit_id.in_(visits_in(span)))


def _helped(span: Span) -> Select[Any]:
    return select(VisitCompanion.id).where(VisitCompanion.visit_id.in_(visits_in(span)))


def _asked(span: Span) -> Select[Any]:
    rows = select(VisitEnterprise.enterprise_id).distinct()
    return rows.where(VisitEnterprise.visit_id.in_(visits_in(span)))


def _guided(span: Span) -> Select[Any]:
    first, last = span.months
    return select(Visit.id).where(
        Visit.month.between(first, last),
        Visit.visited_on.between(span.first, span.through),
        Visit.kind == VisitKind.GUIDANCE,
    )


def _of(kind: VisitKind) -> ColumnElement[bool]:
    return Visit.kind == kind


def _from(sources: Sequence[VisitSource]) -> ColumnElement[bool]:
    return Visit.source.in_(sources)


def _people(code: str, name: str, definition: str, drill: Drill, ids: Ids) -> Figure:
    return Figure(
        code,
        name,
        definition,
        _PEOPLE,
        Kind.FLOW,
        drill,
        ids,
        among=visits_in,
        unit="人次",
        within="B01",
    )


FIGURES = (
    Figure(
        "B03",
        "检查企业",
        "期内检查中填写了企业检查项的建设、施工、监理单位，同一企业只计一次。",
        _CHECKS,
        Kind.FLOW,
        drills.ENTERPRISES,
        _asked,
        among=_such(Visit.history.is_(False)),
        unit="家",
        adds=False,
        within="B01",
    ),
    _people(
        "B04",
        "出动检查人次",
        "期内计入次数的检查中的检查人员，一人一次检查计一人次。",
        drills.INSPECTORS_SENT,
        _sent,
    ),
    _people(
        "B05",
        "专家等协助人次",
        "期内计入次数的检查中陪同、协助的专家、第三方、上级人员。",
        drills.COMPANIONS,
        _helped,
    ),
    _visits("B06", "其中执法检查", "检查次数中类别为执法检查的。", _CHECKS, _of(VisitKind.CHECK)),
    _visits("B07", "其中巡查", "检查次数中类别为巡查的。", _CHECKS, _of(VisitKind.PATROL)),
    _visits("B08", "其中复查", "检查次数中类别为复查的。", _CHECKS, _of(VisitKind.RECHECK)),
    Figure(
        "B09",
        "指导观摩",
        "期内登记的指导、观摩，不计入检查次数。",
        _GROUNDS,
        Kind.FLOW,
        drills.VISITS,
        _guided,
        unit="次",
    ),
    _visits(
        "B10",
        "四不两直和暗查暗访",
        "检查次数中检查方式为四不两直、暗查暗访的。",
        "省厅通知二（四）14",
        Visit.manner.in_(_UNANNOUNCED),
    ),
    _visits(
        "B11", "线上检查", "检查次数中标为线上的。", "省厅通知二（四）15", Visit.online.is_(True)
    ),
    _visits(
        "B12",
        "专项检查",
        "检查次数中任务来源为专项的。",
        _GROUNDS,
        _from((VisitSource.CAMPAIGN,)),
    ),
    _visits(
        "B13",
        "举报交办检查",
        "检查次数中任务来源为举报、交办的。",
        _GROUNDS,
        _from((VisitSource.COMPLAINT, VisitSource.ASSIGNED)),
    ),
    _visits(
        "B14",
        "未审批的检查",
        "检查次数中没有行政检查审批的，历史导入的不计。",
        _GROUNDS,
        Visit.approval_id.is_(None),
        Visit.history.is_(False),
    ),
)
