"""企业履责核查: what each party of a site answers for, by its role; our short wording."""

from dataclasses import dataclass
from functools import cache

from db.codes import PartyRole
from desktop.reference.resources import read_csv, read_toml


@dataclass(frozen=True)
class Duty:
    """One item of a party's section, with the articles it rests on."""

    role: PartyRole
    code: str
    number: str
    title: str
    article: str


@cache
def duties() -> tuple[Duty, ...]:
    """Every item, in the order in which it is asked."""
    told = read_toml("standards/standards.toml")["enterprise"]
    return tuple(_duty(line) for line in read_csv(told["file"]))


def duties_of(role: PartyRole) -> tuple[Duty, ...]:
    """The items of one role; a role without any has no section."""
    return tuple(row for row in duties() if row.role is role)


def duty(code: str) -> Duty | None:
    """The item stored with an answer."""
    return next((row for row in duties() if row.code == code), None)


@cache
def asked_roles() -> tuple[PartyRole, ...]:
    """The roles that have a section, in its order."""
    return tuple(dict.fromkeys(row.role for row in duties()))


def _duty(line: dict[str, str]) -> Duty:
    return Duty(
        PartyRole(line["role"]), line["code"], line["number"], line["title"], line["article"]
    )
