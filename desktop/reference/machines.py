"""Which machines need a use registration (使用登记), kind by kind, with the article."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from db.codes import MachineKind
from desktop.reference.resources import read_csv


@dataclass(frozen=True)
class Registration:
    """Whether one kind needs it; None where practice differs and the office looks."""

    kind: MachineKind
    needed: bool | None
    article: str
    note: str


_ANSWERS = {"yes": True, "no": False, "ask": None}


@cache
def registrations() -> Mapping[MachineKind, Registration]:
    """The table, whole: every kind has a row."""
    rows = (
        Registration(MachineKind(row["kind"]), _ANSWERS[row["needed"]], row["article"], row["note"])
        for row in read_csv("rules/machines.csv")
    )
    return MappingProxyType({row.kind: row for row in rows})
