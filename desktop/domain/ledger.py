"""台账: what a kind of ledger is made of, declared once for screen, import and export.

A declaration says which columns there are, what they are called in the offices' workbooks and
how a row is known again. Reading a cell is the business of ``cells.py``; reading a workbook of
``desktop/exchange``.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from desktop.domain.labels import labels_of
from desktop.domain.names import half_width

Values = Mapping[str, Any]
_Code = TypeVar("_Code", bound=StrEnum)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_ORNAMENT = "*:.·"


class Kind(Enum):
    """How the cells of a column are read, shown and written."""

    TEXT = "text"
    LINE = "line"
    PEOPLE = "people"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    USCC = "uscc"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    PERMIT = "permit"
    PROJECT_CODE = "project_code"
    PAPER_NUMBER = "paper_number"


class Severity(StrEnum):
    """An error keeps its row out; a warning lets it in."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, eq=False)
class Column:
    """One column: ``doubtful`` headers are taken with a warning; ``ends`` may read 长期.

    ``event`` marks a day on which something happened, which cannot lie ahead; ``blanks`` are
    words that mean the cell is empty; ``units`` are words after a number and their factors,
    ``bare_factor`` that of a number without one (a header may say 元 where 万元 is meant).
    """

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    type: Kind = Kind.LINE
    required: bool = False
    choices: Mapping[str, Any] = field(default_factory=dict)
    width: int = 12
    doubtful: tuple[str, ...] = ()
    units: Mapping[str, float] = field(default_factory=dict)
    blanks: frozenset[str] = frozenset()
    bare_factor: float = 1.0
    ends: bool = False
    event: bool = False

    def headings(self) -> tuple[str, ...]:
        """Every header this column is known by, the best first."""
        return (self.title, *self.aliases, *self.doubtful)


@dataclass(frozen=True)
class Finding:
    """What a check of a whole row found, and at which column."""

    field: str
    reason: str
    severity: Severity = Severity.WARNING


@dataclass(frozen=True)
class Identity:
    """One way to know a row again; ``of`` gives None where the row lacks what it needs."""

    title: str
    of: Callable[[Values], tuple[Hashable, ...] | None]


@dataclass(frozen=True, eq=False)
class Ledger:
    """One kind of ledger; ``identities`` are the ways to know a row again, the best first."""

    key: str
    title: str
    columns: tuple[Column, ...]
    identities: tuple[Identity, ...]
    checks: tuple[Callable[[Values], Finding | None], ...] = ()

    def column(self, key: str) -> Column:
        """The column of that key."""
        return next(column for column in self.columns if column.key == key)

    def required(self) -> tuple[Column, ...]:
        """The columns without which there is no row."""
        return tuple(column for column in self.columns if column.required)

    def keys_of(self, values: Values) -> tuple[tuple[Hashable, ...], ...]:
        """All the row is known by, the first first; keys of two identities never meet."""
        keys = [(identity.title, identity.of(values)) for identity in self.identities]
        return tuple([(title, *key) for title, key in keys if key is not None])


@lru_cache(maxsize=4096)
def heading_form(text: str) -> str:
    """A header for comparison: no blanks, line breaks, full width, or unit in brackets."""
    bare = "".join(half_width(text).split())
    return _BRACKETED.sub("", bare).strip(_ORNAMENT).upper()


def heading_unit(text: str) -> str:
    """The unit a header names in brackets: 造价(万元) is 万元; empty where it names none."""
    match = _BRACKETED.search("".join(half_width(text).split()))
    return match[1] if match else ""


def word_form(text: str) -> str:
    """A word of a list of choices for comparison: no blanks, no full width."""
    return "".join(half_width(text).split())


def words(kind: type[_Code], **synonyms: str) -> dict[str, _Code]:
    """The words of a column of choices: the label of each code, then what offices also write.

    ``synonyms`` names a member of the enum and lists its other words, divided by blanks.
    """
    known = {word_form(word): code for code, word in labels_of(kind).items()}
    for name, others in synonyms.items():
        known |= {word_form(word): kind[name] for word in others.split()}
    return known


YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("是", "√", "✓", "✔", "☑"), True),
    **dict.fromkeys(("否", "×", "✗", "✘", "\u2573"), False),
}


def first_words(column: Column) -> tuple[str, ...]:
    """One word for each value of a column of choices, for the sentence that lists them."""
    chosen: dict[Any, str] = {}
    for word, value in column.choices.items():
        chosen.setdefault(value, word)
    return tuple(chosen.values())


def in_order(earlier: str, later: str, reason: str) -> Callable[[Values], Finding | None]:
    """A check that warns at ``later`` where its day lies before that of ``earlier``."""

    def check(values: Values) -> Finding | None:
        first, second = values[earlier], values[later]
        if first is None or second is None or second >= first:
            return None
        return Finding(later, reason)

    return check
