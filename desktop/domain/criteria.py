"""Judging a major hazard (重大事故隐患判定) by the criteria in force on the day it was found."""

from collections.abc import Collection
from datetime import date

from db.codes import HazardLevel
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.reference.standards import Criterion, Standard


def check_criterion(
    level: HazardLevel, criterion: Criterion | None, in_force: Standard | None, found_on: date
) -> None:
    """A major hazard names an item of the standard in force on the day it was found.

    建质规〔2022〕2号 from 2022-04-19, 建质规〔2024〕5号 from 2024-12-13; before it there was none.
    An ordinary hazard may name the item it came from, of the same version.
    """
    if criterion is None:
        if level is HazardLevel.MAJOR and in_force is not None:
            raise RuleViolation("重大隐患须选判定标准的具体条项")
        return
    if in_force is None:
        day = chinese_date(found_on)
        raise RuleViolation(f"{day}尚无重大事故隐患判定标准（2022年4月19日起施行）")
    if criterion.standard != in_force.code:
        day = chinese_date(found_on)
        raise RuleViolation(f"{day}发现的隐患应按{in_force.code}版判定标准选条项")


def met(criterion: Criterion, ticked: Collection[str]) -> bool:
    """Whether what was ticked makes the item: all of one alternative (且), any of them (或)."""
    if not criterion.alternatives:
        return True
    return any(all(row in ticked for row in either) for either in criterion.alternatives)


def check_conditions(criterion: Criterion, ticked: Collection[str], statement: str) -> None:
    """Conditions joined by 且 hold all together; the catch-all item says what it rests on."""
    if not met(criterion, ticked):
        lacking = min(
            ([row for row in either if row not in ticked] for either in criterion.alternatives),
            key=len,
        )
        raise RuleViolation(f"该条各条件须同时成立，还未勾选：{'、'.join(lacking)}")
    if criterion.needs_statement and not statement.strip():
        raise RuleViolation("兜底条款须写明违反的具体条款和现实危险")
