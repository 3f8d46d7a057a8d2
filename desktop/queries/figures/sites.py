"""F 机械与危大: what stands on the sites without what it must have."""

from typing import Any

from sqlalchemy import Select, or_, select

from db.codes import ReviewConclusion, WorkStatus
from db.tables.dangerous_works import DangerousWork
from db.tables.machines import Machine
from desktop.queries.figures import drills
from desktop.queries.figures.base import machines_on_site, supervised_on
from desktop.queries.figures.figure import Figure, Ids, Kind, Ratio
from desktop.queries.figures.span import Span

_MACHINES = "省厅通知二（二）6"
_WORKS = "省厅通知二（一）4；住房城乡建设部令第37号"
_PASSED = (ReviewConclusion.PASSED, ReviewConclusion.PASSED_AFTER_CHANGES)


def _unregistered(span: Span) -> Select[Any]:
    number = Machine.registration_no
    return machines_on_site(span).where(or_(number.is_(None), number == ""))


def _registered(span: Span) -> Select[Any]:
    return machines_on_site(span).where(Machine.registration_no != "")


def _uninspected(span: Span) -> Select[Any]:
    return machines_on_site(span).where(Machine.next_inspection <= span.through)


def _reviewed(span: Span) -> Select[Any]:
    days = DangerousWork.reviewed_on.between(span.first, span.through)
    return select(DangerousWork.id).where(days)


def _unreviewed(span: Span) -> Select[Any]:
    passed = DangerousWork.conclusion.in_(_PASSED)
    return select(DangerousWork.id).where(
        DangerousWork.status == WorkStatus.ONGOING,
        DangerousWork.over_scale.is_(True),
        or_(DangerousWork.conclusion.is_(None), ~passed),
        DangerousWork.project_id.in_(supervised_on(span.through)),
    )


def _over_scale(span: Span) -> Select[Any]:
    return select(DangerousWork.id).where(
        DangerousWork.status == WorkStatus.ONGOING,
        DangerousWork.over_scale.is_(True),
        DangerousWork.project_id.in_(supervised_on(span.through)),
    )


def _machines(code: str, name: str, definition: str, ids: Ids) -> Figure:
    return Figure(
        code,
        name,
        definition,
        _MACHINES,
        Kind.STOCK,
        drills.MACHINES,
        ids,
        among=machines_on_site,
        unit="台",
        within="A05",
    )


FIGURES: tuple[Figure | Ratio, ...] = (
    _machines("F01", "已办使用登记的起重机械", "现场建筑起重机械中有使用登记编号的。", _registered),
    _machines(
        "F02", "未办使用登记的起重机械", "现场建筑起重机械中没有使用登记编号的。", _unregistered
    ),
    _machines(
        "F03",
        "检测超期的起重机械",
        "现场建筑起重机械中下次检测日期在期末24时前已到的。",
        _uninspected,
    ),
    Ratio("F04", "使用登记率", "已办使用登记÷建筑起重机械。", _MACHINES, "F01", "A05"),
    Figure(
        "F05",
        "危大工程专家论证",
        "论证日期在期内的危大工程。",
        _WORKS,
        Kind.FLOW,
        drills.DANGEROUS_WORKS,
        _reviewed,
        unit="项",
    ),
    Figure(
        "F06",
        "未论证通过即施工的超规模危大",
        "在施的超规模危大工程中，没有论证通过记录的，按台账现状。",
        _WORKS,
        Kind.STOCK,
        drills.DANGEROUS_WORKS,
        _unreviewed,
        among=_over_scale,
        unit="项",
        within="A07",
    ),
)
