"""The one record as pane and form need it: plain values by the columns of its ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

_FEW = 8


@dataclass(frozen=True)
class Link:
    """Something to go to: a record, or another page with its filters set."""

    words: str
    entity: str = ""
    id: int = 0
    page: str = ""
    where: tuple[tuple[str, str], ...] = ()


def few_projects(rows: Sequence[Row[int, str]], text: str) -> list[Link]:
    """The first of many projects, and a way to all of them: the timeline stands below."""
    links = [Link(name, "project", key) for key, name in rows[:_FEW]]
    if len(rows) > _FEW:
        links.append(Link(f"全部 {len(rows)} 个工程", page="projects", where=(("text", text),)))
    return links


@dataclass(frozen=True)
class Happening:
    """One line of a timeline; ``told`` is when it was entered, where that is known."""

    when: date | datetime
    words: str
    who: str = ""
    is_bad: bool = False

    @property
    def order(self) -> tuple[date, datetime]:
        """Newest last: by day, and within a day by the hour where there is one."""
        if isinstance(self.when, datetime):
            return self.when.date(), self.when.replace(tzinfo=None)
        return self.when, datetime.combine(self.when, datetime.min.time())


@dataclass(frozen=True)
class LastChange:
    """The change set that touched the record last: what undoing it would take back."""

    id: int
    words: str
    records: int


@dataclass(frozen=True)
class Timeline:
    """What happened to a record, newest first."""

    happenings: tuple[Happening, ...] = ()
    last: LastChange | None = None


@dataclass(frozen=True)
class Card:
    """One record: ``values`` by column key of its ledger, ``more`` is what no column holds."""

    id: int
    version: int
    title: str
    subtitle: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    more: tuple[tuple[str, Any], ...] = ()
    warnings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    papers: tuple[Link, ...] = ()
    timeline: Timeline = field(default_factory=Timeline)


@dataclass(frozen=True)
class Ref:
    """A record named by another one: what a form's picker starts with."""

    id: int
    words: str

    def __str__(self) -> str:
        return self.words
