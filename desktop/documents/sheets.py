"""What every sheet of facts has in common: words for its fields, the check of its characters."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, get_type_hints

from desktop.documents.fonts import check_glyphs
from desktop.documents.plain import plain
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation


@dataclass(frozen=True)
class Officer:
    """监督员 as printed: name and number of the 执法证, either may be empty."""

    name: Annotated[str, "姓名"]
    card: Annotated[str, "执法证号"] = ""


@dataclass(frozen=True)
class Companion:
    """陪同、协助人员 as printed: never one of the two officers."""

    name: Annotated[str, "姓名"]
    unit: Annotated[str, "单位"] = ""
    capacity: Annotated[str, "身份"] = ""


_LONGEST = {
    "issuer": 60,
    "number": 60,
    "mark": 60,
    "printer": 60,
    "title": 200,
    "urgency": 8,
    "secrecy": 8,
    "contact": 120,
    "remark": 200,
    "signers": 24,
}
"""Characters of what stands in a place of its own and cannot flow; descriptions have no limit."""


def check_sheet(sheet: Any, paper: str) -> None:
    """Refuse a sheet that cannot be printed, before a number is drawn: which field, and why."""
    words = words_of(type(sheet))
    for name, most in _LONGEST.items():
        given = getattr(sheet, name, "")
        count = max(map(len, given), default=0) if isinstance(given, tuple) else len(given)
        if count > most:
            raise RuleViolation(f"{words[name]}有{count}个字，最多{most}个字，请缩短后再出具")
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


def words_of(sheet: type) -> dict[str, str]:
    """The fields of a sheet, each with the word the clerk knows it by."""
    return dict(_words(sheet))


def sheet_json(sheet: Any) -> str:
    """The sheet as canonical JSON, kept beside the bytes of the issued paper."""
    return json.dumps(vars(sheet), ensure_ascii=False, sort_keys=True, default=_plain_value)


def sheet_code(sheet: Any) -> str:
    """The short hash of a sheet: sixteen hexadecimal digits of its JSON's SHA-256, for the QR."""
    return hashlib.sha256(sheet_json(sheet).encode()).hexdigest()[:16]


def _plain_value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return vars(value)
    raise TypeError(f"a sheet holds no {type(value).__name__}")


def chain_words(count: int, head: str) -> str:
    """The state of the record a paper was printed from, for its foot; nothing without one."""
    return f"记录链：第{count}个变更集　{head}" if head else ""


def hour_of(moment: datetime) -> str:
    """2026年3月5日9时30分, full hours without minutes."""
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{chinese_date(moment.date())}{moment.hour}时{minutes}"


def joined(names: tuple[str, ...]) -> str:
    """甲、乙、丙."""
    return "、".join(name for name in names if name)


def carded(officers: tuple[Officer, ...]) -> str:
    """甲（执法证号HN1）、乙（执法证号HN2); a missing number is not announced."""
    return joined(
        tuple(f"{one.name}（执法证号{one.card}）" if one.card else one.name for one in officers)
    )


def accompanied(companions: tuple[Companion, ...]) -> str:
    """甲（专家，某学会）、乙."""
    return joined(
        tuple(
            f"{one.name}（{bracket}）" if bracket else one.name
            for one in companions
            for bracket in ["，".join(part for part in (one.capacity, one.unit) if part)]
        )
    )


def spoken_day(day: date | None) -> str:
    """The date in words, nothing for none."""
    return chinese_date(day) if day else ""


def moment_of(moment: datetime | date | None) -> str:
    """A date, or with its hour where the hour is known; nothing for none."""
    return hour_of(moment) if isinstance(moment, datetime) else spoken_day(moment)


def period_of(start: datetime | date | None, end: datetime | date | None) -> str:
    """From … to …; the day is named once if both are of one day."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return "至".join(filter(None, (moment_of(start), moment_of(end if end != start else None))))
    if start.date() != end.date():
        return f"{hour_of(start)}至{hour_of(end)}"
    return f"{hour_of(start)}至{end.hour}时" + (f"{end.minute}分" if end.minute else "")


def we(issuer: str) -> str:
    """How an office speaks of itself: 我局, 我站, else 我单位."""
    return f"我{issuer[-1]}" if issuer.endswith(("局", "站", "委", "厅", "队")) else "我单位"
