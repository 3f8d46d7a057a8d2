"""Checklists (检查清单) beside the criteria: the item names of JGJ 59, without scores."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from desktop.reference.resources import read_csv, read_toml


@dataclass(frozen=True)
class ChecklistItem:
    """One check item; ``guaranteed`` is 保证项目, None where its table makes no such split."""

    code: str
    table: str
    table_name: str
    title: str
    guaranteed: bool | None


@dataclass(frozen=True)
class Checklist:
    """A standard's items in the order of its tables."""

    code: str
    name: str
    number: str
    valid_from: date
    source: str
    items: tuple[ChecklistItem, ...]

    @property
    def tables(self) -> tuple[tuple[str, str], ...]:
        """(B.1, 安全管理) and so on, each a section a visit can tick."""
        return tuple(dict.fromkeys((row.table, row.table_name) for row in self.items))


@cache
def checklists() -> tuple[Checklist, ...]:
    """Every checklist that came with the program."""
    return tuple(
        Checklist(
            code=row["code"],
            name=row["name"],
            number=row["number"],
            valid_from=row["valid_from"],
            source=row["source"],
            items=tuple(_item(line) for line in read_csv(row["file"])),
        )
        for row in read_toml("standards/standards.toml")["checklist"]
    )


def _item(line: dict[str, str]) -> ChecklistItem:
    guaranteed = None if line["guaranteed"] == "" else line["guaranteed"] == "1"
    return ChecklistItem(line["code"], line["table"], line["table_name"], line["title"], guaranteed)
