"""待办: what one thing to do is, and a group of them; the rules that find them stand elsewhere."""

from dataclasses import dataclass
from datetime import date

SHOWN = 20

Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, by when, whose; ``page``, ``entity`` and ``id`` lead to it."""

    kind: str
    words: str
    due: date | None
    who: str
    page: str
    entity: str
    id: int
    is_late: bool


@dataclass(frozen=True)
class TodoGroup:
    """All a rule found: how many, the first of them, and the list that shows the rest."""

    kind: str
    title: str
    article: str
    count: int
    items: tuple[Todo, ...]
    page: str
    where: Where = ()
