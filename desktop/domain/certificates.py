"""Certificates (证照): whether valid on a day, and the ladder 90/60/30/0 before they expire."""

from dataclasses import dataclass
from datetime import date

LADDER = (0, 30, 60, 90)


@dataclass(frozen=True)
class Expiry:
    """How near the end of a certificate is."""

    days_left: int
    step: int

    @property
    def expired(self) -> bool:
        """The last day itself is still valid."""
        return self.days_left < 0

    @property
    def words(self) -> str:
        """As shown in lists; colour is never the only sign."""
        if self.expired:
            return f"已过期{-self.days_left}天"
        return f"{self.days_left}天后到期" if self.days_left else "今天到期"


def expiry(last_day: date | None, today: date) -> Expiry | None:
    """The step of the ladder a certificate stands on; None when far off or without end (长期)."""
    if last_day is None:
        return None
    days_left = (last_day - today).days
    step = next((step for step in LADDER if days_left <= step), None)
    return None if step is None else Expiry(days_left, step)


def valid_on(day: date, first_day: date | None, last_day: date | None) -> bool:
    """Both ends count; a missing first day or last day does not limit."""
    return (first_day is None or first_day <= day) and (last_day is None or day <= last_day)
