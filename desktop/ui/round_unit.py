"""A unit of a round in words: the columns of the board, and what the pane says of it."""

from typing import Any

from db.codes import HolderKind
from desktop.domain.rounds import KIND_WORDS
from desktop.queries.round_board import UnitRow
from desktop.ui.columns import Column, Mark
from desktop.usecases.initials import initials_of

STATES = {"missing": "未覆盖", "covered": "已覆盖", "left": "已离开"}
_MARKS = {"missing": Mark.WARNING, "covered": Mark.DONE, "left": Mark.QUIET}


def fields_of(record: UnitRow) -> tuple[tuple[str, Any], ...]:
    """Every field of the pane."""
    sites = "、".join(site.name for site in record.sites)
    own = f"{record.detail}　" if record.detail else ""
    where = () if record.kind is HolderKind.PROJECT else (("所在工程", f"{own}{sites}"),)
    return (
        *where,
        ("网格", record.grids),
        ("责任监督员", record.inspectors or "空缺（盲区）"),
        ("进入本轮", _joined(record)),
        ("离开本轮", _left(record)),
        ("上次检查", record.last_visit),
        ("已排检查", record.planned_on),
        ("覆盖", _covered(record) or _uncounted(record)),
    )


def text_of(row: UnitRow) -> str:
    read = initials_of(row.name, by_words=False)
    whose = "".join((*row.grids, *row.inspectors, *(site.name for site in row.sites)))
    return f"{row.name} {read} {whose}"


def _remark(row: UnitRow) -> str:
    if row.left_on is not None:
        return f"{row.left_on.isoformat()} {row.left_reason}"
    history = "历史导入" if row.covering is not None and row.covering.history else ""
    joined = f"{row.joined_on.isoformat()} {row.reason}" if row.reason else ""
    return "；".join(part for part in (history, _uncounted(row), joined) if part)


def _uncounted(row: UnitRow) -> str:
    """Visited and still not covered: what lacks is listed with the visit."""
    if row.uncounted_on is None or row.is_covered:
        return ""
    return f"{row.uncounted_on.isoformat()} 的检查要素不全，未计"


def _joined(row: UnitRow) -> str:
    return f"{row.joined_on.isoformat()} {row.reason or '首日冻结'}"


def _left(row: UnitRow) -> str | None:
    return f"{row.left_on.isoformat()} {row.left_reason}" if row.left_on is not None else None


def _covered(row: UnitRow) -> str | None:
    if row.covering is None:
        return None
    history = "（历史导入）" if row.covering.history else ""
    return f"{row.covering.day.isoformat()} 的检查{history}"


def _mark(row: UnitRow) -> Mark:
    return _MARKS[row.state]


COLUMNS: tuple[Column, ...] = (
    Column("状态", lambda row: STATES[row.state], 80, sort="state", mark=_mark),
    Column("类别", lambda row: KIND_WORDS[row.kind], 48, sort="kind"),
    Column("名称", lambda row: row.name, 190, sort="name"),
    Column("网格", lambda row: row.grids, 80, sort="grids"),
    Column(
        "责任监督员",
        lambda row: row.inspectors or "空缺",
        84,
        sort="inspectors",
        mark=lambda row: None if row.inspectors else Mark.DANGER,
    ),
    Column("上次检查", lambda row: row.last_visit, 92, sort="last_visit"),
    Column("已排", lambda row: row.planned_on or " ", 92, sort="planned_on"),
    Column("覆盖日期", lambda row: row.covered_on or " ", 92, sort="covered_on"),
    Column("说明", lambda row: _remark(row) or " ", 160),
)
