"""What the columns and keys of several ledgers share."""

from collections.abc import Callable, Hashable

from desktop.domain.ledger import Values
from desktop.domain.names import normal_name

AREA_UNITS = {
    **dict.fromkeys(("平方米", "平方", "平米", "㎡", "m²", "m2"), 1.0),
    **dict.fromkeys(("万平方米", "万㎡", "万m²", "万m2", "万平米", "万平"), 10_000.0),
}
MONEY_UNITS = {"万元": 1.0, "万": 1.0, "元": 0.0001, "亿元": 10_000.0, "亿": 10_000.0}
HOUR_UNITS = dict.fromkeys(("学时", "个学时", "课时", "个课时", "小时", "h"), 1.0)


def named(*fields: str) -> Callable[[Values], tuple[Hashable, ...] | None]:
    """A key of fields that must all be there, names in their comparison form."""

    def key(values: Values) -> tuple[Hashable, ...] | None:
        parts = [comparable(values[field]) for field in fields]
        return None if None in parts else tuple(parts)

    return key


def comparable(value: Hashable) -> Hashable:
    """A part of a key: text in its comparison form, everything else as it is."""
    return normal_name(value) if type(value) is str else value
