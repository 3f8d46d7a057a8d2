"""频次台账: each enterprise of a year × its checks by class × the cap of the office."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from db.codes import VisitKind, VisitSource
from db.tables.enterprises import Enterprise
from db.tables.office import Setting
from db.tables.visits import Visit, VisitEnterprise
from desktop.domain.approvals import YearChecks
from desktop.queries.approvals import IS_CHECK
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher

_HUNDRED = 100


@dataclass(frozen=True)
class FrequencyRow:
    """One enterprise in one year; ``cap`` is None where the office set none."""

    id: int
    enterprise_id: int
    enterprise: str
    year: int
    checks: YearChecks
    last: date
    cap: int | None
    with_rechecks: bool

    @property
    def counted(self) -> int:
        return self.checks.counted(self.with_rechecks)

    @property
    def is_over(self) -> bool:
        """As often as the cap allows, or oftener."""
        return self.cap is not None and self.counted >= self.cap


_RECHECK = or_(Visit.kind == VisitKind.RECHECK, Visit.source == VisitSource.RECHECK)
_INDIVIDUAL = and_(~_RECHECK, Visit.source.in_((VisitSource.COMPLAINT, VisitSource.ASSIGNED)))
_CAMPAIGN = and_(~_RECHECK, Visit.source == VisitSource.CAMPAIGN)
_ROUTINE = and_(~_RECHECK, Visit.source.in_((VisitSource.PLAN, VisitSource.IMPORTED)))


def _counted(condition: Any) -> Any:
    """How many visits: one that asked an enterprise in two roles counts once."""
    return func.count(func.distinct(case((condition, Visit.id))))


_YEAR = cast(Visit.month // _HUNDRED, Integer)
_GROUPED = (
    select(
        func.max(VisitEnterprise.id).label("id"),
        VisitEnterprise.enterprise_id.label("enterprise_id"),
        _YEAR.label("year"),
        _counted(_ROUTINE).label("routine"),
        _counted(_CAMPAIGN).label("campaign"),
        _counted(_INDIVIDUAL).label("individual"),
        _counted(_RECHECK).label("recheck"),
        func.max(Visit.visited_on).label("last"),
    )
    .join(Visit, Visit.id == VisitEnterprise.visit_id)
    .where(IS_CHECK)
    .group_by(VisitEnterprise.enterprise_id, _YEAR)
    .subquery()
)


def _set(key: str) -> Any:
    return select(Setting.value).where(Setting.key == key).scalar_subquery()


_CAP = cast(_set("inspection.cap"), Integer)
_WITH_RECHECKS = func.coalesce(_set("inspection.counts_rechecks"), "0") == "1"
_SUM = (
    _GROUPED.c.routine
    + _GROUPED.c.campaign
    + _GROUPED.c.individual
    + case((_WITH_RECHECKS, _GROUPED.c.recheck), else_=0)
)


def _make(row: Any) -> FrequencyRow:
    key, enterprise_id, name, year, *counts, last, cap, with_rechecks = row
    return FrequencyRow(
        key, enterprise_id, name, year, YearChecks(*counts), last, cap, bool(with_rechecks)
    )


FREQUENCY = Listing(
    rows=select(
        _GROUPED.c.id,
        _GROUPED.c.enterprise_id,
        Enterprise.name,
        _GROUPED.c.year,
        _GROUPED.c.routine,
        _GROUPED.c.campaign,
        _GROUPED.c.individual,
        _GROUPED.c.recheck,
        _GROUPED.c.last,
        _CAP,
        _WITH_RECHECKS,
    ).join(Enterprise, Enterprise.id == _GROUPED.c.enterprise_id),
    id=_GROUPED.c.id,
    sorts={
        "counted": _SUM,
        "name": by_pinyin("enterprise", _GROUPED.c.enterprise_id),
        "year": _GROUPED.c.year,
        "last": _GROUPED.c.last,
        "routine": _GROUPED.c.routine,
        "campaign": _GROUPED.c.campaign,
        "individual": _GROUPED.c.individual,
        "recheck": _GROUPED.c.recheck,
    },
    make=_make,
    matches=matcher((("enterprise", _GROUPED.c.enterprise_id),), Enterprise.name),
    filters={
        "year": lambda value: _GROUPED.c.year == int(value),
        "over": lambda _value: _SUM >= _CAP,
        "enterprise": lambda value: _GROUPED.c.enterprise_id == int(value),
    },
)


def frequency_years(session: Session) -> dict[str, str]:
    """The years there are checks of, newest first, for choosing."""
    rows = select(_GROUPED.c.year).distinct().order_by(_GROUPED.c.year.desc())
    return {str(year): f"{year}年" for year in session.scalars(rows)}
