"""D 措施 and G 培训: papers that left the office, and people trained."""

from typing import Any

from sqlalchemy import Select, select

from db.codes import PaperKind, PaperState
from db.tables.papers import Paper
from db.tables.training import TrainingRecord
from desktop.queries.figures import drills
from desktop.queries.figures.figure import Figure, Kind
from desktop.queries.figures.span import Span


def _issued(kind: PaperKind, span: Span) -> Select[Any]:
    first, last = span.months
    return select(Paper.id).where(
        Paper.kind == kind,
        Paper.month.between(first, last),
        Paper.issued_on.between(span.first, span.through),
        Paper.state != PaperState.VOIDED,
    )


def _papers(code: str, name: str, kind: PaperKind, article: str) -> Figure:
    return Figure(
        code,
        name,
        "签发日期在期内的，作废的不计；历史导入的按台账印发日期。",
        article,
        Kind.FLOW,
        drills.PAPERS,
        lambda span: _issued(kind, span),
        history=lambda span: _issued(kind, span).where(Paper.history.is_(True)),
        unit="份",
    )


def _trained(span: Span) -> Select[Any]:
    days = TrainingRecord.start.between(span.first, span.through)
    return select(TrainingRecord.id).where(days)


FIGURES = (
    _papers(
        "D01",
        "责令限期整改通知书",
        PaperKind.RECTIFICATION_NOTICE,
        "安全生产法第六十五条；省厅通知二（一）2",
    ),
    _papers(
        "D02",
        "停工通知书",
        PaperKind.STOP_ORDER,
        "安全生产法第六十五条；省厅通知二（一）2",
    ),
    _papers("D03", "约谈通知书", PaperKind.INTERVIEW_NOTICE, "省厅通知二（一）2"),
    Figure(
        "G01",
        "培训人次",
        "培训台账中开始日期在期内的记录。",
        "省厅通知二（六）21",
        Kind.FLOW,
        drills.TRAINING,
        _trained,
        unit="人次",
    ),
)
