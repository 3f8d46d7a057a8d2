"""约谈 (省厅通知第二部分（一）第2项; 函告、通报、约谈、曝光): called in writing, held, fed back.

A rule proposes whom to call; a person decides.
"""

from datetime import date

from desktop.domain.calendar import check_not_future, chinese_date
from desktop.domain.errors import RuleViolation

ARTICLE = "省厅通知二（一）2"


def check_can_call(issued_on: date, called_for: date, today: date) -> None:
    """The letter goes out before the talk (书面提前通知)."""
    check_not_future(issued_on, today, "签发")
    if called_for < issued_on:
        raise RuleViolation("约谈时间不能早于约谈通知书的签发日期")


def check_can_hold(
    issued_on: date, already: date | None, held_on: date, feedback_due: date | None, today: date
) -> None:
    """A talk is held once, after its letter; 反馈期限 lies after it."""
    if already is not None:
        raise RuleViolation(f"这次约谈已于{chinese_date(already)}进行")
    check_not_future(held_on, today, "约谈")
    if held_on < issued_on:
        raise RuleViolation(f"约谈日期不能早于约谈通知书的签发日期{chinese_date(issued_on)}")
    if feedback_due is not None and feedback_due < held_on:
        raise RuleViolation("反馈期限不能早于约谈日期")


def check_can_feed_back(held_on: date | None, already: date | None, day: date, today: date) -> None:
    """书面反馈 comes after the talk, once."""
    if held_on is None:
        raise RuleViolation("约谈尚未进行，请先登记约谈记录")
    if already is not None:
        raise RuleViolation(f"已于{chinese_date(already)}收到书面反馈")
    check_not_future(day, today, "反馈")
    if day < held_on:
        raise RuleViolation(f"反馈日期不能早于约谈日期{chinese_date(held_on)}")


def overdue_words(due: date | None, day: date) -> str:
    """What the letter says of an item whose deadline has passed by that day."""
    if due is None or day <= due:
        return ""
    return f"整改期限{chinese_date(due)}，已逾期{(day - due).days}天"
