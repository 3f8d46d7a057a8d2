"""The manual: a Markdown file a chapter, and an index that is also its table of contents."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop.reference.resources import resource

INDEX = "index"
_GROUP = re.compile(r"^## (?P<title>.+)$")
_ENTRY = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<key>\w+)\.md\)")


@dataclass(frozen=True)
class Chapter:
    """One line of the contents; ``key`` is that of its page, where it is a page's chapter."""

    key: str
    title: str
    group: str


def chapter_path(key: str) -> Path:
    """Where the words of a chapter stand."""
    return resource(f"manual/{key}.md")


def picture_path(name: str) -> Path:
    """Where a picture of the window lies; chapters name it without its folder."""
    return resource("manual/pictures") / name


@cache
def contents() -> tuple[Chapter, ...]:
    """The chapters in the order of the index."""
    group, found = "", []
    for line in chapter_words(INDEX).splitlines():
        if heading := _GROUP.match(line):
            group = heading["title"]
        elif entry := _ENTRY.match(line):
            found.append(Chapter(entry["key"], entry["title"], group))
    return tuple(found)


@cache
def chapter_words(key: str) -> str:
    """The Markdown of one chapter."""
    return chapter_path(key).read_text(encoding="utf-8")


def chapters_with(typed: str) -> tuple[Chapter, ...]:
    """The chapters that hold each of the words typed; first those whose title holds them."""
    wanted = typed.casefold().split()
    held = [one for one in contents() if _holds(one.title + chapter_words(one.key), wanted)]
    return tuple(sorted(held, key=lambda one: not _holds(one.title, wanted)))


def _holds(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)
