"""Ctrl+K: records by name, number or initials, and the papers one may write."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sqlalchemy.orm import Session

from desktop.domain.labels import label
from desktop.domain.paper_groups import PAPER_GROUPS
from desktop.queries.search import Hit, find
from desktop.usecases.initials import initials_of

_SHORTEST, _MOST = 2, 3


@dataclass(frozen=True)
class Way:
    """A hit that leads to a page told what to do: ``entity`` is its key, ``id`` its filters."""

    entity: str
    id: Mapping[str, str]
    kind: str
    title: str
    detail: str = ""


def find_or_write(session: Session, text: str, limit: int = 40) -> tuple[Hit | Way, ...]:
    """What may be written comes first: few papers begin with so many letters."""
    letters = "".join(text.split()).lower()
    asked = len(letters) >= _SHORTEST
    ways = [_way(words) for words in _written() if asked and _begins(words, letters)]
    return (*ways[:_MOST], *find(session, text, limit))


def _way(words: str) -> Way:
    return Way("papers", MappingProxyType({"write": words}), "出文书", words)


def _written() -> tuple[str, ...]:
    return tuple(label(kind) for kinds in PAPER_GROUPS.values() for kind in kinds)


def _begins(words: str, letters: str) -> bool:
    """Pinyin is asked only for letters: the names themselves need none."""
    if words.startswith(letters):
        return True
    return letters.isascii() and any(one.startswith(letters) for one in _read(words))


@cache
def _read(words: str) -> tuple[str, ...]:
    return tuple(initials_of(words).split())
