"""Terms of law (期限): length, unit and article, from ``resources/rules/terms.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from desktop.reference.resources import read_toml


class Unit(StrEnum):
    """What a term is counted in."""

    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"


@dataclass(frozen=True)
class Term:
    """One term: its start event in words, its length, and whether a last day off moves on."""

    code: str
    name: str
    start: str
    length: int
    unit: Unit
    article: str
    moves: bool = True
    verified: bool = True


@cache
def terms() -> Mapping[str, Term]:
    """Every term by its code; those not ``verified`` are shown with their doubt and are off."""
    rows = read_toml("rules/terms.toml")["term"]
    return MappingProxyType(
        {row["code"]: Term(**{**row, "unit": Unit(row["unit"])}) for row in rows}
    )
