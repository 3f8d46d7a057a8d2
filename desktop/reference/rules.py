"""Which rules the program applies, and the article each stands on (依据)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from desktop.reference.resources import read_toml
from desktop.reference.terms import terms

OFFICE_SETS = "本单位设置"


@dataclass(frozen=True)
class Rule:
    """One rule; ``active`` is False where its article was not verified and no office set it."""

    code: str
    name: str
    article: str
    note: str = ""
    function: str = ""
    active: bool = True


@dataclass(frozen=True)
class Law:
    """A law or document, with the day this text came into force where that is verified."""

    short: str
    name: str
    number: str
    in_force: date | None = None


@cache
def laws() -> tuple[Law, ...]:
    """Everything the rules quote."""
    return tuple(Law(**row) for row in read_toml("rules/laws.toml")["law"])


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, then the terms of law, as ``list rules`` shows them."""
    declared = tuple(Rule(**row) for row in read_toml("rules/rules.toml")["rule"])
    clocks = tuple(
        Rule(f"term.{term.code}", f"{term.name}的期限", term.article, active=term.verified)
        for term in terms().values()
    )
    return declared + clocks
