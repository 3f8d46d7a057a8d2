"""Finding an item of the criteria or the checklist by its words, number or pinyin initials."""

from dataclasses import dataclass
from datetime import date

from desktop.reference.sections import CheckItem, sections_on
from desktop.usecases.initials import initials_of

_OFFERED = 20


@dataclass(frozen=True)
class ClauseHit:
    """An item as a picker offers it."""

    id: str
    words: str


def clauses_named(_session: object, text: str, day: date) -> tuple[ClauseHit, ...]:
    """The items in force on ``day`` that match, those of the criteria first."""
    typed = text.strip().lower()
    hits = (
        ClauseHit(item.code, f"{item.number} {item.title}（{section.title}）")
        for section in sections_on(day)
        for item in section.items
        if _matches(item, typed)
    )
    return tuple(hit for hit, _ in zip(hits, range(_OFFERED), strict=False))


def _matches(item: CheckItem, typed: str) -> bool:
    if typed in f"{item.number} {item.title}".lower():
        return True
    return typed.isascii() and any(typed in one for one in initials_of(item.title).split())
