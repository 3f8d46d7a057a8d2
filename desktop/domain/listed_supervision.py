"""挂牌督办 (建质〔2011〕158号): of 重大隐患 only, one listing at a time, lifted when put right."""

from datetime import date

from db.codes import HazardLevel, HazardState
from desktop.domain.errors import RuleViolation

ARTICLE = "建质〔2011〕158号"


def check_term(issued_on: date, due: date) -> None:
    """治理期限 is what the notice says; the measure itself names no number of days."""
    if due < issued_on:
        raise RuleViolation("治理期限不能早于成文日期")


def check_can_list(number: int, level: HazardLevel, state: HazardState, listed_by: str) -> None:
    """``number`` is the hazard's place on the paper."""
    if level is not HazardLevel.MAJOR:
        raise RuleViolation(f"第{number}项是一般隐患，挂牌督办只用于重大隐患（{ARTICLE}）")
    if state is HazardState.CLOSED:
        raise RuleViolation(f"第{number}项隐患已销号，不再挂牌督办")
    if listed_by:
        raise RuleViolation(f"第{number}项隐患已由{listed_by}挂牌督办")


def check_can_release(number: int, *, has_passed: bool) -> None:
    """审查合格的解除, 不合格的继续督办."""
    if not has_passed:
        raise RuleViolation(
            f"第{number}项隐患还没有复查合格，请先登记现场复查；不合格的继续督办（{ARTICLE}）"
        )
