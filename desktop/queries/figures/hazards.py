"""C 隐患: found, put right, still open; 当场改正 and 限期整改 always told apart."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from db.codes import HazardLevel, HazardSource, Outcome
from db.tables.hazards import Hazard
from desktop.queries.figures import drills
from desktop.queries.figures.figure import Figure, Ids, Kind, Ratio
from desktop.queries.figures.span import ACTION_BEGAN, Span

Condition = Callable[[Span], ColumnElement[bool]]

OWN_SOURCES = (HazardSource.VISIT, HazardSource.LEDGER)
OLD_STOCK_ENDS = date(2023, 12, 31)

_MAJOR = Hazard.level == HazardLevel.MAJOR
_GENERAL = Hazard.level == HazardLevel.GENERAL
_OWN = Hazard.source.in_(OWN_SOURCES)
_ON_THE_SPOT = Hazard.outcome == Outcome.ON_THE_SPOT
_TOLD = Hazard.outcome.is_not(None)
_ORDERED = or_(Hazard.outcome.is_(None), Hazard.outcome != Outcome.ON_THE_SPOT)


def found_in(span: Span) -> ColumnElement[bool]:
    """Found on a day of the span, by the hazard's own date.

    The index on months helps with one month; of years, to read the table through takes a third.
    """
    first, last = span.months
    days = Hazard.found_on.between(span.first, span.through)
    return days if first != last else and_(Hazard.month == first, days)


def closed_in(span: Span) -> ColumnElement[bool]:
    return Hazard.closed_on.between(span.first, span.through)


def open_at_end(span: Span) -> ColumnElement[bool]:
    """在账: found by the end of the last day and not closed by it."""
    still = or_(Hazard.closed_on.is_(None), Hazard.closed_on > span.through)
    return and_(Hazard.found_on <= span.through, still)


def overdue_at_end(span: Span) -> ColumnElement[bool]:
    """At 24:00 of the last day a deadline on that day has passed too."""
    return and_(open_at_end(span), Hazard.due <= span.through)


def _on_record(span: Span) -> Select[Any]:
    return select(Hazard.id).where(Hazard.found_on <= span.through)


def _ids(*conditions: Condition | ColumnElement[bool]) -> Ids:
    def ids(span: Span) -> Select[Any]:
        told = (part if isinstance(part, ColumnElement) else part(span) for part in conditions)
        return select(Hazard.id).where(*told)

    return ids


def _figure(
    code: str,
    name: str,
    definition: str,
    kind: Kind,
    *told: Any,
    among: Ids | None,
    within: str = "",
) -> Figure:
    return Figure(
        code,
        name,
        definition,
        "省厅通知二（一）2",
        kind,
        drills.HAZARDS,
        _ids(*told),
        history=_ids(*told, Hazard.history.is_(True)),
        among=among,
        unit="项",
        within=within,
    )


def _ordered_so_far(span: Span) -> ColumnElement[bool]:
    return Hazard.found_on.between(ACTION_BEGAN, span.through)


_FOUND = _ids(found_in, _OWN)
_DUE = _ids(lambda span: Hazard.due.between(span.first, span.through), _ORDERED)
_SO_FAR = _ids(_ordered_so_far, _ORDERED)

FIGURES: tuple[Figure | Ratio, ...] = (
    _figure(
        "C01",
        "发现隐患",
        "发现日期在期内、由本局检查发现的隐患（含当场改正的）；其他来源另列。",
        Kind.FLOW,
        found_in,
        _OWN,
        among=None,
    ),
    _figure(
        "C02",
        "其中一般隐患",
        "期内本局发现的一般隐患。",
        Kind.FLOW,
        found_in,
        _OWN,
        _GENERAL,
        among=_FOUND,
        within="C01",
    ),
    _figure(
        "C03",
        "其中重大隐患",
        "期内本局发现、按当日有效判定标准判为重大的隐患。",
        Kind.FLOW,
        found_in,
        _OWN,
        _MAJOR,
        among=_FOUND,
        within="C01",
    ),
    _figure(
        "C04",
        "其他来源隐患",
        "发现日期在期内，由上级督查、交办、举报、第三方、保险机构、企业自查、事故、平台得来的隐患。",
        Kind.FLOW,
        found_in,
        Hazard.source.not_in(OWN_SOURCES),
        among=None,
    ),
    _figure(
        "C05",
        "当场改正",
        "期内本局发现并当场改正的隐患；不计入限期整改率。",
        Kind.FLOW,
        found_in,
        _OWN,
        _ON_THE_SPOT,
        among=_ids(found_in, _OWN, _TOLD),
        within="C01",
    ),
    _figure(
        "C16",
        "已记录处理方式",
        "期内本局发现、记有当场改正或责令整改的隐患；台账没有写明的历史隐患不在内。",
        Kind.FLOW,
        found_in,
        _OWN,
        _TOLD,
        among=None,
        within="C01",
    ),
    _figure(
        "C06",
        "本期整改销号（一般）",
        "销号日期在期内的一般隐患，不含当场改正。",
        Kind.FLOW,
        closed_in,
        _ORDERED,
        _GENERAL,
        among=_ids(closed_in, _ORDERED),
    ),
    _figure(
        "C07",
        "本期整改销号（重大）",
        "销号日期在期内的重大隐患。",
        Kind.FLOW,
        closed_in,
        _ORDERED,
        _MAJOR,
        among=_ids(closed_in, _ORDERED),
    ),
    _figure(
        "C08",
        "期末在账一般隐患",
        "期末24时未销号的一般隐患。",
        Kind.STOCK,
        open_at_end,
        _GENERAL,
        among=_on_record,
    ),
    _figure(
        "C09",
        "期末在账重大隐患",
        "期末24时未销号的重大隐患，含未到期、停工中、督办中、整改完待审查的。",
        Kind.STOCK,
        open_at_end,
        _MAJOR,
        among=_on_record,
    ),
    _figure(
        "C10",
        "其中逾期未销号",
        "期末在账重大隐患中，整改期限（或经批准的延期）在期末24时前届满的；动态清零看此数。",
        Kind.STOCK,
        overdue_at_end,
        _MAJOR,
        among=_on_record,
        within="C09",
    ),
    _figure(
        "C11",
        "2023年及以前存量",
        "发现日期在2023年12月31日及以前、期末24时未销号的重大隐患。",
        Kind.STOCK,
        open_at_end,
        _MAJOR,
        Hazard.found_on <= OLD_STOCK_ENDS,
        among=_ids(Hazard.found_on <= OLD_STOCK_ENDS),
    ),
    _figure(
        "C12",
        "本期到期应整改",
        "整改期限在期内的隐患，不含当场改正。",
        Kind.FLOW,
        lambda span: Hazard.due.between(span.first, span.through),
        _ORDERED,
        among=None,
    ),
    _figure(
        "C13",
        "其中按期整改",
        "本期到期应整改的隐患中，在期限当日及以前销号的。",
        Kind.FLOW,
        lambda span: Hazard.due.between(span.first, span.through),
        _ORDERED,
        Hazard.closed_on <= Hazard.due,
        among=_DUE,
        within="C12",
    ),
    _figure(
        "C14",
        "累计责令整改",
        "2024年1月1日至期末发现的隐患，不含当场改正，不剔除未到期的。",
        Kind.STOCK,
        _ordered_so_far,
        _ORDERED,
        among=None,
    ),
    _figure(
        "C15",
        "其中已整改销号",
        "累计责令整改的隐患中，期末24时已销号的。",
        Kind.STOCK,
        _ordered_so_far,
        _ORDERED,
        lambda span: Hazard.closed_on <= span.through,
        among=_SO_FAR,
        within="C14",
    ),
    Ratio(
        "C21",
        "当场改正率",
        "当场改正÷已记录处理方式的发现隐患。",
        "省厅通知二（一）2",
        "C05",
        "C16",
    ),
    Ratio(
        "C22",
        "限期整改率",
        "累计已整改销号÷累计责令整改；当场改正的不进分子分母。",
        "省厅通知二（一）2",
        "C15",
        "C14",
    ),
    Ratio(
        "C23",
        "按期整改率",
        "按期整改÷本期到期应整改；未到期的不进分母。",
        "省厅通知二（一）2",
        "C13",
        "C12",
    ),
)
