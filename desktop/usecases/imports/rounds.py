"""In which round a visit that is brought in stands: one of its day, with its site in the scope."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import HolderKind, VisitKind, VisitSource
from db.tables.rounds import Round, RoundUnit
from desktop.domain.rounds import Stay, stands_in_round


@dataclass(frozen=True)
class RoundScope:
    """The days of a round, and of each of its sites the days in its scope."""

    id: int
    first_day: date
    last_day: date | None
    sites: dict[int, Stay]

    def takes(self, project: int, day: date) -> bool:
        ends = self.last_day
        stay = self.sites.get(project)
        in_time = self.first_day <= day and (ends is None or day <= ends)
        return in_time and stay is not None and stay.holds(day)


class Rounds:
    """All rounds, read once an import."""

    def __init__(self, session: Session) -> None:
        """Read them with their sites."""
        sites: dict[int, dict[int, Stay]] = {}
        units = select(
            RoundUnit.round_id, RoundUnit.unit_id, RoundUnit.joined_on, RoundUnit.left_on
        ).where(RoundUnit.unit_kind == HolderKind.PROJECT)
        for round_id, project, joined, left in session.execute(units):
            sites.setdefault(round_id, {})[project] = Stay(joined, left)
        rows = select(Round.id, Round.first_day, Round.last_day)
        self._scopes = [
            RoundScope(key, first, last, sites.get(key, {}))
            for key, first, last in session.execute(rows)
        ]

    def on(self, kind: VisitKind, project: int, day: date) -> int | None:
        """The round of such a visit; 复查 and 指导 stand in none."""
        if not stands_in_round(kind, VisitSource.IMPORTED):
            return None
        return next((one.id for one in self._scopes if one.takes(project, day)), None)
