"""A major hazard by the version of its day, its conditions joined by 且."""

from datetime import date

import pytest

from db.codes import HazardLevel
from desktop.domain.criteria import check_conditions, check_criterion, met
from desktop.domain.errors import RuleViolation
from desktop.reference.standards import Criterion, criteria, criterion

MAJOR, GENERAL = HazardLevel.MAJOR, HazardLevel.GENERAL


def item(code: str) -> Criterion:
    found = criterion(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("level", "code", "day"),
    [
        (MAJOR, "2022-5-2", date(2024, 12, 12)),
        (MAJOR, "2024-5-2", date(2024, 12, 13)),
        (MAJOR, None, date(2022, 4, 18)),
        (GENERAL, None, date(2026, 1, 5)),
        (GENERAL, "2024-5-2", date(2026, 1, 5)),
    ],
)
def test_criterion_of_its_day(level: HazardLevel, code: str | None, day: date) -> None:
    check_criterion(level, item(code) if code else None, criteria(day), day)


@pytest.mark.parametrize(
    ("code", "day", "word"),
    [
        ("2024-5-2", date(2024, 12, 12), "2022版"),
        ("2022-5-2", date(2024, 12, 13), "2024版"),
        ("2022-5-2", date(2022, 4, 18), "尚无"),
        (None, date(2026, 1, 5), "须选"),
    ],
)
def test_criterion_refused(code: str | None, day: date, word: str) -> None:
    with pytest.raises(RuleViolation, match=word):
        check_criterion(MAJOR, item(code) if code else None, criteria(day), day)


def test_conditions_hold_all_together() -> None:
    dug = item("2024-5-2")
    first, second = dug.alternatives[0]
    assert met(dug, {first, second})
    with pytest.raises(RuleViolation, match=f"还未勾选：{second}"):
        check_conditions(dug, {first}, "")


def test_either_alternative_makes_the_item() -> None:
    shaft = item("2024-9-4")
    (gap,), (lift, door) = shaft.alternatives
    assert met(shaft, {gap})
    assert met(shaft, {lift, door})
    assert not met(shaft, {lift})
    assert not met(shaft, set())


def test_an_item_without_conditions_is_met_by_itself() -> None:
    assert met(item("2024-4-1"), set())


def test_catch_all_asks_for_its_ground() -> None:
    other = item("2024-17")
    ticked = set(other.alternatives[0])
    check_conditions(other, ticked, "违反 GB 55034-2022 第3.1.1条，作业面下有人员通行")
    with pytest.raises(RuleViolation, match="具体条款"):
        check_conditions(other, ticked, "  ")
