"""Who is responsible for a project on a day (责任监督员): a function of time, never rewritten.

省厅通知第二部分（四）第12项: 网格化监管，将排查整改责任落实到人. A project's own assignment
（主、协） goes before its grid's; a project with neither is a blind spot (盲区).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from desktop.domain.errors import RuleViolation


@dataclass(frozen=True)
class Since:
    """An exclusive fact: the holder from a day on, until the next row; None is vacant."""

    since: date
    holder: int | None


@dataclass(frozen=True)
class Period:
    """A fact that several may hold at once: half-open [start, end), None is open."""

    holder: int
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """The end is the first day no longer covered."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Posting:
    """Who is 主 and who are 协 of one project or one grid, over time."""

    responsible: tuple[Since, ...] = ()
    assistants: tuple[Period, ...] = ()


class Through(Enum):
    """Where the answer comes from."""

    PROJECT = "本工程指定"
    GRID = "所在网格"
    NOBODY = "盲区"


@dataclass(frozen=True)
class Responsible:
    """The answer for one project on one day."""

    inspector: int | None
    assistants: tuple[int, ...]
    through: Through

    @property
    def blind_spot(self) -> bool:
        """Nobody is responsible: 有施工必须有监管 (省厅通知第14项)."""
        return self.inspector is None


def as_of(rows: Iterable[Since], day: date) -> int | None:
    """The holder on a day: of the latest row not after it."""
    begun = [row for row in rows if row.since <= day]
    return max(begun, key=lambda row: row.since).holder if begun else None


def responsible_on(
    day: date, own: Posting, grid_of: Iterable[Since], grids: Mapping[int, Posting]
) -> Responsible:
    """The inspector of a project on a day: its own 主, else the 主 of the grid it then stood in."""
    inspector = as_of(own.responsible, day)
    if inspector is not None:
        return Responsible(inspector, _assistants(own, day, inspector), Through.PROJECT)
    grid = as_of(grid_of, day)
    posting = grids.get(grid, Posting()) if grid is not None else Posting()
    inspector = as_of(posting.responsible, day)
    if inspector is None:
        return Responsible(None, _assistants(own, day, None), Through.NOBODY)
    helpers = dict.fromkeys(_assistants(own, day, inspector) + _assistants(posting, day, inspector))
    return Responsible(inspector, tuple(helpers), Through.GRID)


def _assistants(posting: Posting, day: date, responsible: int | None) -> tuple[int, ...]:
    held = (row.holder for row in posting.assistants if row.covers(day))
    return tuple(dict.fromkeys(holder for holder in held if holder != responsible))


def check_period(start: date, end: date | None) -> None:
    """A period ends after it starts; its last day is shown inclusive."""
    if end is not None and end <= start:
        raise RuleViolation("结束日期应晚于开始日期")
