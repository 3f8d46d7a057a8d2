"""A field as the clerk reads it in the preview of an import."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from desktop.domain.days import NO_END
from desktop.domain.identifiers import masked
from desktop.domain.labels import label
from desktop.domain.names import clean_name
from desktop.usecases.imports.ground import Ground, Names

_WORDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (StrEnum, label),
    (bool, lambda value: "是" if value else "否"),
    (date, lambda value: "长期" if value == NO_END else value.isoformat()),
    (tuple, "、".join),
    (float, lambda value: f"{value:.15g}"),
    (str, clean_name),
)


def shown_fact(ground: Ground, column: str, value: Any) -> str:
    """The words of a value; an id is shown by its name, an identity number by its tail."""
    if value is None:
        return ""
    if column == "id_number":
        return masked(value)
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return words(value)
    return _names_of(ground, column).name(value)


def _names_of(ground: Ground, column: str) -> Names:
    return ground.enterprises if column == "enterprise" else ground.projects
