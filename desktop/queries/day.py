"""The days a list depends on, bound when it is read: today, and 30, 60, 90 days on.

A ``Listing`` is declared once for all days, so its select cannot hold a day itself.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Date, bindparam

from desktop.domain.certificates import LADDER


def _bound(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=Date(), required=True)


TODAY = _bound("today")
BEYOND = {step: _bound(f"beyond_{step}") for step in LADDER}
"""By step of the ladder, the first day after it: an end before that day has reached the step."""


def days_from(today: date | None) -> dict[str, date]:
    """What the selects of a listing bind; a list that depends on no day gives none."""
    if today is None:
        return {}
    ladder = {f"beyond_{step}": today + timedelta(days=step + 1) for step in LADDER}
    return {"today": today, **ladder}
