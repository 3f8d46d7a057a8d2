"""委托: for what and how long the bureau entrusts the station, and in whose name papers go.

条例第四十四条 lets the bureau entrust the inspection of sites; 行政处罚法第二十条、第二十一条 for
penalties: in writing, within a term, and the one who entrusts answers for it.
"""

from collections.abc import Iterable
from datetime import date

from desktop.domain.errors import RuleViolation

ARTICLE = "建设工程安全生产管理条例第四十四条；行政处罚法第二十条、第二十一条"
USUAL_MATTER = "施工安全监督检查、责令整改"


def check_entrustment(
    matter: str, first: date, last: date | None, others: Iterable[tuple[date, date | None]]
) -> None:
    """A term has an order, and on any day papers go in one name only; ``last`` is inclusive."""
    if not matter.strip():
        raise RuleViolation("请填写事项")
    if last is not None and last < first:
        raise RuleViolation("最后一日不能早于起始日")
    for other_first, other_last in others:
        if (last is None or other_first <= last) and (other_last is None or first <= other_last):
            until = "长期" if other_last is None else other_last.isoformat()
            raise RuleViolation(
                f"与已有的 {other_first.isoformat()} 至 {until} 重叠；同一天只能以一种名义出文书，"
                "请先结束已有的"
            )
