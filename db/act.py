"""Who acts and when: light, so that the runner may have it before the first paint."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts and when; every use-case receives one, so that nothing below asks a clock."""

    who: str
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()
