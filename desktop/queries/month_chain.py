"""The reports a month stands on, and what each figure had reported by them.

A report's sums begin with those of the newest report of the latest month before it that was
closed when it was sealed. So the reports of an office form a chain; what stands reported is put
together along it from frozen ids: this month's and the late ones come in, corrected ones change
sides. An edition sent back stays in the chain of what was sealed upon it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import MonthState
from db.tables.months import Month, MonthFigure
from db.tables.office import Office, SubmittedFigure
from desktop.domain.id_lists import unpack_ids
from desktop.domain.month_sums import carried, figure_of
from desktop.domain.months import Edition, first_day, month_of, next_month


@dataclass(frozen=True)
class Link:
    """A closed edition; ``at`` is the number of the change set it was sealed after."""

    id: int
    period: int
    number: int
    state: MonthState
    at: int

    @property
    def edition(self) -> Edition:
        return Edition(self.period, self.number, self.state)


@dataclass
class Reported:
    """What stands reported of one figure for one year."""

    ids: frozenset[int] = frozenset()
    opening: float = 0
    total: float | None = None

    def take(self, row: MonthFigure, *, is_own: bool) -> None:
        """Go on by one report; ``is_own`` where it is a report of that very year."""
        corrected = ids_in(row.correction_ids)
        changed = sum(-1 if one in self.ids else 1 for one in corrected)
        self.opening += (row.correction or 0) - changed
        this_month = ids_in(row.ids) if is_own else frozenset()
        self.ids = carried(self.ids, this_month, ids_in(row.supplement_ids), corrected)
        self.total = row.total


@dataclass(frozen=True)
class Chain:
    """The reports below a month, oldest first, with their frozen figures."""

    links: tuple[Link, ...]
    figures: dict[int, dict[str, MonthFigure]] = field(repr=False)

    @property
    def newest(self) -> Link | None:
        return self.links[-1] if self.links else None

    def basis(self, code: str) -> MonthFigure | None:
        """The figure in the newest report; None where it was not reported yet."""
        return self.figures[self.links[-1].id].get(code) if self.links else None

    def begins(self, code: str) -> Link | None:
        """The first report of an unbroken row of reports that had this figure."""
        found = None
        for link in reversed(self.links):
            if code not in self.figures[link.id]:
                break
            found = link
        return found

    def reported(self) -> dict[tuple[str, int], Reported]:
        """By figure and year, what stands reported."""
        found: dict[tuple[str, int], Reported] = {}
        begins: dict[str, int] = {}
        for place, link in enumerate(self.links):
            for name, row in self.figures[link.id].items():
                code, earlier = figure_of(name)
                if code not in begins:
                    first = self.begins(code)
                    begins[code] = self.links.index(first) if first else len(self.links)
                if place >= begins[code]:
                    key = (code, earlier or link.period // 100)
                    told = found.setdefault(key, Reported(opening=_opening(row)))
                    told.take(row, is_own=earlier is None)
        return found


def chain_below(session: Session, period: int, at: int | None = None) -> Chain:
    """The reports a month stands on, or stood on when it was sealed after change set ``at``."""
    links = below(closed_links(session), period, at)
    rows = select(MonthFigure).where(MonthFigure.month_id.in_([link.id for link in links]))
    figures: dict[int, dict[str, MonthFigure]] = {link.id: {} for link in links}
    for row in session.scalars(rows) if links else ():
        figures[row.month_id][row.code] = row
    return Chain(links, figures)


def closed_links(session: Session) -> tuple[Link, ...]:
    """Every edition that was sealed and not withdrawn."""
    rows = select(Month.id, Month.period, Month.edition, Month.state, Month.chain_n)
    rows = rows.where(Month.chain_n.is_not(None))
    return tuple(Link(*row[:4], at=row[4] or 0) for row in session.execute(rows))


def below(links: Sequence[Link], period: int, at: int | None = None) -> tuple[Link, ...]:
    """Walk down from a month; oldest first."""
    found: list[Link] = []
    while True:
        under = [one for one in links if one.period < period and (at is None or one.at < at)]
        if not under:
            return tuple(reversed(found))
        newest = max(under, key=lambda one: (one.period, one.number))
        found.append(newest)
        period, at = newest.period, newest.at


def above(links: Iterable[Link], period: int, at: int) -> Link | None:
    """A later month sealed after change set ``at``: it may stand on this one."""
    later = [one for one in links if one.period > period and one.at > at]
    return min(later, key=lambda one: (one.period, one.number), default=None)


def program_month(session: Session) -> int | None:
    """The first month the office reports from the program: none before it is ever 补报."""
    start = session.scalar(select(Office.start_day))
    if start is None:
        return None
    monthly = SubmittedFigure.period > 9999
    told = session.scalar(select(func.max(SubmittedFigure.period)).where(monthly))
    return max(month_of(start), next_month(told) if told else 0)


def floor_of(chain: Chain, code: str, period: int, program: int | None) -> date:
    """The first day from which a figure is reported by its records."""
    root, begins = chain.links[:1], chain.begins(code)
    if root and begins is None:
        return first_day(period)
    if begins is not None and begins != root[0]:
        return first_day(begins.period)
    first = root[0].period if root else period
    return first_day(min(first, program) if program else first)


def _opening(row: MonthFigure) -> float:
    """What a year's first report began with; reports of the first version did not keep it."""
    if row.supplement is None:
        return (row.total or 0) - (row.value or 0)
    return row.last or 0


@lru_cache(maxsize=4096)
def _unpacked(packed: bytes) -> frozenset[int]:
    return frozenset(unpack_ids(packed))


def ids_in(packed: bytes | None) -> frozenset[int]:
    """A frozen list never changes, so it is unpacked once."""
    return _unpacked(packed) if packed else frozenset()
