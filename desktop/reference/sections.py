"""What a visit can look at: classes of the criteria (判定标准) and tables of the checklist."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from desktop.reference.checklists import Checklist, checklists
from desktop.reference.standards import Criterion, Standard, criteria, standards


@dataclass(frozen=True)
class CheckItem:
    """One item as it is answered; ``subs`` are the sub-items a failed one must name."""

    code: str
    number: str
    title: str
    citation: str
    criterion: Criterion | None = None
    subs: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section (检查内容) that is ticked first; ``key`` is stored with the visit."""

    key: str
    title: str
    standard: str
    items: tuple[CheckItem, ...]


def sections_on(day: date) -> tuple[Section, ...]:
    """The sections a visit on that day can tick: the criteria in force, then the checklists."""
    standard = criteria(day)
    found = _classes(standard) if standard else ()
    for checklist in checklists():
        if checklist.valid_from <= day:
            found += _tables(checklist)
    return found


def section_title(key: str) -> str:
    """The words of a stored section; a part of the site is its own words."""
    return _titles().get(key, key)


def item_of(code: str) -> CheckItem | None:
    """The item stored with an answer, of whatever version."""
    return _items().get(code)


@cache
def _classes(standard: Standard) -> tuple[Section, ...]:
    return tuple(
        Section(
            f"{standard.code}-{rows[0].article}",
            category,
            f"判定标准{standard.code}版",
            tuple(_judged(standard, row) for row in rows if row.sub is None),
        )
        for category in standard.categories
        if (rows := [row for row in standard.criteria if row.category == category])
    )


def _judged(standard: Standard, row: Criterion) -> CheckItem:
    subs = tuple(
        sub for sub in standard.criteria if sub.sub is not None and sub.parent_code == row.code
    )
    return CheckItem(row.full_code, row.code, row.title, standard.citation(row), row, subs)


@cache
def _tables(checklist: Checklist) -> tuple[Section, ...]:
    return tuple(
        Section(
            table,
            name,
            checklist.number,
            tuple(
                CheckItem(
                    row.code,
                    row.code,
                    row.title,
                    f"《{checklist.name}》（{checklist.number}）表{table}第{place}项",
                )
                for place, row in enumerate(
                    (row for row in checklist.items if row.table == table), start=1
                )
            ),
        )
        for table, name in checklist.tables
    )


@cache
def _all() -> tuple[Section, ...]:
    judged = tuple(section for standard in standards() for section in _classes(standard))
    return judged + tuple(section for row in checklists() for section in _tables(row))


@cache
def _titles() -> dict[str, str]:
    return {section.key: section.title for section in _all()}


@cache
def _items() -> dict[str, CheckItem]:
    return {item.code: item for section in _all() for item in section.items}
