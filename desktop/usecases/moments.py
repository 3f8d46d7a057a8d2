"""A day with the hour that was typed beside it."""

from datetime import date, datetime, time

from desktop.domain.errors import RuleViolation


def moment(day: date, hour: str) -> datetime | date:
    """The day, with its hour where one was typed: 9:30 or 09:30."""
    typed = hour.strip().replace("：", ":")
    if not typed:
        return day
    try:
        at = time.fromisoformat(typed.zfill(5))
    except ValueError:
        raise RuleViolation("时刻应写成 9:30 这样") from None
    return datetime.combine(day, at)
