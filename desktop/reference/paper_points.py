"""What the lists of a paper begin with (监督内容、交底内容…): our short words, to be edited."""

from functools import cache
from typing import Any

from desktop.reference.resources import read_toml


@cache
def _proposed() -> dict[str, Any]:
    return read_toml("rules/paper_points.toml")


def points(kind: str, name: str) -> tuple[str, ...]:
    """The lines of one list of a kind of paper."""
    return tuple(_proposed()[kind][name])


def duty_words(role: str) -> str:
    """What a party answers for, as its 监督告知书 says; empty for a role without words."""
    words: str = _proposed()["supervision_notice"]["duties"].get(role, "")
    return words
