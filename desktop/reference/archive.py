"""归档目录: what a project's supervision file holds, in its order, and when it is asked for."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from db.codes import PaperKind
from desktop.reference.resources import read_toml


@dataclass(frozen=True)
class ArchiveEntry:
    """One line of the list; without ``when`` nothing is missing where there is no such paper."""

    code: str
    name: str
    kinds: tuple[PaperKind, ...]
    when: str
    article: str


@dataclass(frozen=True)
class Answer:
    """A paper that is whole only with another that rests on it."""

    of: PaperKind
    by: PaperKind


@dataclass(frozen=True)
class Keeping:
    """How long a file is kept, from the day it is filed."""

    years: int
    article: str


@cache
def archive_entries() -> tuple[ArchiveEntry, ...]:
    """The list, in the order in which the papers are bound."""
    return tuple(
        ArchiveEntry(**{**row, "kinds": tuple(map(PaperKind, row["kinds"]))})
        for row in _told()["entry"]
    )


@cache
def answers() -> tuple[Answer, ...]:
    return tuple(Answer(PaperKind(row["of"]), PaperKind(row["by"])) for row in _told()["answer"])


def keeping() -> Keeping:
    return Keeping(_told()["keeping_years"], _told()["keeping_article"])


@cache
def _told() -> dict[str, Any]:
    return read_toml("rules/archive.toml")
