"""频次台账: how often each enterprise was checked in a year, beside the cap."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from db.codes import Area
from desktop.domain.approvals import ARTICLE
from desktop.jobs.runner import Runner
from desktop.queries.check_frequency import FREQUENCY, FrequencyRow, frequency_years
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.filter_bar import Filter
from desktop.ui.list_page import ListPage
from desktop.ui.newest import newest_first
from desktop.ui.record import Detail, Step

_HELP = f"""
每家企业一年被检查几次：从检查记录里“被检查单位”数出来，指导观摩不计。

- **复查**单列；计不计入次数、上限几次，在“系统 · 设置”里定，没有填的不提示
- ▲ 已到或超过上限。**Ctrl+E** 导出（涉企检查统计年报可用）

依据：{ARTICLE}。
"""


def _over(row: FrequencyRow) -> Mark | None:
    return Mark.DANGER if row.is_over else None


class CheckFrequencyPage(ListPage):
    """A list to be looked through and exported; a row leads to its enterprise."""

    key: ClassVar[str] = "check_frequency"
    title: ClassVar[str] = "检查频次"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.VISITS, Area.OFFICE, Area.ENTERPRISES})
    help: ClassVar[str] = _HELP
    empty: ClassVar[str] = "还没有以企业为被检查单位的检查。登记检查时答了企业部分的，数在这里。"
    source = FREQUENCY
    columns: ClassVar[tuple[Column, ...]] = (
        Column("最近检查", lambda row: row.last, 100, Align.CENTRE, "last"),
        Column("企业", lambda row: row.enterprise, 280, sort="name"),
        Column("年度", lambda row: str(row.year), 60, Align.CENTRE, "year"),
        Column("计入次数", lambda row: row.counted, 80, Align.RIGHT, "counted", _over),
        Column("上限", lambda row: "未设" if row.cap is None else row.cap, 60, Align.RIGHT),
        Column("日常", lambda row: row.checks.routine, 56, Align.RIGHT, "routine"),
        Column("专项", lambda row: row.checks.campaign, 56, Align.RIGHT, "campaign"),
        Column("个案", lambda row: row.checks.individual, 56, Align.RIGHT, "individual"),
        Column("复查", lambda row: row.checks.recheck, 56, Align.RIGHT, "recheck"),
    )
    filters = (
        Filter("year", "年度", {}),
        Filter("over", "上限", {"1": "已到上限"}),
    )

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)
        self.splitter.setSizes([780, 300])

    def refresh(self) -> None:
        super().refresh()
        self.runner.read(
            self,
            frequency_years,
            done=lambda years: self.filter_bar.offer("year", years),
            latest="years",
        )

    def describe(self, record: FrequencyRow) -> Detail:
        with_them = "复查计入" if record.with_rechecks else "复查不计入"
        cap = "未设" if record.cap is None else f"{record.cap} 次"
        fields: tuple[tuple[str, Any], ...] = (
            ("年度", str(record.year)),
            ("计入次数", f"{record.counted} 次（{with_them}，本单位设置）"),
            ("其中", record.checks.words),
            ("上限", cap),
            ("最近检查", record.last),
        )
        enterprise = record.enterprise_id
        return Detail(
            record.enterprise,
            "频次台账",
            fields,
            Step("查看企业", lambda: self.open_record.emit("enterprise", enterprise)),
            warnings=("本年检查次数已到上限",) if record.is_over else (),
        )
