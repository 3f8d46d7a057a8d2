"""A command as JSON and back, by its type hints: a draft keeps the very command that issues it.

Commands are frozen dataclasses of plain values; what this codec does not know it refuses, so that
a draft never comes back as something else.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN = (str, int, float, bool)
_WRITTEN = (datetime, date, time, Decimal)


def to_json(command: Any) -> str:
    """The command with all its fields, defaults too: a later default changes no draft."""
    return json.dumps(_packed(command), ensure_ascii=False, sort_keys=True)


def from_json(kind: type[T], text: str, hints: Mapping[str, Any] | None = None) -> T:
    """The command again; ``hints`` name the type of a field that is declared as Any."""
    return _built(kind, json.loads(text), hints or {})


def _packed(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _packed(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return [_packed(part) for part in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, _WRITTEN):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    raise TypeError(f"a command holds no {type(value).__name__}")


def _read(hint: Any, data: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _one_of(get_args(hint), data)
    if origin is tuple:
        return _row(get_args(hint), data)
    if is_dataclass(hint) and isinstance(hint, type):
        return _built(hint, data, {})
    if hint is NoneType and data is None:
        return None
    return _value(hint, data)


def _value(hint: Any, data: Any) -> Any:
    if hint in _PLAIN and type(data) is hint:
        return data
    if hint is float and type(data) is int:
        return float(data)
    if isinstance(hint, type) and isinstance(data, str):
        if hint is bytes:
            return base64.b64decode(data)
        if hint is datetime or hint is date or hint is time:
            return hint.fromisoformat(data)
        if issubclass(hint, Decimal | Enum):
            return hint(data)
    raise TypeError(f"{data!r} is no {hint}")


def _one_of(hints: tuple[Any, ...], data: Any) -> Any:
    """The first type that takes it; a day is tried before a moment, which would take it too."""
    for hint in sorted(hints, key=lambda one: one is datetime):
        try:
            return _read(hint, data)
        except (TypeError, ValueError):
            continue
    raise TypeError(f"{data!r} is none of {hints}")


def _row(hints: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise TypeError(f"{data!r} is no row")
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_read(hints[0], part) for part in data)
    return tuple(_read(hint, part) for hint, part in zip(hints, data, strict=True))


def _built(kind: type[T], data: Any, hints: Mapping[str, Any]) -> T:
    """A field the draft does not have is one a newer program added: it has its default."""
    if not isinstance(data, dict):
        raise TypeError(f"{data!r} is no {kind.__name__}")
    told = {**get_type_hints(kind), **hints}
    return kind(**{name: _read(told[name], data[name]) for name in told.keys() & data.keys()})
