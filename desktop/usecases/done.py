"""What every use-case gives back."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from db.codes import Area

T = TypeVar("T")


@dataclass(frozen=True)
class Done(Generic[T]):
    """The value for who asked, and the areas whose pages refresh after the commit."""

    value: T
    changed: frozenset[Area] = field(default_factory=frozenset)
