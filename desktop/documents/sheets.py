"""What every sheet of facts has in common: words for its fields, the check of its characters."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, get_type_hints

from desktop.documents.fonts import check_glyphs
from desktop.documents.plain import plain
from desktop.domain.calendar import chinese_date


@dataclass(frozen=True)
class Officer:
    """监督员 as printed: name and number of the 执法证, either may be empty."""

    name: Annotated[str, "姓名"]
    card: Annotated[str, "执法证号"] = ""


def check_sheet(sheet: Any, paper: str) -> None:
    """Refuse a sheet of which one character cannot be printed, before a number is drawn."""
    for where, text in _texts(sheet, paper):
        check_glyphs(plain(text).replace("\n", ""), where)


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value, start=1):
            yield from _texts(part, f"{where}第{number}项")
    elif is_dataclass(value) and not isinstance(value, type):
        for name, word in _words(type(value)):
            yield from _texts(getattr(value, name), f"{where}的{word}")


@cache
def _words(sheet: type) -> tuple[tuple[str, str], ...]:
    """The fields of a sheet with the words the clerk knows them by (``Annotated[…, word]``)."""
    hints = get_type_hints(sheet, include_extras=True)
    return tuple((name, getattr(hint, "__metadata__", (name,))[0]) for name, hint in hints.items())


def sheet_json(sheet: Any) -> str:
    """The sheet as canonical JSON, kept beside the bytes of the issued paper."""
    return json.dumps(asdict(sheet), ensure_ascii=False, sort_keys=True, default=_plain_value)


def _plain_value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a sheet holds no {type(value).__name__}")


def hour_of(moment: datetime) -> str:
    """2026年3月5日9时30分, full hours without minutes."""
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{chinese_date(moment.date())}{moment.hour}时{minutes}"


def joined(names: tuple[str, ...]) -> str:
    """甲、乙、丙."""
    return "、".join(name for name in names if name)


def we(issuer: str) -> str:
    """How an office speaks of itself: 我局, 我站, else 我单位."""
    return f"我{issuer[-1]}" if issuer.endswith(("局", "站", "委", "厅", "队")) else "我单位"
