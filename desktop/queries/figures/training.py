"""G 培训: people trained, and sessions held."""

from typing import Any

from sqlalchemy import Select, select

from db.codes import TrainingKind
from db.tables.training import TrainingRecord, TrainingSession
from desktop.queries.figures import drills
from desktop.queries.figures.figure import Figure, Kind
from desktop.queries.figures.span import Span

_ARTICLE = "省厅通知二（六）21"


def _trained(span: Span) -> Select[Any]:
    days = TrainingRecord.start.between(span.first, span.through)
    return select(TrainingRecord.id).where(days)


def _held(span: Span) -> Select[Any]:
    days = TrainingSession.held_on.between(span.first, span.through)
    return select(TrainingSession.id).where(days)


def _of_kind(code: str, name: str, kind: TrainingKind) -> Figure:
    return Figure(
        code,
        name,
        f"培训人次中培训类型为{name.removeprefix('其中')}的。",
        _ARTICLE,
        Kind.FLOW,
        drills.TRAINING,
        lambda span: _trained(span).where(TrainingRecord.kind == kind),
        among=_trained,
        unit="人次",
        within="G01",
    )


FIGURES = (
    Figure(
        "G01",
        "培训人次",
        "培训台账中开始日期在期内的记录。",
        _ARTICLE,
        Kind.FLOW,
        drills.TRAINING,
        _trained,
        unit="人次",
    ),
    _of_kind("G02", "其中新进场培训", TrainingKind.NEW_HIRE),
    _of_kind("G03", "其中年度再培训", TrainingKind.ANNUAL),
    _of_kind("G04", "其中师带徒", TrainingKind.APPRENTICESHIP),
    Figure(
        "G05",
        "培训场次",
        "本局举办或督导的培训，举办日期在期内的。",
        _ARTICLE,
        Kind.FLOW,
        drills.SESSIONS,
        _held,
        unit="场",
    ),
    Figure(
        "G06",
        "其中含重大隐患判定标准",
        "培训场次中内容含重大事故隐患判定标准的。",
        "省厅通知二（一）2",
        Kind.FLOW,
        drills.SESSIONS,
        lambda span: _held(span).where(TrainingSession.covers_major_hazards.is_(True)),
        among=_held,
        unit="场",
        within="G05",
    ),
)
