"""What verify finds: records and files that are not as the change log says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Wrong:
    """One record that is not as the change log says."""

    table: str
    id: int
    label: str
    what: str


@dataclass(frozen=True, slots=True)
class WrongFile:
    """One file that is missing, changed, or that the program never stored."""

    file: str
    what: str


Check = Callable[[Connection], Iterable[Wrong]]
Found = Wrong | WrongFile


def number(value: Any) -> int:
    return value if isinstance(value, int) else 0
