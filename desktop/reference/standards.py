"""The criteria of major hazards (判定标准), each version by its days."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from desktop.reference.resources import read_csv, read_toml

_ORDINALS = "零一二三四五六七八九"
_CLAUSE = re.compile(
    r"(?:(?P<year>20\d\d)\s*版?\s*[-－—]?\s*)?(?P<code>\d{1,2}(?:[-－—.]\d{1,2}){0,2})"
)
_ARTICLE = re.compile(
    r"第(?P<article>[一二三四五六七八九十\d]+)条(?:第?[（(]?(?P<item>[一二三四五六七八九十\d]+)[）)]?项?)?"
)


@dataclass(frozen=True)
class Criterion:
    """One item of a 判定标准, in our own short wording."""

    standard: str
    code: str
    article: int
    item: int | None
    sub: int | None
    category: str
    title: str
    alternatives: tuple[tuple[str, ...], ...]
    needs_statement: bool
    counterpart: str
    change: str
    note: str

    @property
    def full_code(self) -> str:
        """The code with its version, as stored with a hazard: 2024-5-4."""
        return f"{self.standard}-{self.code}"

    @property
    def parent_code(self) -> str:
        """The item a sub-item stands under; an item is its own."""
        return self.code if self.sub is None else self.code.rsplit("-", 1)[0]


@dataclass(frozen=True)
class Standard:
    """判定标准: one version, valid from one day to another."""

    code: str
    name: str
    number: str
    valid_from: date
    valid_to: date | None
    source: str
    criteria: tuple[Criterion, ...]

    @property
    def items(self) -> tuple[Criterion, ...]:
        """What is counted: 34 (2022) and 53 (2024); sub-items are not counted apart."""
        return tuple(row for row in self.criteria if row.sub is None)

    @property
    def categories(self) -> tuple[str, ...]:
        """The classes in the order of the articles."""
        return tuple(dict.fromkeys(row.category for row in self.criteria))

    def criterion(self, code: str) -> Criterion | None:
        """The item with that code, with or without the version before it."""
        wanted = code.removeprefix(f"{self.code}-")
        return next((row for row in self.criteria if row.code == wanted), None)

    def valid_on(self, day: date) -> bool:
        """Both the first and the last day count."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def citation(self, criterion: Criterion) -> str:
        """How a paper quotes the item: 《…》（文号）第五条第（四）项."""
        place = f"第{chinese_number(criterion.article)}条"
        if criterion.item is not None:
            place += f"第（{chinese_number(criterion.item)}）项"
        if criterion.sub is not None:
            place += f"第{criterion.sub}目"
        return f"《{self.name}》（{self.number}）{place}"


@cache
def standards() -> tuple[Standard, ...]:
    """Every version, oldest first."""
    return tuple(
        Standard(
            code=row["code"],
            name=row["name"],
            number=row["number"],
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            source=row["source"],
            criteria=tuple(_criterion(row["code"], line) for line in read_csv(row["file"])),
        )
        for row in read_toml("standards/standards.toml")["criteria"]
    )


def criteria(day: date) -> Standard | None:
    """The version in force on ``day``; None before 2022-04-19, when there was none."""
    return next((standard for standard in standards() if standard.valid_on(day)), None)


def standard(code: str) -> Standard | None:
    """One version by its code, 2022 or 2024."""
    return next((row for row in standards() if row.code == code), None)


def criterion(full_code: str) -> Criterion | None:
    """The item stored as 2024-5-4."""
    version = standard(full_code[:4])
    return version.criterion(full_code[5:]) if version else None


def counterpart(row: Criterion) -> Criterion | None:
    """The item of the other version that figures over years count with this one."""
    other = next((version for version in standards() if version.code != row.standard), None)
    return other.criterion(row.counterpart) if other and row.counterpart else None


def class_of(full_code: str) -> str | None:
    """The class of the newest version that an item of any version belongs to (14 in 2024).

    An item the newest version gave up stays in its own class if there still is one of that name.
    """
    row, newest = criterion(full_code), standards()[-1]
    if row is not None and row.standard != newest.code:
        row = counterpart(row) or row
    return row.category if row is not None and row.category in newest.categories else None


def codes_of_class(category: str) -> tuple[str, ...]:
    """Every item, of every version, that is counted in this class."""
    return tuple(
        row.full_code
        for version in standards()
        for row in version.criteria
        if class_of(row.full_code) == category
    )


def find_criterion(text: str, day: date) -> Criterion | None:
    """The item a ledger's 判定条款 names (2024版 6-1, 第六条第（一）项), else None.

    Without a version in the text the one in force on ``day`` is meant.
    """
    named = re.search(r"20(22|24)", text)
    version = standard(named[0]) if named else criteria(day)
    if version is None:
        return None
    if match := _ARTICLE.search(text):
        parts = [part for part in (match["article"], match["item"]) if part]
        return version.criterion("-".join(str(_number(part)) for part in parts))
    match = _CLAUSE.search(text)
    return version.criterion(re.sub(r"\D", "-", match["code"])) if match else None


def _criterion(version: str, line: dict[str, str]) -> Criterion:
    return Criterion(
        standard=version,
        code=line["code"],
        article=int(line["article"]),
        item=int(line["item"]) if line["item"] else None,
        sub=int(line["sub"]) if line["sub"] else None,
        category=line["category"],
        title=line["title"],
        alternatives=tuple(
            tuple(either.split("|")) for either in line["conditions"].split(";") if either
        ),
        needs_statement=line["statement"] == "1",
        counterpart=line["counterpart"],
        change=line["change"],
        note=line["note"],
    )


def chinese_number(number: int) -> str:
    """一 to 九十九, as articles are numbered."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_ORDINALS[tens]}十"
    return lead + (_ORDINALS[ones] if ones or not tens else "")


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return next((number for number in range(1, 100) if chinese_number(number) == text), 0)
