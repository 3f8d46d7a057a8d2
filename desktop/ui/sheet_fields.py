"""The fields of a sheet, from its own annotations: what a type is asked as, and when left empty."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from desktop.documents.sheets import Officer, words_of
from desktop.documents.signatures import Ink
from desktop.domain.labels import labels_of
from desktop.ui.fields import Choice, Day, Field, Flag, LongText, Number
from desktop.ui.typed import NotUnderstood

LONGEST = 20_000
"""A text of an official document may be long; what does not fit its form is said at issue."""

UNTOLD = frozenset(
    ("issuer", "number", "words", "remedy", "prohibitions", "transcribed", "mirrored", "mark")
)
"""Put in at issue, or by the office's settings: nobody types them."""

MUST = object()
"""There is nothing to put where such a field is left empty."""

_YES_NO = {True: "是", False: "否"}


class Lines(LongText):
    """A tuple of words, one a line."""

    def understood(self, words: str, today: date) -> tuple[str, ...]:
        return tuple(told_lines(words))

    def words_of(self, value: Any) -> str:
        return "\n".join(value or ())


class Grid(LongText):
    """A table of words, its cells divided by tabs, as WPS copies them."""

    def understood(self, words: str, today: date) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(cell.strip() for cell in line.split("\t"))
            for line in words.splitlines()
            if line.strip()
        )

    def words_of(self, value: Any) -> str:
        return "\n".join("\t".join(line) for line in value or ())

    def value_of(self, words: str, today: date) -> Any:
        """The last cells of a line may be empty: the tabs at its end are kept."""
        return self.understood(words, today) if words.strip() else None


class Listed(Field):
    """A tuple of words in one cell: 甲、乙."""

    def understood(self, words: str, today: date) -> tuple[str, ...]:
        return tuple(told_lines(words.replace("、", "\n")))

    def words_of(self, value: Any) -> str:
        return "、".join(value or ())


class Parts(Field):
    """A tuple of numbers: 1、4、8."""

    def understood(self, words: str, today: date) -> tuple[float, ...]:
        try:
            return tuple(float(one) for one in told_lines(words.replace("、", "\n")))
        except ValueError:
            raise NotUnderstood("请写成 1、4、8 这样") from None

    def words_of(self, value: Any) -> str:
        return "、".join(f"{one:g}" for one in value or ())


def told_lines(words: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in words.splitlines() if line.strip()]


@dataclass(frozen=True)
class Told:
    """How one field is asked, beside its type: what its declaration and its place say."""

    key: str
    title: str
    required: bool = False
    lines: int = 1
    may_be_ahead: bool = True


def _text(told: Told) -> Field:
    if told.lines > 1:
        lines = told.lines
        return LongText(told.key, told.title, told.required, length=LONGEST, lines=lines)
    return Field(told.key, told.title, told.required, length=2000)


def _day(told: Told) -> Field:
    return Day(told.key, told.title, told.required, may_be_ahead=told.may_be_ahead)


_PLAIN: Mapping[Any, Callable[[Told], Field]] = {
    str: _text,
    date: _day,
    int: lambda told: Number(told.key, told.title, told.required, least=0),
    bool: lambda told: Flag(told.key, told.title, hint="是"),
    bool | None: lambda told: Choice(told.key, told.title, told.required, choices=_YES_NO),
    tuple[str, ...]: lambda told: Lines(
        told.key, told.title, told.required, "一行一条", length=LONGEST, lines=max(told.lines, 3)
    ),
    tuple[float, ...]: lambda told: Parts(told.key, told.title, told.required, "如 1、4、8"),
    tuple[tuple[str, ...], ...]: lambda told: Grid(
        told.key, told.title, told.required, "从 WPS 表格复制后粘贴；一行一条，制表符分列"
    ),
}
_IN_A_CELL: Mapping[Any, Callable[[Told], Field]] = {
    **{kind: _PLAIN[kind] for kind in (str, date, int, bool, bool | None)},
    tuple[str, ...]: lambda told: Listed(told.key, told.title, told.required),
}


def plain_field(hint: Any, told: Told, among: Mapping[Any, Any] = _PLAIN) -> Field | None:
    """A field with a box that everyone knows; None for a type that has a box of its own."""
    if hint in among:
        made: Field = among[hint](told)
        return made
    kind = without_none(hint)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Choice(told.key, told.title, told.required, choices=labels_of(kind))
    if kind in among and kind is not hint:
        return plain_field(kind, told, among)
    return None


def without_none(hint: Any) -> Any:
    """``date | None`` is a date; a union of more than one type stays what it is."""
    kinds = [one for one in get_args(hint) if one is not NoneType]
    return kinds[0] if len(kinds) == 1 and NoneType in get_args(hint) else hint


def is_part(hint: Any) -> bool:
    """A dataclass with fields of its own; ink and officers are none."""
    return isinstance(hint, type) and is_dataclass(hint) and hint not in (Ink, Officer)


def part_of_many(hint: Any) -> Any | None:
    """X of ``tuple[X, ...]``; None for anything else."""
    args = get_args(hint)
    return args[0] if get_origin(hint) is tuple and args[1:] == (...,) else None


def empty_of(hint: Any) -> Any:
    """What a field is while nothing was told; ``MUST`` where there is no such thing."""
    if NoneType in get_args(hint):
        return None
    if get_origin(hint) is tuple:
        return ()
    if hint in (str, bool):
        return hint()
    return empty_part(hint) if is_part(hint) or hint is Officer else MUST


def empty_part(part: type) -> Any:
    """A part of which nothing was told; ``MUST`` where it has a field that has to be told."""
    hints = get_type_hints(part)
    bare = [one.name for one in fields(part) if not _has_default(one)]
    values = {name: empty_of(hints[name]) for name in bare}
    return MUST if MUST in values.values() else part(**values)


def _has_default(one: Any) -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


@dataclass(frozen=True)
class Column:
    """A leaf of a table's rows: the way to it through their parts, and how a cell is asked."""

    path: tuple[str, ...]
    field: Field
    empty: Any


@cache
def columns_of(part: type) -> tuple[Column, ...] | None:
    """The columns of a table of such parts; None where one of its fields fits into no cell."""
    found: list[Column] = []
    for name, hint in get_type_hints(part).items():
        if hint in (Ink, tuple[Ink, ...]):
            continue
        inner = columns_of(hint) if is_part(hint) else _cell(part, name, hint)
        if inner is None:
            return None
        found += [Column((name, *one.path), one.field, one.empty) for one in inner]
    return tuple(found)


def _cell(part: type, name: str, hint: Any) -> tuple[Column, ...] | None:
    bare = next(one for one in fields(part) if one.name == name)
    told = Told(name, words_of(part)[name], required=not _has_default(bare))
    field = plain_field(hint, told, _IN_A_CELL)
    return None if field is None else (Column((), field, empty_of(hint)),)
