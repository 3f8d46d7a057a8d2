"""Grids (网格): every project in one, one responsible inspector on any day, others may assist."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.responsibility import Period, Since, as_of


@dataclass(frozen=True)
class Candidate:
    """An inspector about to be posted, as the office knows him on that day."""

    inspector: int
    name: str
    left_on: date | None = None


def check_can_take_over(candidate: Candidate, since: date, held: tuple[Since, ...]) -> None:
    """A responsible inspector belongs to the office on that day and is not already the 主."""
    _check_present(candidate, since)
    if as_of(held, since) == candidate.inspector:
        raise RuleViolation(f"{candidate.name}在{chinese_date(since)}已是责任监督员（主）")


def check_can_assist(candidate: Candidate, period: Period, responsible: tuple[Since, ...]) -> None:
    """主、协 are two persons on any day."""
    _check_present(candidate, period.start)
    if as_of(responsible, period.start) == candidate.inspector:
        raise RuleViolation(f"{candidate.name}当日是责任监督员（主），不能同时为协办（协）")


def _check_present(candidate: Candidate, day: date) -> None:
    if candidate.left_on is not None and candidate.left_on <= day:
        left = chinese_date(candidate.left_on)
        raise RuleViolation(f"{candidate.name}已于{left}离岗，不能再指定为监督员")


def grid_code(region: str, town: int, serial: int) -> str:
    """A code for a grid: region, town, serial (469023-03-01); no rule prescribes one."""
    return f"{region}-{town:02}-{serial:02}"
