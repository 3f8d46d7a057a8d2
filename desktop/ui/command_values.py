"""A stored command as the boxes of its form show it, for a draft that is written anew."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from desktop.documents.interview_notice import Attendee
from desktop.documents.interview_record import Measure
from desktop.ui.fields import Field

_USUAL = ("addressee_id", "enterprise_id")
"""Left open in the command they are whom the form proposes."""


def values_of(fields: Iterable[Field], command: Any) -> dict[str, Any]:
    """What the command says for each field of the form that asks for it."""
    keys = [one.key for one in fields]
    told = {key: _shown(getattr(command, key)) for key in keys if hasattr(command, key)}
    told = {key: value for key, value in told.items() if value is not None or key not in _USUAL}
    for name in ("starts", "resumes"):
        at = getattr(command, name, None)
        if at is not None and f"{name}_on" in keys:
            told |= _parted(name, at)
    return told


def _parted(name: str, at: datetime | date) -> dict[str, Any]:
    """A moment is asked for as a day and an hour."""
    if not isinstance(at, datetime):
        return {f"{name}_on": at}
    return {f"{name}_on": at.date(), "hour": at.strftime("%H:%M")}


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return "\n".join(map(_line, value)) or None
    return None if value == "" else value


def _line(part: Any) -> str:
    if isinstance(part, Attendee):
        return " ".join(filter(None, (part.name, part.post, part.unit)))
    if isinstance(part, Measure):
        due = part.due.isoformat() if part.due else ""
        return "；".join((part.content, part.who, due)).rstrip("；")
    return str(part)
