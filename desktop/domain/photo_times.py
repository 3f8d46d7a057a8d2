"""Which visit a photo is of, by the camera's own clock: a proposal, never a made-up time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_CLOCK = re.compile(r"(\d{1,2})\s*[:：时點点]\s*(\d{1,2})?")
_MARGIN = timedelta(hours=1)
"""The office's own: who arrives early or leaves late still takes photos of the visit."""


@dataclass(frozen=True)
class VisitTime:
    """When a visit was; an hour that was not written down is None."""

    id: int
    words: str
    day: date
    started: time | None = None
    ended: time | None = None


def clock_of(typed: str | None) -> time | None:
    """An hour as it was typed (9:30, 9时30分), None where it cannot be read as one."""
    found = _CLOCK.search(typed or "")
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def distance(taken: datetime, visit: VisitTime) -> timedelta | None:
    """How far outside the visit a photo was taken; None where it cannot be of it."""
    if taken.date() != visit.day:
        return None
    none = timedelta()
    early = visit.started and datetime.combine(visit.day, visit.started) - taken
    late = visit.ended and taken - datetime.combine(visit.day, visit.ended)
    off = max(none, early or none, late or none)
    return off if off <= _MARGIN else None


def proposed_visit(taken: datetime | None, visits: Iterable[VisitTime]) -> int | None:
    """The one visit the photo is nearest to; none where two are as near, or no time is known."""
    if taken is None:
        return None
    near = sorted(
        (off, visit.id) for visit in visits if (off := distance(taken, visit)) is not None
    )
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]
